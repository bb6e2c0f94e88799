from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.slides.rules.difference import Fate, difference

pytestmark = pytest.mark.once

WORDS = st.lists(st.sampled_from(["a", "b", "c,", "3", "1\u202f200", "l’eau", "é"]), max_size=12)
SENTENCES = st.one_of(st.text(max_size=40), WORDS.map(" ".join))


def shown(before: str, after: str) -> str:
    marks = {Fate.KEPT: "{}", Fate.GONE: "[-{}-]", Fate.NEW: "{{+{}+}}"}
    return "".join(marks[fate].format(words) for fate, words in difference(before, after))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Recruter 3 sales", "Recruter 4 sales à Lyon", "Recruter [-3-]{+4+} sales{+ à Lyon+}"),
        ("Signer 1\u202f200 €", "Signer 1\u202f500 €", "Signer [-1\u202f200-]{+1\u202f500+} €"),
        ("Moins vite, plus loin", "Moins vite. Plus loin", "Moins vite[-, plus-]{+. Plus+} loin"),
        ("un deux trois", "dix onze trois", "[-un deux-]{+dix onze+} trois"),
        ("", "Des mots", "{+Des mots+}"),
        ("Des mots", "", "[-Des mots-]"),
        ("Des mots", "Des mots", "Des mots"),
        ("", "", ""),
    ],
)
def test_what_changed_is_told_by_words(before: str, after: str, expected: str) -> None:
    assert shown(before, after) == expected


@given(SENTENCES, SENTENCES)
def test_both_texts_are_whole_in_the_pieces(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert "".join(words for fate, words in pieces if fate != Fate.NEW) == before
    assert "".join(words for fate, words in pieces if fate != Fate.GONE) == after


@given(SENTENCES, SENTENCES)
def test_pieces_are_as_long_as_they_can_be(before: str, after: str) -> None:
    pieces = difference(before, after)
    assert all(one.fate != other.fate for one, other in pairwise(pieces))
    assert all(words for _, words in pieces)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("b c " * 2500, "c b " * 2500),
        ("a b " * 70, "b b a " * 50),
        (" ".join(f"{i}z" for i in range(2000)), " ".join(f"{i}z" for i in range(2000, 0, -1))),
    ],
)
def test_no_pair_of_texts_takes_long(before: str, after: str) -> None:
    begun = perf_counter()
    difference(before, after)
    assert perf_counter() - begun < 1
