"""Two people changed one sentence: their changes are joined word by word."""

import re

from merge3 import Merge3

_WORDS = re.compile(r"\s+|[^\s]+")


def merge(before: str, mine: str, theirs: str) -> str | None:
    """Return the sentence with both changes, or None where both changed the same words.

    Words and the spaces between them are the units of a three-way merge (diff3, Khanna, Kunal
    and Pierce 2007, as in merge3).
    """
    merged = Merge3(_WORDS.findall(before), _WORDS.findall(mine), _WORDS.findall(theirs))
    groups = list(merged.merge_groups())
    if any(group[0] == "conflict" for group in groups):
        return None
    return "".join(word for group in groups for word in group[1])
