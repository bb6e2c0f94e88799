"""What another process changes in the same database, the pages open here are told."""

import os
import subprocess
import sys
import time

import pytest
from django.db import OperationalError, connection

from palier.journal import elsewhere as journal
from palier.journal.record import record
from palier.live import elsewhere
from tests.cast import NOW, Cast, make_cast
from tests.live.page import cookies_of, open_page

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]

OTHER = """
import sys
from datetime import UTC, datetime
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
from palier.journal import elsewhere as journal
from palier.journal.record import record
from palier.live import elsewhere
from palier.live import revoke
organisation, person = int(sys.argv[2]), int(sys.argv[3])
if person:
    revoke.person(person)
else:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    subject = f"organisation-{organisation}"
    record("a.b", subject=subject, organisation_id=organisation, actor=None, at=at)
"""


@pytest.fixture
def cast(server: str) -> Cast:
    return make_cast()


def run_elsewhere(cast: Cast, revoked: int = 0) -> None:
    """Let another process write to the journal, or end the streams of a person."""
    name = str(connection.settings_dict["NAME"])
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", OTHER, name, str(cast.acme.pk), str(revoked)]
    subprocess.run(command, check=True, env=environment, timeout=60)  # noqa: S603


def test_a_change_of_another_process_is_told(server: str, cast: Cast) -> None:
    with open_page(server, cookies_of(cast.jo), cast.acme.topic) as page:
        page.topics(within=0.7)  # what PostgreSQL makes us say once at the start
        run_elsewhere(cast)
        assert page.next(within=2)[1] == cast.acme.topic


def test_a_change_between_two_pages_is_not_lost(server: str, cast: Cast) -> None:
    cookies = cookies_of(cast.jo)
    with open_page(server, cookies, cast.acme.topic) as page:
        page.topics(within=0.7)
    run_elsewhere(cast)
    with open_page(server, cookies, cast.acme.topic) as page:
        assert page.next(within=2)[1] == cast.acme.topic


def test_our_own_changes_do_not_refresh_everything(server: str, cast: Cast) -> None:
    with open_page(server, cookies_of(cast.jo), cast.acme.topic) as page:
        page.topics(within=0.7)
        for number in range(3):
            record(
                "a.b",
                subject=f"slide-{number}",
                organisation_id=cast.acme.pk,
                actor=cast.marie,
                at=NOW,
            )
            time.sleep(0.3)
        assert page.topics(within=1) == []


def test_rights_changed_by_another_process_end_the_stream(server: str, cast: Cast) -> None:
    with open_page(server, cookies_of(cast.jo), cast.acme.topic) as page:
        page.topics(within=0.7)
        type(cast.jo).objects.filter(pk=cast.jo.pk).update(is_present=False)
        # With PostgreSQL it is told whose; with SQLite, that something changed.
        run_elsewhere(cast, revoked=cast.jo.pk if connection.vendor == "postgresql" else 0)
        assert page.closed.wait(3)


def lose_the_line(cast: Cast) -> None:
    """Cut what listens to other processes, as a restart of the database or a bad disk does."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()"
            )
            assert cursor.fetchall(), "nobody listened"
        return

    def fail(_place: int | None) -> tuple[int, bool]:
        raise OperationalError("disk I/O error")

    elsewhere.ask(fail)
    record("a.b", subject="slide-1", organisation_id=cast.acme.pk, actor=None, at=NOW)
    time.sleep(elsewhere.POLL * 2)
    elsewhere.ask(journal.since)


def test_a_line_that_is_lost_is_found_again_and_everything_refreshed(
    server: str, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    run_elsewhere(cast)
    with open_page(server, cookies_of(cast.jo), cast.acme.topic) as page:
        page.topics(within=0.7)
        lose_the_line(cast)
        assert page.next(within=4)[1] == cast.acme.topic
        assert page.topics(within=1.5) == []  # once
        run_elsewhere(cast)
        assert page.next(within=2)[1] == cast.acme.topic
    assert "not heard" in caplog.text
