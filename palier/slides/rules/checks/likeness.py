"""Whether a line still says what it said when a remark on it was put aside."""

import re

from rapidfuzz.distance import Indel

KEPT = 500  # characters that are compared
ALIKE = 0.8  # share of characters in common, 0..1: a word more or a typo less changes nothing

_UNSAID = re.compile(r"[\W_]+")


def is_alike(before: str, now: str) -> bool:
    """Test if two texts say much the same; case, spaces and punctuation do not count."""
    one, other = (_UNSAID.sub(" ", text[:KEPT].casefold()).strip() for text in (before, now))
    return Indel.normalized_similarity(one, other, score_cutoff=ALIKE) >= ALIKE
