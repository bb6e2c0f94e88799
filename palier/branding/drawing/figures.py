"""What a layout shows before anything is written on it: its ground, shapes, pictures and words."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from palier.branding.drawing.fills import Fill, Look, fill_of, ground_of, outline_of
from palier.branding.drawing.paths import Step, path_of
from palier.branding.drawing.words import Words, words_of
from palier.branding.reading import Part, Template
from palier.branding.reading.cleaning import A, P
from palier.branding.reading.colours import scheme_of
from palier.branding.reading.numbers import number_in
from palier.branding.rules import Box
from palier.exchange.reading.docx_text import name_of

NOWHERE = Box(0.0, 0.0, 0.0, 0.0)
TURN = 60_000  # of the format: one degree
EXACT = frozenset({"rect", "roundRect", "ellipse", "line", "straightConnector1"})
REPEATED = ("ftr", "sldNum")  # placeholders that slides take over as they are
DEEPEST = 20  # groups in groups


@dataclass(frozen=True, slots=True)
class Figure:
    """A shape or a picture; lengths are in English metric units."""

    box: Box
    kind: str  # "rect", "round", "ellipse", "line", "path"
    fill: Fill | None = None
    stroke: Fill | None = None
    stroke_width: float = 0.0
    radius: float = 0.0
    angle: float = 0.0  # degrees, clockwise
    flips: tuple[bool, bool] = (False, False)  # across, over
    path: tuple[Step, ...] = ()
    is_exact: bool = True  # False: of a form that is drawn as a rectangle here

    @property
    def is_seen(self) -> bool:
        return self.fill is not None or self.stroke is not None


@dataclass(frozen=True, slots=True)
class Holder:
    """A placeholder: what it is for, and where."""

    kind: str  # "title", "body", "ftr"…
    index: str
    box: Box
    words: Words | None = None


@dataclass(slots=True)
class Drawing:
    """A layout on its master, the lowest first."""

    width: int
    height: int
    look: Look
    ground: Fill
    figures: list[Figure] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    holders: list[Holder] = field(default_factory=list)  # of the layout
    master_holders: list[Holder] = field(default_factory=list)

    @property
    def whole(self) -> Box:
        return Box(0.0, 0.0, float(self.width), float(self.height))

    @property
    def repeated(self) -> list[Holder]:
        """Return what each slide on the layout repeats: a footer that says something, a number."""
        return [
            holder
            for holder in self.holders
            if holder.kind in REPEATED and holder.words and holder.box.area
        ]


def drawing_of(template: Template, layout: int) -> Drawing:
    """Return what a layout shows.

    :raises KeyError: if there is no such layout
    """
    master, part = template.master_of(layout)
    scheme = scheme_of(master.theme.root, master.part.root, part.root)
    look = Look(scheme, master.theme)
    drawing = Drawing(template.width, template.height, look, ground_of(part, master.part, look))
    of_master = _Tree(drawing, master.part, None)
    of_layout = _Tree(drawing, part, of_master)
    shows_master = part.root.get("showMasterSp", "1") not in ("0", "false")
    of_master.read(is_shown=shows_master)
    of_layout.read(is_shown=True)
    drawing.master_holders, drawing.holders = of_master.holders, of_layout.holders
    return drawing


@dataclass(frozen=True, slots=True)
class _Map:
    """From the lengths inside a group to those of the slide."""

    x: float = 0.0
    y: float = 0.0
    across: float = 1.0
    down: float = 1.0

    def box(self, left: float, top: float, width: float, height: float) -> Box:
        left, top = self.x + left * self.across, self.y + top * self.down
        return Box(left, top, left + width * self.across, top + height * self.down)


class _Tree:
    """The shapes of a master or a layout."""

    def __init__(self, drawing: Drawing, part: Part, below: "_Tree | None") -> None:
        self.drawing, self.part, self.below = drawing, part, below
        self.holders: list[Holder] = []
        self.elements: list[Any] = []  # of the holders, in the same order

    def read(self, *, is_shown: bool) -> None:
        tree = self.part.root.find(f"{P}cSld/{P}spTree")
        if tree is not None:
            self._read(tree, _Map(), None, is_shown=is_shown, depth=0)

    def _read(
        self, tree: Any, place: _Map, fill: Fill | None, *, is_shown: bool, depth: int
    ) -> None:
        for element in tree:
            kind = name_of(element)
            if kind == "grpSp" and depth < DEEPEST and not _is_hidden(element):
                inner, its = self._group(element, place, fill)
                self._read(element, inner, its, is_shown=is_shown, depth=depth + 1)
            elif kind in ("sp", "pic", "cxnSp", "graphicFrame") and not _is_hidden(element):
                holder = element.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
                if holder is not None:
                    self._hold(element, holder, place)
                elif is_shown:
                    self._draw(element, place, fill)

    def _group(self, element: Any, place: _Map, fill: Fill | None) -> tuple[_Map, Fill | None]:
        properties = element.find(f"{P}grpSpPr")
        told = properties.find(f"{A}xfrm") if properties is not None else None
        if told is None:
            return place, fill
        own = fill_of(properties, self.drawing.look, self.part, fill)
        x, y, width, height = _numbers(told, "off", "ext")
        inner_x, inner_y, inner_width, inner_height = _numbers(told, "chOff", "chExt")
        across = width / inner_width if inner_width else 1.0
        down = height / inner_height if inner_height else 1.0
        return _Map(
            place.x + (x - inner_x * across) * place.across,
            place.y + (y - inner_y * down) * place.down,
            place.across * across,
            place.down * down,
        ), own  # fmt: skip

    def _draw(self, element: Any, place: _Map, of_group: Fill | None) -> None:
        box, angle, flips = _placed(element, place)
        look = self.drawing.look
        if name_of(element) == "graphicFrame":
            self.drawing.figures.append(Figure(box, "rect", Fill(((0.0, look.faint),)),
                                               is_exact=False))  # fmt: skip
            return
        properties = element.find(f"{P}spPr")
        if properties is None:
            return
        # A picture is filled by itself.
        holder = element if name_of(element) == "pic" else properties
        fill = fill_of(holder, look, self.part, of_group, style=element.find(f"{P}style"))
        stroke, width = outline_of(properties, look, self.part, element.find(f"{P}style"))
        kind, radius, path = _form(properties, box)
        figure = Figure(box, kind or "rect", None if kind == "line" else fill, stroke, width,
                        radius, angle, flips, path, is_exact=bool(kind))  # fmt: skip
        if figure.is_seen:
            self.drawing.figures.append(figure)
        if words := words_of(element, box, look, []):
            self.drawing.words.append(words)

    def _hold(self, element: Any, told: Any, place: _Map) -> None:
        kind, index = told.get("type", "body"), told.get("idx", "")
        kind = "title" if kind == "ctrTitle" else kind
        below = self.below.holder_of(kind) if self.below else None
        box, _, _ = _placed(element, place)
        if not box.area and below:
            box = below[0].box
        styles = [element, *([below[1]] if below else [])]
        words = None
        if kind in REPEATED and self.below:
            words = words_of(element, box, self.drawing.look, styles)
        if words and kind == "sldNum":
            words = replace(words, lines=("1",))
        self.holders.append(Holder(kind, index, box, words))
        self.elements.append(element)

    def holder_of(self, kind: str) -> tuple[Holder, Any] | None:
        """Return the placeholder of a kind, and its element."""
        found = zip(self.holders, self.elements, strict=True)
        return next((pair for pair in found if pair[0].kind == kind), None)


def _is_hidden(element: Any) -> bool:
    named = next(element.iter(f"{P}cNvPr"), None)
    return named is not None and named.get("hidden") in ("1", "true")


def _placed(element: Any, place: _Map) -> tuple[Box, float, tuple[bool, bool]]:
    told = element.find(f"{P}xfrm")
    if told is None:
        told = element.find(f"{P}spPr/{A}xfrm")
    if told is None:
        return NOWHERE, 0.0, (False, False)
    flips = (told.get("flipH") in ("1", "true"), told.get("flipV") in ("1", "true"))
    return place.box(*_numbers(told, "off", "ext")), number_in(told, "rot") / TURN, flips


def _numbers(told: Any, place: str, size: str) -> tuple[float, float, float, float]:
    at, extent = told.find(f"{A}{place}"), told.find(f"{A}{size}")
    return (
        number_in(at, "x"), number_in(at, "y"), number_in(extent, "cx"), number_in(extent, "cy"),
    )  # fmt: skip


def _form(properties: Any, box: Box) -> tuple[str, float, tuple[Step, ...]]:
    """Return the kind of a figure, "" for one that is not drawn as it is."""
    free = properties.find(f"{A}custGeom")
    if free is not None:
        path = path_of(free)
        return ("path", 0.0, path) if path else ("", 0.0, ())
    told = properties.find(f"{A}prstGeom")
    name = told.get("prst", "rect") if told is not None else "rect"
    if name == "roundRect":
        return "round", _rounding(told) * min(box.width, box.height), ()
    kind = "line" if name in ("line", "straightConnector1") else name
    return (kind if name in EXACT else ""), 0.0, ()


def _rounding(told: Any) -> float:
    said = next((guide.get("fmla", "") for guide in told.iter(f"{A}gd")), "")
    digits = said.removeprefix("val ")
    return min(0.5, int(digits) / 100_000) if digits.isdigit() else 0.16667


def seen_boxes(drawing: Drawing) -> Iterator[tuple[Box, Figure | None]]:
    """Yield where something stands: shapes, words, what slides repeat."""
    for figure in drawing.figures:
        yield figure.box, figure
    for words in drawing.words:
        yield words.box, None
    for holder in drawing.repeated:
        yield holder.box, None
