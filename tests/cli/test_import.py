"""`palier import`: what the files hold is written once, or what is wrong is said."""

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import palier
from tests.exchange.imports import SALES, SAMPLE, SOURCEGRAPH, sales_workbook
from tests.exchange.test_import_page import HOSTILE
from tests.exchange.workbooks import written

pytestmark = [pytest.mark.once, pytest.mark.slow]

ACME = ("--organisation", "acme", "--create")


def import_json(data: Path, *arguments: str | Path) -> dict[str, Any]:
    done = palier(data, "import", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def count(data: Path, table: str) -> int:
    with sqlite3.connect(data / "palier.sqlite3") as database:
        (number,) = database.execute(f"SELECT count(*) FROM {table}").fetchone()  # noqa: S608
    return int(number)


def test_a_workbook_founds_a_company_and_twice_is_once(tmp_path: Path) -> None:
    asked = (SOURCEGRAPH, "--organisation", "sourcegraph", "--cycle", "2020-Q1", "--create")
    report = import_json(tmp_path, *asked)
    assert report == {
        "units": 9,
        "objectives": 18,
        "key_results": 45,
        "created": 72,
        "changed": 0,
        "unchanged": 0,
        "not_understood": [],
    }
    entries = count(tmp_path, "journal_entry")
    again = import_json(tmp_path, *asked)
    assert (again["created"], again["changed"], again["unchanged"]) == (0, 0, 72)
    assert count(tmp_path, "journal_entry") == entries


def test_a_dry_run_says_everything_and_writes_nothing(tmp_path: Path) -> None:
    assert import_json(tmp_path, SOURCEGRAPH, *ACME, "--dry-run")["created"] == 72
    assert count(tmp_path, "organisation_organisation") == 0


def test_what_was_not_understood_has_its_file_and_place(tmp_path: Path) -> None:
    file = tmp_path / "okr.xlsx"
    file.write_bytes(sales_workbook())
    assert import_json(tmp_path, file, *ACME)["not_understood"] == [
        {
            "file": str(file),
            "place": "Sales France!A9",
            "text": "NB : à revoir avec le pôle avant le board",
        }
    ]


def test_without_create_each_missing_name_is_said_with_its_place(tmp_path: Path) -> None:
    import_json(tmp_path, SOURCEGRAPH, *ACME)
    file = tmp_path / "okr.xlsx"
    file.write_bytes(sales_workbook((0, 0, "OKR Sales France 2020-Q1")))
    done = palier(tmp_path, "import", file, "--organisation", "acme")
    assert done.returncode == 1 and done.stdout == ""
    unit, person = done.stderr.splitlines()
    assert unit.startswith(
        f"{file}:Sales France!A1: There is no unit “Sales France” here: Correct its name"
    )
    assert person.startswith(
        f"{file}:Sales France!D1: There is nobody called “Marie Laurent” here: Correct the name"
    )
    assert count(tmp_path, "slides_slide") == 9


def test_a_name_that_looks_like_another_is_not_guessed(tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    first.write_bytes(sales_workbook())
    second.write_bytes(sales_workbook((0, 3, "Manager : Marie Laurant")))
    import_json(tmp_path, first, *ACME)
    done = palier(tmp_path, "import", second, *ACME)
    assert done.returncode == 1
    assert "“Marie Laurant” looks like a person of another spelling" in done.stderr


def test_an_organisation_that_is_not_there_is_not_made_unasked(tmp_path: Path) -> None:
    done = palier(tmp_path, "import", SOURCEGRAPH, "--organisation", "acme")
    assert done.returncode == 1 and "add --create" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--organisation", "acme"),
        (SOURCEGRAPH,),
        (SOURCEGRAPH, "--organisation", "acme", "--cycle", "T1"),
        (SOURCEGRAPH, "--organisation", "a b"),
        ("nowhere.xlsx", "--organisation", "acme"),
    ],
    ids=["no-file", "no-organisation", "no-cycle", "bad-key", "missing-file"],
)
def test_a_wrong_call_is_told_apart(tmp_path: Path, arguments: tuple[str | Path, ...]) -> None:
    assert palier(tmp_path, "import", *arguments).returncode == 2


def test_hostile_files_are_refused_together_and_nothing_is_written(tmp_path: Path) -> None:
    files = []
    for name, (data, file_name, _words) in HOSTILE.items():
        files.append(tmp_path / f"{name}{Path(file_name).suffix}")
        files[-1].write_bytes(data)
    done = palier(tmp_path, "import", SOURCEGRAPH, *files, *ACME)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    for file, (_data, _name, words) in zip(files, HOSTILE.values(), strict=True):
        said = [line for line in lines if line.startswith(f"{file}:")]
        assert said and any(word in " ".join(said) for word in words.split("|"))
    assert count(tmp_path, "organisation_organisation") == 0


def test_several_files_are_imported_all_or_none(tmp_path: Path) -> None:
    good, bad = tmp_path / "good.xlsx", tmp_path / "bad.xlsx"
    good.write_bytes(sales_workbook())
    bad.write_bytes(written(("Marketing", [["OKR Marketing"], *SALES[2:7]])))
    twin = tmp_path / "twin.xlsx"
    twin.write_bytes(good.read_bytes())
    done = palier(tmp_path, "import", good, twin, bad, *ACME)
    assert f"{twin}: the same file as {good}, read once." in done.stderr
    assert done.returncode == 1 and "The quarter of “Marketing” is not said" in done.stderr
    assert count(tmp_path, "organisation_organisation") == 0
    both = import_json(tmp_path, good, bad, *ACME, "--cycle", "2018-Q4")
    assert (both["units"], both["created"]) == (2, 14)


def test_one_unit_alone_is_imported(tmp_path: Path) -> None:
    report = import_json(tmp_path, SOURCEGRAPH, *ACME, "--unit", "Web")
    assert (report["units"], report["objectives"], report["key_results"]) == (1, 2, 5)


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path: Path) -> None:
    import_json(tmp_path, SOURCEGRAPH, *ACME)
    before = count(tmp_path, "journal_entry")
    done = palier(
        tmp_path, "import", SAMPLE, "--organisation", "frimaire", "--create", limit=200_000
    )
    assert done.returncode == 1 and len(done.stderr.splitlines()) == 1
    assert count(tmp_path, "journal_entry") == before
