"""The journal tells what this process wrote from what others did."""

import pytest
from django.db import transaction

from palier.journal import elsewhere
from palier.journal.models import Entry
from palier.journal.record import record
from tests.cast import NOW, Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast() -> Cast:
    return make_cast()


def write_here(cast: Cast, subject: str) -> Entry:
    return record("a.b", subject=subject, organisation_id=cast.acme.pk, actor=None, at=NOW)


def write_elsewhere(cast: Cast, subject: str) -> Entry:
    return Entry.objects.create(verb="a.b", subject=subject, organisation_id=cast.acme.pk, at=NOW)


def test_what_this_process_wrote_is_no_news(cast: Cast) -> None:
    place, others_wrote = elsewhere.since(None)
    assert not others_wrote
    entry = write_here(cast, "slide-1")
    assert elsewhere.since(place) == (entry.pk, False)


def test_what_another_process_wrote_is(cast: Cast) -> None:
    place, _ = elsewhere.since(None)
    write_here(cast, "slide-1")
    theirs = write_elsewhere(cast, "slide-2")
    assert elsewhere.since(place) == (theirs.pk, True)
    assert elsewhere.since(theirs.pk) == (theirs.pk, False)


def test_an_id_given_again_after_a_rollback_is_not_mistaken_for_ours(cast: Cast) -> None:
    place, _ = elsewhere.since(None)
    with transaction.atomic():
        ours = write_here(cast, "slide-1")
        transaction.set_rollback(True)
    Entry.objects.create(
        pk=ours.pk, verb="a.b", subject="slide-2", organisation_id=cast.acme.pk, at=NOW
    )
    assert elsewhere.since(place) == (ours.pk, True)


def test_more_than_is_remembered_counts_as_news(cast: Cast) -> None:
    place, _ = elsewhere.since(None)
    for number in range(3):
        write_here(cast, f"slide-{number}")
    elsewhere._written_here.clear()
    assert elsewhere.since(place)[1]
