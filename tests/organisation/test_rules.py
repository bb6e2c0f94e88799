"""The tree, as values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.organisation.rules import (
    MAY_HOLD,
    Kind,
    Refused,
    Stage,
    Standing,
    check_may_stand_under,
    check_no_loop,
    ids_of,
    may_look,
    path_of,
)

pytestmark = pytest.mark.once
ids = st.lists(st.integers(1, 10**9), min_size=1, max_size=8, unique=True)


def path_through(line: list[int]) -> str:
    path = ""
    for pk in line:
        path = path_of(path, pk)
    return path


@given(ids)
def test_a_path_tells_the_ids_it_was_made_of(line: list[int]) -> None:
    assert ids_of(path_through(line)) == tuple(line)


@given(ids, ids)
def test_a_unit_loops_only_under_itself_or_what_is_below_it(
    line: list[int], other: list[int]
) -> None:
    path, elsewhere = path_through(line), path_through(other)
    if other[: len(line)] == line:
        with pytest.raises(Refused, match="loop"):
            check_no_loop(path, elsewhere)
    else:
        check_no_loop(path, elsewhere)
    with pytest.raises(Refused, match="loop"):
        check_no_loop(path, path)


@given(st.sampled_from(Kind), st.sampled_from(Kind))
def test_a_kind_stands_only_under_those_that_hold_it(kind: Kind, parent: Kind) -> None:
    if kind in MAY_HOLD[parent]:
        check_may_stand_under(kind, parent)
    else:
        with pytest.raises(Refused, match="no-place"):
            check_may_stand_under(kind, parent)


def test_only_the_company_stands_under_nothing() -> None:
    check_may_stand_under(Kind.COMPANY, None)
    with pytest.raises(Refused, match="no-place"):
        check_may_stand_under(Kind.TEAM, None)


@pytest.mark.parametrize(
    ("standing", "sees"),
    [
        (Standing(1, 1), False),
        (Standing(1, 1, member_of=frozenset({4})), False),
        (Standing(1, 1, heads=frozenset({4})), True),
        (Standing(1, 1, is_direction=True), True),
        (Standing(1, 1, is_pilot=True), True),
    ],
)
def test_before_sharing_only_those_who_lead_see_the_company(standing: Standing, sees: bool) -> None:
    assert may_look(standing, [Stage.DEFINE]) is sees
    assert may_look(standing, [Stage.DEFINE, Stage.SHARE])
