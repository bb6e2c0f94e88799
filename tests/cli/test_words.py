"""The command line speaks the language that is asked for, from its first word."""

import pytest

from palier.cli.words import choose_language, said

pytestmark = pytest.mark.once


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "fr"),
        (["serve", "--lang", "en"], {"LANG": "fr_FR.UTF-8"}, "en"),
        (["--lang=en", "serve"], {}, "en"),
        (["serve", "--lang"], {}, "fr"),
        (["serve", "--lang", "de"], {"PALIER_LANG": "en"}, "en"),
        ([], {"PALIER_LANG": "en", "LC_ALL": "fr_FR.UTF-8"}, "en"),
        ([], {"LC_ALL": "en_GB.UTF-8", "LANG": "fr_FR.UTF-8"}, "en"),
        ([], {"LC_ALL": "C.UTF-8", "LANG": "C"}, "fr"),
        ([], {"LANG": "de_DE.UTF-8"}, "fr"),
    ],
)
def test_the_language_is_chosen_in_this_order(
    arguments: list[str],
    environment: dict[str, str],
    language: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LANGUAGE", "")
    assert choose_language(arguments, environment) == language
    sentence = {"fr": "Langue des réponses.", "en": "Language of the answers."}
    assert said("Language of the answers.") == sentence[language]
