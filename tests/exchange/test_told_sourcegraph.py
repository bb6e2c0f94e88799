"""The OKRs that a company published as Markdown, three quarters in three ways of writing them."""

import pytest

from palier.exchange.document import Document, KeyResult, Objective
from palier.exchange.reading.markdown import read_markdown
from palier.exchange.reading.told import read_told
from tests.exchange.texts import SOURCEGRAPH, left

pytestmark = pytest.mark.once


def read(name: str) -> Document:
    return read_told(read_markdown((SOURCEGRAPH / name).read_bytes()), file=name)


def counts(document: Document) -> tuple[int, int, int]:
    objectives = [one for slide in document.slides for one in slide.objectives]
    return len(document.slides), len(objectives), sum(len(one.key_results) for one in objectives)


def objective(document: Document, unit: str, start: str) -> Objective:
    """Return the objective of a unit that begins with these words."""
    [found] = [
        one
        for slide in document.slides if slide.unit == unit
        for one in slide.objectives if one.title.startswith(start)
    ]  # fmt: skip
    return found


def key_result(document: Document, start: str) -> KeyResult:
    [found] = [
        row
        for slide in document.slides
        for one in slide.objectives
        for row in one.key_results if row.title.startswith(start)
    ]  # fmt: skip
    return found


def test_each_row_of_the_three_pages_is_placed_or_listed() -> None:
    for name in ("2019_q3.md", "2019_q4.md", "2020_q1.md"):
        document = read(name)
        [grid] = document.grids
        listed = {place for place, _, _ in left(document)}
        unread = [at for at, role in grid.roles.items() if role == "leftover"]
        places = {f"{grid.name}!{grid.spots[at]}" for at in unread}
        assert places <= listed
        lines = (SOURCEGRAPH / name).read_text().splitlines()
        told = {int(spot.removeprefix("line ")) for spot in grid.spots.values()}
        used = next((n for n, words in enumerate(lines, 1) if words.startswith("[N]:")), 0)
        assert told == {n for n, words in enumerate(lines, 1) if words.strip()} - {used}
        if used:  # the address of a link is told where the link is
            address = lines[used - 1].removeprefix("[N]: ")
            assert ("2020-Q1 OKRs!line 6", "link", address) in left(document)


def test_units_before_a_colon_each_have_their_objectives() -> None:
    document = read("2019_q3.md")
    assert counts(document) == (10, 25, 9)
    assert {slide.cycle for slide in document.slides} == {"2019-Q3"}
    assert [slide.unit for slide in document.slides] == [
        "CEO", "Sales", "Customer success", "Product", "Head of Eng", "Distribution",
        "Core services", "Web app and integrations", "Search", "Code intel",
    ]  # fmt: skip
    assert objective(document, "CEO", "Grow").title.startswith(
        "Grow net new ARR consistently: reach $N net new ARR in Q3, grow SWAUs at existing"
    )
    pipeline = objective(document, "Sales", "Line up")
    assert [row.title for row in pipeline.key_results] == [
        "At least 3 Tier 1 Deals",
        "At least 10 Tier 2 & 3 Deals",
    ]
    assert pipeline.serves == ["CEO//o1"]
    assert len(objective(document, "Customer success", "Implement").key_results) == 4
    assert objective(document, "Search", "Improve").serves == ["Head of Eng//o2"]


def test_a_sure_state_is_read_and_a_hedged_one_listed() -> None:
    document = read("2019_q3.md")
    end = objective(document, "Distribution", "Standardize").end
    assert end is not None and (end.state, end.reason) == ("ok", "monitoring shipped in 3.8")
    ended = [one for slide in document.slides for one in slide.objectives if one.end is not None]
    assert len(ended) == 1
    said = {place: words for place, about, words in left(document) if about == "status"}
    assert len(said) == 15
    assert said["2019-Q3 OKRs!line 22"] == "Productboard; Not done."
    assert said["2019-Q3 OKRs!line 26"].startswith("Not done, not done (but did decrease")
    assert said["2019-Q3 OKRs!line 28"] == "???"
    assert ("2019-Q3 OKRs!line 40", "hidden-text", "Docs to Markdown version 1.0β17") in left(
        document
    )


def test_labelled_key_results_stand_under_their_objective_at_any_depth() -> None:
    document = read("2019_q4.md")
    assert counts(document) == (14, 24, 42)
    assert [row.title[:20] for row in objective(document, "CEO", "Aspirational").key_results] == [
        "Improve effectivenes", "Publicize our intern", "Make information def",
    ]  # fmt: skip
    assert objective(document, "Distribution", "Automate").serves == ["VP Eng//o1"]
    assert len(objective(document, "VP Eng", "Sourcegraph has").key_results) == 2
    assert objective(document, "VP Eng", "Deliver").key_results == []
    assert objective(document, "Sales (Closing Deals)", "Reach $N").key_results[0].title == (
        "Get 70% of companies on a free trial to convert to paid customers."
    )
    end = key_result(document, "Admins know").end
    assert end is not None and (end.state, end.reason) == (
        "deprioritised",
        "in favor of automation",
    )
    assert key_result(document, "Sourcegraph can index any code").end is None
    assert ("2019-Q4 OKRs!line 55", "status", "WIP.") in left(document)


def test_headings_are_units_under_their_pole() -> None:
    document = read("2020_q1.md")
    assert counts(document) == (9, 18, 45)
    parents = {unit.name: unit.parent for unit in document.units}
    assert [slide.unit for slide in document.slides] == [
        "CEO", "Product", "VP Eng", "Distribution", "Code intelligence", "Web", "Core services",
        "Automation", "Operations",
    ]  # fmt: skip
    assert (parents["Web"], parents["CEO"], parents["Operations"]) == ("Engineering", None, None)
    assert objective(document, "CEO", "Grow").key_results[0].title == "$N net new ARR"
    assert objective(document, "Operations", "Business: Make Sourcegraph").end is None
    notes = [(place, words[:30]) for place, about, words in left(document) if about != "link"]
    assert notes == [
        ("2020-Q1 OKRs!line 14", "Sales and marketing (WIP)"),
        ("2020-Q1 OKRs!line 16", "NOTE: Sales and Marketing OKRs"),
        ("2020-Q1 OKRs!line 85", "This OKR is a joint effort bet"),
    ]
