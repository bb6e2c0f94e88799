"""Saying which objectives and key results above an objective serves."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from django.db import transaction

from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.change import begin, note
from palier.slides.models import Objective, Parent
from palier.slides.queries.lines import candidates, refs_of
from palier.slides.rules.sending import UNNAMED, Sent


@transaction.atomic
def set_parents(
    objective: Objective,
    refs: Iterable[str],
    *,
    by: Person,
    at: datetime,
    before: Collection[str] | None = None,
    sent: Sent = UNNAMED,
) -> list[str]:
    """Make `objective` serve these lines of units above, in the same quarter.

    `refs` are "objective-7" or "key-result-12". `before` are those that the chooser saw chosen:
    what others chose or dropped since stays so; None makes it exactly `refs`. Returns what it
    serves, in order.

    :raises Refused: "not-above" if a line is not of a unit above, "not-writer" or "locked"
    """
    slide = objective.slide
    begin(slide, by=by, sent=sent)
    served = refs_of(objective)
    wanted = list(dict.fromkeys(refs))
    if before is not None:
        wanted = _joined(served, before, wanted)
    # What it serves already may be above it no more: units move.
    if not set(wanted) <= {*served, *(line.ref for line in candidates(objective))}:
        raise Refused("not-above")
    write_parents(objective, wanted)
    if wanted != served:
        details = {"line": objective.ref, "parents": [served, wanted]}
        note("slide.parents-set", slide, by=by, at=at, sent=sent, **details)
    return wanted


def _joined(served: Sequence[str], before: Collection[str], wanted: Sequence[str]) -> list[str]:
    kept = [ref for ref in served if ref in wanted or ref not in before]
    return kept + [ref for ref in wanted if ref not in before and ref not in kept]


def write_parents(objective: Objective, refs: Sequence[str]) -> None:
    """Make `objective` serve the lines named, which must be there (two queries)."""
    objective.parents.all().delete()
    Parent.objects.bulk_create(_parent(objective, ref) for ref in refs)


def _parent(objective: Objective, ref: str) -> Parent:
    kind, _, number = ref.rpartition("-")
    if kind == "objective":
        return Parent(objective=objective, to_objective_id=int(number))
    return Parent(objective=objective, to_key_result_id=int(number))
