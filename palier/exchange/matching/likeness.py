"""Which known names a name of a file may stand for: abbreviated, misspelt, in another order.

A likeness is only ever proposed. What differs by a word that means something else ("Sales France",
"Sales Finance"), by a number or by a gender ("Julien", "Julie") is not alike.
"""

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from palier.exchange.matching.lexicon import (
    ENDINGS_OF_GENDER,
    KINDS,
    KNOWN,
    LONG_FORMS,
    ONE_WORD,
    UNSAID,
)
from palier.exchange.phrases import plain

MOST = 5  # names proposed for one
LONGEST = 8  # words of a name that are compared one by one
MOST_INITIALS = 5
Words = tuple[str, ...]


class Likeness:
    """The known names of one kind, ready to be compared with many others."""

    def __init__(self, names: Iterable[str], *, kind: str) -> None:
        self.is_unit = kind == "unit"
        self.known: list[tuple[str, Words]] = [(name, self._words(name)) for name in names]
        self._by_letter: dict[tuple[Words, str], list[int]] = {}
        for index, (_, words) in enumerate(self.known):
            for letter in _letters(words):
                self._by_letter.setdefault((_figures(words), letter), []).append(index)

    def of(self, name: str) -> list[str]:
        """Return the known names that `name` may stand for, the likeliest first."""
        words = self._words(name)
        if not words or len(words) > LONGEST:
            return []
        near = {
            index
            for letter in _letters(words)
            for index in self._by_letter.get((_figures(words), letter), ())
        }
        alike = _alike_units if self.is_unit else _alike_people
        found = [self.known[index] for index in near if alike(words, self.known[index][1])]
        found.sort(key=lambda one: (-fuzz.token_sort_ratio(plain(name), plain(one[0])), one[0]))
        return [one for one, _ in found[:MOST]]

    def _words(self, name: str) -> Words:
        words = plain(name.replace("&", "")).split()
        if not self.is_unit:
            return tuple(words)
        # The last word is a name: "Sales DE" is no "Sales".
        kept = [word for word in words[:-1] if word not in UNSAID] + words[-1:]
        return tuple(ONE_WORD.get(word, word) for word in kept)


def _letters(words: Words) -> set[str]:
    """Return the first letters that a name alike may have too, abbreviations told at length."""
    forms = [word for form in _forms("".join(words)) for word in form]
    forms += [word for one in words for form in _forms(one) for word in form]
    return {word[0] for word in (*words, *forms)}


def _figures(words: Words) -> Words:
    return tuple(word for word in words if any(map(str.isdigit, word)))


# ---- units ----


def _alike_units(name: Words, known: Words) -> bool:
    """Tell whether every word of one stands for words of the other, in whatever order."""
    own, other = set(name) & KINDS, set(known) & KINDS
    if own and other and own != other:
        return False
    bare = tuple(word for word in name if word not in KINDS) or name
    known_bare = tuple(word for word in known if word not in KINDS) or known
    if len(known) > LONGEST:
        return False
    return _aligned(bare, known_bare) or _aligned(name, known)


def _aligned(left: Words, right: Words) -> bool:
    if not left or not right:
        return not left and not right
    return any(_aligned(left[taken:], rest) for taken, rest in _matches(left, right))


def _matches(left: Words, right: Words) -> Iterator[tuple[int, Words]]:
    """Yield how many of the first words on the left stand for words on the right, and the rest."""
    for start, other in enumerate(right):
        without = right[:start] + right[start + 1 :]
        if _same_in_units(left[0], other):
            yield 1, without
        for taken in range(2, min(MOST_INITIALS, len(left)) + 1):
            if _stands_for(other, left[:taken]):
                yield taken, without
        for end in range(start + 2, min(start + MOST_INITIALS, len(right)) + 1):
            if _stands_for(left[0], right[start:end]):
                yield 1, right[:start] + right[end:]


