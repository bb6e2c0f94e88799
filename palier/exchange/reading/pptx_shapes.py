"""Where the shapes of a slide stand, and the order in which one reads them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from palier.exchange.reading.archive import Archive
from palier.exchange.reading.docx_text import alternatives, name_of

TITLES = frozenset({"title", "ctrTitle"})
_DEEPEST = 20  # cuts of a slide into rows and columns
_GRID = 3  # rows of small texts beside each other, from which they are read row by row
_SHAPES = frozenset({"sp", "grpSp", "graphicFrame", "pic"})

Box = tuple[float, float, float, float]  # left, top, right, bottom
_NOWHERE: Box = (0.0, 0.0, 0.0, 0.0)


@dataclass(slots=True)
class Shape:
    """A shape, or a group of them."""

    element: Any
    kind: str  # "sp", "grpSp", "graphicFrame", "pic"
    name: str
    number: str  # its id on the slide
    placeholder: str = ""  # "title", "body", "ftr"…; "obj" where it says no more
    is_hidden: bool = False
    box: Box = _NOWHERE
    styles: list[Any] = field(default_factory=list)  # of its paragraphs, nearest first
    inside: list["Shape"] = field(default_factory=list)


@dataclass(slots=True)
class _Holder:
    """A placeholder of a layout or a master: where it stands and how its words are set."""

    kind: str
    number: str
    box: Box | None
    styles: list[Any]


class Layouts:
    """The layouts and masters that slides take places and bullets from; their text is not read."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self.holders: dict[str, list[_Holder]] = {}
        self.masters: dict[str, str] = {}  # of a layout
        self.texts: dict[str, dict[str, Any]] = {}  # of a master, by "title", "body", "other"

    def settle(self, shape: Shape, layout: str, number: str, *, has_place: bool) -> None:
        """Complete a shape by its placeholder in the layout, then in the master."""
        if not shape.placeholder:
            return
        kind = "title" if shape.placeholder in TITLES else shape.placeholder
        found = [
            self._holder(layout, kind, number),
            self._holder(self._master(layout), kind, ""),
        ]
        for holder in filter(None, found):
            shape.styles += holder.styles
            if not has_place and holder.box is not None:
                shape.box, has_place = holder.box, True
        sort = (
            "title" if kind == "title" else "other" if kind in ("dt", "ftr", "sldNum") else "body"
        )
        style = self.texts.get(self._master(layout), {}).get(sort)
        if style is not None:
            shape.styles.append(style)

    def _holder(self, path: str, kind: str, number: str) -> _Holder | None:
        holders = self._read(path)
        same = [holder for holder in holders if number and holder.number == number]
        bodies = {"body", "obj", "subTitle"}
        like = [one for one in holders if one.kind == kind or {one.kind, kind} <= bodies]
        return next(iter(same or like), None)

    def _master(self, layout: str) -> str:
        if layout not in self.masters:
            parts = self.archive.relations(layout).values() if layout in self.archive else ()
            self.masters[layout] = next((path for kind, path in parts if kind == "slideMaster"), "")
            self._read(self.masters[layout])
        return self.masters[layout]

    def _read(self, path: str) -> list[_Holder]:
        if path not in self.holders:
            self.holders[path] = []
            if path in self.archive:
                root = self.archive.tree(path)
                self.holders[path] = [
                    _Holder(_kind(ph), ph.get("idx", ""), box_of(element),
                            list(element.iterfind("{*}txBody/{*}lstStyle")))
                    for element in root.iter("{*}sp")
                    if (ph := element.find("{*}nvSpPr/{*}nvPr/{*}ph")) is not None
                ]  # fmt: skip
                self.texts[path] = {
                    name_of(style).removesuffix("Style"): style
                    for styles in root.iterfind("{*}txStyles") for style in styles
                }  # fmt: skip
        return self.holders[path]


def shapes_of(tree: Any, layouts: Layouts, layout: str) -> list[Shape]:
    """Return the shapes of a tree as they lie over each other, the lowest first."""
    return list(_shapes(tree, layouts, layout))


def _shapes(tree: Any, layouts: Layouts, layout: str) -> Iterator[Shape]:
    for element in tree:
        name = name_of(element)
        if name == "AlternateContent":
            for chosen in alternatives(element):
                yield from _shapes([chosen], layouts, layout)
        elif name in _SHAPES:
            yield _shape(element, layouts, layout)


def _shape(element: Any, layouts: Layouts, layout: str) -> Shape:
    named = next(element.iter("{*}cNvPr"), None)
    told = named.attrib if named is not None else {}
    shape = Shape(element, name_of(element), told.get("name", ""), told.get("id", ""))
    shape.is_hidden = told.get("hidden") in ("1", "true")
    box = box_of(element)
    shape.box = box or _NOWHERE
    holder = next(element.iterfind("{*}*/{*}nvPr/{*}ph"), None)
    if holder is not None:
        shape.placeholder = _kind(holder)
        layouts.settle(shape, layout, holder.get("idx", ""), has_place=box is not None)
    if shape.kind == "grpSp":
        shape.inside = shapes_of(element, layouts, layout)
    return shape


def _kind(holder: Any) -> str:
    return str(holder.get("type", "obj"))


def box_of(element: Any) -> Box | None:
    """Return where a shape says it stands, None where it leaves that to its layout."""
    place = next(element.iterfind("{*}*/{*}xfrm"), None)
    place = place if place is not None else element.find("{*}xfrm")
    if place is None:
        return None
    offset, extent = place.find("{*}off"), place.find("{*}ext")
    if offset is None or extent is None:
        return None
    x, y = float(offset.get("x", 0)), float(offset.get("y", 0))
    return x, y, x + float(extent.get("cx", 0)), y + float(extent.get("cy", 0))


# ---- reading order ----


def in_order(shapes: list[Shape], depth: int = 0) -> list[Shape]:
    """Return shapes as one reads them: the title, then columns one after the other.

    Small texts in rows of the same length are read row by row. A group stays together.
    """
    titles = [shape for shape in shapes if shape.placeholder in TITLES] if not depth else []
    rest = [shape for shape in shapes if shape.placeholder not in TITLES] if titles else shapes
    return titles + (_cut(rest, depth) if len(rest) > 1 else rest)


def _cut(shapes: list[Shape], depth: int) -> list[Shape]:
    columns, rows = _strips(shapes, 0), _strips(shapes, 1)
    if depth < _DEEPEST:
        if len(columns) > 1 and not _is_grid(rows, len(columns)):
            return [one for column in columns for one in in_order(column, depth + 1)]
        if len(rows) > 1:
            return [one for row in rows for one in in_order(row, depth + 1)]
    return sorted(shapes, key=lambda shape: (shape.box[1], shape.box[0]))


def _strips(shapes: list[Shape], axis: int) -> list[list[Shape]]:
    """Part shapes where nothing stands; they may reach a twentieth into each other."""
    strips: list[list[Shape]] = []
    end = 0.0
    for shape in sorted(shapes, key=lambda one: one.box[axis]):
        start, stop = shape.box[axis], shape.box[axis + 2]
        slack = (stop - start) / 20
        if strips and start + slack < end:
            strips[-1].append(shape)
        else:
            strips.append([shape])
        end = max(end, stop - slack)
    return strips


def _is_grid(rows: list[list[Shape]], width: int) -> bool:
    return len(rows) >= _GRID and all(
        len(row) == width and all(map(_is_small, row)) for row in rows
    )


def _is_small(shape: Shape) -> bool:
    return shape.kind == "sp" and sum(1 for _ in shape.element.iter("{*}p")) <= 2
