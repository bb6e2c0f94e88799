"""Tabs of cells, whatever file they came in: Excel, OpenDocument, text with delimiters.

Only cells that hold something are kept: two at the far corners of a tab cost two cells.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from palier.exchange.document import Unreadable
from palier.exchange.reading.cells import Cell

MAX_CELLS = 2_000_000
MAX_COVERED = 500_000  # cells under merged ones

Position = tuple[int, int]  # row and column, from 0


@dataclass(slots=True)
class Tab:
    """One tab: what its cells hold and which are merged."""

    name: str
    is_hidden: bool = False
    is_table: bool = True  # False: a chart, a dialogue, a sheet of macros
    is_of_file: bool = False  # its name is that of the file: anything inside says more
    cells: dict[Position, Cell] = field(default_factory=dict)
    spans: dict[Position, Position] = field(default_factory=dict)  # first cell -> rows, columns
    covered: dict[Position, Position] = field(default_factory=dict)  # cell -> first cell
    comments: dict[Position, str] = field(default_factory=dict)
    struck: set[Position] = field(default_factory=set)  # written, then crossed out
    boxes: list[tuple[Position, str]] = field(default_factory=list)  # texts laid over the cells
    links: list[tuple[Position, str]] = field(default_factory=list)  # addresses behind words

    @property
    def own_name(self) -> str:
        """The name that people gave to the tab, "" where it has none of its own."""
        return "" if self.is_of_file else self.name


@dataclass(slots=True)
class Workbook:
    """The tabs of a file, in its order."""

    tabs: list[Tab] = field(default_factory=list)
    macros: str = ""  # the part of the file that holds them


class Count:
    """The cells of a file as they are met.

    :raises Unreadable: "too-many-cells" from the first one too many
    """

    def __init__(self, most: int) -> None:
        self.most = most
        self.met = 0

    def add(self, cells: int = 1) -> None:
        """Count cells before they are kept: a repeated one may stand for millions."""
        self.met += cells
        if self.met > self.most:
            raise Unreadable("too-many-cells")


def worded(text: str) -> Cell | None:
    """Return a cell of words, None for a blank one."""
    return Cell(text.strip()) if text.strip() else None


def merge(tab: Tab, areas: Iterable[tuple[Position, Position]]) -> None:
    """Merge the cells between two corners, as far as the tab holds something."""
    if not tab.cells:
        return
    last_row = max(row for row, _ in tab.cells)
    last_column = max(column for _, column in tab.cells)
    room = MAX_COVERED
    for (top, left), (low, far) in areas:
        bottom, right = min(low, max(last_row, top)), min(far, max(last_column, left))
        rows, columns = bottom - top + 1, right - left + 1
        room -= rows * columns
        if room < 0 or rows < 1 or columns < 1:
            return
        tab.spans[top, left] = (rows, columns)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                tab.covered[row, column] = (top, left)


def hide(tab: Tab, rows: set[int], columns: list[range]) -> None:
    """Note the cells that somebody hid by hand: they are listed, and not shown to everybody."""
    hidden = _covered({column for _, column in tab.cells}, columns)
    for (row, column), cell in tab.cells.items():
        if cell.about:
            continue
        if row in rows:
            tab.cells[row, column] = replace(cell, about="hidden-row")
        elif column in hidden:
            tab.cells[row, column] = replace(cell, about="hidden-column")


def _covered(columns: set[int], spans: list[range]) -> set[int]:
    """Return the columns that lie in one of these spans, however many a file declares."""
    waiting = sorted(((span.start, span.stop) for span in spans), reverse=True)
    covered, reach = set(), 0
    for column in sorted(columns):
        while waiting and waiting[-1][0] <= column:
            reach = max(reach, waiting.pop()[1])
        if column < reach:
            covered.add(column)
    return covered
