"""One tab: its tables with what surrounds them, or a plain list of numbered lines."""

import re
from dataclasses import replace

from palier.exchange.phrases import compared, cycle_of_tab, title_in, without_numbering
from palier.exchange.reading.context import (
    Context,
    Said,
    read_around,
    says_the_same,
    unit_of_tab,
)
from palier.exchange.reading.form_table import read_form
from palier.exchange.reading.lines import key_results_of
from palier.exchange.reading.marked import Marked
from palier.exchange.reading.rows import TableReader
from palier.exchange.reading.slides import Slides
from palier.exchange.reading.tables import Table, find_tables, rows_of, side_by_side
from palier.exchange.reading.workbook import Position
from palier.exchange.words import is_generic, is_numbered, kind_of

NEAR = 3  # rows between the name of a unit and the table under it

_LINE = re.compile(
    r"\s*(Objectif|Objective|Obj\.?|O|Key\s?Result|R[ée]sultat\s?cl[ée]|KR|RC)\s?[-#°]?\s?[0-9]{1,2}"
    r"(?:[.\-][0-9]{1,2})*(?:\s*[-–—:.)\]]+|\s|$)",
    re.IGNORECASE,
)


def read_tab(marked: Marked, slides: Slides, fallback: str, above: Context | None = None) -> bool:
    """Take what a tab says; tell whether it holds OKRs at all.

    `fallback` names the unit where neither the tab nor a title does; `above` is what a text says
    over its table.
    """
    known = replace(above, unit=fallback) if above else Context(unit=fallback)
    if read_form(marked, slides, fallback):
        return True
    rows = rows_of(marked.tab)
    tables = find_tables(marked.tab, rows)
    bands = side_by_side(marked.tab, rows, tables)
    if bands:
        cycle = known.cycle
        for band in bands:
            inside = {row: [c for c in columns if c in band] for row, columns in rows.items()}
            kept = {row: columns for row, columns in inside.items() if columns}
            tables = find_tables(marked.tab, kept)
            cycle = _read_tables(marked, tables, kept, slides, replace(known, cycle=cycle))
        return True
    if not tables:
        return _read_list(marked, rows, slides, known)
    _read_tables(marked, tables, rows, slides, known, is_band=False)
    return True


def _read_tables(
    marked: Marked,
    tables: list[Table],
    rows: dict[int, list[int]],
    slides: Slides,
    known: Context,
    *,
    is_band: bool = True,
) -> str:
    """Read tables one under the other; return the quarter they are of."""
    context = Context()
    start = 0
    for index, table in enumerate(tables):
        following = tables[index + 1] if index + 1 < len(tables) else None
        around = [(row, column) for row in rows if start <= row < table.first
                  for column in rows[row]]  # fmt: skip
        context = _context(marked, table, around, context if index else None, is_band=is_band)
        context.cycle = context.cycle or known.cycle
        context.pole = context.pole or known.pole
        if not table.has("objective") and not index:
            context.objective = context.objective or known.objective
        if not table.has("unit"):
            _settle_name(marked, context, slides, known.unit)
        if following is not None:
            table.end = _end(marked, table, following, rows)
        _name_slide(marked, context, slides, table)
        TableReader(marked, table, context, slides).read(rows)
        start = table.end
    return context.cycle


def _settle_name(marked: Marked, context: Context, slides: Slides, fallback: str) -> None:
    """Name the unit of a tab that has no plain name, unless other tabs would share it."""
    own = title_in(marked.tab.own_name)[0]
    is_weak = not context.unit or (is_numbered(own) and not says_the_same(own, context.unit))
    if is_weak and marked.tab.name in slides.to_name_by_tab:
        context.unit = own or marked.tab.name
        return
    context.is_by_default = not context.unit
    context.unit = context.unit or fallback
    if is_weak:
        key = compared(context.unit), context.cycle
        slides.tabs_of_weak_names.setdefault(key, set()).add(marked.tab.name)


def _end(marked: Marked, table: Table, following: Table, rows: dict[int, list[int]]) -> int:
    """Return the row where a table ends and the titles of the next one begin."""
    columns = set(table.columns_of("key_result", "text"))
    inside = [row for row in rows if table.body <= row < following.first and columns & {*rows[row]}]
    if not table.has("objective"):
        lines = {row: _labelled(marked, row, rows[row]) for row in inside}
        inside = [row for row, line in lines.items() if not line or line[0] != "objective"]
        while inside and read_around(marked.tab, [(inside[-1], rows[inside[-1]][0])], labels=True):
            inside.pop()  # `Pourquoi :` over the next table
    return max(inside, default=table.body - 1) + 1


def _context(
    marked: Marked,
    table: Table,
    around: list[Position],
    above: Context | None,
    *,
    is_band: bool = False,
) -> Context:
    said = read_around(marked.tab, around)
    context = Context(
        cycle=above.cycle if above else cycle_of_tab(marked.tab.own_name, marked.file)
    )
    if above:
        context.pole, context.unit = above.pole, above.unit
    cycles = [piece.cycle for piece in said if piece.cycle and piece.role in ("title", "cycle")]
    context.cycle = next(iter(cycles), context.cycle)
    titles = [piece for piece in said if piece.role in ("title", "words") and piece.value]
    if not table.has("unit"):
        own = _own_title(titles, table) if above or is_band else ""
        context.unit = own or context.unit
        if above is None and not own:
            plainly = next((piece.value for piece in titles if piece.role == "title"), "")
            names = _names(marked, titles)
            context.unit = unit_of_tab(marked.tab.own_name, names, plainly=plainly)
    _take_labels(marked, context, said, table)
    _take_titles(marked, context, said)
    return context


