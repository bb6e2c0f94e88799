"""Shapes of tables beyond their headings: labels among the lines, numbered lists."""

import re

from palier.exchange.reading.lines import NUMBERS
from palier.exchange.reading.marked import Marked
from palier.exchange.reading.tables import Table
from palier.exchange.words import heading_of

LABEL = re.compile(
    r"\s*(OKR|Objectif|Objective|O|Key\s?Result|R[ée]sultat\s?cl[ée]|KR)(?![^\W_0-9])",
    re.IGNORECASE,
)
_NUMBERED_OBJECTIVE = re.compile(
    r"\s*(?:Objectif|Objective|Obj\.?|OKR|O)\s?[-#n°]*\s?[0-9]{1,2}\s*[-–—:.)]+\s*\S", re.IGNORECASE
)
_BARE_OBJECTIVE = re.compile(
    r"\s*(?:(?:Objectif|Objective|Obj\.?|O)\s?[-#n°]*\s?[0-9]{1,2}|Objectif|Objective)\s*[-–—:.)]*\s*",
    re.IGNORECASE,
)


def label_of(text: str) -> tuple[str, bool] | None:
    """Return what a row says it is, "objective" or "why", and whether its words follow in the
    same cell; None for a plain line.
    """
    if _NUMBERED_OBJECTIVE.match(text):
        return "objective", True
    if _BARE_OBJECTIVE.fullmatch(text):
        return "objective", False
    heading = heading_of(text.rstrip(" :\u00a0")) if text.endswith(":") else None
    return ("why", False) if heading and heading.role == "why" else None


def has_objectives_alone(marked: Marked, table: Table) -> bool:
    """Tell whether one column holds objectives, alone in their rows, over measured lines."""
    if table.has("objective") or table.has("key_result") or len(table.columns_of("text")) != 1:
        return False
    column = table.columns_of("text")[0]
    others = table.columns_of("target", "state", "baseline", "current", "progress", "indicator")
    rows = [row for row in range(table.body, table.end) if (row, column) in marked.tab.cells]
    shapes = [any((row, other) in marked.tab.cells for other in others) for row in rows]
    return bool(shapes) and not shapes[0] and any(shapes)


def is_numbered_list(marked: Marked, table: Table) -> bool:
    """Tell whether the lines open with `1.1`, `1.2`…: else `2.5 days` is a figure."""
    cells = marked.tab.cells
    texts = [
        cells[row, column].text
        for row in range(table.body, table.end)
        for column in table.columns_of("key_result")[:1]
        if (row, column) in cells
    ]
    found = [match for text in texts if (match := NUMBERS.match(text))]
    numbers = [(int(match[1]), int(match[2])) for match in found]
    is_list = len(numbers) > 1 and 2 * len(numbers) > len(texts)
    return is_list and numbers == sorted(set(numbers))
