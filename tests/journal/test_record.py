"""Every change is written once, in its transaction, and announced after the commit."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.db.models import RestrictedError

from palier.journal import listeners, queries
from palier.journal.models import Entry
from palier.journal.record import Change, record, record_many
from palier.live import versions
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return make_cast()


@pytest.fixture
def heard() -> Iterator[list[Entry]]:
    """Collect what a listener to the verbs "slide.…" is told."""
    told: list[Entry] = []
    listeners.register("slide", told.append)
    yield told
    listeners._listeners["slide"].remove(told.append)


def note(cast: Cast, verb: str = "slide.edited", **details: Any) -> Entry:
    return record(
        verb, subject="slide-7", organisation_id=cast.acme.pk, actor=cast.marie, at=NOW, **details
    )


def test_an_entry_says_who_did_what_when_and_what_was_there_before(cast: Cast) -> None:
    note(cast, title=["Vendre", "Vendre mieux"])
    entry = queries.about("slide-7", organisation_id=cast.acme.pk).get()
    assert (entry.actor, entry.verb, entry.at) == (cast.marie, "slide.edited", NOW)
    assert entry.details == {"title": ["Vendre", "Vendre mieux"]}


def test_decimals_and_dates_are_kept_as_text(cast: Cast) -> None:
    note(cast, target=Decimal("1.20"), due_on=NOW.date())
    assert Entry.objects.get().details == {"target": "1.20", "due_on": "2026-11-25"}


def test_the_command_line_acts_without_a_person(cast: Cast) -> None:
    entry = record("cycle.opened", subject="x-1", organisation_id=cast.acme.pk, actor=None, at=NOW)
    assert entry.actor is None


def test_a_clock_moved_back_disorders_nothing(cast: Cast) -> None:
    first = note(cast)
    second = record(
        "slide.edited",
        subject="slide-7",
        organisation_id=cast.acme.pk,
        actor=cast.marie,
        at=NOW - timedelta(days=300),
    )
    assert list(queries.about("slide-7", organisation_id=cast.acme.pk)) == [second, first]


def test_entries_of_another_organisation_are_not_seen(cast: Cast) -> None:
    note(cast)
    assert not queries.about("slide-7", organisation_id=cast.beta.pk).exists()
    assert not queries.latest(organisation_id=cast.beta.pk).exists()
    assert queries.latest(organisation_id=cast.acme.pk).count() == 1


@pytest.mark.django_db(transaction=True)
def test_topics_are_announced_after_the_commit_and_not_before(
    cast: Cast, heard: list[Entry]
) -> None:
    before = versions.current("slide-7")
    with transaction.atomic():
        entry = record(
            "slide.edited",
            subject="slide-7",
            organisation_id=cast.acme.pk,
            actor=cast.marie,
            at=NOW,
            topics=["wall-3"],
        )
        assert versions.current("slide-7") == before
        assert heard == []
    assert versions.current("slide-7") > before
    assert versions.current("wall-3") > before
    assert heard == [entry]


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_is_neither_written_nor_announced(
    cast: Cast, heard: list[Entry]
) -> None:
    before = versions.current("slide-7")
    with transaction.atomic():
        note(cast)
        transaction.set_rollback(True)
    assert not Entry.objects.exists()
    assert versions.current("slide-7") == before
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_a_listener_that_fails_does_not_undo_the_change(
    cast: Cast, heard: list[Entry], caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_entry: Entry) -> None:
        raise LookupError("no mail server")

    listeners.register("slide.approved", fail)
    note(cast, "slide.approved")
    listeners._listeners["slide.approved"].remove(fail)
    assert Entry.objects.count() == 1
    assert len(heard) == 1
    assert "no mail server" in caplog.text


@pytest.mark.django_db(transaction=True)
def test_listeners_hear_their_verbs_only(cast: Cast, heard: list[Entry]) -> None:
    note(cast, "cycle.opened")
    assert heard == []


@pytest.mark.django_db(transaction=True)
def test_many_changes_are_written_in_order_with_few_queries(
    cast: Cast, heard: list[Entry], django_assert_max_num_queries: object
) -> None:
    changes = [Change("slide.added", f"slide-{n}", details={"n": n}) for n in range(1200)]
    with django_assert_max_num_queries(12):  # type: ignore[operator]
        written = record_many(changes, organisation_id=cast.acme.pk, actor=None, at=NOW)
    assert [entry.details["n"] for entry in Entry.objects.order_by("id")] == list(range(1200))
    assert [entry.subject for entry in heard] == [entry.subject for entry in written]


def test_nothing_to_record_is_nothing_written(cast: Cast) -> None:
    assert record_many([], organisation_id=cast.acme.pk, actor=None, at=NOW) == []


def test_who_acted_stays_known(cast: Cast) -> None:
    note(cast)
    cast.sales_france.head = None
    cast.sales_france.save()
    with pytest.raises(RestrictedError):
        cast.marie.delete()


def test_entries_leave_with_their_organisation(cast: Cast) -> None:
    empty = type(cast.acme).objects.create(key="gone", name="Gone")
    record("unit.added", subject="unit-1", organisation_id=empty.pk, actor=None, at=NOW)
    empty.delete()
    assert not Entry.objects.exists()
