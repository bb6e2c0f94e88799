"""`palier serve`: starts by itself, says in a sentence what is wrong, loses nothing."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from palier.cli import server

pytestmark = [pytest.mark.once, pytest.mark.slow]

ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PALIER_", "DJANGO_", "DATABASE_")) and name not in {"LC_ALL", "LANG"}
}


def palier(*arguments: str | Path, limit: int = 0, files: int = 0) -> subprocess.Popen[str]:
    """Start a command; no file of it may pass `limit` bytes, as on a disk that fills up.

    It begins with room for `files` open files, of which it may ask for four times as many.
    """
    limited = ["prlimit", f"--fsize={limit}"] if limit else []
    limited += ["prlimit", f"--nofile={files}:{files * 4}"] if files else []
    return subprocess.Popen(  # noqa: S603
        [*limited, sys.executable, "-m", "palier.cli", *map(str, arguments)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def refusal(*arguments: str | Path, limit: int = 0, status: int = 1) -> str:
    """Run a command that must refuse, and return the sentence."""
    process = palier(*arguments, limit=limit)
    _out, error = process.communicate(timeout=30)
    assert process.returncode == status, error
    assert "Traceback" not in error
    return error.strip()


@contextmanager
def serving(
    *arguments: str | Path, limit: int = 0, files: int = 0
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Serve on a free port; gives the address and the process."""
    process = palier("serve", "--lang", "en", "--port", "0", *arguments, limit=limit, files=files)
    assert process.stdout
    try:
        line = process.stdout.readline()
        while line and "http://" not in line:
            line = process.stdout.readline()
        assert line, process.communicate(timeout=10)[1]
        yield next(word for word in line.split() if word.startswith("http://")), process
    finally:
        process.kill()
        process.communicate(timeout=10)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a data folder by serving once."""
    folder = tmp_path_factory.mktemp("made") / "data"
    with serving("--data", folder):
        pass
    return folder


@pytest.fixture
def data(made: Path, tmp_path: Path) -> Path:
    """Give a folder with an empty database of this version."""
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "secret.key").write_bytes((made / "secret.key").read_bytes())
    with sqlite3.connect(made / "palier.sqlite3") as source:
        source.execute("VACUUM INTO ?", [str(folder / "palier.sqlite3")])
    return folder


def change(data: Path, *statements: str) -> None:
    database = sqlite3.connect(data / "palier.sqlite3", isolation_level=None)
    for statement in statements:
        database.execute(statement)
    database.close()


ONE_USER = (
    "INSERT INTO accounts_user (email, password, language, is_active, joined_at)"
    " VALUES ('jo@acme.example', '', '', 1, '2026-11-25')"
)
FORGET_ONE = "DELETE FROM django_migrations WHERE app = 'sessions'"


def test_the_first_start_makes_everything(made: Path) -> None:
    assert {"palier.sqlite3", "secret.key"} <= {path.name for path in made.iterdir()}


def test_pages_files_and_refusals_are_answered(data: Path) -> None:
    with serving("--data", data) as (address, _process):
        assert httpx.get(address).status_code == 302
        assert httpx.get(f"{address}/accounts/login/").status_code == 200
        assert httpx.get(f"{address}/static/x/live/live.js").status_code == 200
        assert httpx.get(f"{address}/live/?topic=slide-1").status_code == 404


def test_interrupting_is_a_clean_end(data: Path) -> None:
    with serving("--data", data) as (_address, process):
        process.send_signal(signal.SIGINT)
        _out, error = process.communicate(timeout=10)
    assert (process.returncode, error) == (0, "")


def test_a_thousand_pages_may_be_open(data: Path) -> None:
    with serving("--data", data, files=1024) as (_address, process):
        limits = Path(f"/proc/{process.pid}/limits").read_text(encoding="ascii")
    (line,) = [line for line in limits.splitlines() if line.startswith("Max open files")]
    assert int(line.split()[3]) == 4096


def test_a_visitor_whose_network_was_cut_is_given_up() -> None:
    with (
        server.bind("127.0.0.1", 0) as listener,
        socket.create_connection(listener.getsockname()[:2]),
        listener.accept()[0] as accepted,
    ):
        option = (socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT)
        assert accepted.getsockopt(*option) == server.UNANSWERED


def test_a_killed_server_leaves_the_port_and_the_data_usable(data: Path) -> None:
    with serving("--data", data) as (address, process):
        port = address.rpartition(":")[2]
        with httpx.Client() as client:  # a connection that stays open on our side
            client.get(address)
            process.kill()
            process.wait(10)
            with serving("--data", data, "--port", port) as (again, _process):
                assert again == address
                assert httpx.get(again).status_code == 302


def test_a_port_in_use_is_said(data: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        said = refusal("serve", "--data", data, "--port", port, "--lang", "en")
    assert said.startswith(f"Port {port} is taken by another program")


def test_a_host_that_is_not_ours_is_said(data: Path) -> None:
    said = refusal("serve", "--data", data, "--host", "192.0.2.1", "--lang", "en")
    assert said.startswith("This machine cannot be reached as 192.0.2.1")


@pytest.mark.parametrize(
    ("language", "sentence"), [("fr", "Le port"), ("en", "Port"), ("", "Le port")]
)
def test_the_language_is_that_asked_for(data: Path, language: str, sentence: str) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        options = ["--lang", language] if language else []
        said = refusal("serve", "--data", data, "--port", port, *options)
    assert said.startswith(sentence)


def test_an_older_database_is_left_alone_until_asked(data: Path) -> None:
    change(data, ONE_USER, FORGET_ONE)
    assert "--migrate" in refusal("serve", "--data", data, "--lang", "en")
    assert not (data / "backups").exists()


def test_an_older_database_is_copied_then_brought_up_to_date(data: Path) -> None:
    change(data, ONE_USER, FORGET_ONE, "DROP TABLE django_session")
    with serving("--data", data, "--migrate") as (address, _process):
        assert httpx.get(address).status_code == 302
    (copy,) = (data / "backups").iterdir()
    assert oct(copy.stat().st_mode)[-3:] == "600"
    with sqlite3.connect(copy) as kept:
        assert kept.execute("SELECT email FROM accounts_user").fetchall() == [("jo@acme.example",)]
        tables = kept.execute("SELECT name FROM sqlite_master").fetchall()
    assert ("django_session",) not in tables


def test_a_first_start_that_was_cut_is_taken_up_again(data: Path) -> None:
    change(data, FORGET_ONE, "DROP TABLE django_session")
    with serving("--data", data) as (address, _process):
        assert httpx.get(address).status_code == 302
    assert not (data / "backups").exists()


def test_a_later_database_is_refused(data: Path) -> None:
    change(
        data,
        "INSERT INTO django_migrations (app, name, applied)"
        " VALUES ('slides', '9999_later', '2030-01-01')",
    )
    assert "later version" in refusal("serve", "--data", data, "--lang", "en", "--migrate")


def test_a_file_that_is_no_database_is_said(data: Path) -> None:
    (data / "palier.sqlite3").write_bytes(b"Excel 97" * 1000)
    assert "is damaged" in refusal("serve", "--data", data, "--lang", "en")


@pytest.mark.parametrize(
    ("place", "said"),
    [
        ("/proc/palier", "may not write"),
        ("/dev/null", "is not a folder"),
        ("/dev/null/a", "folder"),
    ],
)
def test_a_folder_that_cannot_be_is_said(place: str, said: str) -> None:
    assert said in refusal("serve", "--data", place, "--lang", "en")


def test_a_disk_without_room_is_said_at_the_start(tmp_path: Path) -> None:
    said = refusal("serve", "--data", tmp_path / "new", "--lang", "en", "--port", "0", limit=1)
    assert "is full" in said
    said = refusal("serve", "--data", tmp_path / "n", "--lang", "en", "--port", "0", limit=60_000)
    assert "disk" in said


def test_a_disk_that_fills_up_is_said_to_who_sends(data: Path) -> None:
    with serving("--data", data, limit=1_500_000) as (address, _process):
        answer = httpx.post(address, content=b"x" * 3_000_000, headers={"Accept-Language": "en"})
        assert answer.status_code == 507
        assert "The disk of the server is full" in answer.text
        answer = httpx.post(address, content=b"x" * 3_000_000, headers={"HX-Request": "true"})
        assert 'role="alert"' in answer.text
        assert httpx.get(address).status_code == 302


def test_wrong_usage_is_status_two(data: Path) -> None:
    assert "x" in refusal("serve", "--port", "x", status=2)
    assert "port" in refusal("serve", "--data", data, "--port", "70000", status=2)
    assert refusal("unknown", status=2)
