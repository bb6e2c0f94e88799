"""What a text says of a line: `Label: value`, one a line, as people read it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from palier.exchange.document import Measure
from palier.exchange.form import FRENCH, with_label
from palier.exchange.writing.fields import Fields, Value
from palier.slides.rules import measure as rules
from palier.slides.rules.number import format_number

OF_MEASURE = ("kind", "baseline", "target", "measure_unit", "detail")
OF_KEY_RESULT = (
    "measure", *OF_MEASURE, "baseline_due", "level", "current", "due", "landing", "state", "value",
    "reason", "decided_by", "carried_from",
)  # fmt: skip
OF_OBJECTIVE = (
    "why", "category", "serves", "state", "value", "reason", "decided_by", "carried_from",
)  # fmt: skip
OF_SLIDE = ("cycle", "pole", "head")


def told_lines(fields: Fields, roles: tuple[str, ...], language: str) -> Iterator[tuple[str, str]]:
    """Yield (role, value) of each line of these roles that a text says; a value is of one line."""
    for role in roles:
        if role in fields:
            for value in _text(fields[role], language).split("\n"):
                yield role, value


def with_measure(fields: Fields, measure: Measure, language: str) -> Fields:
    """Return the fields of a key result with its measure as people say it, `1,2 → 3 RDV/sem.`,
    where that reads back to the same; else they stay apart.
    """
    said = rules.Measure(
        kind=measure.kind,
        baseline=measure.baseline,
        target=measure.target,
        unit=measure.unit,
        marks=tuple(rules.Mark(mark.name, mark.percent) for mark in measure.marks),
        note=measure.note,
    )
    kept = {role: value for role, value in fields.items() if role not in OF_MEASURE}
    written = rules.format_measure(said, language)
    if written and rules.parse_measure(written, language=language) == said:
        return {**kept, "measure": written}
    bare = replace(said, unit="")  # `5,8 M€` would be read as so many euros
    written = rules.format_measure(bare, language)
    if said.unit and written and rules.parse_measure(written, language=language) == bare:
        return {**kept, "measure": written, "measure_unit": said.unit}
    return fields


def line_of(role: str, value: str, language: str) -> str:
    """Return `Label: value`."""
    return with_label(role, value, language)


def _text(value: Value, language: str) -> str:
    if isinstance(value, date):
        french = f"{value.day:02}/{value.month:02}/{value.year:04}"
        return french if language == FRENCH else value.isoformat()
    return format_number(value, language) if isinstance(value, Decimal) else value
