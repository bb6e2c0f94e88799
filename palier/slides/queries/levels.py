"""The mix of levels of a slide: shown, never judged."""

from collections.abc import Iterable
from dataclasses import dataclass

from palier.slides.models import LEVEL_LABELS, KeyResult
from palier.slides.rules.words import Level


@dataclass(frozen=True, slots=True)
class Share:
    """How many key results of a slide are of one level."""

    level: str
    label: str
    count: int


def shares_of(key_results: Iterable[KeyResult]) -> list[Share]:
    """Return the levels that are present, from input to outcome."""
    levels = [row.level for row in key_results]
    return [
        Share(level, str(LEVEL_LABELS[level]), levels.count(level))
        for level in Level
        if level in levels
    ]
