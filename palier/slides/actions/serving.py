"""Saying which objectives and key results above an objective serves."""

from collections.abc import Iterable, Sequence
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
    sent: Sent = UNNAMED,
) -> list[str]:
    """Make `objective` serve exactly these lines of units above, in the same quarter.

    `refs` are "objective-7" or "key-result-12". Returns them in order.

    :raises Refused: "not-above" if a line is not of a unit above, "not-writer" or "locked"
    """
    slide = objective.slide
    begin(slide, by=by, sent=sent)
    before = refs_of(objective)
    wanted = list(dict.fromkeys(refs))
    if not set(wanted) <= {line.ref for line in candidates(objective)}:
        raise Refused("not-above")
    write_parents(objective, wanted)
    if wanted != before:
        details = {"line": objective.ref, "parents": [before, wanted]}
        note("slide.parents-set", slide, by=by, at=at, sent=sent, **details)
    return wanted


def write_parents(objective: Objective, refs: Sequence[str]) -> None:
    """Make `objective` serve the lines named, which must be there (two queries)."""
    objective.parents.all().delete()
    Parent.objects.bulk_create(_parent(objective, ref) for ref in refs)


def _parent(objective: Objective, ref: str) -> Parent:
    kind, _, number = ref.rpartition("-")
    if kind == "objective":
        return Parent(objective=objective, to_objective_id=int(number))
    return Parent(objective=objective, to_key_result_id=int(number))
