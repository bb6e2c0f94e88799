"""From the fields of one line of a form to an objective or a key result, word for word."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from palier.exchange.document import End, KeyResult, Mark, Measure, Objective
from palier.exchange.form import KINDS, LEVELS, STATES, code_in, marks_in, path_in
from palier.exchange.phrases import day_in
from palier.exchange.words import level_of, state_of
from palier.slides.rules.measure import parse_measure
from palier.slides.rules.number import parse_number


@dataclass(frozen=True, slots=True)
class Entry:
    """What one field holds."""

    text: str
    number: Decimal | None = None  # where a cell holds one
    day: date | None = None


Entries = dict[str, Entry]


class Filled:
    """The fields of one line; `left` says which could not be understood, and why."""

    def __init__(self, entries: Entries, language: str) -> None:
        self.entries = entries
        self.language = language
        self.left: dict[str, str] = {}  # role -> code

    def objective(self, objective: Objective) -> None:
        """Complete an objective by its fields."""
        self.beside(objective)
        objective.carried_from = objective.carried_from or self._path("carried_from")
        objective.end = objective.end or self._end()

    def beside(self, objective: Objective) -> None:
        """Complete an objective by what can stand beside its key results too."""
        objective.why = objective.why or self.text("why")
        objective.category = objective.category or self.text("category")
        paths = self._paths("serves")
        objective.serves += [path for path in paths if path not in objective.serves]

    def key_result(self, key_result: KeyResult) -> None:
        """Complete a key result by its fields."""
        key_result.level = self._word("level")
        key_result.measure = self._measure()
        key_result.current = self._figure("current", "progress")
        key_result.due_on = self._day("due")
        key_result.landing = self._landing()
        key_result.end = self._end()
        key_result.carried_from = self._path("carried_from")

    def text(self, role: str) -> str:
        """Return what a field holds, "" for nothing."""
        entry = self.entries.get(role)
        return entry.text if entry else ""

    # ---- the measure ----

    def _measure(self) -> Measure:
        if self.text("measure") and not self.text("kind"):
            return self._told()
        measure = Measure(
            baseline=self._figure("baseline", "baseline"),
            target=self._figure("target", "target"),
            unit=self.text("measure_unit"),
            baseline_due_on=self._day("baseline_due"),
        )
        kind, detail = code_in(KINDS, self.text("kind")), self.text("detail")
        if self.text("kind") and not kind:
            self.left["kind"] = "unknown-kind"
        marks = marks_in(detail, self.language) if detail and kind in ("", "milestone") else None
        measure.kind = kind or self._likely(measure, marks)
        measure.marks = marks or []
        measure.note = "" if marks else detail
        return self._with_words(measure)

    def _told(self) -> Measure:
        """Return the measure of a text, which says it as people do on a slide."""
        read = parse_measure(self.text("measure"), language=self.language)
        marks = [Mark(name, percent) for name, percent in read.marks]
        day = self._day("baseline_due")
        unit = read.unit or self.text("measure_unit")
        return Measure(
            read.kind, read.baseline, read.target, unit, day, marks=marks, note=read.note
        )

    def _likely(self, measure: Measure, marks: list[Mark] | None) -> str:
        has_figure = measure.baseline is not None or measure.target is not None
        return "number" if has_figure or measure.unit else "milestone" if marks else "yes_no"

    def _with_words(self, measure: Measure) -> Measure:
        """Take a target that was filled in as words, `≥ 3 RDV` or `fait avant mars`."""
        if self.left.get("target") is None or measure.note or measure.kind == "milestone":
            return measure
        read = parse_measure(self.text("target"), language=self.language)
        is_completed = read.kind == "number" and read.baseline is None
        if is_completed and not (read.unit and measure.unit):
            measure.kind, measure.target, measure.note = "number", read.target, read.note
            measure.unit = measure.unit or read.unit
            del self.left["target"]
        elif read.kind == "yes_no" and measure.kind == "yes_no":
            measure.note = read.note
            del self.left["target"]
        return measure

    # ---- one field ----

    def _figure(self, role: str, reason: str) -> Decimal | None:
        entry = self.entries.get(role)
        if entry is None:
            return None
        number = entry.number
        if number is None:
            number = parse_number(entry.text, language=self.language)
        if number is None:
            self.left[role] = reason
        return number

    def _day(self, role: str) -> date | None:
        entry = self.entries.get(role)
        if entry is None:
            return None
        day = entry.day or day_in(entry.text, self.language)
        if day is None:
            self.left[role] = "date"
        return day

    def _word(self, role: str) -> str:
        text = self.text(role)
        level = code_in(LEVELS, text) or level_of(text) or "" if text else ""
        if text and not level:
            self.left[role] = "unknown-level"
        return level

    def _landing(self) -> str:
        said = _state(self.text("landing"))
        if self.text("landing") and (said is None or said[1]):
            self.left["landing"] = "unknown-state"
            return ""
        return said[0] if said else ""

    def _end(self) -> End | None:
        said = _state(self.text("state"))
        if said is None:
            without = {"state": "unknown-state", "value": "progress",
                       "reason": "comment", "decided_by": "owner"}  # fmt: skip
            self.left |= {role: why for role, why in without.items() if self.text(role)}
            return None
        reasons = [reason for reason in (said[1], self.text("reason")) if reason]
        return End(
            said[0],
            value=self._figure("value", "progress"),
            reason=" – ".join(reasons),
            decided_by=self.text("decided_by") or None,
        )

    def _paths(self, role: str) -> list[str]:
        lines = [line for line in self.text(role).split("\n") if line.strip()]
        paths = [path_in(line) for line in lines]
        if not all(paths):
            self.left[role] = "unknown-reference"
        return [path for path in paths if path]

    def _path(self, role: str) -> str:
        return next(iter(self._paths(role)), "")


def _state(text: str) -> tuple[str, str] | None:
    code = code_in(STATES, text) if text else ""
    return (code, "") if code else state_of(text) if text else None
