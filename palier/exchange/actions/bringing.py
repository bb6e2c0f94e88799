"""Bringing a file, and saying what its names and leftovers mean."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from palier.cycles.rules import parse_key
from palier.exchange.matching.plan import Proposal
from palier.exchange.models import Import
from palier.organisation.models import Person
from palier.organisation.rules import Refused, check_may_run


def bring(name: str, data: bytes, language: str, *, by: Person, at: datetime) -> Import:
    """Keep a file until it is applied, dropped or forgotten. Nothing of it is written yet.

    :raises Refused: "not-pilot"
    """
    check_may_run(by.standing)
    return Import.objects.create(
        organisation=by.organisation,
        person=by,
        name=name[-255:],
        size=len(data),
        data=data,
        language=language,
        created_at=at,
    )


@transaction.atomic
def decide(row: Import, proposal: Proposal, answer: str, *, by: Person) -> None:
    """Say whether a name of the file is the one it looks like: its key, or "+" for another.

    :raises Refused: "not-pilot" or "not-draft"
    """
    held = _held(row, by)
    held.answers = {**held.answers, proposal.ref: answer}
    held.save(update_fields=["answers"])


@transaction.atomic
def set_aside(row: Import, places: Iterable[str], *, by: Person, back: bool = False) -> None:
    """Leave pieces of the file out on purpose, or take them up again (`back`).

    :raises Refused: "not-pilot" or "not-draft"
    """
    held, named = _held(row, by), dict.fromkeys(places)
    rest = [place for place in held.set_aside if place not in named]
    held.set_aside = rest if back else [*rest, *named]
    held.save(update_fields=["set_aside"])


@transaction.atomic
def choose_cycle(row: Import, key: str, *, by: Person) -> None:
    """Choose the quarter the file is about.

    :raises Refused: "not-pilot", "not-draft" or "bad-cycle"
    """
    held = _held(row, by)
    try:
        held.cycle_key = parse_key(key).key
    except ValueError as fault:
        raise Refused("bad-cycle") from fault
    held.save(update_fields=["cycle_key"])


def drop(row: Import, *, by: Person) -> None:
    """Forget a file that was brought; twice is the same as once.

    :raises Refused: "not-pilot"
    """
    check_may_run(by.standing)
    waiting = Import.objects.filter(pk=row.pk, state=Import.State.DRAFT)
    waiting.update(state=Import.State.DROPPED, data=b"")


def forget_stale(at: datetime) -> None:
    """Delete the files that have waited for a week."""
    stale = Import.objects.filter(state=Import.State.DRAFT).stale(at)
    if stale.exists():
        stale.delete()


def _held(row: Import, by: Person) -> Import:
    check_may_run(by.standing)
    held = (
        Import.objects.select_for_update()
        .defer("data")
        .filter(pk=row.pk, state=Import.State.DRAFT)
        .first()
    )
    if held is None:
        raise Refused("not-draft")
    return held
