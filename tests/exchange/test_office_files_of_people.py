"""Text documents and decks as companies write them become slides; what is no OKR is listed."""

import io
from collections.abc import Callable
from decimal import Decimal

import docx
import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.slide import Slide
from pptx.util import Inches

from palier.exchange.document import Document, Unreadable
from palier.exchange.files import read_file

pytestmark = pytest.mark.once


def saved(file: "docx.document.Document | pptx.presentation.Presentation") -> bytes:
    kept = io.BytesIO()
    file.save(kept)
    return kept.getvalue()


def told(document: Document) -> dict[tuple[str, str], dict[str, list[str]]]:
    return {
        (slide.unit, slide.cycle): {
            objective.title: [line.title for line in objective.key_results]
            for objective in slide.objectives
        }
        for slide in document.slides
    }


def left(document: Document) -> list[tuple[str, str]]:
    return [(str(leftover.place), leftover.text) for leftover in document.leftovers]


def a_text() -> bytes:
    text = docx.Document()
    text.add_heading("OKR T2 2027", 0)
    text.add_heading("Sales France", 1)
    text.add_paragraph("Responsable : Marie Laurent")
    text.add_heading("Donner envie de nous rejoindre", 2)
    for line in ("Contrats signés : 13 → 30", "Lancer le site => Fait"):
        text.add_paragraph(line, style="List Bullet")
    text.add_heading("Support", 1)
    text.add_paragraph("Objectif 1 : Répondre vite")
    text.add_paragraph("KR 1 : Délai de réponse : 4 → 2 h", style="List Number")
    text.add_paragraph("Pensez à relire avant le board.")
    table = text.add_table(1, 4)
    rows = (
        ("Objectif", "Key result", "Départ", "Cible"),
        ("Fidéliser", "NPS", "39", "45"),
        ("", "Churn", "2,5 %", "2 %"),
    )
    for number, row in enumerate(rows):
        cells = table.rows[0].cells if not number else table.add_row().cells
        for cell, words in zip(cells, row, strict=True):
            cell.text = words
    return saved(text)


def box(slide: Slide, left_at: float, lines: list[str]) -> None:
    shape = slide.shapes.add_textbox(Inches(left_at), Inches(2), Inches(4.5), Inches(3))
    frame = shape.text_frame
    frame.text = lines[0]
    for line in lines[1:]:
        frame.add_paragraph().text = line


def a_deck() -> bytes:
    deck = pptx.Presentation()
    cover = deck.slides.add_slide(deck.slide_layouts[0])
    assert cover.shapes.title is not None
    cover.shapes.title.text_frame.text = "OKR T2 2027"
    team = deck.slides.add_slide(deck.slide_layouts[1])
    assert team.shapes.title is not None
    team.shapes.title.text_frame.text = "Sales France – T2 2027"
    frame = team.placeholders[1].text_frame
    frame.text = "Donner envie"
    for words, level in (("RDV par semaine : 1,2 → 3", 1), ("Former", 0), ("Formations : 2", 1)):
        line = frame.add_paragraph()
        line.text, line.level = words, level
    both = deck.slides.add_slide(deck.slide_layouts[5])
    assert both.shapes.title is not None
    both.shapes.title.text_frame.text = "Support"
    box(both, 0.3, ["Bilan T1 2027", "Répondre vite", "• Délai : 4 → 2 h (KO)"])
    box(both, 5.3, ["T2 2027", "Soigner la cause", "• Tickets : 10 → 5"])
    return saved(deck)


def test_a_text_with_a_heading_for_each_team_becomes_their_slides() -> None:
    document = read_file(a_text(), name="okr.docx")
    assert told(document) == {
        ("Sales France", "2027-Q2"): {
            "Donner envie de nous rejoindre": ["Contrats signés", "Lancer le site"]
        },
        ("Support", "2027-Q2"): {
            "Répondre vite": ["Délai de réponse"],
            "Fidéliser": ["NPS", "Churn"],
        },
    }
    sales, support = document.slides
    assert sales.head == "Marie Laurent"
    signed, site = sales.objectives[0].key_results
    assert (signed.measure.baseline, signed.measure.target) == (Decimal(13), Decimal(30))
    assert site.end is not None and site.end.state == "ok"
    assert str(support.objectives[1].key_results[1].measure.baseline) == "2.5"
    assert left(document) == [("OKR T2 2027!§ 10", "Pensez à relire avant le board.")]


def test_a_deck_with_past_and_coming_side_by_side_becomes_two_slides() -> None:
    document = read_file(a_deck(), name="board.pptx")
    assert told(document) == {
        ("Sales France", "2027-Q2"): {
            "Donner envie": ["RDV par semaine"],
            "Former": ["Formations"],
        },
        ("Support", "2027-Q1"): {"Répondre vite": ["Délai"]},
        ("Support", "2027-Q2"): {"Soigner la cause": ["Tickets"]},
    }
    past = document.slides[1].objectives[0].key_results[0]
    assert past.end is not None and past.end.state == "ko"
    assert (past.measure.baseline, past.measure.target) == (Decimal(4), Decimal(2))


@pytest.mark.parametrize(("make", "name"), [(a_text, "x.xlsx"), (a_deck, "x"), (a_text, "x.pptx")])
def test_a_file_is_what_it_holds_whatever_its_name(make: Callable[[], bytes], name: str) -> None:
    assert read_file(make(), name=name).slides


def test_a_deck_without_a_word_is_refused_as_such() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    slide.shapes.add_shape(1, Inches(1), Inches(1), Inches(1), Inches(1))
    with pytest.raises(Unreadable) as fault:
        read_file(saved(deck), name="board.pptx")
    assert fault.value.code in ("empty", "only-pictures")


WORDS = st.from_regex(r"[a-zé]{2,7}[0-9]{3}", fullmatch=True)
LINES = st.lists(
    st.tuples(
        st.sampled_from(["Normal", "Heading 1", "Heading 2", "List Bullet", "List Number"]),
        st.lists(WORDS, min_size=1, max_size=4).map(" ".join),
        st.sampled_from(["", "• ", "KR 1 : ", "Objectif : ", "1. "]),
    ),
    max_size=14,
)


@given(LINES)
@settings(max_examples=20, deadline=None)
def test_each_word_of_a_text_is_on_a_slide_or_listed(lines: list[tuple[str, str, str]]) -> None:
    text = docx.Document()
    text.add_paragraph("begin000")
    for style, words, opening in lines:
        text.add_paragraph(opening + words, style=style)
    document = read_file(saved(text), name="okr.docx")
    said = " ".join(_words_of(document))
    assert [word for _, words, _ in lines for word in words.split() if word not in said] == []


def _words_of(document: Document) -> list[str]:
    found = [unit.name for unit in document.units] + [each.text for each in document.leftovers]
    for slide in document.slides:
        found += [slide.unit, slide.head]
        for objective in slide.objectives:
            found += [objective.title, objective.why, objective.category]
            for line in objective.key_results:
                measure = line.measure
                found += [line.title, measure.note, measure.unit, str(measure.target or "")]
                found += [line.end.reason] if line.end else []
    return found + [grid.name for grid in document.grids]
