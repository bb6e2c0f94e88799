"""POST /comments/<pk>/resolution/: a thread is settled, or open again."""

import pytest
from django.test import Client

from palier.comments.actions import settling
from palier.comments.queries.threads import open_counts, talk_under
from palier.journal.models import Entry
from palier.organisation.rules import Refused
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast
from tests.comments.builders import make_sheet, say


@pytest.mark.parametrize("who", ["sam", "marie", "jo", "luc", "dora", "pia"])
def test_who_began_it_and_who_writes_the_slide_settle_a_thread(cast: Cast, who: str) -> None:
    slide = make_sheet(cast)
    question = say(slide, "Quand ?", by=cast.sam)
    settling.resolve(question, by=getattr(cast, who), at=NOW)
    talk = talk_under(slide.pk)
    assert [thread.pk for thread in talk.resolved] == [question.pk]
    assert talk.open == []
    assert open_counts([slide.pk]) == {}


def test_others_do_not(cast: Cast) -> None:
    question = say(make_sheet(cast), "Quand ?", by=cast.sam)
    for act in (settling.resolve, settling.reopen):
        with pytest.raises(Refused, match="not-resolver"):
            act(question, by=cast.tess, at=NOW)


def test_an_answer_names_its_thread(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    question = say(slide, "Quand ?", by=cast.hugo)
    answer = say(slide, "Demain", by=cast.marie, thread=question)
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    page = client.post(f"/comments/{answer.pk}/resolution/").content.decode()
    assert "1 fil clos" in page
    assert "Clos par Marie Laurent" in page
    client.post(f"/comments/{answer.pk}/resolution/", {"reopen": "1"})
    assert [thread.pk for thread in talk_under(slide.pk).open] == [question.pk]


def test_a_thread_of_a_closed_slide_is_settled_too(cast: Cast) -> None:
    slide = make_sheet(cast)
    slide.state = SlideState.CLOSED
    slide.save(update_fields=["state"])
    settling.resolve(say(slide, "Quand ?", by=cast.hugo), by=cast.marie, at=NOW)
    assert talk_under(slide.pk).open == []


def test_settled_twice_it_is_told_once(cast: Cast) -> None:
    question = say(make_sheet(cast), "Quand ?", by=cast.hugo)
    for act in (settling.resolve, settling.resolve, settling.reopen, settling.reopen):
        act(question, by=cast.marie, at=NOW)
    verbs = Entry.objects.order_by("id").values_list("verb", flat=True)
    assert list(verbs) == ["comment.written", "comment.resolved", "comment.reopened"]


def test_outsiders_find_no_thread(client: Client, cast: Cast) -> None:
    question = say(make_sheet(cast), "Quand ?", by=cast.hugo)
    client.force_login(cast.beta_dora.user)  # type: ignore[arg-type]
    assert client.post(f"/comments/{question.pk}/resolution/").status_code == 404
