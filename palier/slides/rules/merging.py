"""Two people changed one sentence: their changes are joined word by word."""

import re
from dataclasses import dataclass

from merge3 import Merge3

_WORDS = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Merged:
    """Both changes in one text; where both changed the same words, in two."""

    text: str  # with theirs, who were faster, where both changed the same words
    variant: str | None = None  # the same with mine there; None where nothing collides


def merge(before: str, mine: str, theirs: str) -> Merged:
    """Return the sentence with both changes.

    Words and the spaces between them are the units of a three-way merge (diff3, Khanna, Kunal
    and Pierce 2007, as in merge3). What is added at one place by both collides, as does what one
    changes and the other removes.
    """
    merged = Merge3(_WORDS.findall(before), _WORDS.findall(mine), _WORDS.findall(theirs))
    text: list[str] = []
    variant: list[str] = []
    for group in merged.merge_groups():
        # A conflict is (name, base, a, b); anything else holds the same words for both.
        is_conflict = group[0] == "conflict"
        variant += group[2 if is_conflict else 1]
        text += group[3 if is_conflict else 1]
    if text == variant:
        return Merged("".join(text))
    return Merged("".join(text), "".join(variant))
