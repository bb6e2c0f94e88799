"""Where the tables of a tab are, and what each of their columns holds."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from palier.exchange.phrases import is_numbering
from palier.exchange.reading.workbook import Position, Tab
from palier.exchange.words import Heading, heading_at, heading_of
from palier.slides.rules.measure import in_unit, parse_measure
from palier.slides.rules.number import parse_number

MAX_HEADINGS = 60  # a row with more cells is data
LINES = ("key_result", "text")  # the columns that a line of OKRs cannot do without


@dataclass(slots=True)
class Table:
    """One table: the rows of its headings, the role of each column, the rows below."""

    first: int  # the row of its first heading
    body: int  # the first row under its headings
    end: int  # the row after its last
    columns: dict[int, Heading] = field(default_factory=dict)
    headings: list[Position] = field(default_factory=list)

    def columns_of(self, *roles: str) -> list[int]:
        """Return the columns that hold one of these roles, from left to right."""
        return [column for column, heading in self.columns.items() if heading.role in roles]

    def has(self, role: str) -> bool:
        """Tell whether a column holds this role."""
        return bool(self.columns_of(role))


def rows_of(tab: Tab) -> dict[int, list[int]]:
    """Return, for each row that holds something, its columns from left to right."""
    rows: dict[int, list[int]] = {}
    for row, column in sorted(tab.cells):
        if tab.covered.get((row, column), (row, column)) == (row, column):
            rows.setdefault(row, []).append(column)
    return rows


def find_tables(tab: Tab, rows: dict[int, list[int]]) -> list[Table]:
    """Return the tables of a tab from top to bottom; their bodies never overlap."""
    tables: list[Table] = []
    for row in rows:
        if tables and row < tables[-1].body:
            continue
        found = _headings_at(tab, row, rows[row])
        if found is not None:
            tables.append(_table(tab, rows, row, found))
    if not tables:
        return []
    ends = [table.first for table in tables[1:]]
    last = max(rows, default=-1) + 1
    for table, end in zip(tables, [*ends, last], strict=True):
        table.end = end
        _settle(tab, table)
    return [table for table in tables if table.columns_of(*LINES, "objective")]


def side_by_side(tab: Tab, rows: dict[int, list[int]], tables: list[Table]) -> list[range]:
    """Return the columns of each table where several stand beside each other, else nothing.

    They show in their headings: objective, key result, then a blank column and again both.
    """
    for table in tables:
        found = _headings_at(tab, table.first, rows[table.first]) or {}
        starts = [
            column
            for column, heading in found.items()
            if heading.role == "objective" and (column - 1) not in found
        ]
        bands = [range(start, end) for start, end in pairwise([*starts, 1 << 20])]
        roles = [{found[column].role for column in found if column in band} for band in bands]
        if len(bands) > 1 and all(said & set(LINES) for said in roles):
            return [range(bands[0].stop), *bands[1:]]
    return []


def texts_under(tab: Tab, table: Table, column: int) -> Iterator[str]:
    """Yield what the cells of a column hold, from top to bottom."""
    for row in range(table.body, min(table.end, table.body + 500)):
        cell = tab.cells.get((row, column))
        if cell is not None:
            yield cell.shown("fr")


def _headings_at(tab: Tab, row: int, columns: list[int]) -> dict[int, Heading] | None:
    """Return the headings of a row, None when it is a row of something else."""
    if len(columns) < 2 or len(columns) > MAX_HEADINGS:
        return None
    found: dict[int, Heading] = {}
    for column in columns:
        heading = heading_of(tab.cells[row, column].text)
        if heading is not None:
            found[column] = heading
    exact = {heading.role for heading in found.values() if heading.is_exact}
    has_line = bool(exact & {"key_result", "indicator", "text", "objective"})
    has_both = "objective" in exact and exact & {"key_result", "indicator", "target"}
    is_mostly_headings = 2 * len(found) > len(columns)
    is_heading_row = len(exact) > 1 and has_line and (has_both or is_mostly_headings)
    return found if is_heading_row else None


def _table(tab: Tab, rows: dict[int, list[int]], row: int, found: dict[int, Heading]) -> Table:
    table = Table(first=row, body=row + 1, end=row + 1)
    table.columns = _spread(tab, row, found)
    table.headings = [(row, column) for column in found]
    below = {
        column: heading_of(tab.cells[row + 1, column].text) for column in rows.get(row + 1, [])
    }
    if below and all(heading and heading.is_exact for heading in below.values()):
        # A second row of headings says more precisely what the first one groups.
        named = {column: heading for column, heading in below.items() if heading}
        table.columns = {**table.columns, **named}
        table.headings += [(row + 1, column) for column in named]
        table.body = row + 2
    for column in {at[1] for at in tab.cells}:
        by_hand = heading_at(tab.name, column)
        if by_hand is not None and not has_words(tab, (row, column)):
            table.columns[column] = by_hand
    table.columns = dict(sorted(table.columns.items()))
    return table


def has_words(tab: Tab, at: Position) -> bool:
    """Tell whether a cell can be known again by its words: it holds a letter."""
    cell = tab.cells.get(at)
    return cell is not None and any(map(str.isalpha, cell.text))


def _spread(tab: Tab, row: int, found: dict[int, Heading]) -> dict[int, Heading]:
    spread: dict[int, Heading] = {}
    for column, heading in found.items():
        width = tab.spans.get((row, column), (1, 1))[1]
        spread.update(dict.fromkeys(range(column, column + width), heading))
    return spread


def _settle(tab: Tab, table: Table) -> None:
    """Decide what a heading leaves open by what stands under it."""
    for column in table.columns_of("objective"):
        others = table.columns_of(*LINES, "indicator")
        if others and _share_of_figures(tab, table, column) > 0.5:
            _rename(table, column, "target")
    _keep_nearest_objective(tab, table)
    if not table.has("key_result"):
        _find_key_results(table)
    elif not table.has("target"):
        for column in table.columns_of("indicator")[:1]:
            if _share_of_figures(tab, table, column) > 0:
                _rename(table, column, "target")
    _settle_units(tab, table)


def _keep_nearest_objective(tab: Tab, table: Table) -> None:
    """Of `Objectif société | Objectif équipe | KR` keep the one whose key results these are."""
    columns = [
        column
        for column in sorted({column for _, column in table.headings})
        if table.columns[column].role == "objective"
        and not all(is_numbering(text) for text in texts_under(tab, table, column))
    ]
    lines = table.columns_of(*LINES)
    for column, following in pairwise(columns):
        after = [line for line in lines if line > column]
        if after and min(after) > following:
            del table.columns[column]
            table.headings = [at for at in table.headings if at[1] != column]


def _settle_units(tab: Tab, table: Table) -> None:
    """Tell the unit of a measure from the unit of a company, and a pole from a unit."""
    for column in table.columns_of("unit_or_measure"):
        has_figures = table.has("target") and not table.has("measure_unit")
        is_measure = has_figures and (table.has("unit") or _is_measured(tab, table, column))
        _rename(table, column, "measure_unit" if is_measure else "unit")
    if not table.has("unit") and table.has("pole"):
        for column in table.columns_of("pole"):
            _rename(table, column, "unit")


def _find_key_results(table: Table) -> None:
    plural_results = [
        column
        for column in table.columns_of("state")
        if table.has("objective") and not table.has("indicator") and not table.has("text")
    ]
    for column in table.columns_of("indicator")[:1] or plural_results[:1]:
        is_text_better = table.has("text") and table.has("objective")
        if not is_text_better:
            _rename(table, column, "key_result")
            return
    if table.has("objective"):
        for column in table.columns_of("text")[:1]:
            _rename(table, column, "key_result")


def _rename(table: Table, column: int, role: str) -> None:
    heading = table.columns[column]
    if heading.is_by_hand:
        return
    table.columns[column] = Heading(role, heading.language, heading.unit, heading.is_exact)


def _share_of_figures(tab: Tab, table: Table, column: int) -> float:
    texts = [text for text in texts_under(tab, table, column) if not is_numbering(text) or
             parse_number(text) is not None]  # fmt: skip
    figures = [text for text in texts if parse_measure(text).kind == "number"]
    return len(figures) / len(texts) if texts else 0


def _is_measured(tab: Tab, table: Table, column: int) -> bool:
    known = {"%", "€", "$", "£", "k€", "M€", "#", "nb", "days", "jours", "pts", "hours"}
    return any(
        text in known or in_unit(parse_measure("1"), text).unit in known
        for text in texts_under(tab, table, column)
    )
