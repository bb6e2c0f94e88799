"""The figures in the words of a line, apart from names, dates and versions."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

_ONE = r"\d+(?:[.,'\u00a0\u202f ]\d{3}(?!\d))*(?:[.,]\d+)?"
_NUMBER = re.compile(rf"{_ONE}(?:\s?[–-]\s?(?!20\d\d){_ONE}(?!\d|[/.-]\d))?")  # "30–50" is one
_BEFORE = re.compile(r"[^\s(\[\"“«]*$")
_AFTER = re.compile(r"[^\s)\]\"”»,;]*")
MANY = 20  # figures; a line that has more is not better known by reading them
_NEAR = 40  # characters around a figure that say what it is
_LEADING = re.compile(r"[$€£~≈<>≤≥=+±−×x*'\-–—…/]*")
_YEAR = re.compile(r"(?:199|20[1-6])\d(?:\s?[–-]\s?\d\d)?")
_ORDINAL = re.compile(r"(?:st|nd|rd|th|er|ère|re|ère|e|ème|eme|d|nde?)\b", re.IGNORECASE)
_UNIT = re.compile(
    r"\s?(?:%|‰|€|\$|£|[kKM]€|[kK]\b|M\b|pts?\b|points?\b|pour\s?cent|percent|x\b|×|millions?|"
    r"thousand|milliers?|milliards?|million)",
    re.IGNORECASE,
)
_MONTHS = (
    r"janv|févr|fevr|mars|avril|mai\b|juin|juil|août|aout|sept|octo|nov|déc|dec|jan|feb|march|"
    r"apr|may\b|june?\b|july?\b|aug|oct"
)
_MONTH_AFTER = re.compile(rf"\s*(?:{_MONTHS})", re.IGNORECASE)
_MONTH_BEFORE = re.compile(rf"(?:{_MONTHS})\w*\.?\s*$", re.IGNORECASE)
# "5C", "3D", "2FA": a name; "5K", "3M", "2B€" are amounts.
_LETTERED = re.compile(r"(?!(?:[KMBTX]|[kKMGT][oBWb]h?|[KMB][€$])(?![^\W_]))[A-Z]")
# "tier 1", "RFC 97", "version 4", "semaine 6": a name, not a figure.
_NAMED = re.compile(
    r"(?<!\w)(?:tier|levels?|phases?|steps?|étapes?|lots?|niveaux?|rfc|iso|soc|issues?|ticket|articles?|"
    r"sections?|pages?|versions?|release|option|annexe|sprint|week|semaine|day|jour|quarter|"
    r"trimestre|milestone|jalon|web|python|windows|horizon|part|partie|chapter|chapitre|stage|"
    r"palier|type|axe|volet|mission|pilier|loi|décret|class|grade|zone|gen|wave|vague|cohorte?|"
    r"season|saison|volume|tome|figure|tableau|fortune|php|ios|android|html|css|java|node|vue|"
    r"angular|react|django|rails|ruby|drupal|postgres(?:ql)?|dsfr|rgaa|wcag|pci|tls|http|priority|"
    r"priorité|p|q|t|s|h|v|n°|no\.?|number|numéro|fy|year|année|scope|pep|"
    r"nps de)\s*(?:\d+\s*(?:&|,|/|and|et|or|ou)\s*)*$",
    re.IGNORECASE,
)
# "a 6-month roadmap", "3-year plan": a horizon, not a figure.
_HORIZON = re.compile(r"(?:-|\s)(?:months?|years?|weeks?|mois|ans?|années?)\b", re.IGNORECASE)
_REACHED = re.compile(r"(?<!\w)(?:to|under|below|less than|than|sous|moins de)\s$", re.IGNORECASE)
# "Rails 5", "Ruby 2.6": a product; the first word of a line is a verb.
_PRODUCT = re.compile(r"\S\s+[A-Z][a-z]+(?:\.js|[A-Z][a-z]+)?\s$")
_RELEASED_IN = re.compile(r"\b(?:in|by|for|before|with|of|dans|en)\s$", re.IGNORECASE)
# "30-day retention", "a 1-click order", "1:1": part of a name.
_COMPOUND = re.compile(r"-[^\W\d_]{2}(?!old)|:\d")
_DATED = re.compile(r"/\d{2,4}\b|-\d{2}-\d{2}|\.\w")
_VERSION = re.compile(r"\d+\.0")
_DECIMAL = re.compile(r"\d{1,2}\.\d{1,2}")
_AROUND_THE_CLOCK = re.compile(r"24\s?[hx]?\s?/?\s?(?:24|7)\b|7\s?j?\s?/\s?7|360\b°?")
_SPELT = {
    "en": (
        r"one(?! (?:of|place|another|stop|on|time|team|by))|two|three|four|five|six|seven|eight"
        r"|nine|ten|eleven|twelve|fifteen|twenty|thirty|fifty|hundred|thousand|dozens?|half|double"
        r"|doubl(?:ed|ing)|triple[ds]?|halv(?:e|ed|ing)|twice|third|quarter of"
    ),
    "fr": (
        r"deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|quinze|vingt|trente|quarante"
        r"|cinquante|cent|mille|douzaines?|dizaines?|quinzaines?|centaines?|moitié|double[rz]?"
        r"|doublée?s?|tripler?|divise[rz]? par|au moins une?|quart|tiers"
    ),
}
_WHOLE = {
    "en": r"all|every|each|everyone|none|zero|no(?! longer)|never|nobody|eliminat(?:e|es|ed|ing)",
    "fr": (
        r"tous|toutes les|l'ensemble des|chaque|aucune?|zéro|zero|plus aucune?|la totalité"
        r"|élimin(?:er|ez|ons|ation)|supprimer toute?s?|chacune?"
    ),
}
_SPELT_IN = {
    name: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
    for name, words in _SPELT.items()
}
_WHOLE_IN = {
    name: re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)
    for name, words in _WHOLE.items()
}


def figures_in(text: str) -> list[str]:
    """Return the figures of a line in their order; names, dates and versions are none."""
    return list(islice(_figures(text.replace("’", "'")), MANY))


def is_counted(text: str, language: str) -> bool:
    """Test if a line holds a number in digits or in letters, or says all or none of something."""
    return bool(
        figures_in(text)
        or spelt_in(text, language)
        or _WHOLE_IN[language].search(text.replace("’", "'"))
    )


def spelt_in(text: str, language: str) -> re.Match[str] | None:
    """Return the first number written in letters."""
    return _SPELT_IN[language].search(text.replace("’", "'"))


class _Seen(NamedTuple):
    """A number, and what stands around it."""

    number: str
    head: str  # up to the word that the number is in
    before: str  # of that word
    after: str  # of that word
    rest: str


def _figures(text: str) -> Iterator[str]:
    for match in _NUMBER.finditer(text):
        seen = _look(text, match)
        if not _is_name(seen):
            unit = _UNIT.match(seen.rest)
            end = match.end() + (unit.end() if unit else 0)
            yield text[match.start() : end]


def _look(text: str, match: re.Match[str]) -> _Seen:
    head = text[max(0, match.start() - _NEAR) : match.start()]
    rest = text[match.end() : match.end() + _NEAR]
    before, after = _BEFORE.search(head), _AFTER.match(rest)
    word = before[0] if before else ""
    return _Seen(match[0], head[: len(head) - len(word)], word, after[0] if after else "", rest)


def _is_name(seen: _Seen) -> bool:
    if _LEADING.fullmatch(seen.before) is None:
        return True  # "Q3", "S3", "B2B", "SOC-2", "#12"
    if _UNIT.match(seen.rest) or seen.before[-1:] in tuple("$€£"):
        return False
    return bool(
        _AROUND_THE_CLOCK.match(seen.number + seen.rest)
        or _AROUND_THE_CLOCK.fullmatch(seen.before + seen.number)
        or _YEAR.fullmatch(seen.number)
        or _ORDINAL.match(seen.after)
        or _MONTH_AFTER.match(seen.rest)
        or _MONTH_BEFORE.search(seen.head)
        or _NAMED.search(seen.head)
        or _COMPOUND.match(seen.after)
        or _DATED.match(seen.after)
        or _LETTERED.match(seen.after)
        or _VERSION.fullmatch(seen.number)
        or (_PRODUCT.search(seen.head) and not seen.before)
        or (_HORIZON.match(seen.rest) and not seen.before and not _REACHED.search(seen.head))
        or (_DECIMAL.fullmatch(seen.number) and _RELEASED_IN.search(seen.head))
    )
