"""What an import would change in Palier, line by line and word by word, before it does."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palier.exchange.matching import Plan, PlannedLine, PlannedObjective, PlannedSlide
from palier.slides.models import END_STATE_LABELS, LEVEL_LABELS
from palier.slides.models.slide import STATE_LABELS
from palier.slides.rules.difference import Piece, difference
from palier.slides.rules.measure import Mark, Measure, format_measure
from palier.slides.rules.number import format_number
from palier.slides.rules.words import EndState, Level, SlideState
from palier.ui.templatetags.ui import day

Values = dict[str, Any]
# What people see as one thing: its name, the fields it is made of.
_FIELDS: tuple[tuple[Promise, tuple[str, ...]], ...] = (
    (_("Words"), ("title",)),
    (_("Why"), ("why",)),
    (_("Category"), ("category",)),
    (_("Level"), ("level",)),
    (
        _("Measure"),
        ("kind", "baseline", "target", "measure_unit", "marks", "measure_note"),
    ),
    (_("Baseline measured by"), ("baseline_due_on",)),
    (_("Current value"), ("current",)),
    (_("Due"), ("due_on",)),
    (_("Landing"), ("landing",)),
    (_("End state"), ("end_state", "end_value")),
    (_("Reason"), ("end_reason",)),
    (_("Serves"), ("serves",)),
)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs: what it is called, its words before and after, together."""

    label: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line of a slide: "created", "changed", "unchanged", or "staying" (not in the file)."""

    outcome: str
    title: str
    place: str
    is_objective: bool
    changes: list[Change] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SlideChange:
    """What happens to one slide."""

    is_new: bool
    lines: list[LineChange]
    changes: list[Change]  # of its head and its state

    def of(self, outcome: str) -> list[LineChange]:
        return [line for line in self.lines if line.outcome == outcome]

    @property
    def created(self) -> list[LineChange]:
        return self.of("created")

    @property
    def changed(self) -> list[LineChange]:
        return self.of("changed")

    @property
    def unchanged(self) -> list[LineChange]:
        return self.of("unchanged")

    @property
    def staying(self) -> list[LineChange]:
        return self.of("staying")

    @property
    def is_empty(self) -> bool:
        return not (self.is_new or self.created or self.changed or self.changes)


@dataclass(frozen=True, slots=True)
class CompanyChange:
    """What happens to the company itself: names that are new, and what differs of others."""

    units: list[str]
    people: list[str]
    categories: list[str]
    cycles: list[str]
    changes: list[tuple[str, Change]]  # (name of a unit, of somebody, of a slide; what)

    @property
    def is_empty(self) -> bool:
        return not (self.units or self.people or self.categories or self.cycles or self.changes)


def slide_change(slide: PlannedSlide, plan: Plan, language: str) -> SlideChange:
    """Return what an import would do to one slide, its lines from the top to the bottom."""
    lines = []
    for objective in slide.objectives:
        lines.append(_line(objective, language))
        lines += [_line(key_result, language) for key_result in objective.key_results]
    return SlideChange(slide.is_new, lines, list(_of_slide(slide, _names(plan))))


def company_change(plan: Plan) -> CompanyChange:
    """Return what an import would do to the company, the heads and states of slides included."""
    names = _names(plan)
    known = {unit.key: unit.name for unit in (*plan.picture.document.units, *plan.units)}
    changes = []
    for key, fields in plan.unit_changes.items():
        changes += [(known.get(key, key), change) for change in _plain_changes(fields, names)]
    for key, fields in plan.person_changes.items():
        changes += [(names.get(key, key), change) for change in _plain_changes(fields, names)]
    for slide in plan.slides:
        changes += [(known.get(slide.unit, slide.unit), c) for c in _of_slide(slide, names)]
    opened = [cycle.key for cycle in plan.cycles if cycle.key not in plan.picture.cycles]
    return CompanyChange(
        units=[unit.name for unit in plan.units],
        people=[person.name for person in plan.people],
        categories=[name for name, _colour in plan.categories],
        cycles=opened,
        changes=changes,
    )


def _names(plan: Plan) -> dict[str, str]:
    return {one.key: one.name for one in (*plan.picture.document.people, *plan.people)}


def _of_slide(slide: PlannedSlide, names: dict[str, str]) -> Iterator[Change]:
    yield from _plain_changes(slide.changes, names)


def _plain_changes(fields: dict[str, tuple[Any, Any]], names: dict[str, str]) -> Iterator[Change]:
    for name, (before, after) in fields.items():
        texts = [_plain_text(name, value, names) for value in (before, after)]
        yield Change(str(_PLAIN.get(name, name)), difference(texts[0], texts[1]))


def _plain_text(name: str, value: Any, names: dict[str, str]) -> str:
    if not value:
        return ""
    if name == "head":
        return names.get(str(value), str(value))
    return str(STATE_LABELS[SlideState(value)]) if name == "state" else str(value)


_PLAIN: dict[str, Promise] = {"head": _("Head"), "state": _("State"), "name": _("Name")}


# ---- lines ----


def _line(line: PlannedLine, language: str) -> LineChange:
    outcome = line.outcome if line.is_in_file else "staying"
    changes = list(_changes(line, language)) if outcome == "changed" else []
    title = str(line.after.get("title", ""))
    is_objective = isinstance(line, PlannedObjective)
    return LineChange(outcome, title, str(line.place), is_objective, changes)


def _changes(line: PlannedLine, language: str) -> Iterator[Change]:
    differing = line.changes
    for label, names in _FIELDS:
        if differing.keys() & set(names):
            before = _text(names, line.before, language)
            after = _text(names, line.after, language)
            if before != after:
                yield Change(str(label), difference(before, after))


def _text(names: tuple[str, ...], values: Values, language: str) -> str:
    if "kind" in names:
        return _measure(values, language)
    said = [_said(name, values.get(name), language) for name in names]
    return " ".join(filter(None, said))


def _measure(values: Values, language: str) -> str:
    marks = tuple(
        Mark(mark["name"], Decimal(str(mark["percent"] or 0))) for mark in values.get("marks") or ()
    )
    measure = Measure(
        kind=values.get("kind") or "yes_no",
        baseline=values.get("baseline"),
        target=values.get("target"),
        unit=values.get("measure_unit") or "",
        marks=marks,
        note=values.get("measure_note") or "",
    )
    return format_measure(measure, language)


def _said(name: str, value: Any, language: str) -> str:
    if value in (None, "", []):
        return ""
    if isinstance(value, Decimal):
        return format_number(value, language)
    if isinstance(value, date):
        return str(day(value))
    return _SAID.get(name, str)(value)


_SAID: Mapping[str, Callable[[Any], str]] = {
    "level": lambda value: str(LEVEL_LABELS[Level(value)]),
    "landing": lambda value: str(END_STATE_LABELS[EndState(value)]),
    "end_state": lambda value: str(END_STATE_LABELS[EndState(value)]),
    "serves": ", ".join,
}
