"""The writing checks of a whole slide, and in which order remarks are made."""

from dataclasses import replace
from datetime import date

import pytest

from palier.slides.rules.checks import (
    Finding,
    Limits,
    WrittenKeyResult,
    WrittenObjective,
    WrittenSlide,
    check_slide,
    in_order,
)
from palier.slides.rules.checks.likeness import is_alike
from palier.slides.rules.measure import Measure, parse_measure

pytestmark = pytest.mark.once

END = date(2027, 3, 31)
GOOD = WrittenKeyResult("Rendez-vous", "k", parse_measure("1 → 3"), "output")


def slide_of(*rows: list[WrittenKeyResult], **fields: object) -> WrittenSlide:
    objectives = tuple(
        WrittenObjective(f"Vendre mieux {name}", f"o{name}", tuple(lines))
        for name, lines in zip("abcdefgh", rows, strict=False)
    )
    return replace(WrittenSlide(objectives, ends_on=END), **fields)  # type: ignore[arg-type]


def found(slide: WrittenSlide) -> list[tuple[str, str, bool]]:
    return [(one.check, one.ref, one.refuses) for one in check_slide(slide)]


def test_a_good_slide_is_left_alone() -> None:
    slide = slide_of([GOOD, GOOD], [GOOD], has_head=True, may_be_submitted=True)
    assert found(slide) == []


def test_nobody_in_charge_and_no_room_refuse() -> None:
    slide = slide_of([GOOD], has_head=False, may_be_submitted=False)
    assert found(slide) == [("O7", "", True), ("S1", "oa", True)]
    assert found(replace(slide, has_head=None, may_be_submitted=None)) == []


def test_small_type_is_told_with_the_longest_line() -> None:
    long = replace(GOOD, text="Rendez-vous qualifiés pris chaque semaine", ref="k2")
    assert found(slide_of([GOOD, long], is_small=True)) == [("S2", "k2", False)]


def test_an_objective_needs_a_key_result_and_a_blank_line_is_none() -> None:
    assert found(slide_of([GOOD], [])) == [("K1", "ob", True)]
    assert found(slide_of([WrittenKeyResult(" ")])) == [("K1", "oa", True)]
    assert found(WrittenSlide((WrittenObjective(""),))) == [("K1", "", True)]


def test_the_limits_are_the_organisations() -> None:
    limits = Limits(objectives=1, key_results=2)
    slide = slide_of([GOOD] * 3, [GOOD], limits=limits)
    told = {one.check: one.data for one in check_slide(slide)}
    assert told == {"O1": {"count": 2, "limit": 1}, "K1b": {"count": 3, "limit": 2}}
    assert found(replace(slide, limits=Limits())) == []


def test_inputs_alone_are_told_by_objective() -> None:
    work = replace(GOOD, level="input")
    assert found(slide_of([work, work], [work, GOOD])) == [("K6", "oa", False)]
    assert found(slide_of([work, replace(GOOD, level="")])) == []


def test_everything_due_on_the_last_day_is_told_only_where_it_is_said() -> None:
    last = replace(GOOD, due_on=END)
    assert found(slide_of([last], [last])) == [("K7", "", False)]
    assert found(slide_of([last], [GOOD])) == []
    assert found(slide_of([last])) == []


def test_what_refuses_comes_first_and_nothing_is_said_twice_of_a_line() -> None:
    shipped = WrittenKeyResult("Lancer le site", "k1")
    without = WrittenKeyResult("Pannes", "k2", Measure("number"))
    told = in_order(check_slide(slide_of([shipped, without], [GOOD] * 5)))
    assert [one.check for one in told] == ["K3", "K16", "K1b"]


def test_two_remarks_of_one_check_stay_in_the_order_of_the_sheet() -> None:
    both = [Finding("K2", "k1"), Finding("O3", "o1"), Finding("K2", "k2")]
    assert [one.ref for one in in_order(both)] == ["k1", "k2", "o1"]


@pytest.mark.parametrize(
    ("before", "now", "alike"),
    [
        ("Lancer le site", "Lancer le  Site.", True),
        ("Lancer le nouveau site", "Lancer le nouveau site web", True),
        ("Lancer le site", "Lancer une offre premium", False),
        ("4", "5", False),
        ("", "", True),
    ],
)
def test_a_line_is_the_same_until_it_says_something_else(
    before: str, now: str, alike: bool
) -> None:
    assert is_alike(before, now) is alike
