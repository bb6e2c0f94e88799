"""What each line of a document says, field by field: what the tables and texts write."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from palier.exchange.document import Document, End, KeyResult, Objective, Slide, Unit
from palier.exchange.form import (
    KINDS,
    LEVELS,
    STATES,
    cycle_label,
    marks_told,
    reference,
    said_in,
)

_NOT_KEPT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")  # by no XML
Value = str | Decimal | date
Fields = dict[str, Value]  # by role, see form.LABELS; what is missing is absent


class Told:
    """The slides of a document in a language, by names instead of keys."""

    def __init__(self, document: Document, language: str) -> None:
        self.document, self.language = document, language
        self.units = {unit.key or unit.name: unit for unit in document.units}
        self.people = {person.key or person.name: person.name for person in document.people}
        organisation = document.organisation
        self.colours = dict(organisation.categories) if organisation else {}
        self.paths: dict[str, tuple[tuple[str, ...], str]] = {}  # -> (path as told, its words)
        for slide in document.slides:
            self._note(slide)

    def unit(self, slide: Slide) -> str:
        """Return the name of the unit of a slide."""
        return self._unit_name(slide.unit)

    def pole(self, slide: Slide) -> str:
        """Return the name of the pole that the unit of a slide stands in, "" for none."""
        above = self._above(slide)
        return above.name if above and above.kind == "pole" else ""

    def slide(self, slide: Slide) -> Fields:
        """Return what holds for all the lines of a slide."""
        unit = self.units.get(slide.unit)
        head = slide.head or (unit.head if unit else "") or ""
        return _said({
            "unit": self.unit(slide),
            "cycle": cycle_label(slide.cycle, self.language),
            "pole": self.pole(slide),
            "head": self.people.get(head, head),
        })  # fmt: skip

    def objective(self, objective: Objective, number: int) -> Fields:
        """Return the fields of the objective of this number, from 1."""
        return _said({
            "number": f"O{number}",
            "objective": objective.title,
            "why": objective.why,
            "category": objective.category,
            "serves": "\n".join(map(self.line, objective.serves)),
            **self._end(objective.end),
            "carried_from": self.line(objective.carried_from),
        })  # fmt: skip

    def key_result(self, line: KeyResult, number: int) -> Fields:
        """Return the fields of the key result of this number, from 1, under its objective."""
        return _said({
            "number": f"KR{number}",
            "key_result": line.title,
            "level": said_in(LEVELS, line.level, self.language),
            **self._measure(line),
            "current": line.current,
            "due": line.due_on,
            "landing": said_in(STATES, line.landing, self.language),
            **self._end(line.end),
            "carried_from": self.line(line.carried_from),
        })  # fmt: skip

    def lines(self, slide: Slide) -> Iterator[tuple[Objective, Fields, list[Fields]]]:
        """Yield each objective of a slide with its fields and those of its key results."""
        for number, objective in enumerate(slide.objectives, 1):
            yield (
                objective,
                self.objective(objective, number),
                [self.key_result(line, n) for n, line in enumerate(objective.key_results, 1)],
            )

    def line(self, path: str) -> str:
        """Return a reference to a line as people read it, "" for none."""
        if not path:
            return ""
        told = self.paths.get(path)
        if told is None:
            unit, *rest = path.split("/")
            told = (self._unit_name(unit), *rest), ""
        return reference(*told, self.language)

    def _note(self, slide: Slide) -> None:
        above = f"{slide.unit}/{slide.cycle}"
        start = self.unit(slide), slide.cycle
        for n, objective in enumerate(slide.objectives, 1):
            path = f"{above}/{objective.key}"
            self.paths[path] = (*start, f"o{n}"), objective.title
            for m, line in enumerate(objective.key_results, 1):
                self.paths[f"{path}/{line.key}"] = (*start, f"o{n}", f"k{m}"), line.title

    def _measure(self, line: KeyResult) -> dict[str, Value | None]:
        measure = line.measure
        is_said = measure.kind != "yes_no" or bool(measure.note)
        marks = marks_told(measure.marks, self.language)
        return {
            "kind": said_in(KINDS, measure.kind, self.language) if is_said else "",
            "baseline": measure.baseline,
            "target": measure.target,
            "measure_unit": measure.unit,
            "detail": marks or measure.note,
            "baseline_due": measure.baseline_due_on,
        }

    def _end(self, end: End | None) -> dict[str, Value | None]:
        if end is None:
            return {}
        return {
            "state": said_in(STATES, end.state, self.language),
            "value": end.value,
            "reason": end.reason,
            "decided_by": self.people.get(end.decided_by or "", end.decided_by or ""),
        }

    def _above(self, slide: Slide) -> Unit | None:
        unit = self.units.get(slide.unit)
        return self.units.get(unit.parent or "") if unit else None

    def _unit_name(self, key: str) -> str:
        unit = self.units.get(key)
        return unit.name if unit else key


def _said(fields: dict[str, Value | None]) -> Fields:
    return {
        role: kept(value) if isinstance(value, str) else value
        for role, value in fields.items()
        if value is not None and value != ""
    }


def kept(text: str) -> str:
    """Return words without what no file of ours can hold."""
    return _NOT_KEPT.sub("\ufffd", text)
