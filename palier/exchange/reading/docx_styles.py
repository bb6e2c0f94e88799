"""The styles and the lists of a text document: what a paragraph is by its style or its number."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from palier.exchange.phrases import plain

_DEEPEST = 20  # styles built on styles
_HEADING = re.compile(r"(?:heading|titre) ([1-9])")
_LISTED = re.compile(r"(?:list bullet|list number|liste a puces|liste a numeros) ([2-5])")
_LEVELS = 9
_MARK = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Look:
    """How a run is set, as far as it says something; None where that is left to the style."""

    is_bold: bool | None = None
    is_struck: bool | None = None
    is_hidden: bool | None = None

    def over(self, style: "Look") -> "Look":
        """Return what holds where `style` says what this one leaves open."""
        return Look(
            style.is_bold if self.is_bold is None else self.is_bold,
            style.is_struck if self.is_struck is None else self.is_struck,
            style.is_hidden if self.is_hidden is None else self.is_hidden,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """A style with all it inherits."""

    name: str = ""  # plain
    heading: int | None = None  # 1..9; 0 says it is none
    look: Look = Look()
    number: str = ""  # of its list
    level: int = 0  # in that list, from 0

    @property
    def is_title(self) -> bool:
        return self.name in ("title", "titre")

    @property
    def is_contents(self) -> bool:
        """Tell whether it sets a line of a table of contents."""
        return re.fullmatch(r"(?:toc|tm|contents) ?[1-9]", self.name) is not None


class Styles:
    """The styles of a file, by their id."""

    def __init__(self, root: Any) -> None:
        found = root.iter("{*}style") if root is not None else ()
        self.elements = {value(style, "styleId"): style for style in found}
        self.known: dict[str, Style] = {}
        self.default = next(
            (name for name, style in self.elements.items()
             if value(style, "type") == "paragraph" and value(style, "default") in ("1", "true")),
            "",
        )  # fmt: skip

    def of(self, name: str) -> Style:
        """Return the style of this id; an unknown one says nothing."""
        if name not in self.known:
            self.known[name] = self._resolved(name)
        return self.known[name]

    def _resolved(self, name: str) -> Style:
        style = Style()
        line: list[str] = []  # from this style to the one that all are built on
        while name in self.elements and name not in line and len(line) < _DEEPEST:
            line.append(name)
            name = value_of(self.elements[name], "basedOn")
        for at in reversed(line):
            style = _completed(style, self.elements[at])
        return style


def _completed(above: Style, element: Any) -> Style:
    """Return a style with what its element adds to the one it is built on."""
    name = plain(value_of(element, "name"))
    paragraph, run = element.find("{*}pPr"), element.find("{*}rPr")
    heading, number, level = above.heading, above.number, above.level
    match = _HEADING.fullmatch(name)
    if match:
        heading = int(match[1])
    if paragraph is not None:
        own = outline_level(paragraph)
        heading = heading if own is None or match else own
        number, level = list_of(paragraph) or (number, level)
    listed = _LISTED.fullmatch(name)
    level = max(level, int(listed[1]) - 1) if listed else level
    return Style(name, heading, look_of(run).over(above.look), number, level)


def outline_level(properties: Any) -> int | None:
    """Return the level of a heading, 0 for the body of the text, None where it is not said."""
    said = value_of(properties, "outlineLvl")
    return None if not said.isdigit() else (int(said) + 1) % 10


def list_of(properties: Any) -> tuple[str, int] | None:
    """Return the number of a list and the level in it, from 0; None where none is named."""
    numbered = properties.find("{*}numPr")
    if numbered is None:
        return None
    level = value_of(numbered, "ilvl")
    return value_of(numbered, "numId"), min(int(level), _LEVELS - 1) if level.isdigit() else 0


def look_of(properties: Any) -> Look:
    """Return how the properties of a run set it."""
    if properties is None:
        return Look()
    bold, struck, doubly, hidden = (
        _switch(properties, name) for name in ("b", "strike", "dstrike", "vanish")
    )
    return Look(bold, struck if struck or doubly is None else doubly, hidden)


def _switch(properties: Any, name: str) -> bool | None:
    element = properties.find(f"{{*}}{name}")
    return None if element is None else value(element, "val") not in ("0", "false", "off")


def value(element: Any, name: str) -> str:
    """Return an attribute whatever its namespace, "" for none."""
    for key, text in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return str(text)
    return ""


def value_of(element: Any, name: str) -> str:
    """Return the `val` of a child, "" where there is none."""
    child = element.find(f"{{*}}{name}")
    return "" if child is None else value(child, "val")


# ---- lists ----


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""  # "%1.", "KR %1.%2"
    style: str = ""


@dataclass(slots=True)
class _List:
    abstract: str
    levels: dict[int, _Level]
    restarts: dict[int, int] = field(default_factory=dict)


class Lists:
    """The lists of a file, and how far each was counted."""

    def __init__(self, root: Any) -> None:
        self.lists: dict[str, _List] = {}
        self.counts: dict[str, list[int | None]] = {}
        if root is None:
            return
        abstracts = {
            value(element, "abstractNumId"): _levels(element)
            for element in root.iter("{*}abstractNum")
        }
        for element in root.iter("{*}num"):
            name = value_of(element, "abstractNumId")
            found = _List(name, dict(abstracts.get(name, {})))
            for override in element.iter("{*}lvlOverride"):
                found.levels |= _levels(override)
                start, level = value_of(override, "startOverride"), value(override, "ilvl")
                if start.isdigit() and level.isdigit():
                    found.restarts[int(level)] = int(start)
            self.lists[value(element, "numId")] = found

    def __contains__(self, number: str) -> bool:
        return number in self.lists

    def level_of(self, number: str, style: str) -> int | None:
        """Return the level of a list that a style stands for, None for none."""
        levels = self.lists[number].levels if number in self.lists else {}
        return next((at for at, level in levels.items() if style and level.style == style), None)

    def label(self, number: str, at: int) -> str:
        """Count one more item; return what stands before it, "" for a bullet."""
        found = self.lists[number]
        counts = self.counts.setdefault(found.abstract, [None] * _LEVELS)
        level = found.levels.get(at, _Level())
        counted = counts[at]
        counts[at] = found.restarts.pop(at, level.start if counted is None else counted + 1)
        counts[at + 1 :] = [None] * (_LEVELS - at - 1)
        if level.format in ("bullet", "none"):
            return ""

        def shown(match: re.Match[str]) -> str:
            place = int(match[1]) - 1
            one = found.levels.get(place, _Level())
            count = counts[place]
            return _written(one.start if count is None else count, one.format)

        return _MARK.sub(shown, level.text).strip()


def _levels(element: Any) -> dict[int, _Level]:
    return {
        min(int(value(level, "ilvl") or 0), _LEVELS - 1): _Level(
            int(value_of(level, "start") or 1),
            value_of(level, "numFmt") or "decimal",
            value_of(level, "lvlText"),
            value_of(level, "pStyle"),
        )
        for level in element.iter("{*}lvl")
    }


def _written(count: int, form: str) -> str:
    written = _FORMS.get(form)
    return written(count) if written and 0 < count < 5000 else str(count)


def lettered(count: int) -> str:
    """Return "a" for 1, "z" for 26, "aa" for 27, as lists do."""
    return chr(97 + (count - 1) % 26) * ((count - 1) // 26 + 1)


def roman(count: int) -> str:
    """Return a number from 1 to 4999 in Roman figures, in lower case."""
    pieces = []
    for worth, sign in _ROMAN:
        times, count = divmod(count, worth)
        pieces.append(sign * times)
    return "".join(pieces)


_FORMS: dict[str, Callable[[int], str]] = {
    "lowerLetter": lettered,
    "upperLetter": lambda count: lettered(count).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda count: roman(count).upper(),
    "decimalZero": lambda count: f"{count:02}",
}
