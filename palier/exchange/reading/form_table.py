"""A table that Palier laid out, in a workbook or a csv file: read word for word."""

from dataclasses import dataclass, field
from itertools import pairwise

from palier.exchange import guide
from palier.exchange.document import KeyResult, Objective
from palier.exchange.form import LABELS, SIGNATURE, key_of, role_of
from palier.exchange.phrases import compared, cycle_in
from palier.exchange.reading.form_lines import Entries, Entry, Filled
from palier.exchange.reading.marked import Marked
from palier.exchange.reading.slides import Found, Slides
from palier.exchange.reading.tables import rows_of
from palier.exchange.reading.workbook import Position, Tab
from palier.exchange.words import is_generic

_OF_SLIDE = ("unit", "cycle", "pole", "head")
_DEEPEST = 30  # rows above the headings
_OF_OBJECTIVE = frozenset({"why", "category", "serves"})
_OF_BOTH = frozenset({"carried_from", "state", "value", "reason", "decided_by"})
# What the preview calls the cells of a line; the rest carry the name of their role.
_PREVIEW = {
    **dict.fromkeys(("kind", "baseline", "baseline_due", "target", "detail"), "measure"),
    **dict.fromkeys(("measure_unit", "value"), "measure"),
    "landing": "state",
}


@dataclass(slots=True)
class FormTable:
    """Where the form of a tab is: its headings, and the role of each of its columns."""

    row: int
    language: str
    columns: dict[int, str] = field(default_factory=dict)


def form_in(tab: Tab) -> FormTable | None:
    """Return the form that a tab holds, None for a table of somebody else's making."""
    top = min((row for row, _ in tab.cells), default=0)
    rows: dict[int, dict[int, tuple[str, str]]] = {}
    for (row, column), cell in tab.cells.items():
        if row <= top + _DEEPEST and role_of(cell.text)[0]:
            rows.setdefault(row, {})[column] = role_of(cell.text)
    for row, found in sorted(rows.items()):
        columns: dict[int, str] = {}
        for column, (role, _) in sorted(found.items()):
            if role not in columns.values():
                columns[column] = role
        if set(columns.values()) >= SIGNATURE:
            languages = [language for _, language in found.values() if language]
            return FormTable(row, max(languages, key=languages.count), columns)
    return None


def read_form(marked: Marked, slides: Slides, fallback: str) -> bool:
    """Take every field of a tab that is ours; tell whether it is.

    What people wrote around the form stays in its cells.
    """
    if _is_guide(marked):
        return True
    form = form_in(marked.tab)
    if form is None:
        return False
    marked.language = form.language
    for column in form.columns:
        marked.take((form.row, column), "heading")
    rows = rows_of(marked.tab)
    reader = _Reader(marked, form, slides)
    reader.read_above({row: columns for row, columns in rows.items() if row < form.row})
    own = marked.tab.name
    reader.context.setdefault("unit", fallback if is_generic(own) else own)
    for row, columns in rows.items():
        if row > form.row:
            reader.read_row(row, columns)
    return True


def _is_guide(marked: Marked) -> bool:
    """Take the sentences of the tab that says how to fill in the others, and the categories."""
    cells = marked.tab.cells
    if (0, 0) not in cells or not guide.is_guide(cells[0, 0].text):
        return False
    headings = [at for at, cell in cells.items() if cell.text in guide.CATEGORIES]
    for at, cell in cells.items():
        is_category = any(at[1] == column and at[0] > row for row, column in headings)
        if is_category or guide.says_guide(cell.text):
            marked.take(at, "category" if is_category else "title")
    return True


