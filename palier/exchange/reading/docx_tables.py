"""A table of a text document as the tab of a workbook: cells, merged cells, what hangs on them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from palier.exchange.reading.cells import Cell
from palier.exchange.reading.docx_styles import value, value_of
from palier.exchange.reading.docx_text import deleted_words, name_of, unwrapped
from palier.exchange.reading.workbook import MAX_COVERED, Position, Tab

WIDEST = 1_000  # columns


@dataclass(slots=True)
class CellWords:
    """What one cell holds."""

    text: str
    is_struck: bool = False
    comments: list[str] = field(default_factory=list)


ReadCell = Callable[[list[Any], Position], CellWords]  # its blocks, where it is


def read_table(table: Any, tab: Tab, read_cell: ReadCell) -> list[str]:
    """Fill `tab` with the cells of a table; return the words of rows that were taken away."""
    return _Filling(tab, read_cell).run(table)


class _Filling:
    def __init__(self, tab: Tab, read_cell: ReadCell) -> None:
        self.tab, self.read_cell = tab, read_cell
        self.open: dict[int, Position] = {}  # column -> first cell of what is merged downwards
        self.covered = 0

    def run(self, table: Any) -> list[str]:
        deleted = []
        row = 0
        for element in unwrapped(table, "tr"):
            properties = element.find("{*}trPr")
            if properties is not None and properties.find("{*}del") is not None:
                deleted.append(deleted_words(element))
                continue
            before = value_of(properties, "gridBefore") if properties is not None else ""
            column = min(int(before), WIDEST) if before.isdigit() else 0
            for cell in unwrapped(element, "tc"):
                column = self._cell(cell, row, column)
            row += 1
        return deleted

    def _cell(self, cell: Any, row: int, column: int) -> int:
        properties = cell.find("{*}tcPr")
        span, merge = "", None
        if properties is not None:
            span, merge = value_of(properties, "gridSpan"), properties.find("{*}vMerge")
        width = min(max(int(span), 1), WIDEST) if span.isdigit() else 1
        is_below = merge is not None and value(merge, "val") != "restart"
        at = row, column
        first = self.open.get(column)
        if is_below and first is not None:
            self._span(first, row - first[0] + 1, width)
        else:
            self.open.pop(column, None)
            if merge is not None:
                self.open[column] = at
            if width > 1:
                self._span(at, 1, width)
        self._fill(cell, at)
        return column + width

    def _fill(self, cell: Any, at: Position) -> None:
        said = self.read_cell([child for child in cell if name_of(child) != "tcPr"], at)
        if said.text:
            self.tab.cells[at] = Cell(said.text)
            if said.is_struck:
                self.tab.struck.add(at)
        if said.comments:
            self.tab.comments[at] = "\n".join(said.comments)

    def _span(self, first: Position, height: int, width: int) -> None:
        before = self.tab.spans.get(first, (0, 0))
        width = max(width, before[1])
        self.tab.spans[first] = height, width
        for row in range(first[0] + before[0], first[0] + height):
            for column in range(first[1], first[1] + width):
                self.covered += 1
                if self.covered <= MAX_COVERED:
                    self.tab.covered[row, column] = first
