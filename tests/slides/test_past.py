"""How a slide was after each entry of its journal."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from palier.slides.queries.past import past_of
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