def _names(marked: Marked, titles: list[Said]) -> list[str]:
    """Return what may name the unit, plain titles of OKRs first."""
    by_trust = sorted(titles, key=lambda piece: piece.role != "title")
    if is_generic(title_in(marked.tab.own_name)[0]):
        return [piece.value for piece in by_trust if not is_generic(piece.value)]
    return [piece.value for piece in by_trust]


def _own_title(titles: list[Said], table: Table) -> str:
    """Return the name that stands over a second table, the nearest one."""
    titles = [piece for piece in titles if not is_generic(piece.value)]
    plainly = [piece.value for piece in titles if piece.role == "title"]
    near = [piece.value for piece in titles if table.first - piece.at[0] <= NEAR]
    return next(iter(plainly[-1:] or near[-1:]), "")


def _take_labels(marked: Marked, context: Context, said: list[Said], table: Table) -> None:
    labels: dict[str, Said] = {}
    for piece in said:
        is_label = piece.role in ("unit", "pole", "cycle", "head", "objective", "why")
        # What a column says line by line, a label above it cannot say for all.
        if is_label and not (piece.role == "unit" and table.has("unit")):
            is_last_better = piece.role in ("objective", "why")
            labels[piece.role] = piece if is_last_better else labels.get(piece.role, piece)
    if "objective" not in labels:
        labels.pop("why", None)
    for piece in labels.values():
        setattr(context, piece.role, piece.value)
        marked.take(piece.at, piece.role)
        if piece.label_at:
            marked.take(piece.label_at, "heading")
        if piece.role == "head":
            context.head_at = piece.at
        if piece.role == "objective":
            context.objective_at = piece.at


def _take_titles(marked: Marked, context: Context, said: list[Said]) -> None:
    for piece in said:
        if piece.role not in ("title", "words"):
            continue
        is_used = bool(piece.value) and says_the_same(piece.value, context.unit)
        is_bare = piece.role == "title" and not piece.value
        has_other_cycle = bool(piece.cycle) and piece.cycle != context.cycle
        if (is_used or is_bare) and not has_other_cycle:
            marked.take(piece.at, "title")
            context.unit_at = context.unit_at or piece.at
        else:
            marked.leave(piece.at, "title" if piece.role == "title" else "note")


def _name_slide(marked: Marked, context: Context, slides: Slides, table: Table) -> None:
    """Give the slide its head and its place; a unit without a line is a unit all the same."""
    slides.unit("", context.pole)
    if table.has("unit"):
        if context.head_at is not None:
            del marked.roles[context.head_at]
            marked.leave(context.head_at, "owner")
        return
    if context.is_by_default and context.head_at is None:
        return
    found = slides.at(context.unit, context.cycle, context.pole)
    if context.unit_at is not None and not found.slide.place.spot:
        found.slide.place = marked.place(context.unit_at)
    if context.head_at is not None:
        if not found.slide.head:
            found.slide.head = context.head
            found.slide.head_place = marked.place(context.head_at)
        elif not says_the_same(found.slide.head, context.head):
            del marked.roles[context.head_at]
            marked.leave(context.head_at, "owner")


def _read_list(marked: Marked, rows: dict[int, list[int]], slides: Slides, known: Context) -> bool:
    """Read lines that say themselves what they are: `O1 - …` over `KR1.1 : …`."""
    lines = [line for row, columns in rows.items() if (line := _labelled(marked, row, columns))]
    kinds = [kind for kind, _, _ in lines]
    if "objective" not in kinds or "key_result" not in kinds:
        return False
    first = lines[0][1][0]
    around = [(row, column) for row in rows if row < first for column in rows[row]]
    empty = Table(first=first, body=first, end=first)
    context = _context(marked, empty, around, None)
    context.unit = context.unit or known.unit
    context.cycle = context.cycle or known.cycle
    _name_slide(marked, context, slides, empty)
    found = slides.at(context.unit, context.cycle, context.pole)
    objective = slides.objective(found, context.objective) if context.objective else None
    if objective is not None and context.objective_at is not None:
        objective.place, objective.why = marked.place(context.objective_at), context.why
    for kind, at, label in lines:
        text = marked.text(at)
        if kind == "objective":
            objective = slides.objective(found, without_numbering(text) or text)
            objective.place = marked.place(at)
            marked.take(at, "objective")
        elif objective is None:
            marked.leave(at, "no-objective")
            continue
        else:
            objective.key_results += key_results_of(marked, at, {})
            found.lines += 1
        if label is not None:
            marked.take(label, "number")
    return True


def _labelled(
    marked: Marked, row: int, columns: list[int]
) -> tuple[str, Position, Position | None] | None:
    """Return the kind of a line, its cell, and the cell of its label where it has its own."""
    at = row, columns[0]
    cell = marked.tab.cells[at]
    match = None if cell.about else _LINE.match(cell.text)
    kind = kind_of(match[1].rstrip(".")) if match else None
    if kind is None or match is None:
        return None
    if cell.text[match.end() :].strip():
        return kind, at, None
    beside = (row, columns[1]) if len(columns) > 1 else None
    if beside is None or marked.tab.cells[beside].about:
        return None
    return kind, beside, at
