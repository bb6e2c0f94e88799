"""What the tests of sharing stand on: a fixed day, no picture kept from another test."""

from collections.abc import Iterator

import pytest
import time_machine

from palier.sharing.queries.picture import kept
from tests.cast import NOW


@pytest.fixture(autouse=True)
def forget_pictures() -> None:
    kept.clear()


@pytest.fixture
def today() -> Iterator[time_machine.Traveller]:
    """Hold the clock at NOW; `today.move_to(…)` goes to another day."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock
