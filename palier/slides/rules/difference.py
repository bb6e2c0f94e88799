"""What was changed in a sentence, word by word."""

import re
from collections import Counter
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

# A figure with its groups ("1 200,5"), blanks, one sign, or a word: each character is in one.
_SIGNS = r".,;:!?…«»“”\"()\[\]{}/→—–"
_WORDS = re.compile(rf"\d+(?:[.,\u00a0\u202f]\d+)*|\s+|[{_SIGNS}]|[^\s\d{_SIGNS}]+")
# Pairs of equal words that are compared; past them (a long paste over a long paste) a person
# sees more in "all of this became that" than in what happens to be equal.
_MOST_PAIRS = 20_000


class Fate(StrEnum):
    """What became of words."""

    KEPT = "kept"
    GONE = "gone"
    NEW = "new"


class Piece(NamedTuple):
    """Words that follow each other and had the same fate."""

    fate: Fate
    words: str


def difference(before: str, after: str) -> list[Piece]:
    """Return the pieces of both texts in reading order; what went stands before what came.

    Joined without the new pieces they are `before`, without the gone ones `after`, to the
    character. No two pieces of one fate follow each other, and none is empty.
    """
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _compared(old[start : len(old) - end], new[start : len(new) - end])
    head = [(old[:start], old[:start])] if start else []
    tail = [(old[len(old) - end :],) * 2] if end else []
    return _pieces([*head, *middle, *tail])


def _common(old: list[str], new: list[str]) -> int:
    pairs = enumerate(zip(old, new, strict=False))
    return next((i for i, (a, b) in pairs if a != b), min(len(old), len(new)))


def _compared(old: list[str], new: list[str]) -> list[tuple[list[str], list[str]]]:
    """Return stretches of both that face each other; equal ones were kept."""
    counts = Counter(word for word in new if not word.isspace())
    if sum(counts[word] for word in old) > _MOST_PAIRS:
        return [(old, new)]
    # Blanks are alike everywhere: they may lengthen a match, never make one.
    matcher = SequenceMatcher(str.isspace, old, new, autojunk=False)
    return [(old[a:b], new[c:d]) for _, a, b, c, d in matcher.get_opcodes()]


def _pieces(stretches: list[tuple[list[str], list[str]]]) -> list[Piece]:
    pieces: list[Piece] = []
    gone = new = ""
    for index, (old_words, new_words) in enumerate(stretches):
        was, became = "".join(old_words), "".join(new_words)
        # A lone blank between two changes is part of one longer change.
        is_between = was.isspace() and 0 < index < len(stretches) - 1
        if was != became or is_between:
            gone, new = gone + was, new + became
            continue
        pieces += _changed(gone, new)
        gone = new = ""
        if was:
            pieces.append(Piece(Fate.KEPT, was))
    return [*pieces, *_changed(gone, new)]


def _changed(gone: str, new: str) -> list[Piece]:
    return [Piece(fate, words) for fate, words in ((Fate.GONE, gone), (Fate.NEW, new)) if words]
