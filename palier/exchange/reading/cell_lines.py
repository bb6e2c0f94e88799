"""The text of a cell that holds several paragraphs, as one sees them."""

from collections.abc import Sequence
from typing import Protocol


class CellLine(Protocol):
    """One paragraph of a cell."""

    text: str
    numbering: str
    is_done: bool | None

    @property
    def is_item(self) -> bool: ...


def cell_text(lines: Sequence[CellLine]) -> str:
    """Return the lines of a cell with the sign before each; an item alone needs none."""
    is_alone = len(lines) == 1
    return "\n".join(_marked(line, is_alone=is_alone) for line in lines)


def _marked(line: CellLine, *, is_alone: bool) -> str:
    box = {True: "☑ ", False: "☐ ", None: ""}[line.is_done]
    sign = line.numbering or ("•" if line.is_item else "")
    return box + line.text if is_alone or not sign else f"{sign} {box}{line.text}"
