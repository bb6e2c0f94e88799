"""How long links open, and what their tokens tell."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.organisation.rules import Refused, Standing
from palier.sharing import rules
from palier.sharing.rules import Term

TODAY = date(2026, 11, 25)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
TEXT = st.text(max_size=60)


@given(today=DAYS, ends_on=DAYS)
def test_every_term_offered_ends_after_today_and_none_is_for_ever(
    today: date, ends_on: date
) -> None:
    for term in rules.terms(today=today, ends_on=ends_on):
        last = rules.last_day(term, today=today, ends_on=ends_on)
        assert today < last <= max(ends_on, today + timedelta(days=30))


@pytest.mark.parametrize(
    ("term", "last"),
    [
        (Term.DAY, date(2026, 11, 26)),
        (Term.WEEK, date(2026, 12, 2)),
        (Term.MONTH, date(2026, 12, 25)),
        (Term.QUARTER, date(2027, 3, 31)),
    ],
)
def test_a_link_opens_until_the_end_of_its_last_day(term: Term, last: date) -> None:
    assert rules.last_day(term, today=TODAY, ends_on=date(2027, 3, 31)) == last


@pytest.mark.parametrize("ends_on", [TODAY, date(2026, 9, 30)])
def test_a_quarter_that_is_over_is_no_term(ends_on: date) -> None:
    assert Term.QUARTER not in rules.terms(today=TODAY, ends_on=ends_on)
    with pytest.raises(Refused, match="quarter-over"):
        rules.last_day(Term.QUARTER, today=TODAY, ends_on=ends_on)


@given(nonces=st.sets(TEXT, min_size=2, max_size=8), secret=TEXT)
def test_a_token_is_long_differs_and_stands_in_an_address(nonces: set[str], secret: str) -> None:
    tokens = {rules.token_of(nonce, secret) for nonce in nonces}
    assert len(tokens) == len(nonces)
    for token in tokens:
        assert len(token) == 32
        assert set(token) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")


@given(nonce=TEXT, secret=TEXT, other=TEXT)
def test_what_is_stored_makes_no_token_without_the_key(nonce: str, secret: str, other: str) -> None:
    token = rules.token_of(nonce, secret)
    assert token not in {nonce, rules.mark_of(token)}
    assert (rules.token_of(nonce, other) == token) == (secret == other)


@given(st.text())
def test_any_text_may_be_asked_for(text: str) -> None:
    assert len(rules.mark_of(text)) == 64


def test_who_made_a_link_closes_it_and_who_runs_the_process() -> None:
    assert rules.may_revoke(Standing(1, 1), 1)
    assert rules.may_revoke(Standing(2, 1, is_pilot=True), 1)
    assert rules.may_revoke(Standing(2, 1, is_direction=True), 1)
    assert not rules.may_revoke(Standing(2, 1, heads=frozenset({4})), 1)
