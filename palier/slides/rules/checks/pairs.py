"""Whether one key result promises two things."""

import re
from itertools import pairwise

from palier.slides.rules.checks.figures import Figure, figures_in
from palier.slides.rules.checks.forms import word_set
from palier.slides.rules.checks.verbs import SENTENCE, is_deed, is_verb_pair, opening_of

_AND = re.compile(
    r",?\s+(?:and|et|ainsi que|as well as|then|puis|while|tout en|&|\+)\s+|\s*;\s+|,\s+"
)
_ASIDE = re.compile(r"\([^()]{0,200}\)")
_NOT_ALONE = re.compile(
    r"(?:make sure|ensure|have the|veiller|s'assurer|use|utiliser)\b", re.IGNORECASE
)
_RANGE = re.compile(r"(?:between|entre|both)\b", re.IGNORECASE)
_TWO_THINGS = re.compile(
    r"\S+ (?:an?|une?) [^,.;:]{2,60}? (?:and|et) (?:an?|une?) [^\W\d_]"
    r"|(?:hire|recruit|recruter|embaucher) [^,.;:]{2,80}? (?:and|et) [^\W\d_]{2}"
    r"|(?:meet|reach|achieve|hit) [^,.;:]{2,60}? and [^,.;:]{2,40}? (?:goals|targets|quotas)\b"
    r"|[^\W\d_]+(?:tion|ment|age)s? d[^,.;:]{3,80}?"
    r" et [^\W\d_]+(?:tion|ment|age)s? (?:d[eu']|des)",
    re.IGNORECASE,
)
_SAID_AGAIN = re.compile(
    r"(?:soit|which|that is|i\.?e\.?|c'est-à-dire|dont|including"
    r"|\d+ of (?:them|which|whom))\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"(?:avec|with) (?:an? |une? )?(?:\w+ )?"
    r"(?:taux|moyenne|note|score|satisfaction|average|rate|nps)\b",
    re.IGNORECASE,
)
# "And activation to 40 %": a figure with words of its own, not the second half of the one before.
_OWN_WORDS = re.compile(r"(?:l'|(?:the|an?|le|la|les|une?) )?[^\W\d_]{3,}[^\d]{0,40}\d")
_NEAR_START = 3  # words before a figure that starts a clause
_SMALL = word_set("le la les un une de du des à the a an of to at by")


def has_two_results(text: str, language: str) -> bool:
    """Test if a line promises two figures to be reached, or two deeds."""
    plain = _ASIDE.sub("", text.replace("’", "'"))
    sentences = SENTENCE.split(plain)
    return (
        _are_aims(sentences)
        or _are_deeds(sentences, language)
        or any(_has_two(sentence, language) for sentence in sentences)
    )


def _are_aims(sentences: list[str]) -> bool:
    aiming = [
        sentence
        for sentence in sentences
        if any(figure.role == "target" for figure in figures_in(sentence))
    ]
    return len(aiming) > 1


def _are_deeds(sentences: list[str], language: str) -> bool:
    return sum(is_deed(sentence, language, may_be_noun=False) for sentence in sentences) > 1


def _has_two(sentence: str, language: str) -> bool:
    parts = _AND.split(sentence)
    joints = _AND.findall(sentence)
    if len(parts) == 1 or _RANGE.search(sentence):
        return False
    if _count_aims(parts) > 1 or _TWO_THINGS.match(opening_of(sentence)):
        return True
    return any(
        _stands_alone(before, after, joint, language)
        for (before, after), joint in zip(pairwise(parts), joints, strict=True)
    )


def _count_aims(parts: list[str]) -> int:
    """Count the clauses that aim at a figure of their own."""
    aims = 0
    for index, part in enumerate(parts):
        found = [figure for figure in figures_in(part) if figure.role == "target"]
        if found and (index == 0 or _is_at_start(part, found[0])):
            is_last = index == len(parts) - 1
            # "6 et 18 mois" is one thing said twice.
            aims += (
                is_last
                or bool(part[found[-1].end :].strip(" %€$kKM,.+"))
                or bool(_OWN_WORDS.match(parts[index + 1]))
            )
    return aims


def _is_at_start(part: str, figure: Figure) -> bool:
    if _SAID_AGAIN.match(part):
        return False
    words = [word for word in part[: figure.start].split() if word.lower() not in _SMALL]
    return len(words) <= _NEAR_START or bool(_BESIDE.match(part))


def _stands_alone(before: str, after: str, joint: str, language: str) -> bool:
    """Test if what follows a joint is a deed beside the one before it."""
    if is_verb_pair(before, language) or " " not in after.strip() or _NOT_ALONE.match(after):
        return False
    is_gerund = before.split(" ", 1)[0].endswith("ing")
    has_aim = any(figure.role == "target" for figure in figures_in(after))
    is_listed = joint.strip() == ","
    return (is_deed(before, language, may_be_noun=False) or not is_listed) and is_deed(
        after, language, may_be_noun=not (has_aim or is_gerund)
    )
