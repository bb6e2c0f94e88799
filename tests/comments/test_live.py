"""The topic of what is said under a slide: who watches it, what all see alike."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoCaptureOnCommitCallbacks

from palier.comments.actions import saying, settling
from palier.live import topics, versions
from palier.organisation.rules import Stage
from tests.cast import NOW, Cast
from tests.comments.builders import make_sheet, say


def test_who_sees_the_slide_watches_what_is_said_under_it(cast: Cast) -> None:
    topic = f"comments-{make_sheet(cast).pk}"
    assert topics.may_watch(cast.hugo, topic)
    assert not topics.may_watch(cast.beta_dora, topic)
    cast.acme.stages = [Stage.DEFINE]
    cast.acme.save(update_fields=["stages"])
    assert topics.may_watch(cast.marie, topic)
    assert not topics.may_watch(cast.sam, topic)


def test_the_piece_for_all_is_the_answer_to_a_change(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    answer = client.post(f"/slides/{slide.pk}/comments/", {"body": "Quand ?"}).content.decode()
    with translation.override("fr"):
        assert topics.render(f"comments-{slide.pk}") == answer
    with translation.override("en"):
        assert "Questions and remarks" in str(topics.render(f"comments-{slide.pk}"))


@pytest.mark.parametrize(
    ("change", "wakes_the_wall"),
    [
        (lambda cast, slide, first: say(slide, "Nouveau", by=cast.jo), True),
        (lambda cast, slide, first: say(slide, "Oui", by=cast.jo, thread=first), False),
        (lambda cast, slide, first: saying.edit(first, "Où ?", by=cast.hugo, at=NOW), False),
        (lambda cast, slide, first: settling.resolve(first, by=cast.marie, at=NOW), True),
        (lambda cast, slide, first: saying.delete(first, by=cast.hugo, at=NOW), True),
    ],
    ids=["began", "answered", "edited", "settled", "deleted"],
)
def test_the_sheet_sleeps_and_the_wall_wakes_when_its_count_may_change(
    cast: Cast,
    change: Callable[..., object],
    wakes_the_wall: bool,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    slide = make_sheet(cast)
    first = say(slide, "Quand ?", by=cast.hugo)
    names = (f"comments-{slide.pk}", f"wall-{slide.cycle_id}", slide.topic)
    before = [versions.current(name) for name in names]
    with django_capture_on_commit_callbacks(execute=True):
        change(cast, slide, first)
    woken = [versions.current(name) > was for name, was in zip(names, before, strict=True)]
    assert woken == [True, wakes_the_wall, False]