def _same_in_units(one: str, other: str) -> bool:
    if one == other:
        return True
    if any(map(str.isdigit, one + other)):
        return False
    forms = {form[0] for form in _forms(one) if len(form) == 1}
    others = {form[0] for form in _forms(other) if len(form) == 1}
    if forms & others:
        return True
    short, long = sorted((one, other), key=len)
    if short in LONG_FORMS:  # it has a meaning of its own
        return False
    return _shortens(short, long) or _is_slip(one, other)


def _stands_for(short: str, words: Sequence[str]) -> bool:
    """Tell whether a word is the initials of others, or is known to stand for them."""
    is_initials = len(short) == len(words) and all(
        word[0] == letter and len(word) > 1 for word, letter in zip(words, short, strict=True)
    )
    return is_initials or tuple(words) in _forms(short)


def _forms(word: str) -> list[Words]:
    """Return a word with everything it may be short for."""
    return [(word,), *LONG_FORMS.get(word, ())]


def _shortens(short: str, long: str) -> bool:
    """Tell whether a word is the beginning of another, or its consonants: "mktg", "compta"."""
    if len(short) < 3 or len(long) < 6 or len(short) > 0.75 * len(long):
        return False
    if short in KNOWN:
        return False
    if long.startswith(short):
        return True
    letters = iter(long)
    is_within = all(letter in letters for letter in short)
    return is_within and short[0] == long[0] and not set(short[1:]) & set("aeiouy")


def _is_slip(one: str, other: str) -> bool:
    """Tell whether one is a slip of the pen for the other; two words we know are two words."""
    if one in KNOWN and other in KNOWN:
        return False
    return _distance_is_small(one, other)


def _distance_is_small(one: str, other: str) -> bool:
    if one[0] != other[0]:
        return False
    shortest = min(len(one), len(other))
    most = 0 if shortest < 4 else 1 if shortest < 6 else 2
    return most > 0 and OSA.distance(one, other, score_cutoff=most) <= most


# ---- people ----


def _alike_people(name: Words, known: Words) -> bool:
    """Tell whether two names may be one person's: initials, a first name alone, a slip."""
    if _are_initials(name, known) or _are_initials(known, name):
        return True
    short, long = sorted((name, known), key=len)
    if len(short) == 1:
        return len(long) > 1 and (short[0] in long or short[0] == long[0][0] + long[-1])
    return _fit(short, long, slips=1)


def _are_initials(short: Words, words: Words) -> bool:
    """Tell whether a name is the initials of another: "ML", "M. L.", "JPM", in either order."""
    letters = "".join(short)
    is_short = len(short) == 1 or all(len(word) == 1 for word in short)
    initials = "".join(word[0] for word in words)
    return is_short and len(letters) > 1 and letters in (initials, initials[1:] + initials[0])


def _fit(short: Words, long: Words, *, slips: int, whole: int = 0) -> bool:
    """Tell whether each word of a name is in the other, one at least in full.

    `slips` are how many may be misspelt; `whole` counts those found in full.
    """
    if not short:
        return whole > 0
    word, rest = short[0], short[1:]
    for index, other in enumerate(long):
        left = long[:index] + long[index + 1 :]
        cost = _cost(word, other)
        if cost is not None and cost <= slips:
            more = whole + (word == other)
            if _fit(rest, left, slips=slips - cost, whole=more):
                return True
        pair = long[index : index + 2]
        is_both = len(pair) == len(word) == 2 and _stands_for(word, pair)  # "JP Durand"
        if is_both and _fit(rest, long[:index] + long[index + 2 :], slips=slips, whole=whole):
            return True
    return False


def _cost(one: str, other: str) -> int | None:
    """Return how many slips make a word of a name another: 0, 1, or None where none does."""
    if one == other or (min(len(one), len(other)) == 1 and one[0] == other[0]):
        return 0
    return 1 if _distance_is_small(one, other) and not _differs_by_gender(one, other) else None


def _differs_by_gender(one: str, other: str) -> bool:
    common = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
        min(len(one), len(other)),
    )
    return tuple(sorted((one[common:], other[common:]))) in ENDINGS_OF_GENDER
