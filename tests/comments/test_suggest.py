"""Other words for a line: proposed, taken, left."""

from dataclasses import replace

import pytest
from django.test import Client

from palier.comments.actions import saying, suggesting
from palier.comments.models import Comment, Suggestion
from palier.comments.queries.threads import talk_under
from palier.comments.rules.talking import Words
from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions import words
from palier.slides.models import KeyResult, Slide, Variant
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast
from tests.comments.builders import MEETINGS, line_of, make_sheet, say

BETTER = "Rendez-vous avec des décideurs par semaine"
WHY = Words("Qualifiés ne dit pas par qui.", key="s-1")


def propose(slide: Slide, by: Person, after: str = BETTER, said: Words = WHY) -> Comment:
    ref = line_of(slide).ref
    return suggesting.suggest(slide, ref, after, said, by=by, at=NOW)


def title(slide: Slide) -> str:
    return str(KeyResult.objects.filter(objective__slide=slide).earliest("pk").title)


def test_a_suggestion_shows_what_it_changes(cast: Cast) -> None:
    slide = make_sheet(cast)
    propose(slide, cast.hugo)
    said = talk_under(slide.pk).open[0].first
    assert [(piece.fate, piece.words) for piece in said.pieces] == [
        ("kept", "Rendez-vous "),
        ("gone", "qualifiés"),
        ("new", "avec des décideurs"),
        ("kept", " par semaine"),
    ]
    assert "Qualifiés ne dit pas" in said.html


def test_a_suggestion_needs_no_comment_but_other_words(cast: Cast) -> None:
    slide = make_sheet(cast)
    propose(slide, cast.hugo, said=Words(""))
    for after, code in [("", "empty"), (f" {MEETINGS}\n", "same-words"), ("é" * 10_001, "too-l")]:
        with pytest.raises(Refused, match=code):
            propose(slide, cast.hugo, after, Words(""))
    assert Comment.objects.count() == 1


def test_sent_twice_it_is_one_suggestion(cast: Cast) -> None:
    slide = make_sheet(cast)
    assert propose(slide, cast.hugo) == propose(slide, cast.hugo, "Autres mots")
    assert Suggestion.objects.get().after == "Autres mots"
    assert Entry.objects.filter(verb="suggestion.made").count() == 1


def test_a_line_that_went_cannot_be_put_otherwise(cast: Cast) -> None:
    slide = make_sheet(cast)
    line = line_of(slide)
    ref, comment = line.ref, propose(slide, cast.hugo)
    line.delete()
    with pytest.raises(Refused, match="line-gone"):
        suggesting.take(comment, by=cast.marie, at=NOW)
    assert Suggestion.objects.get().outcome == ""
    with pytest.raises(Refused, match="line-gone"):
        suggesting.suggest(slide, ref, "Sans ligne", Words(""), by=cast.hugo, at=NOW)


def test_a_writer_takes_it_in_one_click(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = propose(slide, cast.hugo)
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    page = client.post(f"/comments/{comment.pk}/outcome/").content.decode()
    assert "Prise par Jo Petit." in page
    assert title(slide) == BETTER
    assert talk_under(slide.pk).open == []
    entry = Entry.objects.get(verb="slide.edited")
    assert (entry.actor, entry.subject) == (cast.jo, slide.topic)


def test_what_changed_in_the_line_since_is_merged(cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = propose(slide, cast.hugo)
    words.edit(line_of(slide), "title", f"{MEETINGS}, en moyenne", by=cast.marie, at=NOW)
    suggesting.take(comment, by=cast.marie, at=NOW)
    assert title(slide) == f"{BETTER}, en moyenne"


def test_where_the_same_words_changed_both_versions_are_kept(cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = propose(slide, cast.hugo)
    changed = MEETINGS.replace("qualifiés", "utiles")
    words.edit(line_of(slide), "title", changed, by=cast.marie, at=NOW)
    suggesting.take(comment, by=cast.marie, at=NOW)
    assert title(slide) == changed
    assert "décideurs" in Variant.objects.get(slide=slide).text


def test_left_it_changes_nothing_and_is_settled(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = propose(slide, cast.hugo)
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    page = client.post(f"/comments/{comment.pk}/outcome/", {"leave": "1"}).content.decode()
    assert "Laissée par Marie Laurent." in page
    assert title(slide) == MEETINGS
    assert Entry.objects.filter(verb="suggestion.left").count() == 1


def test_readers_neither_take_nor_leave(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = propose(slide, cast.hugo)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    for data in ({}, {"leave": "1"}):
        response = client.post(f"/comments/{comment.pk}/outcome/", data)
        assert response.status_code == 422
    assert Suggestion.objects.get().outcome == ""


def test_nothing_is_taken_while_the_slide_is_locked(cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = propose(slide, cast.hugo)
    Slide.objects.update(state=SlideState.SUBMITTED)
    slide.refresh_from_db()
    with pytest.raises(Refused, match="locked"):
        suggesting.take(comment, by=cast.marie, at=NOW)
    assert Suggestion.objects.get().outcome == ""
    assert title(slide) == MEETINGS


def test_it_is_decided_once(cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = propose(slide, cast.hugo)
    suggesting.leave(comment, by=cast.marie, at=NOW)
    with pytest.raises(Refused, match="decided"):
        suggesting.take(comment, by=cast.jo, at=NOW)
    assert title(slide) == MEETINGS


def test_a_suggestion_deleted_meanwhile_is_gone(cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = propose(slide, cast.hugo)
    saying.delete(comment, by=cast.hugo, at=NOW)
    with pytest.raises(Refused, match="gone"):
        suggesting.take(comment, by=cast.marie, at=NOW)
    assert talk_under(slide.pk).open == []


def test_a_plain_comment_is_nothing_to_take(client: Client, cast: Cast) -> None:
    comment = say(make_sheet(cast), "Quand ?", by=cast.hugo)
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    assert client.post(f"/comments/{comment.pk}/outcome/").status_code == 422


def test_outsiders_find_nothing_to_propose_or_to_take(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = propose(slide, cast.hugo, said=replace(WHY, key=""))
    client.force_login(cast.beta_dora.user)  # type: ignore[arg-type]
    proposal = {"line": line_of(slide).ref, "proposed": "À nous"}
    assert client.post(f"/slides/{slide.pk}/suggestions/", proposal).status_code == 404
    assert client.post(f"/comments/{comment.pk}/outcome/").status_code == 404