class _Reader:
    def __init__(self, marked: Marked, form: FormTable, slides: Slides) -> None:
        self.marked, self.form, self.slides = marked, form, slides
        self.context: dict[str, str] = {}
        self.title_at: Position | None = None
        self.head_at: Position | None = None
        self.objective: Objective | None = None
        self.number = ""  # of that objective
        self.slide: Found | None = None

    def read_above(self, rows: dict[int, list[int]]) -> None:
        """Take the name of the unit, alone in the first row, and the labels under it."""
        for row, columns in rows.items():
            if self.title_at is None and not role_of(self._text((row, columns[0])))[0]:
                self.title_at = row, columns[0]
                self._know("unit", self._text(self.title_at), self.title_at)
                continue
            for left, right in pairwise(columns):
                role = role_of(self._text((row, left)).rstrip(" :\u00a0"))[0]
                if role in _OF_SLIDE:
                    self._know(role, self._text((row, right)), (row, right))
                    self.marked.take((row, left), "heading")
        if self.context.get("unit"):
            self._open_slide()

    def read_row(self, row: int, columns: list[int]) -> None:
        """Take one line: its number says what it is, or else the column of its words."""
        cells = {role: (row, column) for column, role in self.form.columns.items()
                 if column in columns and not self.marked.tab.cells[row, column].about}  # fmt: skip
        for column in columns:
            if column not in self.form.columns:
                self.marked.leave((row, column), "extra-column")
        self._read_slide(cells)
        number = self._text(cells["number"]).strip() if "number" in cells else ""
        kind = key_of(number)[:1]
        is_line = "key_result" in cells or kind == "k"
        if "objective" in cells or kind == "o":
            self._objective(cells, "" if is_line else number, is_repeated=is_line)
        if is_line:
            self._key_result(cells, number)
        elif "objective" in cells or kind == "o":
            self._fill(cells, None)
        else:
            self._leave(cells, "no-title")

    def _read_slide(self, cells: dict[str, Position]) -> None:
        said = {role: self._text(cells[role]) for role in _OF_SLIDE if role in cells}
        before = dict(self.context)
        if "unit" in said:  # a line that names its unit says all that holds for it
            self.context = {"cycle": before.get("cycle", "")}
        for role, text in said.items():
            self._know(role, text, cells[role])
        keys = [tuple(compared(known.get(role, "")) for role in ("unit", "cycle"))
                for known in (before, self.context)]  # fmt: skip
        if keys[0] != keys[1]:
            self.objective = None
        if said:
            self._open_slide()

    def _know(self, role: str, text: str, at: Position) -> None:
        if role == "cycle":
            cycle, rest = cycle_in(text)
            if not cycle or rest.strip():
                self.marked.leave(at, "unknown-cycle")
                return
            text = cycle
        self.context[role] = text.strip()
        self.head_at = at if role == "head" else self.head_at
        self.marked.take(at, role if role != "unit" or at != self.title_at else "title")

    def _open_slide(self) -> Found:
        unit, cycle, pole = (self.context.get(role, "") for role in ("unit", "cycle", "pole"))
        found = self.slides.at(unit, cycle, pole)
        if self.title_at is not None and not found.slide.place.spot:
            found.slide.place = self.marked.place(self.title_at)
        head = self.context.get("head", "")
        if head and self.head_at is not None and not found.slide.head:
            found.slide.head = head
            found.slide.head_place = self.marked.place(self.head_at)
        elif head and self.head_at and compared(found.slide.head) != compared(head):
            self.marked.roles.pop(self.head_at, None)
            self.marked.leave(self.head_at, "owner")
        self.slide = found
        return found

    def _objective(self, cells: dict[str, Position], number: str, *, is_repeated: bool) -> None:
        """Open an objective: each line of one is its own, its words beside key results are not."""
        at = cells.get("objective") or cells["number"]
        title = self._text(at) if "objective" in cells else ""
        is_same = self.objective is not None and compared(self.objective.title) == compared(title)
        if not (is_repeated and is_same):
            found = self.slide or self._open_slide()
            self.objective = Objective(title, key=key_of(number), place=self.marked.place(at))
            found.slide.objectives.append(self.objective)
        self._take(cells, "objective", "objective")
        self._take(cells, "number", "number")

    def _key_result(self, cells: dict[str, Position], number: str) -> None:
        at = cells.get("key_result") or cells["number"]
        if self.objective is None:
            self._leave(cells, "no-objective")
            return
        title = self._text(at) if "key_result" in cells else ""
        line = KeyResult(title, key=key_of(number), place=self.marked.place(at))
        self.objective.key_results.append(line)
        self._take(cells, "key_result", "key_result")
        self._take(cells, "number", "number")
        self._fill(cells, line)

    def _fill(self, cells: dict[str, Position], line: KeyResult | None) -> None:
        """Take the fields of a line; those of an objective beside its first key result too."""
        assert self.objective is not None  # noqa: S101 - opened by the row itself
        filled = Filled(self._entries(cells), self.form.language)
        if line is None:
            filled.objective(self.objective)
            meant = _OF_OBJECTIVE | _OF_BOTH
        else:
            filled.key_result(line)
            line.places = {role: self.marked.place(at) for role, at in cells.items()}
            meant = frozenset(LABELS)
            filled.beside(self.objective)
        for role, at in cells.items():
            if role in filled.left or role not in meant:
                self.marked.leave(at, filled.left.get(role, "extra-column"))
            elif at not in self.marked.roles:
                self.marked.take(at, _PREVIEW.get(role, role))

    def _entries(self, cells: dict[str, Position]) -> Entries:
        found: Entries = {}
        for role, at in cells.items():
            cell = self.marked.tab.cells[at]
            figure = cell.figure if cell.number is not None else None
            found[role] = Entry(self._text(at), figure, cell.day)
        return found

    def _take(self, cells: dict[str, Position], role: str, told: str) -> None:
        if role in cells:
            self.marked.take(cells[role], told)

    def _leave(self, cells: dict[str, Position], reason: str) -> None:
        for at in cells.values():
            if at not in self.marked.roles:
                self.marked.leave(at, reason)

    def _text(self, at: Position) -> str:
        return self.marked.text(at)
