"""Saying which objectives and key results above an objective serves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.change import begin, note
from palier.slides.models import KeyResult, Objective, Parent


@transaction.atomic
def set_parents(
    objective: Objective, refs: Iterable[str], *, by: Person, at: datetime
) -> list[str]:
    """Make `objective` serve exactly these lines of units above, in the same quarter.

    `refs` are "objective-7" or "key-result-12". Returns them in order.

    :raises Refused: "not-above" if a line is not of a unit above, "not-writer" or "locked"
    """
    slide = objective.slide
    begin(slide, by=by)
    before = refs_of(objective)
    wanted = list(dict.fromkeys(refs))
    above = candidates(objective)
    if not set(wanted) <= {line.ref for line in above}:
        raise Refused("not-above")
    objective.parents.all().delete()
    by_ref = {line.ref: line for line in above}
    Parent.objects.bulk_create(_parent(objective, by_ref[ref]) for ref in wanted)
    if wanted != before:
        note(
            "slide.parents-set",
            slide,
            by=by,
            at=at,
            line=objective.ref,
            parents=[before, wanted],
        )
    return wanted


def refs_of(objective: Objective) -> list[str]:
    """Return the refs of what an objective serves (one query)."""
    return [
        f"objective-{parent.to_objective_id}"
        if parent.to_objective_id
        else f"key-result-{parent.to_key_result_id}"
        for parent in objective.parents.all()
    ]


def candidates(objective: Objective) -> list[Objective | KeyResult]:
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
    lines: list[Objective | KeyResult] = []
    for row in above:
        lines.append(row)
        lines.extend(row.key_results.all())
    return lines


def _parent(objective: Objective, line: Objective | KeyResult) -> Parent:
    if isinstance(line, Objective):
        return Parent(objective=objective, to_objective=line)
    return Parent(objective=objective, to_key_result=line)
