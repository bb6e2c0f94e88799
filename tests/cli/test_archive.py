"""`palier export --format archive` and `palier import ARCHIVE.zip`: a company moves house."""

import json
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.command import ENVIRONMENT, palier
from tests.exchange.imports import SAMPLE

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the archive of the sample company."""
    folder = tmp_path_factory.mktemp("house")
    done = palier(folder, "import", SAMPLE, "--organisation", "frimaire", "--create")
    assert done.returncode == 0, done.stderr
    file = folder / "frimaire - palier.zip"
    assert taken(folder, file).returncode == 0
    return file


def taken(folder: Path, file: Path) -> "subprocess.CompletedProcess[str]":
    return palier(folder, "export", "--organisation", "frimaire", "--format", "archive", "-o", file)


def is_being_written(database: Path) -> bool:
    """Test if somebody is in the middle of a transaction that writes."""
    with closing(sqlite3.connect(database, timeout=0)) as connection:
        try:
            connection.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return True
        connection.rollback()
    return False


def test_what_is_read_back_comes_out_as_the_same_file(archive: Path, tmp_path: Path) -> None:
    looked = palier(tmp_path, "import", archive, "--create", "--dry-run")
    assert looked.returncode == 0 and "Nothing was written" in looked.stdout
    done = palier(tmp_path, "import", archive, "--create", "--json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert (report["units"], report["objectives"], report["key_results"]) == (17, 122, 293)
    assert report["not_understood"] == []

    assert taken(tmp_path, tmp_path / "again.zip").returncode == 0
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()

    twice = palier(tmp_path, "import", archive, "--create")
    assert twice.returncode == 1 and "only read into an empty one" in twice.stderr
    other = palier(tmp_path, "import", archive, "--create", "--organisation", "other")
    assert other.returncode == 0, other.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        ((), 1, "There is no organisation frimaire"),
        (("--create", "--cycle", "2027-Q1"), 2, "An archive is whole"),
        (("--create", SAMPLE), 2, "An archive is read alone"),
    ],
)
def test_what_is_asked_wrongly_is_said(
    archive: Path, tmp_path: Path, arguments: tuple[str, ...], status: int, words: str
) -> None:
    done = palier(tmp_path, "import", archive, *arguments)
    assert (done.returncode, words in done.stderr) == (status, True), done.stderr


def test_half_a_file_is_said_and_leaves_nothing(archive: Path, tmp_path: Path) -> None:
    half = tmp_path / "half.zip"
    half.write_bytes(archive.read_bytes()[:9000])
    done = palier(tmp_path, "import", half, "--create")
    assert done.returncode == 1 and "half.zip: This archive is damaged" in done.stderr


def test_a_process_that_is_killed_leaves_nothing_and_the_next_one_reads_all(
    archive: Path, tmp_path: Path
) -> None:
    assert palier(tmp_path, "import", archive, "--create", "--dry-run").returncode == 0
    command = [sys.executable, "-m", "palier.cli", "import", str(archive), "--create"]
    process = subprocess.Popen(  # noqa: S603
        [*command, "--data", str(tmp_path)], env=ENVIRONMENT, stderr=subprocess.DEVNULL
    )
    while process.poll() is None and not is_being_written(tmp_path / "palier.sqlite3"):
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()

    assert process.returncode == -signal.SIGKILL
    done = palier(tmp_path, "import", archive, "--create")
    assert done.returncode == 0, done.stderr
    assert taken(tmp_path, tmp_path / "again.zip").returncode == 0
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()
