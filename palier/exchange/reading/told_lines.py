"""Objectives and key results from the lines of a text, and the fields that stand under them."""

from dataclasses import dataclass, field, replace

from palier.cycles.rules import parse_key
from palier.exchange.document import KeyResult, Objective, Place
from palier.exchange.phrases import compared, cycle_in, day_in
from palier.exchange.reading.cells import Cell
from palier.exchange.reading.lines import Value, Values, key_result_of, to_document
from palier.exchange.reading.sheet import Sheet
from palier.exchange.reading.slides import Found, Slides
from palier.exchange.reading.told_states import measure_in, status_in
from palier.exchange.reading.told_tree import Node
from palier.exchange.reading.told_words import OF_LINE, Title, level_in
from palier.exchange.words import state_of
from palier.slides.rules.measure import parse_measure

LONGEST = 2_000  # characters of a line that are looked into for a state or a measure


UNKNOWN = "?"  # a quarter said to be past, nobody says which


@dataclass(frozen=True, slots=True)
class Opened:
    """An objective, and the slide it stands on."""

    objective: Objective
    found: Found
    rows: tuple[Sheet, int]  # where it stands


@dataclass(slots=True)
class Scope:
    """What holds for the lines under one heading."""

    unit: str = ""
    cycle: str = ""
    pole: str = ""
    past: str = ""  # of two quarters that a title names
    coming: str = ""
    expects: str = ""  # "objective", "key_result": what a heading says stands under it
    is_plainly: bool = False  # a title says that these are OKRs
    opened: Opened | None = None  # the objective that the lines stand under
    beside: Opened | None = None  # the last one above them, under a heading of its own
    line: KeyResult | None = None  # the last key result, that fields beside it are of
    several: bool = False  # such objectives: nobody can tell which one key results are of
    uses: list[Found] = field(default_factory=list)  # slides of `unit` that lines were put on

    def find_quarters(self, titles: list[Title]) -> None:
        """Learn from titles side by side which quarter is past and which is coming."""
        for title in titles:
            cycles = sorted({title.cycle, *title.others} - {""})
            if len(cycles) > 1:
                self.past, self.coming = cycles[0], cycles[-1]
        named = {title.when: title.cycle for title in titles if title.when}
        if named.keys() != {"past", "coming"}:
            return
        if not named["past"] and not named["coming"] and not self.past:
            named["coming"] = self.cycle
            self.past = "" if self.cycle else UNKNOWN
        if named["coming"] and not named["past"]:
            self.past = self.past or parse_key(named["coming"]).previous().key
            self.coming = self.coming or named["coming"]
        elif named["past"] and not named["coming"]:
            self.past = self.past or named["past"]
            self.coming = self.coming or parse_key(named["past"]).next().key

    def under(self, title: Title) -> "Scope":
        """Return what holds under a heading that says this much of quarters."""
        inner = replace(self, is_plainly=self.is_plainly or title.is_plain, line=None)
        cycles = sorted({title.cycle, *title.others} - {""})
        if len(cycles) > 1:
            inner.past, inner.coming = cycles[0], cycles[-1]
        by_word = {"past": inner.past, "coming": inner.coming}.get(title.when, "")
        inner.cycle = (cycles[-1] if cycles else by_word) or self.cycle
        if inner.cycle != self.cycle:
            inner.opened = None
        return inner


@dataclass(slots=True)
class Owner:
    """A person whom a line names, and the slides that they may answer for."""

    sheet: Sheet
    row: int
    name: str
    slides: list[Found]
    objective: Objective | None = None  # that this is said of; None: of one key result, or of all

    @property
    def lines(self) -> int:
        return len(self.objective.key_results) if self.objective else 1

    @property
    def place(self) -> Place:
        return self.sheet.place((self.row, 0))

    def take(self) -> None:
        """Note that the line was understood."""
        self.sheet.take((self.row, 0), "head")

    def leave(self) -> None:
        """Note that this person answers for a part only."""
        self.sheet.leave((self.row, 0), "owner")


@dataclass(slots=True)
class Claim:
    """A heading that names a unit: it is understood once something stands on a slide of it."""

    sheet: Sheet
    row: int
    name: str


