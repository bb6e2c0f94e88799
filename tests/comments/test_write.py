"""POST /slides/<pk>/comments/ and what stands behind it."""

import pytest
from django.test import Client

from palier.comments.models import Comment
from palier.journal.models import Entry
from palier.organisation.rules import Refused, Stage
from palier.slides.models import KeyResult
from palier.slides.rules.words import SlideState
from tests.cast import Cast
from tests.comments.builders import MEETINGS, line_of, make_sheet, make_sheet_of_beta, say


def test_a_comment_on_a_line_keeps_the_words_of_the_line(cast: Cast) -> None:
    slide = make_sheet(cast)
    line = line_of(slide)
    comment = say(slide, "  Vous vendez avant la release ?\r\n", by=cast.hugo, line=line.ref)
    KeyResult.objects.filter(pk=line.pk).update(title="Autre chose")
    comment.refresh_from_db()
    assert comment.body == "Vous vendez avant la release ?"
    assert (comment.line, comment.line_title) == (line.ref, MEETINGS)
    assert (comment.author, comment.thread) == (cast.hugo, None)


@pytest.mark.parametrize("state", SlideState)
def test_whoever_sees_a_slide_comments_in_every_state(
    client: Client, cast: Cast, state: SlideState
) -> None:
    slide = make_sheet(cast)
    slide.state = state
    slide.save(update_fields=["state"])
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]  # reads, does not write
    response = client.post(f"/slides/{slide.pk}/comments/", {"body": "Et le Sud ?"})
    assert response.status_code == 200
    assert "Et le Sud" in response.content.decode()
    assert Comment.objects.get().author == cast.hugo


def test_an_answer_goes_to_the_thread_also_through_another_answer(cast: Cast) -> None:
    slide = make_sheet(cast)
    question = say(slide, "Quand ?", by=cast.hugo)
    answer = say(slide, "En mars.", by=cast.marie, thread=question)
    again = say(slide, "Merci.", by=cast.hugo, thread=answer)
    assert (answer.thread, again.thread) == (question, question)


def test_an_answer_opens_a_settled_thread_again(cast: Cast) -> None:
    slide = make_sheet(cast)
    question = say(slide, "Quand ?", by=cast.hugo)
    Comment.objects.update(resolved_at=question.created_at, resolved_by=cast.marie)
    say(slide, "Et sinon ?", by=cast.jo, thread=question)
    question.refresh_from_db()
    assert question.resolved_at is None


def test_sent_twice_it_is_said_once(cast: Cast) -> None:
    slide = make_sheet(cast)
    first = say(slide, "Quand ?", by=cast.hugo, key="k-1")
    assert say(slide, "Quand ?", by=cast.hugo, key="k-1") == first
    assert Comment.objects.count() == Entry.objects.filter(verb="comment.written").count() == 1
    assert say(slide, "Quand ?", by=cast.marie, key="k-1") != first  # a key is its author's


def test_what_was_typed_after_a_lost_answer_is_not_lost(cast: Cast) -> None:
    slide = make_sheet(cast)
    say(slide, "Quand ?", by=cast.hugo, key="k-1")
    say(slide, "Quand, et où ?", by=cast.hugo, key="k-1")
    assert Comment.objects.get().body == "Quand, et où ?"


@pytest.mark.parametrize(
    ("body", "code"), [(" \n\t\x07", "empty"), ("é" * 10_001, "comment-too-long")]
)
def test_nothing_and_too_much_are_refused_whole(cast: Cast, body: str, code: str) -> None:
    slide = make_sheet(cast)
    with pytest.raises(Refused, match=code):
        say(slide, body, by=cast.hugo)
    assert not Comment.objects.exists()


def test_the_page_says_why_in_a_sentence(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    response = client.post(f"/slides/{slide.pk}/comments/", {"body": "a" * 20_000})
    assert response.status_code == 422
    assert "trop long" in response.content.decode()


def test_words_about_a_line_that_went_meanwhile_are_kept(cast: Cast) -> None:
    slide = make_sheet(cast)
    line = line_of(slide)
    ref = line.ref
    line.delete()
    assert say(slide, "Dommage.", by=cast.hugo, line=ref).line == ref
    with pytest.raises(Refused, match="no-such-line"):
        say(slide, "Où ?", by=cast.hugo, line="../1")


def test_a_line_of_another_slide_gives_none_of_its_words(cast: Cast) -> None:
    slide, other = make_sheet(cast), make_sheet_of_beta(cast)
    comment = say(slide, "Et là ?", by=cast.hugo, line=line_of(other, "Secret").ref)
    assert comment.line_title == ""


def test_a_thread_of_another_slide_is_not_answered_here(client: Client, cast: Cast) -> None:
    slide, other = make_sheet(cast), make_sheet_of_beta(cast)
    question = say(other, "Entre nous ?", by=cast.beta_marie)
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    address = f"/slides/{slide.pk}/comments/"
    assert client.post(address, {"body": "!", "thread": question.pk}).status_code == 404
    with pytest.raises(Refused, match="other-slide"):
        say(slide, "!", by=cast.marie, thread=question)


def test_outsiders_find_no_slide_to_comment_on(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    cast.acme.stages = [Stage.DEFINE]
    cast.acme.save(update_fields=["stages"])
    for person in (cast.beta_dora, cast.beta_marie):
        client.force_login(person.user)  # type: ignore[arg-type]
        response = client.post(f"/slides/{slide.pk}/comments/", {"body": "Coucou"})
        assert response.status_code == 404
    assert not Comment.objects.exists()


def test_before_the_stage_share_a_member_of_another_team_finds_none(
    client: Client, cast: Cast
) -> None:
    other = make_sheet(cast)
    cast.acme.stages = [Stage.DEFINE]
    cast.acme.save(update_fields=["stages"])
    cast.sales_france.memberships.all().delete()
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    assert client.post(f"/slides/{other.pk}/comments/", {"body": "Hé"}).status_code == 404


def test_the_journal_knows_who_and_when_and_not_the_words(cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = say(slide, "Entre nous soit dit", by=cast.hugo)
    entry = Entry.objects.get(verb="comment.written")
    assert (entry.subject, entry.actor) == (f"comments-{slide.pk}", cast.hugo)
    assert entry.details["comment"] == comment.pk
    assert "Entre nous" not in str(entry.details)


def test_the_sheet_is_not_drawn_again_for_a_comment(cast: Cast) -> None:
    slide = make_sheet(cast)
    say(slide, "Quand ?", by=cast.hugo)
    version = slide.version
    slide.refresh_from_db()
    assert slide.version == version


def test_the_words_of_who_left_stay(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    say(slide, "Pensez au Sud.", by=cast.jo)
    cast.jo.is_present = False
    cast.jo.save(update_fields=["is_present"])
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    page = client.get(f"/slides/{slide.pk}/").content.decode()
    assert "Pensez au Sud." in page
    assert "Jo Petit" in page
