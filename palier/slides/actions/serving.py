"""Saying which objectives and key results above an objective serves."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.change import begin, note
from palier.slides.models import Objective, Parent
from palier.slides.queries.lines import Line, candidates, refs_of
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
    above = candidates(objective)
    if not set(wanted) <= {line.ref for line in above}:
        raise Refused("not-above")
    objective.parents.all().delete()
    by_ref = {line.ref: line for line in above}
    Parent.objects.bulk_create(_parent(objective, by_ref[ref]) for ref in wanted)
    if wanted != before:
        details = {"line": objective.ref, "parents": [before, wanted]}
        note("slide.parents-set", slide, by=by, at=at, sent=sent, **details)
    return wanted


def _parent(objective: Objective, line: Line) -> Parent:
    if isinstance(line, Objective):
        return Parent(objective=objective, to_objective=line)
    return Parent(objective=objective, to_key_result=line)
