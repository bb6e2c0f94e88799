"""Words that stand on a layout: a slogan, a footer, the number of the page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from palier.branding.reading.cleaning import A, P
from palier.branding.reading.colours import Paint, colour_in
from palier.branding.rules import Box

if TYPE_CHECKING:
    from palier.branding.drawing.fills import Look

USUAL_SIZE = 1_800  # hundredths of a point
INSET = 91_440.0  # English metric units, at both sides of a text box


@dataclass(frozen=True, slots=True)
class Words:
    """Text of a layout, set about as it will be: it is not measured."""

    box: Box
    lines: tuple[str, ...]
    size: float  # points
    paint: Paint
    align: str = "l"  # "l", "ctr", "r"
    anchor: str = "t"  # "t", "ctr", "b"
    is_bold: bool = False

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def words_of(element: Any, box: Box, look: "Look", styles: Sequence[Any]) -> Words | None:
    """Return what a shape says, None for nothing; `styles` are elements whose manners it has."""
    body = element.find(f"{P}txBody")
    lines = tuple(_lines(body)) if body is not None else ()
    if body is None or not any(line.strip() for line in lines):
        return None
    manners = list(_manners(element, styles))
    sizes = (one.get("sz", "") for one in manners)
    size = next((int(text) for text in sizes if text.isdigit()), USUAL_SIZE)
    colours = (
        colour
        for one in manners
        if (fill := one.find(f"{A}solidFill")) is not None
        and (colour := colour_in(fill)) is not None
    )
    colour = next(colours, None)
    paint = look.scheme.paint(colour) if colour is not None else Paint(look.scheme.named("tx1"))
    return Words(
        box,
        lines,
        min(400_0, max(100, size)) / 100,
        paint,
        _first(element, styles, "algn", "l"),
        _first(element, styles, "anchor", "t"),
        is_bold=any(one.get("b") in ("1", "true") for one in manners[:1]),
    )


def _lines(body: Any) -> Iterator[str]:
    for paragraph in body.iterfind(f"{A}p"):
        yield "".join(_said(text) for text in paragraph.iter(f"{A}t"))


def _said(text: Any) -> str:
    """Return what a piece says; where it stands for the number of the slide, a number."""
    kind = text.getparent().get("type", "")
    return "1" if kind.startswith("slidenum") else text.text or ""


def _manners(element: Any, styles: Sequence[Any]) -> Iterator[Any]:
    """Yield what says how letters are set, the nearest first."""
    yield from element.iterfind(f"{P}txBody/{A}p/*/{A}rPr")
    yield from element.iterfind(f"{P}txBody/{A}lstStyle/*/{A}defRPr")
    for style in styles:
        yield from style.iterfind(f"{P}txBody/{A}lstStyle/*/{A}defRPr")


def _first(element: Any, styles: Sequence[Any], name: str, usual: str) -> str:
    """Return the nearest value of a manner of paragraphs or of their box."""
    for one in (element, *styles):
        body = one.find(f"{P}txBody")
        for told in body.iter(f"{A}pPr", f"{A}lvl1pPr", f"{A}bodyPr") if body is not None else ():
            if told.get(name):
                return str(told.get(name))
    return usual
