"""Rows and readings: what is measured, against what, and what is allowed.

A row is a function that returns a Reading, registered by name:

    @row("wall of 12 units, time")
    def wall() -> Reading:
        return ratio(open_wall, open_empty_page, bound=3)

Bounds on time are ratios of two things done in turn within one run (A B A B…), so that they mean
the same on every machine, busy or not.
"""

import gc
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reading:
    """What a row found. `unit` is "×" for a ratio; `detail` says what it was made of."""

    value: float
    bound: float
    unit: str = "×"
    detail: str = ""

    @property
    def is_ok(self) -> bool:
        return self.value <= self.bound


Row = Callable[[], Reading]
ROWS: dict[str, Row] = {}


def row(name: str) -> Callable[[Row], Row]:
    """Register a row under the name it is printed with."""

    def register(function: Row) -> Row:
        if name in ROWS:
            raise ValueError(f"two rows are called {name!r}")
        ROWS[name] = function
        return function

    return register


def ratio(
    measured: Callable[[], object],
    against: Callable[[], object],
    *,
    bound: float,
    pairs: int = 15,
    warm: int = 2,
    per: float = 1.0,
) -> Reading:
    """Return median time of `measured` / median time of `against`, over interleaved pairs.

    `per` divides the ratio: what one of `measured` holds more than one of `against`.
    """
    ours, theirs = [], []
    for turn in range(warm + pairs):
        one, other = seconds(measured), seconds(against)
        if turn >= warm:
            ours.append(one)
            theirs.append(other)
    a, b = statistics.median(ours), statistics.median(theirs)
    return Reading(a / b / per, bound, detail=f"{told(a)} against {told(b)}")


def seconds(action: Callable[[], object]) -> float:
    """Return how long `action` takes, with nothing of the one before left to collect."""
    gc.collect()
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def told(duration: float) -> str:
    """Return a duration as people say it: "3.2 ms", "1.4 s"."""
    return f"{duration * 1000:.1f} ms" if duration < 1 else f"{duration:.2f} s"
