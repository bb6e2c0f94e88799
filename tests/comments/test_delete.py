"""POST /comments/<pk>/removal/: taking one's own words back."""

import pytest
from django.test import Client

from palier.comments.actions import saying
from palier.comments.models import Comment, Mention, Wording
from palier.comments.queries.threads import open_counts, talk_under
from palier.journal.models import Entry
from palier.organisation.rules import Refused
from tests.cast import NOW, Cast
from tests.comments.builders import make_sheet, say


def test_the_words_leave_the_table_and_are_nowhere_else(cast: Cast) -> None:
    comment = say(make_sheet(cast), "Secret @Jo Petit", by=cast.hugo, naming=(cast.jo,))
    saying.edit(comment, "Regret @Jo Petit", by=cast.hugo, at=NOW)
    saying.delete(comment, by=cast.hugo, at=NOW)
    comment.refresh_from_db()
    assert (comment.body, comment.deleted_at) == ("", NOW)
    assert not Wording.objects.exists()
    assert not Mention.objects.exists()
    told = " ".join(str(entry.details) for entry in Entry.objects.all())
    assert "ecret" not in told
    assert "egret" not in told


def test_a_deleted_comment_without_answers_is_not_shown(cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = say(slide, "Oups", by=cast.hugo)
    saying.delete(comment, by=cast.hugo, at=NOW)
    assert talk_under(slide.pk).open == []
    assert open_counts([slide.pk]) == {}


def test_answers_stay_under_a_deleted_question(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    question = say(slide, "Oups", by=cast.hugo)
    say(slide, "Pas du tout", by=cast.marie, thread=question)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    page = client.post(f"/comments/{question.pk}/removal/").content.decode()
    assert "Commentaire supprimé." in page
    assert "Oups" not in page
    assert "Pas du tout" in page
    assert open_counts([slide.pk]) == {slide.pk: 1}


def test_a_deleted_answer_leaves_no_trace_at_the_end_of_a_thread(cast: Cast) -> None:
    slide = make_sheet(cast)
    question = say(slide, "Quand ?", by=cast.hugo)
    answer = say(slide, "Demain", by=cast.marie, thread=question)
    saying.delete(answer, by=cast.marie, at=NOW)
    assert [said.pk for said in talk_under(slide.pk).open[0].comments] == [question.pk]


def test_an_answer_on_its_way_to_a_deleted_question_is_not_lost(cast: Cast) -> None:
    slide = make_sheet(cast)
    question = say(slide, "Quand ?", by=cast.hugo)
    saying.delete(question, by=cast.hugo, at=NOW)
    say(slide, "Demain", by=cast.marie, thread=question)
    assert [said.is_deleted for said in talk_under(slide.pk).open[0].comments] == [True, False]


def test_deleting_twice_is_the_same_as_once(cast: Cast) -> None:
    comment = say(make_sheet(cast), "Oups", by=cast.hugo)
    for _ in range(2):
        saying.delete(comment, by=cast.hugo, at=NOW)
    assert Entry.objects.filter(verb="comment.deleted").count() == 1


def test_what_was_deleted_does_not_come_back_by_a_late_second_sending(cast: Cast) -> None:
    slide = make_sheet(cast)
    comment = say(slide, "Oups", by=cast.hugo, key="k-1")
    saying.delete(comment, by=cast.hugo, at=NOW)
    say(slide, "Oups", by=cast.hugo, key="k-1")
    assert not Comment.objects.exclude(body="").exists()


def test_nobody_deletes_the_words_of_another(client: Client, cast: Cast) -> None:
    comment = say(make_sheet(cast), "À moi", by=cast.hugo)
    with pytest.raises(Refused, match="not-yours"):
        saying.delete(comment, by=cast.pia, at=NOW)
    client.force_login(cast.beta_dora.user)  # type: ignore[arg-type]
    assert client.post(f"/comments/{comment.pk}/removal/").status_code == 404
    comment.refresh_from_db()
    assert comment.body == "À moi"
