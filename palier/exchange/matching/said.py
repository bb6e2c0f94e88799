"""What a line of a document says, field by field, as the tables name them.

A field that a file does not speak of is absent: nothing is ever emptied by an import.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from palier.exchange.document import End, KeyResult, Measure, Objective
from palier.slides.rules.number import fitting
from palier.slides.rules.tidy import one_line

Resolve = Callable[[str], str | None]

MEASURE_FIELDS: dict[str, Any] = {
    "kind": "yes_no",
    "baseline": None,
    "target": None,
    "measure_unit": "",
    "marks": [],
    "measure_note": "",
    "baseline_due_on": None,
}


class OutOfRange(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """A figure has more digits than Palier keeps."""


def objective_says(line: Objective) -> dict[str, Any]:
    """Return the fields an objective speaks of; references are as the file writes them.

    :raises OutOfRange: for a figure with more than 13 digits before or 6 after the point
    """
    said = {
        "title": one_line(line.title),
        "why": one_line(line.why),
        "category": line.category.strip(),
        "serves": list(dict.fromkeys(line.serves)),
        "carried_from": line.carried_from,
        **_end(line.end),
    }
    return _spoken(said)


def key_result_says(line: KeyResult) -> dict[str, Any]:
    """Return the fields a key result speaks of, its measure apart: see `measure_says`.

    :raises OutOfRange: for a figure with more than 13 digits before or 6 after the point
    """
    said = {
        "title": one_line(line.title),
        "level": line.level,
        "current": _figure(line.current),
        "due_on": line.due_on,
        "landing": line.landing,
        "carried_from": line.carried_from,
        **_end(line.end),
    }
    return _spoken(said)


def measure_says(measure: Measure, before: dict[str, Any]) -> dict[str, Any]:
    """Return the fields of a measure: those spoken of, or all of them where its kind changes.

    :raises OutOfRange: for a figure with more than 13 digits before or 6 after the point
    """
    whole = {
        "kind": measure.kind,
        "baseline": _figure(measure.baseline),
        "target": _figure(measure.target),
        "measure_unit": one_line(measure.unit),
        "marks": [
            {"name": one_line(mark.name), "percent": _plain(mark.percent)} for mark in measure.marks
        ],
        "measure_note": one_line(measure.note),
        "baseline_due_on": measure.baseline_due_on,
    }
    spoken = _spoken(whole)
    if spoken == {"kind": "yes_no"}:  # nothing is said, so nothing is known better
        return {} if before else spoken
    is_other_kind = bool(before) and before.get("kind", "yes_no") != measure.kind
    return whole if is_other_kind else spoken


def _end(end: End | None) -> dict[str, Any]:
    if end is None:
        return {}
    return {
        "end_state": end.state,
        "end_value": _figure(end.value),
        "end_reason": one_line(end.reason),
        "end_decided_by": end.decided_by or "",
    }


def _spoken(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", None, [])}


def _figure(value: Decimal | None) -> Decimal | None:
    if value is None:
        return None
    kept = fitting(value)
    if kept is None:
        raise OutOfRange(str(value))
    return kept


def _plain(percent: Decimal) -> str:
    kept = _figure(percent)
    return format(kept, "f") if kept is not None else ""
