"""A part of a file as it was read, for the page: its cells, and what became of each."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from palier.exchange.document import Grid
from palier.exchange.reading.marked import spot_of
from palier.exchange.reading.sheet import LINE
from palier.exchange.reading.workbook import Position
from palier.exchange.words import column_key, heading_key

MOST_ROWS = 200  # of a tab shown at once
MOST_COLUMNS = 24
_CELL = re.compile(r"[A-Z]{1,3}([0-9]{1,7})(?![0-9])")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the source: its place, its text, what became of it."""

    spot: str
    text: str
    role: str
    rows: int = 1
    columns: int = 1
    depth: int = 0  # of an item of a list, from 1

    @property
    def look(self) -> str:
        """Return the class it is drawn with, "" for a blank one."""
        if self.role in ("leftover", "aside", "sent"):
            return {"leftover": "unsure", "aside": "aside", "sent": "good sent"}[self.role]
        if self.role in ("heading", "title"):
            return "heading"
        return "good" if self.role else ""


@dataclass(frozen=True, slots=True)
class Row:
    name: str  # "14"; "§ 4" in a text
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a tab: its letter, the heading it is known by, what people say it is."""

    index: int  # from 0, in the tab
    letter: str
    heading: str = ""  # its words, "" where it has none
    key: str = ""  # what it is remembered by
    role: str | None = None  # said by hand: "target", "" for nothing; None: nobody said


@dataclass(frozen=True, slots=True)
class Table:
    """One tab: its columns, some of its rows that hold something, how many there are."""

    columns: list[Column]
    rows: list[Row]
    first: int = 0  # how many stand before those shown
    count: int = 0  # of all that hold something
    is_text: bool = False  # paragraphs, one under the other
    before: str = ""  # the spot that leads to the rows before those shown
    after: str = ""

    @property
    def last(self) -> int:
        return self.first + len(self.rows)


def table_of(
    grid: Grid, *, at: str = "", marks: Mapping[str, str] | None = None,
    roles: Mapping[str, str] | None = None,
) -> Table:  # fmt: skip
    """Return a tab as rows of cells, without its blank rows: those around the spot `at`.

    `marks` is {spot: "aside" or "sent"}, `roles` what people said of columns by their keys.
    """
    width = min(max((len(row) for row in grid.cells), default=0), MOST_COLUMNS)
    shown = [index for index, texts in enumerate(grid.cells) if any(texts)]
    aimed = rows_by_spot(grid)(at) if at else None
    first = bisect_left(shown, aimed) // MOST_ROWS * MOST_ROWS if aimed is not None else 0
    window = shown[first : first + MOST_ROWS]
    spans, covered = _merged(grid, window, width)
    rows = []
    for index in window:
        cells = [
            _cell(grid, (index, column), spans, marks or {})
            for column in range(width)
            if (index, column) not in covered
        ]
        rows.append(Row(_row_name(grid, index), cells))
    return Table(
        columns=_columns(grid, width, roles or {}),
        rows=rows,
        first=first,
        count=len(shown),
        is_text=bool(grid.spots) and width == 1,
        before=_spot(grid, (shown[first - MOST_ROWS], 0)) if first else "",
        after=_spot(grid, (shown[first + MOST_ROWS], 0)) if first + MOST_ROWS < len(shown) else "",
    )


def rows_by_spot(grid: Grid) -> Callable[[str], int | None]:
    """Return what tells the row of the grid, from 0, of a spot; None where it has none."""
    own = {spot: row for (row, _), spot in grid.spots.items()}

    def row_at(spot: str) -> int | None:
        if spot in own:
            return own[spot]
        found = _CELL.match(spot)
        row = int(found[1]) - 1 - grid.first_row if found else -1
        return row if 0 <= row < len(grid.cells) else None

    return row_at


def marks_of(grid: Grid, said: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return {spot of a cell: mark} from (spot of a leftover, mark): "A3:C3" is a whole row."""
    row_at = rows_by_spot(grid)
    marks: dict[str, str] = {}
    for spot, mark in said:
        row = row_at(spot) if ":" in spot else None
        if row is None:
            marks[spot] = mark
        else:
            spots = (_spot(grid, (row, column)) for column in range(len(grid.cells[row])))
            marks.update(dict.fromkeys(spots, mark))
    return marks


def _spot(grid: Grid, at: Position) -> str:
    return grid.spots.get(at) or spot_of((grid.first_row + at[0], grid.first_column + at[1]))


def _row_name(grid: Grid, index: int) -> str:
    """Return "14" for a row of a tab, "14" too for the line 14 of a text, "§ 4" for others."""
    own = grid.spots.get((index, 0), "").removeprefix(LINE)
    return own or str(grid.first_row + index + 1)


# ---- columns ----


def heading_row(grid: Grid) -> int | None:
    """Return the row of the first headings; where none was known, the first that is full."""
    rows: dict[int, int] = {}
    for (row, _column), role in grid.roles.items():
        rows[row] = rows.get(row, 0) + (role == "heading")
    known = [row for row in sorted(rows) if rows[row] > 1]
    if known:
        return known[0]
    counts = [sum(map(bool, texts)) for texts in grid.cells[:MOST_ROWS]]
    fullest = max(counts, default=0)
    wanted = max(2, fullest // 2 + 1)
    return next((row for row, count in enumerate(counts) if count >= wanted), None)


def _columns(grid: Grid, width: int, roles: Mapping[str, str]) -> list[Column]:
    row = heading_row(grid)
    columns = []
    for column in range(width):
        index = grid.first_column + column
        texts = grid.cells[row] if row is not None else []
        text = texts[column] if column < len(texts) else ""
        has_words = any(map(str.isalpha, text))
        key = heading_key(text) if has_words else column_key(grid.name, index)
        letter = spot_of((0, index))[:-1]
        columns.append(
            Column(index, letter, text if has_words else "", key[:200], roles.get(key[:200]))
        )
    return columns


def _merged(
    grid: Grid, shown: list[int], width: int
) -> tuple[dict[Position, Position], set[Position]]:
    """Return the merged cells by the first of their rows that is shown, and what they cover."""
    spans: dict[Position, Position] = {}
    covered: set[Position] = set()
    for (top, left), (height, breadth) in grid.spans.items():
        rows = shown[bisect_left(shown, top) : bisect_left(shown, top + height)]
        columns = range(left, min(left + breadth, width))
        if rows and columns:
            spans[rows[0], left] = len(rows), len(columns)
            covered |= {(row, column) for row in rows for column in columns} - {(rows[0], left)}
    return spans, covered


def _cell(
    grid: Grid, at: Position, spans: dict[Position, Position], marks: Mapping[str, str]
) -> Cell:
    rows, columns = spans.get(at, (1, 1))
    spot = _spot(grid, at)
    text = grid.cells[at[0]][at[1]]
    role = grid.roles.get(at, "")
    role = marks.get(spot, role) if text else role
    return Cell(spot, text, role, rows, columns, grid.depths.get(at[0], 0))
