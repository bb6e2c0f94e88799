"""`palier export`: a whole file or none, and what was wrong."""

import io
import zipfile
from pathlib import Path

import pytest
from pptx import Presentation

from tests.cli.command import palier
from tests.exchange.imports import SAMPLE, SOURCEGRAPH

pytestmark = [pytest.mark.once, pytest.mark.slow]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    for file, key in ((SOURCEGRAPH, "sourcegraph"), (SAMPLE, "frimaire")):
        done = palier(folder, "import", file, "--organisation", key, "--create")
        assert done.returncode == 0, done.stderr
    return folder


ASKED = ("export", "--organisation", "sourcegraph", "--cycle", "2020-Q1", "--format")


def test_a_deck_holds_every_slide(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "deck.pptx"
    done = palier(data, *ASKED, "pptx", "-o", file)
    assert done.returncode == 0 and str(file) in done.stdout
    assert len(Presentation(io.BytesIO(file.read_bytes())).slides) >= 9


@pytest.mark.parametrize(("kind", "start"), [("zip", b"PK"), ("pdf", b"%PDF-"), ("json", b"{")])
def test_every_kind_is_written(data: Path, tmp_path: Path, kind: str, start: bytes) -> None:
    file = tmp_path / f"deck.{kind}"
    assert palier(data, *ASKED, kind, "-o", file).returncode == 0
    assert file.read_bytes().startswith(start)
    if kind == "zip":
        assert any(name.endswith(".pptx") for name in zipfile.ZipFile(file).namelist())


def test_a_picture_is_of_one_unit(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "web.png"
    assert palier(data, *ASKED, "png", "-o", file).returncode == 2
    assert palier(data, *ASKED, "png", "--unit", "web", "-o", file).returncode == 0
    assert file.read_bytes().startswith(b"\x89PNG")


def test_everything_as_json_is_imported_to_the_same_file_again(data: Path, tmp_path: Path) -> None:
    first, second, other = tmp_path / "1.json", tmp_path / "2.json", tmp_path / "other"
    asked = ("--organisation", "frimaire", "--format", "json", "-o")
    assert palier(data, "export", *asked, first).returncode == 0
    done = palier(other, "import", first, "--organisation", "frimaire", "--create")
    assert done.returncode == 0, done.stderr
    assert palier(other, "export", *asked, second).returncode == 0
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"--organisation": "nobody"}, "There is no organisation nobody"),
        ({"--cycle": "2031-Q1"}, "There is no quarter 2031-Q1"),
        ({"--unit": "nothing"}, "There is no unit nothing"),
        ({"--unit": "sourcegraph"}, "There is no slide to write"),
    ],
)
def test_what_is_not_there_is_said(
    data: Path, tmp_path: Path, change: dict[str, str], words: str
) -> None:
    asked = {"--organisation": "sourcegraph", "--cycle": "2020-Q1", "--format": "pdf"} | change
    pairs = [word for pair in asked.items() for word in pair]
    done = palier(data, "export", *pairs, "-o", tmp_path / "deck.pdf")
    assert done.returncode == 1 and words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_leaves_no_half_file(data: Path, tmp_path: Path) -> None:
    file = tmp_path / "deck.zip"
    file.write_bytes(b"the one of before")
    done = palier(data, *ASKED, "zip", "-o", file, limit=100_000)
    assert done.returncode == 1 and "disk is full" in done.stderr
    assert file.read_bytes() == b"the one of before"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_said(data: Path, tmp_path: Path) -> None:
    done = palier(data, *ASKED, "pdf", "-o", tmp_path / "nowhere" / "deck.pdf")
    assert done.returncode == 1 and "cannot be written" in done.stderr


def test_a_quarter_is_asked_where_it_is_needed(data: Path, tmp_path: Path) -> None:
    done = palier(data, "export", "--organisation", "frimaire", "--format", "pdf", "-o", tmp_path)
    assert done.returncode == 2
