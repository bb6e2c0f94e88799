"""What the styles of an OpenDocument sheet make of its cells: formats, strokes, hidden tabs."""

from dataclasses import dataclass
from typing import Any

from palier.exchange.reading.cells import Format, described_format

STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

DATA_STYLES = ("number-style", "percentage-style", "currency-style", "date-style", "time-style")
KINDS = ("style", *DATA_STYLES)
_POSITIVE = {"value()>=0", "value()>0"}
_LONGEST_CHAIN = 20  # styles that a style may rest on
_MOST_DECIMALS = 20


@dataclass(frozen=True, slots=True)
class _Style:
    parent: str
    data: str  # the name of its format
    is_struck: bool | None  # None: as its parent
    is_hidden: bool


class Styles:
    """The styles of a file as they are met; what a cell asks is answered from all of them."""

    def __init__(self) -> None:
        self._styles: dict[tuple[str, str], _Style] = {}
        self._codes: dict[str, str] = {}
        self._positive: dict[str, str] = {}  # format -> that of its positive numbers
        self._formats: dict[str, Format] = {}
        self._struck: dict[str, bool] = {}

    def add(self, element: Any) -> None:
        """Note one style, or one format of numbers."""
        kind = element.tag.rpartition("}")[2]
        name = element.get(f"{STYLE}name", "")
        if kind == "style":
            self._styles[element.get(f"{STYLE}family", ""), name] = _style(element)
            return
        self._codes[name] = _code(element, kind)
        for each in element.iter(f"{STYLE}map"):
            if each.get(f"{STYLE}condition", "").replace(" ", "") in _POSITIVE:
                self._positive[name] = each.get(f"{STYLE}apply-style-name", "")

    def format_of(self, name: str) -> Format:
        """Return how cells of a style show a number."""
        if name not in self._formats:
            styles = self._chain(name)
            data = next((style.data for style in styles if style.data), "")
            code = self._codes.get(self._positive.get(data, data), "")
            self._formats[name] = described_format(code)
        return self._formats[name]

    def is_struck(self, name: str) -> bool:
        """Tell whether cells of a style are crossed out."""
        if name not in self._struck:
            said = (style.is_struck for style in self._chain(name))
            self._struck[name] = next((one for one in said if one is not None), False)
        return self._struck[name]

    def is_hidden(self, name: str) -> bool:
        """Tell whether tabs of a style are hidden."""
        style = self._styles.get(("table", name))
        return style is not None and style.is_hidden

    def _chain(self, name: str) -> list[_Style]:
        """Return a style of cells and those it rests on, the nearest first."""
        chain: list[_Style] = []
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(("table-cell", name))
            if style is None:
                break
            chain.append(style)
            name = style.parent
        return chain


def _style(element: Any) -> _Style:
    struck: bool | None = None
    is_hidden = False
    for properties in element:
        for kind in ("style", "type"):
            line = properties.get(f"{STYLE}text-line-through-{kind}")
            struck = struck if line is None else line != "none"
        is_hidden = is_hidden or properties.get(f"{TABLE}display") == "false"
    return _Style(
        element.get(f"{STYLE}parent-style-name", ""),
        element.get(f"{STYLE}data-style-name", ""),
        struck,
        is_hidden,
    )


def _code(element: Any, kind: str) -> str:
    """Return a format as Excel writes it, which is what `described_format` reads."""
    if kind in ("date-style", "time-style"):
        return "yyyy"
    pieces: list[str] = []
    for child in element:
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        text = (child.text or "").replace('"', "")
        if name in ("number", "scientific-number", "fraction"):
            pieces.append(_digits(child))
        elif name == "text" and kind == "percentage-style" and "%" in text:
            pieces.append("%")
        elif name in ("text", "currency-symbol") and text:
            pieces.append(f'"{text}"')
    return "".join(pieces)


def _digits(element: Any) -> str:
    places = element.get(f"{NUMBER}decimal-places", "")
    if not places.isdecimal():
        return "General"
    decimals = min(int(places), _MOST_DECIMALS) if len(places) < 4 else _MOST_DECIMALS
    factor = element.get(f"{NUMBER}display-factor", "").partition(".")[0]
    thousands = "," * min((len(factor) - 1) // 3, 3) if factor.isdecimal() else ""
    return "0" + ("." + "0" * decimals if decimals else "") + thousands
