"""Bringing a file, and saying what its names, its columns and its leftovers mean."""

from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from palier.cycles.rules import parse_key
from palier.exchange.matching.plan import Proposal
from palier.exchange.models import ColumnName, Import
from palier.exchange.placing import ROLES as SENT_AS
from palier.exchange.placing import Sending
from palier.exchange.words import ROLES
from palier.organisation.models import Person
from palier.organisation.rules import Refused, check_may_run

LONGEST_HEADING = 200  # characters


def bring(name: str, data: bytes, language: str, *, by: Person, at: datetime) -> Import:
    """Keep a file until it is applied, dropped or forgotten. Nothing of it is written yet.

    What the organisation said of the columns of its earlier files is proposed for this one.

    :raises Refused: "not-pilot"
    """
    check_may_run(by.standing)
    known = ColumnName.objects.filter(organisation=by.organisation_id)
    return Import.objects.create(
        organisation=by.organisation,
        person=by,
        name=name[-255:],
        size=len(data),
        data=data,
        language=language,
        columns=[
            {"heading": each.heading, "role": each.role, "is_remembered": True} for each in known
        ],
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
    held.sent = [each for each in held.sent if each["ref"] not in named]
    held.save(update_fields=["set_aside", "sent"])


@transaction.atomic
def send(row: Import, sendings: Iterable[Sending], *, by: Person) -> None:
    """Send pieces of the file to where they belong; one sent before goes there instead.

    :raises Refused: "not-pilot", "not-draft", or "no-such-place" for what cannot be sent so
    """
    held, named = _held(row, by), {sending.ref: sending for sending in sendings}
    if any(each.role not in SENT_AS.get(each.kind, ()) for each in named.values()):
        raise Refused("no-such-place")
    rest = [each for each in held.sent if each["ref"] not in named]
    held.sent = [*rest, *(asdict(sending) for sending in named.values())]
    held.set_aside = [place for place in held.set_aside if place not in named]
    held.save(update_fields=["sent", "set_aside"])


@transaction.atomic
def take_back(row: Import, refs: Iterable[str], *, by: Person) -> None:
    """Take back pieces that were sent: they wait again.

    :raises Refused: "not-pilot" or "not-draft"
    """
    held, named = _held(row, by), frozenset(refs)
    held.sent = [each for each in held.sent if each["ref"] not in named]
    held.save(update_fields=["sent"])


@transaction.atomic
def name_column(row: Import, heading: str, role: str | None, *, by: Person) -> None:
    """Say what a column is, "" for nothing, None for what Palier makes of it by itself.

    The file is read again with it; where the column has words of its own (no "Tab!2"), the next
    file of the organisation is read with it too.

    :raises Refused: "not-pilot", "not-draft", or "no-such-role"
    """
    held = _held(row, by)
    if not heading or len(heading) > LONGEST_HEADING or role not in (None, "", *ROLES):
        raise Refused("no-such-role")
    rest = [each for each in held.columns if each["heading"] != heading]
    mine = [] if role is None else [{"heading": heading, "role": role, "is_remembered": False}]
    held.columns = [*rest, *mine]
    held.save(update_fields=["columns"])
    if "!" in heading:
        return
    known = ColumnName.objects.filter(organisation=held.organisation_id, heading=heading)
    if role is None:
        known.delete()
    elif not known.update(role=role):
        ColumnName.objects.create(organisation_id=held.organisation_id, heading=heading, role=role)


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
