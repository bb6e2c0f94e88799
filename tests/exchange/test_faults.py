"""What goes wrong while an import is written: a killed process, people who save meanwhile."""

import signal
import subprocess
import sys
import threading
import time
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.db import OperationalError, connection, connections
from typing_extensions import override

from palier.exchange.actions import apply
from palier.organisation.models import Person
from palier.slides.actions import words
from palier.slides.models import Objective
from palier.ui.trouble import Trouble, trouble_of
from tests.cast import NOW, Cast, make_slide
from tests.exchange.imports import planned
from tests.exchange.test_apply import wide
from tests.tables import environment_on, lay_tables

TARGET = Decimal(3)

# Writes the sample, and stops for ever in the middle of the transaction.
STUCK = """
import sys, time
sys.path.insert(0, {root!r})
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "palier.config.settings"
import django; django.setup()
from datetime import UTC, datetime
from palier.exchange.actions import applying
from palier.pages.sample import load
write = applying.{step}
def stop(*args, **kwargs):
    result = write(*args, **kwargs)
    print("in the middle", flush=True)
    time.sleep(60)
    return result
applying.{step} = stop
load(at=datetime.now(UTC))
"""


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("step", ["write_slides", "write_lines", "record_many"])
def test_a_killed_import_leaves_nothing(tmp_path: Path, step: str) -> None:
    root = str(Path(__file__).parents[2])
    environment = environment_on(tmp_path)
    lay_tables(tmp_path)
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", STUCK.format(root=root, step=step)],
        stdout=subprocess.PIPE,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"in the middle"
        process.send_signal(signal.SIGKILL)
    count = (
        "from django.apps import apps;"
        "print({m.__name__: m._default_manager.count() for a in "
        "('organisation', 'cycles', 'slides', 'journal', 'accounts')"
        " for m in apps.get_app_config(a).get_models() if m._default_manager.count()})"
    )
    assert _manage(environment, "shell", "-c", count) == b"{}"


def _manage(environment: dict[str, str], *arguments: str) -> bytes:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", *arguments, "-v0"],
        cwd=Path(__file__).parents[2],
        env=environment,
        check=True,
        capture_output=True,
    )
    return done.stdout.strip()


@pytest.mark.django_db(transaction=True)
@pytest.mark.slow
def test_a_long_import_loses_no_save_of_eight_people(cast: Cast) -> None:
    slides = [
        make_slide(unit, cycle, {"Avant": []})
        for unit in (cast.company, cast.sales_france, cast.platform, cast.support)
        for cycle in (cast.current, cast.coming)
    ]
    writers = [_Writer(slide.pk, cast.pia.pk) for slide in slides]
    for writer in writers:
        writer.start()
    report = apply(planned(wide(400, TARGET), cast.acme), by=None, at=NOW)
    for writer in writers:
        writer.is_over.set()
        writer.join()
    saved = {writer.slide: writer.saved for writer in writers}
    assert [writer.fault for writer in writers] == [None] * 8
    assert all(saved.values())
    assert report.is_written and report.counts.created == 400 * 4
    kept = Objective.objects.filter(slide_id__in=saved).values_list("slide_id", "title")
    assert dict(kept) == saved


class _Writer(threading.Thread):
    """Somebody who saves a line again and again until told to stop."""

    def __init__(self, slide: int, person: int) -> None:
        super().__init__()
        self.slide, self.person = slide, person
        self.saved = ""
        self.fault: BaseException | None = None
        self.is_over = threading.Event()

    @override
    def run(self) -> None:
        try:
            number = 0
            while not self.is_over.is_set() or not self.saved:
                number += 1
                self._save(f"Après {number}")
                time.sleep(0.01)
        except BaseException as fault:  # noqa: BLE001 - told to the test
            self.fault = fault
        finally:
            connections.close_all()

    def _save(self, text: str) -> None:
        rows = Objective.objects.select_related("slide__unit", "slide__cycle")
        person = Person.objects.get(pk=self.person)
        try:
            words.edit(rows.get(slide_id=self.slide), "title", text, by=person, at=NOW)
        except OperationalError as fault:
            if trouble_of(fault) is not Trouble.BUSY:
                raise
        else:
            self.saved = text


@pytest.mark.django_db(transaction=True)
def test_a_database_that_stays_busy_is_said_and_nothing_is_written(cast: Cast) -> None:
    if connection.vendor != "sqlite":
        return
    plan = planned(wide(3, TARGET), cast.acme)
    other = connections.create_connection("default")
    other.settings_dict = {**other.settings_dict}
    try:
        other.cursor().execute("BEGIN IMMEDIATE")
        connection.cursor().execute("PRAGMA busy_timeout = 50")
        with pytest.raises(OperationalError) as fault:
            apply(plan, by=None, at=NOW)
        assert trouble_of(fault.value) is Trouble.BUSY
    finally:
        other.cursor().execute("ROLLBACK")
        other.close()
    connection.cursor().execute(
        f"PRAGMA busy_timeout = {int(settings.DATABASES['default']['OPTIONS']['timeout'] * 1000)}"
    )
    assert apply(plan, by=None, at=NOW).is_written
