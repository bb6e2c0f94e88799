"""How a slide was after each entry of its journal."""

import re
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from palier.journal.models import Entry
from palier.slides.queries.past import past_of
from palier.slides.rules import past
from tests.cast import NOW, Cast
from tests.slides.doing import drawn, staged, told


@pytest.mark.slow
@given(steps=drawn)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=settings().max_examples // 2,
)
def test_after_anything_the_slide_of_every_moment_is_known(
    cast: Cast, steps: list[tuple[str, int, int]]
) -> None:
    with transaction.atomic():
        stage = staged(cast)
        for step in steps:
            stage.play(*step)
        for entry, content in stage.moments:
            then = past_of(stage.slide, entry).then
            assert then is not None, (entry.verb, entry.details)
            assert told(then) == told(content)
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("verb", "details"),
    [
        ("slide.undone", {"undoes": 1, "line": "objective-1"}),
        ("slide.line-carried", {"line": "objective-1", "source": "objective-2"}),
        ("slide.line-moved", {"line": "objective-99999", "place": [[1, 0], [1, 1]]}),
        ("slide.line-removed", {"line": "objective-1", "title": "Un"}),
    ],
)
def test_an_entry_that_lacks_what_was_there_ends_what_is_known(
    cast: Cast, verb: str, details: dict[str, object]
) -> None:
    stage = staged(cast)
    stage.play("edit", 0, 1)
    first = stage.moments[0][0]
    entry = Entry.objects.create(
        organisation=cast.acme, verb=verb, subject=stage.slide.topic, at=NOW, details=details
    )
    assert past_of(stage.slide, first).then is None
    assert told(past_of(stage.slide, entry).now) == told(stage.moments[0][1])


def test_an_import_that_named_categories_leaves_its_lines_unsure(cast: Cast) -> None:
    stage = staged(cast)
    stage.play("edit", 0, 1)
    ref = stage.objectives()[0].ref
    details = {"created": [], "changed": {ref: {"category": ["Équipe", "Croissance"]}}}
    Entry.objects.create(
        organisation=cast.acme,
        verb="slide.imported",
        subject=stage.slide.topic,
        at=NOW,
        details=details,
    )
    then = past_of(stage.slide, stage.moments[0][0]).then
    assert then and then.unsure == {ref}


# Verbs after which the lines of a slide are what they were before.
STILL = {
    "slide.opened",
    "slide.variant-written",
    "slide.variant-left",
    "slide.remark-dismissed",
    "slide.remark-brought-back",
}
PALIER = Path(past.__file__).parents[2]


@pytest.mark.once
def test_every_verb_of_a_slide_can_be_told_backwards() -> None:
    sources = [path.read_text(encoding="utf-8") for path in PALIER.rglob("actions/*.py")]
    written = {
        verb
        for source in sources
        for verb in re.findall(r'(?:note|record|Change)\(\s*"(slide\.[a-z-]+)"', source)
    }
    assert "slide.edited" in written
    assert written <= set(past.TURNS) | STILL
