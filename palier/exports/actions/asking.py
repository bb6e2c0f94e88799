"""Asking for a file, once more for one that failed, and saying that one has seen how it ended."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction

from palier.exports.models import Export, State
from palier.live.publish import publish
from palier.organisation.models import Person
from palier.tasks import queue


@dataclass(frozen=True, slots=True)
class Wanted:
    """A file: which kind, of which quarter, of one pole in it or of all."""

    kind: str
    language: str
    cycle_key: str = ""
    unit_key: str = ""


def ask(wanted: Wanted, *, by: Person, at: datetime) -> Export:
    """Have a file made for this person; asked for twice while it is made, it is one."""
    try:
        with transaction.atomic():
            row = Export.objects.create(
                organisation_id=by.organisation_id,
                person=by,
                kind=wanted.kind,
                cycle_key=wanted.cycle_key,
                unit_key=wanted.unit_key,
                language=wanted.language,
                token=secrets.token_hex(16),
                asked_at=at,
                changed_at=at,
            )
            _enqueue(row)
    except IntegrityError:
        return Export.objects.under_way().get(
            person=by,
            kind=wanted.kind,
            cycle_key=wanted.cycle_key,
            unit_key=wanted.unit_key,
            language=wanted.language,
        )
    return row


def ask_again(row: Export, *, at: datetime) -> Export:
    """Have a file that failed made once more; twice is the same as once."""
    try:
        with transaction.atomic():
            failed = Export.objects.filter(pk=row.pk, state=State.FAILED)
            fresh = {"state": State.WAITING, "fault": "", "done": 0, "total": 0}
            fresh |= {"is_seen": False, "ended_at": None, "changed_at": at}
            if failed.update(**fresh):
                _enqueue(row)
    except IntegrityError:  # the same was asked for anew meanwhile, and is under way
        Export.objects.filter(pk=row.pk).update(is_seen=True)
    return Export.objects.get(pk=row.pk)


def mark_seen(row: Export) -> None:
    """Note that its person knows how it ended; one under way is told of later."""
    Export.objects.filter(pk=row.pk).exclude(pk__in=Export.objects.under_way()).update(is_seen=True)


def remove(row: Export) -> None:
    """Delete a file and all that is known of it; what is being made of it is dropped at its end."""
    Export.objects.filter(pk=row.pk).delete()
    row.place.unlink(missing_ok=True)


def forget_stale(at: datetime) -> None:
    """Delete the files that were kept long enough, and those that belong to nothing."""
    before = at - timedelta(days=settings.EXPORT_DAYS)
    for row in Export.objects.stale(before):
        remove(row)
    if not settings.EXPORTS.is_dir():
        return
    known = set(Export.objects.values_list("token", flat=True))
    for place in settings.EXPORTS.iterdir():
        is_old = place.stat().st_mtime < (at - timedelta(days=1)).timestamp()
        if place.name not in known and is_old:  # one that is being made is young
            place.unlink(missing_ok=True)


def _enqueue(row: Export) -> None:
    queue.ask("palier.exports.tasks.make", row.pk)
    topic = row.topic
    transaction.on_commit(lambda: publish(topic), robust=True)
