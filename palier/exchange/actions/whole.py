"""Reading an archive back: the whole of an organisation, in one transaction, or nothing."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import DataError, IntegrityError, transaction

from palier.exchange import beside
from palier.exchange.actions.rows_of_whole import Kept, Looked
from palier.exchange.actions.whole_comments import Comments
from palier.exchange.actions.whole_company import Company, Into
from palier.exchange.actions.whole_journal import write_journal
from palier.exchange.actions.whole_slides import Slides
from palier.exchange.document import Leftover, Place, Unreadable
from palier.exchange.matching import Counts
from palier.exchange.models import Import
from palier.exchange.reading.whole import Parts
from palier.journal.record import record
from palier.live.publish import publish
from palier.organisation.models import Organisation, Person
from palier.organisation.rules import Refused


@dataclass(frozen=True, slots=True)
class ReadBack:
    """What was read back, and what could not come along."""

    key: str
    counts: Counts
    entries: int
    comments: int
    leftovers: list[Leftover]
    organisation_id: int | None = None  # None: looked at only


def look(parts: Parts, into: Into) -> ReadBack:
    """Return what reading an archive would write; nothing is written, nobody waits.

    :raises Unreadable: "faulty" with its faults, and whatever reading a part raises
    """
    return _read(parts, into, Looked(parts.findings), None)


def read_back(parts: Parts, into: Into, *, by: Person | None, at: datetime) -> ReadBack:
    """Write everything an archive holds into an organisation that is new or empty.

    Everything is looked at first, so that what is wrong is said before others wait to write.
    `by` is None for the command line.

    :raises Refused: "archive-not-pilot", "key-taken", or "not-empty" where the organisation holds
        anything
    :raises Unreadable: "faulty" with its faults, and whatever reading a part raises
    """
    if by is not None and not by.is_pilot:
        raise Refused("archive-not-pilot")
    looked = look(parts, into)
    try:
        with transaction.atomic():
            organisation = _held(into, looked.key)
            found = _read(parts, into, Kept(), organisation)
            if organisation is not None:
                transaction.on_commit(partial(publish, organisation.topic), robust=True)
            if by is not None:
                _tell(found, by=by, at=at)
    except (IntegrityError, DataError) as fault:
        raise Unreadable("archive-contradictory", str(fault).splitlines()[0]) from fault
    return found


def is_empty(organisation: Organisation) -> bool:
    """Test if an organisation holds nothing but its company unit and people (six queries)."""
    return not (
        organisation.units.exclude(kind="company").exists()
        or organisation.cycles.exists()
        or organisation.categories.exists()
        or organisation.units.filter(slides__isnull=False).exists()
        or organisation.imports.filter(state=Import.State.DRAFT).exists()
        or beside.holds_any(organisation)
    )


def _held(into: Into, key: str) -> Organisation | None:
    """Hold the organisation that is read into; None where it is made.

    :raises Refused: "not-empty" or "key-taken"
    """
    if into.organisation_id is None:
        if Organisation.objects.filter(key=key).exists():
            raise Refused("key-taken")
        return None
    organisation = Organisation.objects.select_for_update().get(pk=into.organisation_id)
    if not is_empty(organisation):
        raise Refused("not-empty")
    return organisation


def _read(
    parts: Parts, into: Into, rows: Looked | Kept, organisation: Organisation | None
) -> ReadBack:
    root = parts.company()
    company = Company(rows, parts.findings, into, organisation)
    company.read(root)
    slides = Slides(company)
    for node in parts.nodes("slides"):
        slides.slide(node)
    slides.join()
    comments = Comments(company)
    for node in parts.nodes("comments"):
        comments.take(node)
    comments.finish()
    company.beside(root)
    entries = write_journal(parts.entries(), company)
    root.rest()
    if parts.findings.faults:
        raise Unreadable("faulty", faults=tuple(parts.findings.faults))
    return ReadBack(
        key=company.organisation.key,
        counts=Counts(
            units=len(company.ids["unit"]),
            objectives=slides.objectives,
            key_results=slides.key_results,
            created=len(company.ids["unit"]) + slides.objectives + slides.key_results,
        ),
        entries=entries,
        comments=len(company.ids["comment"]),
        leftovers=[
            Leftover(Place(spot=path), label, "reading-link") for path, label in company.closed
        ],
        organisation_id=company.organisation.pk if isinstance(rows, Kept) else None,
    )


def _tell(found: ReadBack, *, by: Person, at: datetime) -> None:
    """Record who did it: read from the terminal, an archive comes out again as it was."""
    record(
        "organisation.read-back",
        subject=by.organisation.topic,
        organisation_id=by.organisation_id,
        actor=by,
        at=at,
        entries=found.entries,
    )
