"""A served company asks for a large deck; the worker and the server die, and it comes all the same.

Everything is a process of its own, as people run it, on SQLite.
"""

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import httpx
import pytest
from openpyxl import load_workbook

from tests.cli.command import ENVIRONMENT

TEAMS = 170
FOUNDED = f"""
import sys; sys.path.insert(0, {str(Path(__file__).parents[2])!r})
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
from bench.companies import client_of, company
organisation = company({TEAMS})
print(organisation.cycles.get().key, client_of(organisation).cookies["sessionid"].value)
"""


def founded(data: Path) -> tuple[str, str]:
    """Found a company of many slides; return its quarter and a session of its direction."""
    settings = {"PALIER_DATA": str(data), "DJANGO_SETTINGS_MODULE": "palier.config.settings"}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", FOUNDED],
        env=ENVIRONMENT | settings,
        check=True,
        capture_output=True,
        text=True,
    )
    cycle, session = done.stdout.split()
    return cycle, session


@contextmanager
def serving(data: Path, session: str) -> Iterator[tuple[httpx.Client, subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "palier.cli", "serve", "--port", "0", "--lang", "en"]
    with subprocess.Popen(  # noqa: S603
        [*command, "--data", str(data)], env=ENVIRONMENT, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        try:
            address = next(word for word in process.stdout.readline().split() if "://" in word)
            cookies = {"sessionid": session}
            with httpx.Client(base_url=address, cookies=cookies, timeout=30) as client:
                yield client, process
        finally:
            process.terminate()


def asked(data: Path, sql: str) -> list[Any]:
    with closing(sqlite3.connect(data / "palier.sqlite3", timeout=10)) as file:
        return list(file.execute(sql).fetchone() or ())


def wait_for(found: Callable[[], Any], seconds: float = 60) -> Any:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if value := found():
            return value
        time.sleep(0.03)
    raise AssertionError("it never happened")


def in_the_middle(data: Path) -> bool:
    state, done = asked(data, "SELECT state, done FROM exports_export")
    return bool(state == "making" and 0 < done < TEAMS)


def workers_of(process: subprocess.Popen[str]) -> list[int]:
    children = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(pid) for place in children for pid in place.read_text().split()]


@pytest.mark.slow
@pytest.mark.once
def test_a_killed_worker_and_a_stopped_server_lose_nothing(tmp_path: Path) -> None:
    cycle, session = founded(tmp_path)
    with serving(tmp_path, session) as (client, process):
        page = client.get(f"/quarters/{cycle}/slides/")
        assert 'name="kind" value="xlsx"' in page.text
        form = {"kind": "xlsx", "cycle": cycle, "csrfmiddlewaretoken": client.cookies["csrftoken"]}
        assert client.post("/exports/", data=form, headers={"HX-Request": "true"}).is_success
        wait_for(lambda: in_the_middle(tmp_path))
        [worker] = workers_of(process)
        os.kill(worker, signal.SIGKILL)

        def other_worker() -> list[int]:
            return [pid for pid in workers_of(process) if pid != worker]

        [second] = wait_for(other_worker)
        wait_for(lambda: json.loads(asked(tmp_path, TRIES)[0])[1:] and in_the_middle(tmp_path))
        assert client.get("/exports/").status_code == 200
    assert not Path(f"/proc/{second}").exists()

    with serving(tmp_path, session) as (client, _process):
        wait_for(lambda: asked(tmp_path, "SELECT state FROM exports_export") == ["ready"])
        pk, token = asked(tmp_path, "SELECT id, token FROM exports_export")
        book = load_workbook(BytesIO(client.get(f"/exports/{pk}/file/").content), read_only=True)
        assert len(book.sheetnames) == TEAMS + 1  # a tab explains
        assert f"/exports/{pk}/file/" in client.get("/exports/corner/").text
    assert (tmp_path / "exports" / token).stat().st_mode & 0o077 == 0


TRIES = "SELECT worker_ids FROM django_tasks_database_dbtaskresult"
