"""A tab and what became of each of its cells: nothing that is not taken can be lost."""

from dataclasses import dataclass, field
from itertools import groupby

from palier.exchange.document import Grid, Leftover, Place
from palier.exchange.reading.workbook import Position, Tab

MAX_ROWS = 2_000  # of the preview; what lies beyond is read all the same
MAX_COLUMNS = 100


@dataclass(slots=True)
class Marked:
    """Each cell is taken in a role, or is left over: the sum is always the whole tab."""

    tab: Tab
    file: str
    language: str
    roles: dict[Position, str] = field(default_factory=dict)
    reasons: dict[Position, str] = field(default_factory=dict)

    def text(self, at: Position) -> str:
        """Return what a cell shows."""
        return self.tab.cells[at].shown(self.language)

    def place(self, at: Position) -> Place:
        """Return where a cell is, as people say it."""
        return Place(self.file, self.tab.name, spot_of(at))

    def take(self, at: Position, role: str) -> None:
        """Note that a cell was understood."""
        self.roles[at] = role

    def leave(self, at: Position, reason: str) -> None:
        """Note why a cell was not understood; an error in a formula is reason enough."""
        self.reasons.setdefault(at, reason)

    def leftovers(self, *, by_row: bool = False) -> list[Leftover]:
        """Return every cell that was not taken, from top to bottom; `by_row` joins those of a
        row, for tabs that hold no OKRs at all.
        """
        left = sorted(set(self.tab.cells) - set(self.roles))
        if by_row:
            joined = [self._row(list(row)) for _, row in groupby(left, lambda at: at[0])]
            return joined + self._comments() + self._beside()
        each = [self._leftover(at) for at in left]
        return each + self._struck() + self._comments() + self._beside()

    def grid(self) -> Grid:
        """Return the tab as it looks, for the preview."""
        cells = self.tab.cells
        if not cells:
            return Grid(self.tab.name, is_hidden=self.tab.is_hidden)
        first_row, first_column = min(row for row, _ in cells), min(column for _, column in cells)
        height = min(max(row for row, _ in cells) - first_row + 1, MAX_ROWS)
        width = min(max(column for _, column in cells) - first_column + 1, MAX_COLUMNS)
        grid = Grid(self.tab.name, first_row=first_row, first_column=first_column)
        grid.cells = [[""] * width for _ in range(height)]
        for at in cells:
            row, column = at[0] - first_row, at[1] - first_column
            if row < height and column < width:
                grid.cells[row][column] = self.text(at)
                grid.roles[row, column] = self.roles.get(at, "leftover")
                spot = self.place(at).spot
                if spot != spot_of(at):  # a text tells its lines in its own way
                    grid.spots[row, column] = spot
        grid.spans = {
            (row - first_row, column - first_column): span
            for (row, column), span in self.tab.spans.items()
            if 0 <= row - first_row < height and 0 <= column - first_column < width
        }
        return grid

    def _leftover(self, at: Position) -> Leftover:
        about = self.tab.cells[at].about or self.reasons.get(at, "note")
        return Leftover(self.place(at), self.text(at), about)

    def _row(self, ats: list[Position]) -> Leftover:
        if len(ats) == 1:
            return self._leftover(ats[0])
        place = Place(self.file, self.tab.name, f"{spot_of(ats[0])}:{spot_of(ats[-1])}")
        return Leftover(place, " | ".join(self.text(at) for at in ats), "note")

    def _struck(self) -> list[Leftover]:
        """Say which lines were crossed out: given up or done, people must tell."""
        return [
            Leftover(self.place(at), self.text(at), "struck-out")
            for at in sorted(self.tab.struck)
            if self.roles.get(at) in ("objective", "key_result")
        ]

    def _comments(self) -> list[Leftover]:
        return [
            Leftover(self.place(at), text, "cell-comment")
            for at, text in sorted(self.tab.comments.items())
        ]

    def _beside(self) -> list[Leftover]:
        """Say what lies over the cells or behind their words, unless the words say it."""
        cells = self.tab.cells
        links = [
            (at, address)
            for at, address in self.tab.links
            if at not in cells or address not in cells[at].text
        ]
        boxes = [Leftover(self.place(at), text, "text-box") for at, text in self.tab.boxes]
        return boxes + [Leftover(self.place(at), text, "link") for at, text in links]


def spot_of(at: Position) -> str:
    """Return "B14" for the cell of the 14th row and the second column."""
    letters, column = "", at[1] + 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{at[0] + 1}"
