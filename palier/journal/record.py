"""The one way to write the journal, used inside the transaction of the change itself."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from palier.journal import elsewhere, listeners
from palier.journal.models import Entry
from palier.live.publish import publish

if TYPE_CHECKING:
    from palier.organisation.models import Person

BATCH = 500  # rows of one INSERT


@dataclass(frozen=True, slots=True)
class Change:
    """One line to be written among many: see `record_many`."""

    verb: str
    subject: str
    topics: tuple[str, ...] = ()
    details: dict[str, Any] = field(default_factory=dict)
    key: str = ""


def record(  # noqa: PLR0913 - what, about what, where, who, when, for whom, how it was sent
    verb: str,
    *,
    subject: str,
    organisation_id: int,
    actor: "Person | None",
    at: datetime,
    topics: Iterable[str] = (),
    key: str = "",
    **details: Any,
) -> Entry:
    """Write one entry and, once the transaction is committed, tell who wants to know.

    `subject` and `topics` are live topics ("slide-42"): open pages that watch them are woken.
    `actor` is None for the command line. `details` hold what JSON can, dates and decimals too.
    `key` is what the sender calls the change: see `queries.sent_as`.
    """
    change = Change(verb, subject, tuple(topics), details, key)
    return record_many([change], organisation_id=organisation_id, actor=actor, at=at)[0]


def record_many(
    changes: Iterable[Change], *, organisation_id: int, actor: "Person | None", at: datetime
) -> list[Entry]:
    """Write entries in bulk, in the order given; as `record`, each topic is woken once."""
    written = tuple(changes)
    entries = Entry.objects.bulk_create(
        [
            Entry(
                organisation_id=organisation_id,
                actor=actor,
                verb=change.verb,
                subject=change.subject,
                key=change.key,
                details=change.details,
                at=at,
            )
            for change in written
        ],
        batch_size=BATCH,
    )
    elsewhere.written_here(entries)
    topics = dict.fromkeys(
        topic for change in written for topic in (change.subject, *change.topics)
    )
    _after_commit(tuple(topics), tuple(entries))
    return entries


def _after_commit(topics: tuple[str, ...], entries: tuple[Entry, ...]) -> None:
    def announce() -> None:
        publish(*topics)

    # robust: the change is saved, so nobody who is told of it can make it fail.
    transaction.on_commit(announce, robust=True)
    for entry in entries:
        for listener in listeners.of(entry.verb):
            transaction.on_commit(_told(listener, entry), robust=True)


def _told(listener: listeners.Listener, entry: Entry) -> Callable[[], None]:
    # Not a partial: Django names what failed by its __qualname__, which a partial has not.
    def tell() -> None:
        listener(entry)

    return tell
