"""What happens to slides when machines and clocks go wrong."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client

from palier.journal.models import Entry
from palier.slides.actions import undo, words
from palier.slides.models import Objective, Slide
from tests.cast import NOW, Cast, make_cast, make_slide

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.once
def test_what_was_acknowledged_survives_kill_9(tmp_path: Path) -> None:
    environment = {
        **{name: value for name, value in os.environ.items() if name != "DATABASE_URL"},
        "PALIER_DATA": str(tmp_path),
        "PYTHONPATH": str(ROOT),
    }
    with subprocess.Popen(
        [sys.executable, "-m", "tests.slides.saving_for_ever"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        said = 0
        for line in process.stdout:
            said = int(line)
            if said == 40:
                process.send_signal(signal.SIGKILL)
    with sqlite3.connect(tmp_path / "palier.sqlite3") as database:
        (title,) = database.execute("SELECT title FROM slides_objective").fetchone()
        (entries,) = database.execute("SELECT count(*) FROM journal_entry").fetchone()
        (version,) = database.execute("SELECT version FROM slides_slide").fetchone()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert int(title) >= said >= 40
    assert entries == int(title) == version - 1  # a save is there with all that belongs to it


def test_a_clock_set_back_does_not_disorder_what_was_done(cast: Cast) -> None:
    make_slide(cast.sales_france, cast.coming, {"Un": []})
    line = Objective.objects.select_related("slide__unit").get()
    words.edit(line, "title", "Deux", by=cast.marie, at=NOW)
    words.edit(line, "title", "Trois", by=cast.marie, at=NOW - timedelta(days=1))
    slide = Slide.objects.select_related("unit").get()
    undo.undo(slide, by=cast.marie, at=NOW - timedelta(days=2))
    line.refresh_from_db()
    assert line.title == "Deux"
    verbs = list(Entry.objects.values_list("verb", flat=True))
    assert verbs == ["slide.undone", "slide.edited", "slide.edited"]


@contextmanager
def full_disk() -> Iterator[None]:
    """Let the database grow no more: the server's own answer to a full disk."""
    if connection.vendor == "sqlite":
        full = ["PRAGMA max_page_count = 1"]  # that is: as many pages as there are
        free = ["PRAGMA max_page_count = 1073741823"]
    else:
        full = [
            """CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS
            $$BEGIN RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'; END$$""",
            "CREATE TRIGGER full_disk BEFORE INSERT ON journal_entry EXECUTE FUNCTION full_disk()",
        ]
        free = ["DROP TRIGGER full_disk ON journal_entry", "DROP FUNCTION full_disk()"]
    with connection.cursor() as cursor:
        for statement in full:
            cursor.execute(statement)
        try:
            yield
        finally:
            for statement in free:
                cursor.execute(statement)


def test_a_full_disk_is_said_and_nothing_half_saved(client: Client, transactional_db: None) -> None:
    cast = make_cast()
    make_slide(cast.sales_france, cast.coming, {"Un": []})
    line = Objective.objects.get()
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    saved = ""
    with full_disk():
        for number in range(200):
            text = f"{number} " + "x" * 9_000
            response = client.post(f"/lines/{line.ref}/words/", {"field": "why", "text": text})
            if response.status_code != 200:
                break
            saved = text
    assert response.status_code == 507
    assert "disque" in response.content.decode()
    line.refresh_from_db()
    assert line.why == saved
    assert Entry.objects.count() == number
