"""A process that is killed while it undoes an import leaves all of it, or none."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tables import environment_on, lay_tables

ROOT = Path(__file__).parents[2]
SETUP = """
import os, sys
sys.path.insert(0, {root!r})
os.environ["DJANGO_SETTINGS_MODULE"] = "palier.config.settings"
import django; django.setup()
from datetime import UTC, datetime
from palier.exchange.actions import apply_import, undoing
from palier.exchange.actions.bringing import bring
from palier.exchange.models import Import
from palier.exchange.previews import preview_of
from palier.organisation.models import Person, Unit
from palier.journal.models import Entry
from palier.slides.models import KeyResult, Objective, Slide
now = datetime.now(UTC)
"""
FOUND = """
from palier.organisation.actions.founding import Founding, found
from tests.exchange.imports import sales_workbook
acme = found(Founding(key="acme", name="Acme", language="fr", country="FR", region="",
                      stages=("define",)), at=now)
pia = Person.objects.create(organisation=acme, key="pia", name="Pia", is_pilot=True)
row = bring("okr.xlsx", sales_workbook(), "fr", by=pia, at=now)
apply_import(row, preview_of(row, today=now.date()).plan, by=pia, at=now)
"""
STOPPED = """
import time
step = undoing.{step}
def stop(*args, **kwargs):
    result = step(*args, **kwargs)
    print("in the middle", flush=True)
    time.sleep(60)
    return result
undoing.{step} = stop
undoing.undo_import(Import.objects.get(), by=Person.objects.get(key="pia"), at=now)
"""
COUNTED = """
print([model.objects.count() for model in (Unit, Person, Slide, Objective, KeyResult, Entry)],
      Import.objects.get().state)
"""


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("step", ["_take_out", "_company", "record_many"])
def test_a_killed_undoing_leaves_the_import_whole(tmp_path: Path, step: str) -> None:
    environment = environment_on(tmp_path)
    lay_tables(tmp_path)
    _run(environment, FOUND)
    before = _run(environment, COUNTED)
    with _started(environment, STOPPED.format(step=step)) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"in the middle"
        process.send_signal(signal.SIGKILL)
    assert _run(environment, COUNTED) == before
    assert b"applied" in before


def _run(environment: dict[str, str], code: str) -> bytes:
    with _started(environment, code) as process:
        said, _ = process.communicate()
        assert process.returncode == 0
        return said


def _started(environment: dict[str, str], code: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", SETUP.format(root=str(ROOT)) + code],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=environment,
    )
