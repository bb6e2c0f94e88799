"""One line of a slide: which slide it stands on, how it reads, what it serves."""

from decimal import Decimal

from palier.organisation.rules import Refused
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.rules.measure import Mark, Measure, format_measure
from palier.slides.rules.number import format_number

Line = Objective | KeyResult

OBJECTIVE_FIELDS = frozenset({"title", "why", "category_id"})
KEY_RESULT_FIELDS = frozenset({"title", "measure", "level", "current", "due_on", "baseline_due_on"})


def slide_of(line: Line) -> Slide:
    """Return the slide a line stands on."""
    return line.slide if isinstance(line, Objective) else line.objective.slide


def text_of(line: Line, field: str, language: str) -> str:
    """Return a field as people read and type it.

    :raises Refused: "no-such-field"
    """
    if field not in (OBJECTIVE_FIELDS if isinstance(line, Objective) else KEY_RESULT_FIELDS):
        raise Refused("no-such-field", field=field)
    if field == "measure" and isinstance(line, KeyResult):
        return format_measure(measure_of(line), language)
    value = getattr(line, field)
    if isinstance(value, Decimal):
        return format_number(value, language)
    return "" if value is None else str(value)


def measure_of(key_result: KeyResult) -> Measure:
    """Return the stored measure as the value that rules know."""
    return Measure(
        kind=key_result.kind,
        baseline=key_result.baseline,
        target=key_result.target,
        unit=key_result.measure_unit,
        marks=tuple(Mark(mark["name"], Decimal(mark["percent"])) for mark in key_result.marks),
        note=key_result.measure_note,
    )


def refs_of(objective: Objective) -> list[str]:
    """Return the refs of what an objective serves (one query)."""
    return [
        f"objective-{parent.to_objective_id}"
        if parent.to_objective_id
        else f"key-result-{parent.to_key_result_id}"
        for parent in objective.parents.all()
    ]


def candidates(objective: Objective) -> list[Line]:
    """Return the lines of the units above in the same quarter, each before its key results."""
    slide = objective.slide
    above = (
        Objective.objects.filter(
            slide__cycle_id=slide.cycle_id, slide__unit_id__in=slide.unit.line[:-1]
        )
        .order_by("slide__unit__path", "position", "pk")
        .select_related("slide")
        .prefetch_related("key_results")
    )
    lines: list[Line] = []
    for row in above:
        lines.append(row)
        lines.extend(row.key_results.all())
    return lines
