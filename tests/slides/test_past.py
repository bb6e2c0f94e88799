"""How a slide was after each entry of its journal."""

import re
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from palier.slides.queries.past import past_of
from palier.slides.rules import past
from tests.cast import Cast
from tests.slides.doing import drawn, staged, told


@pytest.mark.slow
@given(steps=drawn)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
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
