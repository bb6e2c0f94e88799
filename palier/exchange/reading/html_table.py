"""A table of HTML as the tab of a workbook."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from palier.exchange.reading.cell_lines import cell_text
from palier.exchange.reading.cells import Cell
from palier.exchange.reading.outline import Paragraph
from palier.exchange.reading.workbook import Position, Tab, merge

WIDEST = 1_000  # columns, and rows that one cell goes over


@dataclass(slots=True)
class Cells:
    """The cells of a table as they come, row by row."""

    tab: Tab = field(default_factory=lambda: Tab(""))
    lines: dict[Position, list[Paragraph]] = field(default_factory=dict)
    merged: list[tuple[Position, Position]] = field(default_factory=list)
    row: int = -1
    column: int = 0
    below: dict[int, int] = field(default_factory=dict)  # column -> last row that is taken in it
    at: Position | None = None

    @property
    def is_open(self) -> bool:
        """Whether words go to a cell."""
        return self.at is not None

    @property
    def is_layout(self) -> bool:
        """Whether it only puts words in their place: one column is no table of anything."""
        return len({column for _, column in self.lines}) <= 1

    @property
    def paragraphs(self) -> list[Paragraph]:
        """The words of all cells, from top to bottom."""
        return [line for at in sorted(self.lines) for line in self.lines[at]]

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self.column = 0
        self.at = None

    def open(self, attributes: Mapping[str, str]) -> None:
        """Begin a cell, right of what is taken by those above and before it."""
        self.row = max(self.row, 0)
        while self.below.get(self.column, -1) >= self.row and self.column < WIDEST:
            self.column += 1
        wide, high = _span(attributes, "colspan"), _span(attributes, "rowspan")
        self.at = self.row, self.column
        for column in range(self.column, self.column + wide):
            self.below[column] = self.row + high - 1
        if wide * high > 1:
            self.merged.append((self.at, (self.row + high - 1, self.column + wide - 1)))
        self.column += wide

    def add(self, paragraph: Paragraph, links: list[str]) -> None:
        """Add a paragraph to the open cell."""
        if self.at is None:
            return
        self.lines.setdefault(self.at, []).append(paragraph)
        self.tab.cells[self.at] = Cell(paragraph.text)
        self.tab.links += [(self.at, link) for link in dict.fromkeys(links)]

    def settle(self) -> None:
        """Fill the tab."""
        for at, lines in self.lines.items():
            self.tab.cells[at] = Cell(cell_text(lines))
            if all(line.is_struck for line in lines):
                self.tab.struck.add(at)
        merge(self.tab, self.merged)


def _span(attributes: Mapping[str, str], name: str) -> int:
    value = attributes.get(name, "1").strip()
    return min(max(int(value), 1), WIDEST) if value.isascii() and value.isdigit() else 1
