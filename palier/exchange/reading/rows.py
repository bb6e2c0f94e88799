"""The rows of one table: objectives over their key results, units over their lines."""

from dataclasses import replace

from palier.exchange.document import Objective
from palier.exchange.phrases import compared, is_numbering, lines_in, title_in, without_numbering
from palier.exchange.reading.context import Context
from palier.exchange.reading.lines import Value, Values, end_of, key_results_of
from palier.exchange.reading.marked import Marked
from palier.exchange.reading.shapes import (
    LABEL,
    has_objectives_alone,
    is_numbered_list,
    label_of,
)
from palier.exchange.reading.slides import Found, Slides
from palier.exchange.reading.tables import Table
from palier.exchange.reading.workbook import Position
from palier.exchange.words import (
    is_note,
    is_placeholder,
    is_section,
    is_total,
    kind_of,
    names_unit,
    state_of,
)

OF_UNIT = ("unit", "pole", "cycle")
OF_OBJECTIVE = ("category", "why")
OF_LINE = ("level", "target", "baseline", "current", "progress", "measure_unit", "indicator",
           "state", "landing", "comment", "due")  # fmt: skip
Row = dict[str, list[Position]]


class TableReader:
    """Read the rows of a table from top to bottom, remembering what blank cells continue."""

    def __init__(self, marked: Marked, table: Table, context: Context, slides: Slides) -> None:
        self.marked = marked
        self.table = table
        self.context = replace(context)
        self.slides = slides
        self.objective: Objective | None = None
        self.labelled: set[Position] = set()  # objectives that say so themselves
        self.is_over = False  # what follows is a legend, risks…
        self.is_among_notes = False
        self.is_without_unit = False  # its name is there and cannot be read
        self.is_numbered = is_numbered_list(marked, table)
        self.has_objectives_alone = has_objectives_alone(marked, table)

    def read(self, rows: dict[int, list[int]]) -> None:
        """Take what the rows of the table say; what they do not say stays in their cells."""
        for at in self.table.headings:
            self.marked.take(at, "heading")
        for column in rows.get(self.table.first, []):
            self.marked.leave((self.table.first, column), "extra-column")
        if self.context.objective:
            self._open(self.context.objective, self.context.objective_at)
            self.objective_here.why = self.objective_here.why or self.context.why
        read = [(row, self._row(row, columns)) for row, columns in rows.items()
                if self.table.body <= row < self.table.end]  # fmt: skip
        last = self.table.body - 1
        for index, (row, cells) in enumerate(read):
            following = read[index + 1][1] if index + 1 < len(read) else {}
            self._read_row(cells, following, has_gap=row - last > 1)
            last = row

    def _row(self, row: int, columns: list[int]) -> Row:
        """Return the cells of a row by the role of their column."""
        cells: Row = {}
        for column in columns:
            heading = self.table.columns.get(column)
            at = row, column
            role = heading.role if heading else "extra"
            if self._is_numbering(role, at):
                role = "number"
            cells.setdefault(role, []).append(at)
        if "text" in cells and not cells.get("key_result"):
            self._tell_kind(cells)
        if not self.table.has("objective") and not self.table.has("text"):
            self._tell_label(cells, columns)
        return cells

    def _tell_label(self, cells: Row, columns: list[int]) -> None:
        """Take up an objective, or why it counts, that stands among its key results."""
        at = row, _ = next(iter(ats[0] for ats in cells.values()))
        found = label_of(self.marked.text(at))
        if found is None:
            return
        role, has_own_words = found
        title = at if has_own_words else (row, columns[1]) if len(columns) > 1 else None
        if title is None:
            return
        for ats in cells.values():
            ats[:] = [one for one in ats if one not in (at, title)]
        cells[role] = [title]
        if title != at:
            self.marked.take(at, "heading")
        self.labelled.add(title)

    def _is_numbering(self, role: str, at: Position) -> bool:
        if not is_numbering(self.marked.text(at)):
            return False
        if role == "extra":
            is_left = at[1] < min(self.table.columns)
            return is_left and (self.table.first, at[1]) not in self.marked.tab.cells
        is_figure = role == "key_result" and self.marked.tab.cells[at].number is not None
        return role in ("number", "key_result", "objective") and not is_figure

    def _tell_kind(self, cells: Row) -> None:
        """Where one column holds both objectives and key results, say which this row is."""
        hints = [self.marked.text(at) for role in ("level", "number") for at in cells.get(role, [])]
        label = LABEL.match(self.marked.text(cells["text"][0]))
        kinds = [kind_of(hint) for hint in [*hints, label[1] if label else ""]]
        kind = next((kind for kind in kinds if kind), None)
        if kind is None and self.has_objectives_alone:
            said = {role for role, ats in cells.items() if ats}
            is_alone = len(cells["text"]) == 1 and not said & {*OF_LINE, "extra"}
            kind = "objective" if is_alone else "key_result"
        if kind is None and not self.table.has("objective"):
            return
        for at in cells.get("level", []):
            if kind_of(self.marked.text(at)):
                self.marked.take(at, "level")
        cells[kind or "key_result"] = cells.pop("text")

    def _read_row(self, cells: Row, following: Row, *, has_gap: bool) -> None:
        self._sort_out(cells)
        if self._is_unit_band(cells, following):
            return None
        lines, title = self._lines(cells), self._title(cells)
        is_followed = not lines and bool(self._lines(following)) and self._title(following) is None
        if self._is_aside(cells, is_title=is_followed and not has_gap) or self._is_remark(
            title or next(iter(lines), None), has_gap=has_gap
        ):
            return self._leave(cells, "note")
        self._read_unit(cells)
        is_apart = title is not None and not lines and not is_followed and (
            has_gap or self._is_band(title) or self.is_among_notes)  # fmt: skip
        reason = self._refused(cells, title, lines, is_apart=is_apart)
        if reason:
            return self._leave(cells, reason)
        self.is_among_notes = False
        return self._read_line(cells, lines)

    def _is_unit_band(self, cells: Row, following: Row) -> bool:
        """Take up the unit that a line across the table names, as `ÉQUIPE SALES`."""
        ats = [at for ats in cells.values() for at in ats]
        is_title_below = self._title(following) is not None
        if len(ats) != 1 or self.table.has("unit") or not is_title_below:
            return False
        name, cycle, _ = title_in(self.marked.text(ats[0]))
        if not names_unit(name) or (cycle and cycle != self.context.cycle):
            return False
        self.context.unit, self.context.head, self.objective = name, "", None
        self.marked.take(ats[0], "unit")
        return True

    def _is_aside(self, cells: Row, *, is_title: bool) -> bool:
        """Tell whether a row sums others up, or comes after a word alone such as `Légende`."""
        ats = [at for ats in cells.values() for at in ats]
        is_alone = len(ats) == 1 and not is_title
        self.is_over = self.is_over or (is_alone and is_section(self.marked.text(ats[0])))
        named = [at for role in (*OF_UNIT, "category") for at in cells.get(role, [])]
        return self.is_over or any(is_total(self.marked.text(at)) for at in named)

    def _refused(
        self, cells: Row, title: Position | None, lines: list[Position], *, is_apart: bool
    ) -> str:
        """Return why a row cannot be read, "" once the objective of its lines is open."""
        if self.is_without_unit:
            return "no-unit"
        if title is not None:
            if is_apart and title not in self.labelled:
                return "note"
            self._open(self.marked.text(title), title)
        elif cells.get("objective"):
            self.objective = None  # an objective that cannot be read is not the one above it
        if title is None and not lines:
            if self.objective is not None and "why" in cells:
                self._read_objective(cells)
            return "no-title"
        return "" if self.objective is not None else "no-objective"

    def _sort_out(self, cells: Row) -> None:
        for role, ats in cells.items():
            if role == "number":
                numbering = [at for at in ats if is_numbering(self.marked.text(at))]
                for at in numbering:
                    self.marked.take(at, "number")
            elif role == "extra":
                for at in ats:
                    self.marked.leave(at, "extra-column")

    def _read_line(self, cells: Row, lines: list[Position]) -> None:
        found = self._found()
        self._read_objective(cells)
        self._read_people(cells, found)
        ended = self._end_of_objective(cells, lines)
        for index, at in enumerate(lines):
            values = self._values(at, lines[index + 1 : index + 2], first=index == 0, ended=ended)
            built = key_results_of(self.marked, at, values, is_numbered=self.is_numbered)
            self.objective_here.key_results += built
            found.lines += 1
        if not lines:
            self._leave(cells, "no-key-result")

    @property
    def objective_here(self) -> Objective:
        assert self.objective is not None  # noqa: S101 - asked for lines under an objective only
        return self.objective

    def _found(self) -> Found:
        return self.slides.at(self.context.unit, self.context.cycle, self.context.pole)

    def _lines(self, cells: Row) -> list[Position]:
        return [at for at in cells.get("key_result", []) if not self.marked.tab.cells[at].about]

    def _title(self, cells: Row) -> Position | None:
        ats = cells.get("objective", [])
        return ats[0] if ats and not self.marked.tab.cells[ats[0]].about else None

    def _is_remark(self, at: Position | None, *, has_gap: bool) -> bool:
        if at is None:
            return False
        text = self.marked.text(at)
        is_state_alone = state_of(text) == (text, "")
        return is_total(text) or is_placeholder(text) or is_note(text) or is_state_alone or (
            has_gap and state_of(text) is not None and len(text.split()) < 3)  # fmt: skip

    def _is_band(self, at: Position) -> bool:
        return self.marked.tab.spans.get(at, (1, 1))[1] > 1

    def _leave(self, cells: Row, reason: str) -> None:
        self.is_among_notes = self.is_among_notes or reason == "note"
        for role, ats in cells.items():
            for at in ats:
                if at not in self.marked.roles and role != "extra":
                    self.marked.leave(at, reason)

    def _read_unit(self, cells: Row) -> None:
        """Take a unit, a pole or a quarter said in a column; a new unit starts afresh."""
        for role in OF_UNIT:
            for at in cells.get(role, [])[:1]:
                text = self.marked.text(at)
                if self.marked.tab.cells[at].about:
                    self.is_without_unit = self.is_without_unit or role == "unit"
                    continue
                self.is_without_unit = self.is_without_unit and role != "unit"
                name, cycle, _ = title_in(text)
                if role == "cycle" and (name or not cycle):
                    self.marked.leave(at, "unknown-cycle")
                    continue
                said = cycle if role == "cycle" else text
                if compared(said) != compared(getattr(self.context, role)):
                    setattr(self.context, role, said)
                    self.objective = None
                    self.context.head = "" if role == "unit" else self.context.head
                self.marked.take(at, role)
        if cells.keys() & {"unit", "pole"}:
            self.slides.unit(self.context.unit, self.context.pole)

    def _open(self, text: str, at: Position | None) -> None:
        title = without_numbering(text) or text
        found = self._found()
        known = self.objective
        self.objective = self.slides.objective(found, title)
        if at is not None:
            self.marked.take(at, "objective")
            if self.objective is not known and not self.objective.place.spot:
                self.objective.place = self.marked.place(at)

    def _read_objective(self, cells: Row) -> None:
        for role in OF_OBJECTIVE:
            for at in cells.get(role, [])[:1]:
                text = self.marked.text(at)
                held = getattr(self.objective_here, role)
                if self.marked.tab.cells[at].about or (held and compared(held) != compared(text)):
                    self.marked.leave(at, role)
                else:
                    setattr(self.objective_here, role, held or text)
                    self.marked.take(at, role)

    def _read_people(self, cells: Row, found: Found) -> None:
        slide = found.slide
        for at in cells.get("head", [])[:1]:
            text = self.marked.text(at)
            if not slide.head and not self.marked.tab.cells[at].about:
                slide.head, slide.head_place = text, self.marked.place(at)
            if compared(slide.head) == compared(text):
                self.marked.take(at, "head")
            else:
                self.marked.leave(at, "owner")
        for at in cells.get("owner", [])[:1]:
            if not self.marked.tab.cells[at].about:
                rows = self.marked.tab.spans.get(at, (1, 1))[0]
                found.owners += [(self.marked, at)] * rows

    def _end_of_objective(self, cells: Row, lines: list[Position]) -> set[str]:
        """Take the state of the objective: on its own row, or merged beside it."""
        at = next(iter(cells.get("state", [])), None)
        title = next(iter(cells.get("objective", [])), None)
        if at is None or title is None:
            return set()
        spans = self.marked.tab.spans
        is_beside = spans.get(at, (1, 1))[0] == spans.get(title, (1, 1))[0] > 1
        is_for_all = len(lines) > 1 and len(self.table.columns_of("state")) == 1
        if (
            lines
            and not is_for_all
            and not (is_beside and len(lines_in(self.marked.text(lines[0]))) == 1)
        ):
            return set()
        comment = next(iter(cells.get("comment", [])), None)
        if comment and lines and spans.get(comment, (1, 1))[0] == 1:
            comment = None
        end = end_of(self.marked, self._value(at), self._value(comment) if comment else None)
        self.objective_here.end = self.objective_here.end or end
        return {"state", "comment"} if comment else {"state"}

    def _values(
        self, at: Position, following: list[Position], *, first: bool, ended: set[str]
    ) -> Values:
        """Return the cells that go with one key result: those up to the next one's column."""
        limit = following[0][1] if following else 1 << 20
        values: Values = {}
        for column, heading in self.table.columns.items():
            position = at[0], column
            is_ours = column < limit and (first or column > at[1])
            is_first_row = self.marked.tab.covered.get(position, position) == position
            if not is_ours or not is_first_row or position not in self.marked.tab.cells:
                continue
            if heading.role in OF_LINE and heading.role not in {*values, *ended}:
                values[heading.role] = self._value(position)
        return values

    def _value(self, at: Position) -> Value:
        heading = self.table.columns.get(at[1])
        cell = self.marked.tab.cells[at]
        return Value(self.marked.text(at), at, cell, heading.unit if heading else "")
