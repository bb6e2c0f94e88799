"""What is kept is made once, and never more than fits."""

from dataclasses import dataclass

from palier.sheets.cache import Kept
from palier.sheets.fit import fit
from palier.sheets.layout import Layout
from tests.sheets.samples import usual


@dataclass(frozen=True)
class Drawing:
    layout: Layout
    html: str


LAYOUT = fit(usual())


def test_a_drawing_is_made_once() -> None:
    kept = Kept(most=10, most_bytes=1_000_000)
    first = kept.remember(("slide", 1), lambda: Drawing(LAYOUT, "one"))
    assert kept.remember(("slide", 1), lambda: Drawing(LAYOUT, "other")) is first
    assert kept.remembered(("slide", 1)) is first
    assert kept.remembered(("slide", 2)) is None


def test_the_least_used_goes_first() -> None:
    kept = Kept(most=2, most_bytes=1_000_000)
    for key in ("a", "b"):
        kept.remember(key, lambda: Drawing(LAYOUT, "x"))
    kept.remembered("a")
    kept.remember("c", lambda: Drawing(LAYOUT, "x"))
    assert len(kept) == 2
    assert kept.remembered("b") is None


def test_bytes_are_bounded_too() -> None:
    kept = Kept(most=1_000, most_bytes=20_000)
    for key in range(100):
        kept.remember(key, lambda: Drawing(LAYOUT, "x" * 1_000))
    assert 0 < len(kept) <= 2
