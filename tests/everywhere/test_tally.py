"""The last line of bin/test says what happened, and never more."""

from pathlib import Path

import pytest

from tools.tally import main

CASES = {
    "passed": "<testcase/>",
    "printed": "<testcase><system-out>said</system-out></testcase>",
    "failed": "<testcase><failure>why</failure></testcase>",
    "broken": "<testcase><error>why</error></testcase>",
    "skipped": "<testcase><skipped>why</skipped></testcase>",
}


def report(folder: Path, name: str, *cases: str) -> str:
    path = folder / f"{name}.xml"
    inner = "".join(CASES[case] for case in cases)
    path.write_text(f"<testsuites><testsuite>{inner}</testsuite></testsuites>", encoding="utf-8")
    return str(path)


def test_two_runs_are_summed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reports = [report(tmp_path, "a", "passed", "printed"), report(tmp_path, "b", "passed")]
    assert main(reports) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "3 passed, 0 failed"


@pytest.mark.parametrize("case", ["failed", "broken", "skipped"])
def test_what_did_not_pass_has_failed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    assert main([report(tmp_path, "a", "passed", case)]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "1 passed, 1 failed"


def test_a_run_that_died_has_failed(tmp_path: Path) -> None:
    assert main([report(tmp_path, "a", "passed"), str(tmp_path / "b.xml")]) == 1


def test_a_run_of_nothing_has_failed(tmp_path: Path) -> None:
    assert main([report(tmp_path, "a")]) == 1
