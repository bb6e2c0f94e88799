"""French spaces and apostrophes in the interface's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.ui.typography import french

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("typed", "set_in_french"),
    [
        ("Prêt à soumettre ?", "Prêt à soumettre\u202f?"),
        ("Prêt à soumettre?", "Prêt à soumettre\u202f?"),
        ("Attention ! Rien n'est perdu ; tout va bien.", None),
        ("Estimé : 25 min", "Estimé\u00a0: 25\u00a0min"),
        ('"Sales" et «Tech»', '"Sales" et «\u00a0Tech\u00a0»'),
        ("l'atterrissage", "l’atterrissage"),
        ("100 000 €", "100\u202f000\u00a0€"),
        ("80%", "80\u00a0%"),
        ("1 h 40", "1\u00a0h 40"),
        ("à 10:30", "à 10:30"),
        ("https://okr.example.com/a?b=1;c", "https://okr.example.com/a?b=1;c"),
    ],
)
def test_words_of_the_interface_are_set_in_french(typed: str, set_in_french: str | None) -> None:
    expected = set_in_french or "Attention\u202f! Rien n’est perdu\u202f; tout va bien."
    assert french(typed) == expected


@given(st.text(alphabet="aé 0159'«»:;!?%€h\u00a0\u202f.", max_size=40))
def test_setting_twice_is_setting_once(text: str) -> None:
    once = french(text)
    assert french(once) == once
