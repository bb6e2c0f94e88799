"""The speaker notes of a pptx: what is still open under each slide."""

import io

from django.test import Client
from pptx import Presentation
from pytest_django import DjangoAssertNumQueries

from palier.comments.actions import saying, settling, suggesting
from palier.comments.rules.talking import Words
from palier.exchange.writing.notes import speaker_notes
from palier.slides.models import Slide
from tests.cast import NOW, Cast, make_slide
from tests.comments.builders import line_of, make_sheet, say

NBSP = "\u00a0"


def quoted(words: str) -> str:
    return f"«{NBSP}{words}{NBSP}»"


def notes_in(client: Client, cast: Cast, slide: Slide) -> list[str]:
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    data = client.get(f"/slides/{slide.pk}/export/pptx/").content
    page = Presentation(io.BytesIO(data)).slides[0]
    if not page.has_notes_slide:
        return []
    frame = page.notes_slide.notes_text_frame
    assert frame is not None
    return [paragraph.text for paragraph in frame.paragraphs]


def test_open_comments_go_into_the_notes_in_words_alone(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    line = line_of(slide)
    question = say(slide, "Et **quand** ?\n\n- un\n- deux", by=cast.hugo, line=line.ref)
    say(slide, "En mars & avril <3", by=cast.marie, thread=question)
    suggesting.suggest(slide, line.ref, "Ventes", Words("Mieux."), by=cast.hugo, at=NOW)
    say(slide, "Bravo", by=cast.jo)
    assert notes_in(client, cast, slide) == [
        f"Hugo Blanc, 25 nov. · sur {quoted(line.title)}{NBSP}: Et quand ?",
        "- un",
        "- deux",
        f"Marie Laurent, 25 nov. · répond{NBSP}: En mars & avril <3",
        f"Hugo Blanc, 25 nov. · sur {quoted(line.title)}, propose{NBSP}: {quoted('Ventes')}",
        "Mieux.",
        f"Jo Petit, 25 nov.{NBSP}: Bravo",
    ]


def test_what_is_settled_or_deleted_is_left_out(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    settled = say(slide, "Réglé", by=cast.hugo)
    say(slide, "Oui", by=cast.marie, thread=settled)
    settling.resolve(settled, by=cast.marie, at=NOW)
    saying.delete(say(slide, "Oups", by=cast.hugo), by=cast.hugo, at=NOW)
    assert notes_in(client, cast, slide) == []


def test_each_slide_has_its_own_in_one_query(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    slide, other = make_sheet(cast), make_slide(cast.platform, cast.coming, {"Un": ["a"]})
    for number in range(3):
        say(slide, f"Question {number}", by=cast.hugo)
        say(other, f"Autre {number}", by=cast.hugo)
    with django_assert_num_queries(1):
        notes = speaker_notes([slide, other], "en")
    assert notes[slide.pk][2] == "Hugo Blanc, Nov 25: Question 2"
    assert notes[other.pk][0] == "Hugo Blanc, Nov 25: Autre 0"
