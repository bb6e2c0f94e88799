"""`palier check`: what is remarked of a file, where, and with which exit status."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import palier
from tests.exchange.imports import SAMPLE, SOURCEGRAPH

pytestmark = [pytest.mark.once, pytest.mark.slow]


def palier_file(folder: Path, *key_results: dict[str, Any], head: str | None = "marie") -> Path:
    lines = [
        {"key": f"k{n}", "title": "Rendez-vous", "level": "", "due_on": None, **row}
        for n, row in enumerate(key_results, 1)
    ]
    company = {"key": "acme", "kind": "company", "name": "Acme", "parent": None, "head": head}
    slide = {
        "unit": "acme",
        "cycle": "2027-Q1",
        "state": "draft",
        "objectives": [{"key": "o1", "title": "Vendre mieux", "key_results": lines}],
    }
    content = {
        "format": "palier/1",
        "organisation": {"key": "acme", "name": "Acme", "language": "fr"},
        "people": [{"key": "marie", "name": "Marie Laurent", "email": "marie@acme.example"}],
        "units": [company],
        "cycles": [{"key": "2027-Q1", "starts_on": "2027-01-01", "ends_on": "2027-03-31"}],
        "slides": [slide],
    }
    file = folder / "acme.json"
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


NUMBER = {"measure": {"kind": "number", "baseline": 1, "target": 3, "unit": ""}}
NO_TARGET = {"measure": {"kind": "number", "baseline": 1, "target": None, "unit": ""}}
SHIPPED = {"title": "Lancer le site", "measure": {"kind": "yes_no"}}


def test_a_real_workbook_is_advised_with_places_and_leaves_no_trace(tmp_path: Path) -> None:
    data = tmp_path / "data"
    done = palier(data, "check", SOURCEGRAPH, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    report = json.loads(done.stdout)
    assert sum(report["counts"].values()) == len(report["findings"]) > 10
    assert report["counts"]["K2"] > report["counts"]["K8"] > 0
    first = report["findings"][0]
    assert set(first) == {"file", "place", "check", "refuses", "text", "reason"}
    assert first["file"] == str(SOURCEGRAPH)
    assert "!" in first["place"]
    assert not data.exists()


def test_advice_alone_is_a_success(tmp_path: Path) -> None:
    done = palier(tmp_path, "check", palier_file(tmp_path, NUMBER, SHIPPED))
    assert (done.returncode, done.stderr) == (0, "")
    assert "slides[0].objectives[0].key_results[1]: Lancer le site: “Lancer”" in done.stdout
    assert "(K16)" in done.stdout
    assert done.stdout.endswith("Remarks: 1, 0 of them to fix.\n")


def test_what_refuses_is_a_problem_of_the_file(tmp_path: Path) -> None:
    file = palier_file(tmp_path, NO_TARGET, head=None)
    done = palier(tmp_path, "check", file)
    assert done.returncode == 1
    assert [line.rpartition("(")[2] for line in done.stderr.splitlines()] == ["O7)", "K3)"]
    assert done.stderr.startswith(f"{file}:slides[0]: Nobody answers for this slide yet: Give")


def test_a_good_file_is_left_alone(tmp_path: Path) -> None:
    done = palier(tmp_path, "check", palier_file(tmp_path, NUMBER), "--json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"findings": [], "counts": {}}


def test_what_cannot_be_read_is_said_as_an_import_does(tmp_path: Path) -> None:
    file = tmp_path / "notes.bin"
    file.write_text("bonjour", encoding="utf-8")
    done = palier(tmp_path, "check", file, SAMPLE)
    assert done.returncode == 1
    assert done.stderr.startswith(f"{file}: ")
    assert done.stdout == ""
