"""Decks as teams make them: one slide a team or several, what is past beside what comes."""

import pytest

from palier.exchange.document import Document
from palier.exchange.reading.outline import Outline, Paragraph, Part
from palier.exchange.reading.told import read_told
from tests.exchange.texts import left, outline

pytestmark = pytest.mark.once


def part(title: str, *lines: str) -> Part:
    """Return a slide of a deck: its title, then texts and "- items"."""
    pieces = [Paragraph(title, "zone 1", "heading", 1)]
    for number, line in enumerate(lines, 2):
        words = line.lstrip("- ")
        level = len(line) - len(line.lstrip("-"))
        pieces.append(Paragraph(words, f"zone {number}", "item" if level else "text", level))
    return Part(title, list(pieces))


def deck(*parts: Part) -> Document:
    return read_told(Outline(list(parts)), file="deck.pptx")


def test_two_slides_a_unit_are_told_apart_by_the_quarters_of_the_first() -> None:
    document = deck(
        part("OKR T4 2026 / T1 2027"),
        part("Équipe Data (bilan)", "Objectif 1 : Tenir", "-10 appels => OK"),
        part("Équipe Data (à venir)", "Objectif 1 : Grandir", "-20 appels"),
        part("Équipe Data (suite)", "Objectif 2 : Encore", "-30 appels"),
    )
    assert outline(document) == {
        "Équipe Data 2026-Q4": [("Tenir", ["10 appels = ok"])],
        "Équipe Data 2027-Q1": [("Grandir", ["20 appels"]), ("Encore", ["30 appels"])],
    }


def test_slides_after_one_that_names_a_unit_are_of_that_unit() -> None:
    document = deck(
        part("OKR T1 2027", "Comité du 12 décembre"),
        part("Sales"),
        part("Donner envie", "-Appels : 3 → 5", "-Lyon ouvert"),
        part("Vendre plus gros", "-3 contrats"),
        part("Web", "-Aller vite", "--Pages : 2 s"),
    )
    assert outline(document) == {
        "Sales 2027-Q1": [
            ("Donner envie", ["Appels | 3 → 5", "Lyon ouvert"]),
            ("Vendre plus gros", ["3 contrats"]),
        ],
        "Web 2027-Q1": [("Aller vite", ["Pages | 2 s"])],
    }


def test_a_quarter_that_is_past_and_not_named_is_not_made_up() -> None:
    document = deck(
        part("Sales", "Trimestre passé", "-Tenir", "--10 appels", "Trimestre à venir", "-Grandir",
             "--20 appels"),
    )  # fmt: skip
    assert outline(document) == {"Sales": [("Grandir", ["20 appels"])]}
    assert [words for _, _, words in left(document)] == ["Trimestre passé", "Tenir", "10 appels"]
