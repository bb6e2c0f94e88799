"""A deck (.pptx, .pptm) as an outline: a part for each slide, its shapes in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from palier.exchange.document import Unreadable
from palier.exchange.reading.archive import Archive, reading
from palier.exchange.reading.cell_lines import cell_text
from palier.exchange.reading.cells import Cell
from palier.exchange.reading.docx import check_words
from palier.exchange.reading.outline import Outline, Paragraph, Part, Table
from palier.exchange.reading.pictures import part_words, read_drawing
from palier.exchange.reading.pptx_beside import Authors, notes_of
from palier.exchange.reading.pptx_own import is_own, role_of
from palier.exchange.reading.pptx_shapes import TITLES, Layouts, Shape, in_order, shapes_of
from palier.exchange.reading.pptx_text import Frame, Line, reference_of
from palier.exchange.reading.workbook import MAX_COVERED, Tab

_MARGINS = frozenset({"ftr", "hdr"})
_WIDEST = 1_000  # columns of a table


def read_pptx(data: bytes) -> Outline:
    """Return the slides of a .pptx file with their texts, tables, notes and comments.

    Hidden slides are read and marked; what layouts and masters say is not read. The shapes that
    Palier's own export wrote carry their role.

    :raises Unreadable: "empty", "too-large", "encrypted", "old-office", "unknown-format",
        "corrupt", "bomb", "only-pictures"
    """
    archive = Archive(data)
    with reading():
        kind, path = archive.main_part()
        if kind != "presentation":
            raise Unreadable("unknown-format")
        parts = list(_Deck(archive, path).parts())
    check_words(parts)
    if any(place.endswith("vbaproject.bin") for place in archive.paths()):
        parts[-1].pieces.append(Paragraph("vbaProject.bin", "", "aside", about="macros"))
    return Outline(parts)


class _Deck:
    def __init__(self, archive: Archive, path: str) -> None:
        self.archive, self.path = archive, path
        self.relations = archive.relations(path)
        self.layouts = Layouts(archive)
        self.authors = Authors(archive, self.relations)
        self.margins: set[str] = set()  # footers that were given already

    def parts(self) -> Iterator[Part]:
        """Yield each slide in the order in which they are shown."""
        root = self.archive.tree(self.path)
        for number, element in enumerate(root.iterfind("{*}sldIdLst/{*}sldId"), 1):
            _, path = self.relations[reference_of(element)]
            yield _Slide(self, path, number).read()


@dataclass(slots=True)
class _Zone:
    """A stretch of a slide with a place of its own."""

    spot: str
    lines: list[Line] = field(default_factory=list)


class _Slide:
    def __init__(self, deck: _Deck, path: str, number: int) -> None:
        self.deck, self.archive, self.path = deck, deck.archive, path
        self.relations = deck.archive.relations(path)
        self.addresses = deck.archive.addresses(path)
        self.part = Part(f"Slide {number}")
        self.spot = f"slide {number}"
        self.zones = 0
        self.spots: dict[str, str] = {}  # of shapes, by their id
        self.is_own = False

    def read(self) -> Part:
        root = self.archive.tree(self.path)
        self.part.is_hidden = root.get("show") in ("0", "false")
        layout = next((path for kind, path in self.relations.values() if kind == "slideLayout"), "")
        trees = root.iterfind("{*}cSld/{*}spTree")
        shapes = [one for tree in trees for one in shapes_of(tree, self.deck.layouts, layout)]
        self.is_own = is_own(shape.name for shape in shapes)
        for shape in shapes if self.is_own else in_order(shapes):
            self._shape(shape)
        for text in notes_of(self.archive, self.relations):
            self._aside(text, "speaker-note", self.spot)
        for remark in self.deck.authors.remarks(self.archive, self.relations):
            if remark.text:
                spot = self.spots.get(remark.shape, self.spot)
                said = self._aside(remark.text, "comment", spot)
                said.author, said.at = remark.author, remark.at
        if self.part.is_hidden:
            self._hide()
        return self.part

    def _shape(self, shape: Shape) -> None:
        role = role_of(shape.name, is_title=shape.placeholder in TITLES) if self.is_own else ""
        if role and shape.kind == "grpSp":
            said = Paragraph("●" * len(shape.inside), self._next(shape), role=role)
            self.part.pieces.append(said)
        elif shape.kind == "grpSp":
            for one in in_order(shape.inside, 1):
                one.is_hidden |= shape.is_hidden
                self._shape(one)
        elif shape.kind == "sp":
            self._text(shape, role)
        elif shape.kind == "graphicFrame" and (table := _table_in(shape.element)) is not None:
            self._table(table, self._next(shape))
        else:
            self._picture(shape)

    # ---- texts ----

    def _text(self, shape: Shape, role: str) -> None:
        body = shape.element.find("{*}txBody")
        if role:
            self._own(shape, body, role)
            return
        if body is None:
            return
        lines = Frame(body, shape.styles, self.addresses).lines()
        if shape.placeholder in _MARGINS:
            self._margin("\n".join(line.text for line in lines), shape)
        elif lines:
            self._say(shape, _Zone(self._next(shape), lines))

    def _own(self, shape: Shape, body: Any, role: str) -> None:
        """Add a text that Palier wrote: one line, whatever it was broken into."""
        frame = Frame(body, [], {}) if body is not None else None
        text = frame.joined() if frame else ""
        said = Paragraph(text, self._next(shape), role=role)
        if frame and role == "title":
            self.part.name, said.kind, said.level = text or self.part.name, "heading", 1
            self.part.language = frame.language()
        self.part.pieces.append(said)

    def _margin(self, text: str, shape: Shape) -> None:
        if text and text not in self.deck.margins:
            self.deck.margins.add(text)
            self._aside(text, "footer", self._next(shape))

    def _say(self, shape: Shape, zone: _Zone) -> None:
        is_title = shape.placeholder in TITLES
        if is_title:
            self.part.name = " ".join(" ".join(line.text for line in zone.lines).split())
        for number, line in enumerate(zone.lines, 1):
            spot = zone.spot if len(zone.lines) == 1 else f"{zone.spot} § {number}"
            said = Paragraph(
                line.text,
                spot,
                is_bold=line.is_bold,
                is_struck=line.is_struck,
                is_done=line.is_done,
                numbering=line.numbering,
                links=line.links,
            )
            if is_title:
                said.kind, said.level = "heading", 1
            elif line.is_item:
                said.kind, said.level = "item", line.level + 1
            if shape.is_hidden:
                said.kind, said.about = "aside", "hidden-text"
            self.part.pieces.append(said)

    # ---- what is no text ----

    def _table(self, table: Any, spot: str) -> None:
        tab = Tab("")
        covered = 0
        for row, cells in enumerate(table.iterfind("{*}tr")):
            for column, cell in enumerate(list(cells.iterfind("{*}tc"))[:_WIDEST]):
                body = cell.find("{*}txBody")
                lines = Frame(body, [], self.addresses).lines() if body is not None else []
                if text := cell_text(lines):
                    tab.cells[row, column] = Cell(text)
                if lines and all(line.is_struck for line in lines):
                    tab.struck.add((row, column))
                height, width = _count(cell, "rowSpan"), _count(cell, "gridSpan")
                covered += height * width
                if height * width > 1 and covered <= MAX_COVERED:
                    tab.spans[row, column] = height, width
                    tab.covered |= {
                        (row + down, column + right): (row, column)
                        for down in range(height)
                        for right in range(width)
                    }
        if tab.cells:
            self.part.pieces.append(Table(tab, spot))

    def _picture(self, shape: Shape) -> None:
        drawing = read_drawing(
            shape.element, lambda name: part_words(self.archive, self.relations, name)
        )
        spot = self._next(shape)
        self.part.pieces += [Paragraph(line, spot, "item", 1) for line in drawing.lines]
        self._aside(drawing.words or "…", "picture", spot)

    def _aside(self, text: str, about: str, spot: str) -> Paragraph:
        said = Paragraph(text, spot, "aside", about=about, on=spot)
        self.part.pieces.append(said)
        return said

    def _hide(self) -> None:
        for piece in self.part.pieces:
            if isinstance(piece, Paragraph):
                piece.about = piece.about or "hidden-slide"

    def _next(self, shape: Shape) -> str:
        self.zones += 1
        spot = f"{self.spot}, zone {self.zones}"
        self.spots[shape.number] = spot
        return spot


def _table_in(element: Any) -> Any:
    return next(element.iter("{*}tbl"), None)


def _count(cell: Any, name: str) -> int:
    said = cell.get(name, "1")
    return min(max(int(said), 1), _WIDEST) if said.isdigit() else 1
