"""Two people changed one sentence: their changes are joined word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from merge3 import Merge3

_WORDS = re.compile(r"\s+|[^\s]+")
_BLANKS = re.compile(" {2,}")
_MOST = 400  # words of a stretch that both changed, past which it is not looked into

Words = Sequence[str]


@dataclass(frozen=True, slots=True)
class Merged:
    """Both changes in one text; where both changed the same words, in two."""

    text: str  # with theirs, who were faster, where both changed the same words
    variant: str | None = None  # the same with mine there; None where nothing collides


@dataclass(frozen=True, slots=True, order=True)
class _Change:
    """Put `words` in place of those from `start` to `end`."""

    start: int
    end: int
    words: tuple[str, ...]


def merge(before: str, mine: str, theirs: str) -> Merged:
    """Return the sentence with both changes.

    Words and the spaces between them are the units of a three-way merge (diff3, Khanna, Kunal
    and Pierce 2007, as in merge3). What is added at one place by both collides, as does what one
    changes and the other removes; changes that only touch each other do not. Several blanks
    are one, as the sheet shows them; at the ends they are none, as what is typed is trimmed.
    Where two sentences collide that have left less than half of the words in common with the
    one before, each stays as it was written: words of both would make a sentence of nobody.
    """
    base, ours, others = _words(before), _words(mine), _words(theirs)
    text: list[str] = []
    variant: list[str] = []
    kept = 0
    for name, *groups in Merge3(base, ours, others).merge_groups():
        kept += _count(groups[0]) if name == "unchanged" else 0
        # A conflict holds base, mine, theirs; anything else the same words for both.
        joined = _side_by_side(*groups) if name == "conflict" else groups[0]
        variant += groups[1] if joined is None else joined
        text += groups[2] if joined is None else joined
    if text == variant:
        return Merged("".join(text))
    if 2 * kept < _count(base):
        return Merged("".join(others), "".join(ours))
    return Merged("".join(text), "".join(variant))


def _words(text: str) -> list[str]:
    return _WORDS.findall(_BLANKS.sub(" ", text).strip(" "))


def _count(words: Words) -> int:
    return sum(not word.isspace() for word in words)


def _side_by_side(before: Words, mine: Words, theirs: Words) -> list[str] | None:
    """Return the words with both changes if they touch and do not overlap, else None.

    merge3 wants an unchanged word between two changes; a word that one is still typing has none
    beside it.
    """
    if max(len(before), len(mine), len(theirs)) > _MOST:
        return None
    changes = sorted({*_changes(before, mine), *_changes(before, theirs)})
    if any(_collide(one, other) for one, other in pairwise(changes)):
        return None
    joined: list[str] = []
    at = 0
    for change in changes:
        joined += [*before[at : change.start], *change.words]
        at = change.end
    return [*joined, *before[at:]]


def _changes(before: Words, after: Words) -> list[_Change]:
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        _Change(start, end, tuple(after[first:last]))
        for name, start, end, first, last in matcher.get_opcodes()
        if name != "equal"
    ]


def _collide(one: _Change, other: _Change) -> bool:
    if one.start == one.end == other.start == other.end:
        return True  # both add words at one place
    return other.start < one.end
