"""Taking an unfinished line of the past slide into the coming one."""

from datetime import datetime

from django.db import transaction

from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.change import begin, note
from palier.slides.actions.lines import new_key
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.queries.lines import Line
from palier.slides.rules.sending import UNNAMED, Sent

COPIED_OBJECTIVE = ("title", "why", "category_id")
COPIED_KEY_RESULT = (
    "title",
    "level",
    "kind",
    "baseline",
    "target",
    "measure_unit",
    "marks",
    "measure_note",
)


@transaction.atomic
def carry_over(line: Line, to: Slide, *, by: Person, at: datetime, sent: Sent = UNNAMED) -> Line:
    """Copy a line of a past slide onto `to`, remembering where it came from.

    A key result goes below the objective that was carried from its own, which is carried too
    where it is not there yet; an objective alone takes its unfinished key results along. The
    last value that was reached becomes the baseline. Twice is the same as once.

    :raises Refused: "other-unit" if these are not two slides of one unit, "not-writer" or "locked"
    """
    begin(to, by=by, sent=sent)
    past = line if isinstance(line, Objective) else line.objective
    if past.slide.unit_id != to.unit_id or past.slide_id == to.pk:
        raise Refused("other-unit")
    known = {row.ref for row in _lines(to)}
    objective = _objective(past, to)
    copies = {}
    for key_result in [line] if isinstance(line, KeyResult) else _unfinished(line):
        copies[key_result.pk] = _key_result(key_result, objective)
    carried = copies[line.pk] if isinstance(line, KeyResult) else objective
    copied: list[Line] = [objective, *copies.values()]
    created = [row.ref for row in copied if row.ref not in known]
    details = {"line": carried.ref, "source": line.ref, "created": created}
    note("slide.line-carried", to, by=by, at=at, sent=sent, **details)
    return carried


def _lines(slide: Slide) -> list[Line]:
    return [*slide.objectives.all(), *KeyResult.objects.filter(objective__slide=slide)]


def _unfinished(objective: Objective) -> list[KeyResult]:
    return [row for row in objective.key_results.all() if row.end_state != "ok"]


def _objective(past: Objective, to: Slide) -> Objective:
    there = to.objectives.filter(carried_from=past).first()
    if there:
        return there
    return Objective.objects.create(
        slide=to,
        key=new_key("o"),
        position=to.objectives.count(),
        carried_from=past,
        **{name: getattr(past, name) for name in COPIED_OBJECTIVE},
    )


def _key_result(past: KeyResult, objective: Objective) -> KeyResult:
    there = KeyResult.objects.filter(
        objective__slide_id=objective.slide_id, carried_from=past
    ).first()
    if there:
        return there
    copy = {name: getattr(past, name) for name in COPIED_KEY_RESULT}
    reached = past.end_value if past.end_value is not None else past.current
    if reached is not None and reached != past.target:
        copy["baseline"] = reached
    return KeyResult.objects.create(
        objective=objective,
        key=new_key("k"),
        position=objective.key_results.count(),
        carried_from=past,
        **copy,
    )
