"""A part of a text as rows: one for each paragraph and each row of a table, and what became of it.

Nothing that is not taken can be lost: a row without a role is a leftover, and so are a link, a
crossed-out line, what hangs on a paragraph, the cells of a table that were not understood.
"""

from dataclasses import dataclass, field

from typing_extensions import override

from palier.exchange.document import Grid, Leftover, Place
from palier.exchange.reading.cells import Cell
from palier.exchange.reading.marked import Marked, spot_of
from palier.exchange.reading.outline import Paragraph, Part, Table
from palier.exchange.reading.workbook import Position, Tab

REMARK = "remark"  # why most words that are no OKRs are left
DEEPEST = 8  # of what is shown; deeper items stand below each other
LINE = "line "  # before the number of a line of a text
# What the readers call a piece, where the page of imports has another word.
_SAID_OTHERWISE = {"comment": "text-comment"}


@dataclass(slots=True)
class Inset(Marked):
    """A table among the paragraphs: its cells are told by its own place (`§ 4 B3`)."""

    spot: str = ""
    has_okrs: bool = False

    @override
    def place(self, at: Position) -> Place:
        return Place(self.file, self.tab.name, f"{self.spot} {spot_of(at)}".strip())

    @override
    def _row(self, ats: list[Position]) -> Leftover:
        words = " | ".join(self.text(at) for at in ats)
        return Leftover(self.place(ats[0]), words, self._leftover(ats[0]).about)


@dataclass(slots=True)
class Sheet(Marked):
    """The rows of one part; a table lies over as many of them as it has lines."""

    spots: dict[int, str] = field(default_factory=dict)  # by row, as people say them
    depths: dict[int, int] = field(default_factory=dict)  # rows of items, from 1
    insets: dict[int, Inset] = field(default_factory=dict)  # tables, by their first row
    of_tables: dict[int, int] = field(default_factory=dict)  # rows of tables -> their first
    beside: list[tuple[int, str, str]] = field(default_factory=list)  # row, words, code

    @override
    def place(self, at: Position) -> Place:
        if at[0] in self.of_tables:
            first = self.of_tables[at[0]]
            return self.insets[first].place((at[0] - first, at[1]))
        return Place(self.file, self.tab.name, self.spots.get(at[0], ""))

    def also(self, row: int, text: str, about: str) -> None:
        """Note something that a row says besides what it was taken for."""
        self.beside.append((row, text, about))

    def settle(self) -> None:
        """Take over what became of the cells of tables; nothing is taken after this."""
        for first, inset in self.insets.items():
            for (row, column), role in inset.roles.items():
                self.roles[first + row, column] = role

    @override
    def _leftover(self, at: Position) -> Leftover:
        about = self.tab.cells[at].about or self.reasons.get(at, REMARK)
        return Leftover(self.place(at), self.text(at), about)

    @override
    def leftovers(self, *, by_row: bool = False) -> list[Leftover]:
        """Return all that was not taken, from top to bottom."""
        found = [
            (at[0], self._leftover(at))
            for at in self.tab.cells
            if at[0] not in self.of_tables and at not in self.roles
        ]
        for first, inset in self.insets.items():
            found += [(first, one) for one in inset.leftovers(by_row=not inset.has_okrs)]
        for at in self.tab.struck:
            if at[0] not in self.of_tables and at in self.roles:
                found.append((at[0], Leftover(self.place(at), self.text(at), "struck-out")))
        for row, text, about in self.beside:
            found.append((row, Leftover(self.place((row, 0)), text, about)))
        found += [(at[0], Leftover(self.place(at), text, "link")) for at, text in self.tab.links]
        return [leftover for _, leftover in sorted(found, key=lambda pair: pair[0])]

    @override
    def grid(self) -> Grid:
        """Return the part as it reads, for the preview; a paragraph is as wide as the tables."""
        # Explicit: `super()` is not at hand in a dataclass that was made anew with its slots.
        grid = Marked.grid(self)
        grid.depths = {row - grid.first_row: depth for row, depth in self.depths.items()}
        width = max((len(row) for row in grid.cells), default=1)
        if width > 1:
            grid.spans |= {
                (row - grid.first_row, 0): (1, width)
                for row in {at[0] for at in self.tab.cells} - self.of_tables.keys()
                if row - grid.first_row < len(grid.cells)
            }
        return grid


def sheet_of(part: Part, *, file: str, language: str) -> Sheet:
    """Return the rows of a part, all of them still to be understood."""
    tab = Tab(part.name, is_hidden=part.is_hidden)
    sheet = Sheet(tab, file, language)
    row = 0
    for piece in part.pieces:
        if isinstance(piece, Table):
            row = _add_table(sheet, piece, row)
            continue
        sheet.spots[row] = spot_said(piece.spot)
        if piece.is_item:
            sheet.depths[row] = min(piece.level, DEEPEST)
        _add_paragraph(tab, piece, row)
        row += 1
    return sheet


def spot_said(spot: str) -> str:
    """Return "line 12" for the number of a line; other spots are said as they stand."""
    return f"{LINE}{spot}" if spot.isdigit() else spot


def _add_paragraph(tab: Tab, piece: Paragraph, row: int) -> None:
    if piece.text:
        about = piece.about or (REMARK if piece.kind == "aside" else "")
        words = f"{piece.author}: {piece.text}" if piece.author else piece.text
        tab.cells[row, 0] = Cell(words, about=_SAID_OTHERWISE.get(about, about))
    if piece.is_struck:
        tab.struck.add((row, 0))
    tab.links += [((row, 0), link) for link in piece.links if link not in piece.text]


def _add_table(sheet: Sheet, piece: Table, row: int) -> int:
    """Lay a table over the rows from `row` on; return the first row after it."""
    told, tab = sheet.tab, piece.tab
    inner = Tab(
        told.name,
        is_of_file=True,
        cells=tab.cells,
        spans=tab.spans,
        covered=tab.covered,
        comments=tab.comments,
        struck=tab.struck,
        boxes=tab.boxes,
        links=tab.links,
    )
    inset = Inset(inner, sheet.file, sheet.language, spot=spot_said(piece.spot))
    sheet.insets[row] = inset
    told.cells |= {(row + at[0], at[1]): cell for at, cell in tab.cells.items()}
    told.spans |= {(row + at[0], at[1]): span for at, span in tab.spans.items()}
    end = row + max(at[0] for at in (*tab.cells, *tab.comments, (0, 0))) + 1
    sheet.of_tables |= dict.fromkeys(range(row, end), row)
    return end
