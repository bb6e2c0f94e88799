"""Joining what two people made of one sentence."""

import pytest

from palier.slides.rules.merging import Merged, merge

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "joined"),
    [
        ("a b c", "a B c", "a b c d", "a B c d"),
        ("Rendez-vous", "Dix beRendez-vous", "Rendez-vous par m", "Dix beRendez-vous par m"),
        ("un deux trois", "un trois", "un deux trois quatre", "un trois quatre"),
        ("un", "un deux", "un deux", "un deux"),
        ("", "un", "", "un"),
        ("un deux", "un", "un deux trois", "un trois"),
        # Saved between two words: the blank at the end is not what somebody took out.
        ("un deux ", "un deux trois", "zéro un deux", "zéro un deux trois"),
        ("un deux ", "un deux trois", "un 2", "un 2 trois"),
        (" un", "zéro un", "un deux", "zéro un deux"),
    ],
)
def test_changes_in_different_places_are_joined(
    before: str, mine: str, theirs: str, joined: str
) -> None:
    assert merge(before, mine, theirs) == Merged(joined)
    assert merge(before, theirs, mine) == Merged(joined)


@pytest.mark.parametrize(
    ("before", "mine", "theirs"),
    [
        ("3 clients", "30 clients", "13 clients"),  # never 130
        ("Rendez-vous", "Rendez-vous pris", "Rendez-vous tenus"),
        ("", "Visites", "Appels"),
        ("Rendez-vous", "Visites", "Appels"),
        # Both wrote another sentence: a word that only one of them changed is joined to neither.
        (
            "Renouveler sans négocier, parce que le service parle",
            "Renew without bargaining",
            "Garder nos clients sans rabais",
        ),
    ],
)
def test_changes_of_the_same_words_are_both_kept(before: str, mine: str, theirs: str) -> None:
    assert merge(before, mine, theirs) == Merged(theirs, mine)


def test_what_does_not_collide_is_in_both_versions() -> None:
    merged = merge("gagner trois clients", "bien gagner dix clients", "gagner deux clients à Lyon")
    assert merged.text == "bien gagner deux clients à Lyon"
    assert merged.variant == "bien gagner dix clients à Lyon"
