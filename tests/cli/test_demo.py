"""`palier demo`: a whole company in a folder of its own, for this machine only."""

import os
import sqlite3
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner

from palier.cli.demo import demo_folder
from palier.cli.serve import command as serve
from tests.cli.test_serve import ENVIRONMENT, palier, refusal

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.mark.slow
def test_the_sample_is_served_from_its_own_folder(tmp_path: Path) -> None:
    process = palier("demo", "--data", tmp_path / "data", "--lang", "en", "--port", "0")
    assert process.stdout
    try:
        first, second = process.stdout.readline(), process.stdout.readline()
        address = next(word for word in first.split() if "http://" in word).rstrip(":")
        assert address.startswith("http://127.0.0.1:")
        assert str(tmp_path / "data-demo") in second
        assert httpx.get(address).status_code in {200, 302}
    finally:
        process.kill()
        process.communicate(timeout=10)
    assert not (tmp_path / "data").exists()
    with sqlite3.connect(tmp_path / "data-demo" / "palier.sqlite3") as database:
        companies = "SELECT is_sample FROM organisation_organisation"
        assert database.execute(companies).fetchall() == [(1,)]


def test_another_database_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ENVIRONMENT, "DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")
    assert "DATABASE_URL" in refusal("demo", "--data", tmp_path / "data", "--lang", "en")


def test_it_offers_no_other_host() -> None:
    assert "--host" in refusal("demo", "--host", "0.0.0.0", status=2)  # noqa: S104


def test_the_folder_is_never_that_of_real_data() -> None:
    assert demo_folder(Path("/srv/palier")) == Path("/srv/palier-demo")
    assert demo_folder(Path("/srv/palier-demo")) == Path("/srv/palier-demo")


def test_serving_real_data_is_never_in_the_mode_of_the_sample(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PALIER_MODE", "demo")
    monkeypatch.setenv("PALIER_DATA", "")  # what the command writes there is undone
    # Refused for its host, after the mode was set aside.
    CliRunner().invoke(serve, ["--data", str(tmp_path / "data"), "--host", "192.0.2.1"])
    assert "PALIER_MODE" not in os.environ