@dataclass(slots=True)
class Writer:
    """Puts lines on slides; each row is taken in a role, or left with a reason."""

    sheet: Sheet
    slides: Slides
    owners: list[Owner] = field(default_factory=list)

    def objective(self, node: Node, text: str, unit: str, scope: Scope) -> Opened:
        """Open an objective of a unit; words after an arrow that are no sure state are left."""
        status = status_in(text, is_done=_done(node)) if len(text) <= LONGEST else None
        title = status.title if status else text
        found = self.slides.at(unit, scope.cycle, scope.pole)
        objective = self.slides.objective(found, title)
        if not objective.key:
            objective.key = f"o{len(found.slide.objectives)}"
        if not objective.place.spot:
            objective.place = self.sheet.place((node.row, 0))
        if status and status.end and objective.end is None:
            objective.end = status.end
        elif status and status.end and objective.end != status.end:
            self.sheet.also(node.row, text, "status")
        if status and status.left:
            self.sheet.also(node.row, status.left, "status")
        self.sheet.take((node.row, 0), "objective")
        if not found.slide.place.spot:
            found.slide.place = objective.place
        return Opened(objective, found, (self.sheet, node.row))

    def key_result(self, node: Node, text: str, opened: Opened) -> KeyResult:
        """Add a key result to an objective, with the fields that stand under it."""
        fields = {child.field[0]: child for child in node.children if child.field}
        values = self._values(fields)
        line = self._line(node, text, values)
        line.place = self.sheet.place((node.row, 0))
        line.places = {
            role: self.sheet.place(value.at)
            for role, value in values.items()
            if value.at in self.sheet.roles
        }
        self.sheet.take((node.row, 0), "key_result")
        opened.objective.key_results.append(line)
        opened.found.lines += 1
        for child in node.children:
            if child.field and child.field[0] in ("owner", "head"):
                self.owners.append(Owner(self.sheet, child.row, child.field[1], [opened.found]))
        return line

    def _line(self, node: Node, text: str, values: Values) -> KeyResult:
        if len(text) > LONGEST:
            return key_result_of(self.sheet, text, values)
        status = status_in(text, is_done=_done(node))
        title, level = level_in(status.title)
        measured = None
        if not values.keys() & {"target", "baseline", "indicator"}:
            measured = measure_in(title, self.sheet.language)
        line = key_result_of(self.sheet, measured[0] if measured else title, values)
        if measured:
            unit = line.measure.unit
            line.measure = to_document(measured[1])
            line.measure.unit = line.measure.unit or unit
        line.level = line.level or level
        if status.end and line.end is None:
            line.end = status.end
        elif status.end:
            self.sheet.also(node.row, text, "status")
        if status.left:
            self.sheet.also(node.row, status.left, "status")
        return line

    def _values(self, fields: dict[str, Node]) -> Values:
        values: Values = {}
        for role, node in fields.items():
            if role in OF_LINE and node.field:
                text = node.field[1]
                values[role] = Value(text, (node.row, 0), Cell(text))
        return values

    def add_field(self, node: Node, scope: Scope) -> bool:
        """Add to the last key result a field that stands beside it; tell whether it fits."""
        line = scope.line
        if line is None or node.field is None or not fits(*node.field, self.sheet.language):
            return False
        role, text = node.field
        at = node.row, 0
        read = key_result_of(self.sheet, "", {role: Value(text, at, Cell(text))})
        if at not in self.sheet.roles:
            return False
        is_free = _merge(line, read)
        if not is_free:
            del self.sheet.roles[at]
            self.sheet.leave(at, "note")
        return True


def fits(role: str, text: str, language: str) -> bool:
    """Tell whether the words after a label are what it promises: `Cible : 30`, `Statut : OK`."""
    if role in ("target", "baseline", "current", "indicator"):
        return parse_measure(text, language=language).kind == "number"
    if role in ("state", "landing"):
        return state_of(text) is not None
    if role == "due":
        return day_in(text, language) is not None
    return role == "level"


def cycle_said(value: str) -> str:
    """Return the quarter that a field says and nothing else, "" for none."""
    cycle, rest = cycle_in(value)
    return cycle if cycle and not rest.strip(" .()") else ""


def serve(opened: Opened, above: Opened) -> None:
    """Note that an objective serves that of another unit, above it in the text.

    The quarter is left out of the path: it is that of the slide, whatever that is imported as.
    """
    unit = above.found.slide.unit
    if compared(unit) == compared(opened.found.slide.unit):
        return
    path = f"{unit}//{above.objective.key}"
    if path not in opened.objective.serves:
        opened.objective.serves.append(path)


def _merge(line: KeyResult, read: KeyResult) -> bool:
    """Give a key result what another says; False where it says the same thing otherwise."""
    measure = read.measure
    if measure.kind == "number":
        mine = line.measure
        if mine.kind != "number":
            line.measure = measure
            return mine.note == ""
        if measure.target is not None and mine.target is None:
            line.measure = replace(measure, baseline=mine.baseline)
            return True
        if measure.baseline is not None and mine.baseline is None:
            mine.baseline = measure.baseline
            return True
        return measure == mine
    for name in ("current", "end", "level", "due_on", "landing"):
        value = getattr(read, name)
        if value:
            if getattr(line, name):
                return bool(getattr(line, name) == value)
            setattr(line, name, value)
    return True


def _done(node: Node) -> bool | None:
    return getattr(node.piece, "is_done", None)
