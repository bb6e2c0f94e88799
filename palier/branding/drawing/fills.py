"""What fills shapes and grounds: colours, gradients, pictures of the template."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from palier.branding.reading import Part
from palier.branding.reading.cleaning import A, P, R
from palier.branding.reading.colours import WHITE, WHOLE, Paint, Scheme, colour_in, stops_of
from palier.branding.reading.numbers import number_in
from palier.branding.rules import Rgb, mixed
from palier.exchange.reading.docx_text import name_of

FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill", "grpFill")
TURN = 60_000  # of the format: one degree
FIRST_GROUND = 1001  # of the theme's grounds, as masters number them
HAIRLINE = 9_525.0  # English metric units
Crop = tuple[float, float, float, float]  # shares cut from the left, the top, the right, the foot


@dataclass(frozen=True, slots=True)
class Fill:
    """One colour, several one after the other, or a picture."""

    stops: tuple[tuple[float, Paint], ...] = ()  # (place 0..1, colour)
    angle: float = 0.0  # degrees, clockwise from left to right
    picture: str = ""  # "media/image1.png"
    crop: Crop = (0.0, 0.0, 0.0, 0.0)

    @property
    def colours(self) -> list[Rgb]:
        """Return what may lie behind words; empty for a picture, of which nobody knows."""
        return [] if self.picture else [paint.rgb for _, paint in self.stops]

    @property
    def covers(self) -> bool:
        """Test if nothing is seen through it; of a picture nobody knows."""
        return bool(self.picture) or all(paint.alpha > 0.99 for _, paint in self.stops)


@dataclass(frozen=True)
class Look:
    """The colours and fills that the shapes of a layout are drawn with."""

    scheme: Scheme
    theme: Part

    @cached_property
    def faint(self) -> Paint:
        """Return what stands for a thing that is not drawn here."""
        return Paint(mixed(self.scheme.named("tx1"), self.scheme.named("bg1"), 0.2), 0.5)


def ground_of(layout: Part, master: Part, look: Look) -> Fill:
    """Return the ground of a layout, its own or its master's; white where neither says."""
    for part in (layout, master):
        said = part.root.find(f"{P}cSld/{P}bg")
        if said is None:
            continue
        properties, reference = said.find(f"{P}bgPr"), said.find(f"{P}bgRef")
        found = fill_of(properties, look, part) if properties is not None else None
        if reference is not None:
            found = _of_theme(reference, look)
        if found is not None:
            return found
    return Fill(((0.0, Paint(WHITE)),))


def fill_of(
    holder: Any, look: Look, part: Part, of_group: Fill | None = None, *, style: Any = None,
    own: Rgb = WHITE,
) -> Fill | None:  # fmt: skip
    """Return what fills the shape whose properties these are, None for nothing."""
    said = next((child for child in holder if name_of(child) in FILLS), None)
    if said is None:
        reference = style.find(f"{A}fillRef") if style is not None else None
        if reference is None or reference.get("idx") in (None, "0"):
            return None
        colour = colour_in(reference)
        return Fill(((0.0, look.scheme.paint(colour)),)) if colour is not None else None
    return _read(said, look, part, of_group, own)


def outline_of(properties: Any, look: Look, part: Part, style: Any) -> tuple[Fill | None, float]:
    """Return the colour of a shape's outline and its width, None for nothing."""
    line = properties.find(f"{A}ln")
    width = number_in(line, "w") or HAIRLINE
    if line is not None and (fill := fill_of(line, look, part)) is not None:
        return fill, width
    if line is not None and line.find(f"{A}noFill") is not None:
        return None, 0.0
    reference = style.find(f"{A}lnRef") if style is not None else None
    colour = colour_in(reference) if reference is not None else None
    if reference is None or colour is None or reference.get("idx") == "0":
        return None, 0.0
    return Fill(((0.0, look.scheme.paint(colour)),)), width


def _read(said: Any, look: Look, part: Part, of_group: Fill | None, own: Rgb) -> Fill | None:
    kind = name_of(said)
    if kind == "grpFill":
        return of_group
    if kind == "blipFill":
        return _picture(said, part)
    stops = list(stops_of(said)) if kind == "gradFill" else []
    if kind == "solidFill" and (colour := colour_in(said)) is not None:
        stops = [(0.0, colour)]
    if kind == "pattFill":  # its ground: the pattern is thin
        behind = said.find(f"{A}bgClr")
        colour = colour_in(behind) if behind is not None else None
        stops = [(0.0, colour)] if colour is not None else []
    if not stops:
        return None
    direction = said.find(f"{A}lin")
    angle = number_in(direction, "ang") / TURN if direction is not None else 90.0
    painted = tuple((place, look.scheme.paint(colour, own)) for place, colour in stops)
    return Fill(painted, angle % 360)


def _picture(said: Any, part: Part) -> Fill | None:
    blip = said.find(f"{A}blip")
    name = part.pictures.get(blip.get(f"{R}embed", ""), "") if blip is not None else ""
    if not name:
        return None
    cut = said.find(f"{A}srcRect")
    left, top, right, foot = (_cut(number_in(cut, side)) for side in "ltrb")
    return Fill(picture=name, crop=(left, top, right, foot))


def _cut(told: float) -> float:
    return told / WHOLE if -WHOLE < told < 0.95 * WHOLE else 0.0


def _of_theme(reference: Any, look: Look) -> Fill | None:
    colour = colour_in(reference)
    own = look.scheme.paint(colour).rgb if colour is not None else WHITE
    told = reference.get("idx", "0")
    number = int(told) if told.isdigit() else 0
    if number < FIRST_GROUND:
        return Fill(((0.0, Paint(own)),)) if number else None
    grounds = list(look.theme.root.iterfind(f".//{A}bgFillStyleLst/*"))
    if number - FIRST_GROUND >= len(grounds):
        return Fill(((0.0, Paint(own)),))
    return _read(grounds[number - FIRST_GROUND], look, look.theme, None, own)
