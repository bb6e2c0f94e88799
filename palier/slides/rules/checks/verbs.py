"""What the verb of a line says: that it keeps, works, ships, or does."""

import re

from palier.slides.rules.checks import deeds, keeping, shipping, work
from palier.slides.rules.checks.forms import anywhere, at_start, word_set

# "KR2:", "3.": how a line is numbered.
NUMBERING = re.compile(
    r"\s*(?:\(?\d{1,2}(?:[.)]|\s[–:-])\s+"
    r"|(?:kr|okr|rc|o|objecti(?:f|ve)|key result|résultat clé)\s?\d*(?:\.\d+)*\s?[:.)–-]\s*)",
    re.IGNORECASE,
)
# What a line may start with before its first word: a bullet, "[Web]", "CEO:", "we will".
_PREFIX = re.compile(
    r"(?:[\s•·▪►>*–—-]+"
    r"|\[[^\]]{1,40}\]\s*|\([^)]{1,40}\)\s*"
    r"|(?:[^\s:,;.]{1,20} ){0,3}[^\s:,;.]{1,25} ?: (?=\S)"
    r"|(?:to|we|will|nous|allons|pour)\s+(?=[^\W\d_]+\s)"
    r"|(?:[a-z]{3,}ly|(?:rapide|active|progressive|pleine|régulière|systématique|collective"
    r"|conjointe|entière)ment|mieux|better|further)\s+(?=[^\W\d_]+\s)(?<!apply\s)(?<!supply\s))"
)
_PREFIXES = 4  # "• [Web] We will successfully launch"
# "avoir publié" is said of what one does, as "publier".
_DONE = re.compile(r"^(?:avoir|nous avons) ([^\W\d_]{2,})é(?:e|s|es)?( |$)")
_SENTENCE = re.compile(r"(?<=[^\s.][.;!])\s+(?=[A-ZÀ-Ý0-9])")

_ACTIVITY = at_start(work.ACTIVITY)
_STUDY = at_start(work.STUDY)
_WITH_AN_END = re.compile(work.WITH_AN_END)
_A_THING = re.compile(work.A_THING)
_IS_DONE = re.compile(work.IS_DONE)
_KEEPING = at_start(keeping.KEEPING)
_LEVEL_KEPT = at_start(keeping.LEVEL_KEPT)
_LEVEL_KEPT_LATER = anywhere(keeping.LEVEL_KEPT_LATER)
_SHIPPING = at_start(shipping.SHIPPING)
_SHIPPED_LATER = anywhere(shipping.SHIPPED_LATER)
_PUT_OUT_AFTER = anywhere(shipping.PUT_OUT_AFTER)
_TELLS_WHICH = re.compile(shipping.TELLS_WHICH)
_COUNTED = re.compile(shipping.COUNTED)
_CONDITION = re.compile(shipping.CONDITION)
_SOMEBODY_DOES = re.compile(shipping.SOMEBODY_DOES)
_MEASURED = re.compile(r"[%€$→<>]|->")


def opening_of(text: str) -> str:
    """Return a line in small letters from its first word that says something."""
    low = " ".join(text.lower().replace("’", "'").split())
    for _turn in range(_PREFIXES):
        match = _PREFIX.match(low)
        if match is None or match.end() >= len(low):
            break
        low = low[match.end() :]
    return _DONE.sub(r"\1er\2", low, count=1)


def as_written(words: str, text: str) -> str:
    """Return words that were found in small letters as the line writes them."""
    start = text.lower().replace("’", "'").find(words)
    return text[start : start + len(words)] if start >= 0 else words


def nothing_changes(text: str, language: str) -> str:
    """Return the words that say that an objective keeps what is, or ""."""
    match = _KEEPING[language].match(opening_of(text))
    return match[0] if match else ""


def kept_level(text: str, language: str) -> str:
    """Return the words that say that a level is kept, or ""."""
    for sentence in _SENTENCE.split(text):
        opening = opening_of(sentence)
        match = _LEVEL_KEPT[language].match(opening) or _LEVEL_KEPT_LATER[language].search(opening)
        if match:
            return match[0]
    return ""


def work_of(text: str, language: str, *, has_number: bool) -> str:
    """Return the words that say work rather than what comes of it, or "".

    A figure beside them makes a result of it, unless it only counts studies.
    """
    opening = opening_of(text)
    match = _ACTIVITY[language].match(opening)
    if match is None:
        return ""
    rest = opening[match.end() :]
    is_noun = language == "fr" and not is_deed(opening, language)
    if is_noun and _IS_DONE.match(opening):
        return ""
    if _WITH_AN_END.match(rest) or _A_THING.match(rest):
        return ""
    counts_studies = not _MEASURED.search(opening) and _STUDY[language].match(opening)
    return match[0] if not has_number or counts_studies else ""


def shipped(text: str, language: str) -> str:
    """Return the words that say that something is put out, or ""."""
    opening = opening_of(text)
    match = _SHIPPING[language].match(opening) or _shipped_later(opening, language)
    return match[0].strip(" .") if match else ""


def _shipped_later(opening: str, language: str) -> re.Match[str] | None:
    if _COUNTED.match(opening):
        return None
    match = _SHIPPED_LATER[language].search(opening)
    if match is None and not is_deed(opening, language):
        match = _PUT_OUT_AFTER[language].search(opening)
        if match and _TELLS_WHICH.search(opening[: match.start()]):
            return None
    before = opening[: match.start()] if match else ""
    is_told_apart = _CONDITION.search(before) or _SOMEBODY_DOES.search(before)
    return None if is_told_apart else match


def is_deed(words: str, language: str) -> bool:
    """Test if words start with a deed of their own: "train the team", "le tenir à jour".

    "Support" may be a noun: it needs "the" behind it.
    """
    first, _, rest = words.lstrip(' («"“').lower().partition(" ")
    first, second = first.strip(",;.()").removeprefix("co-"), rest.partition(" ")[0]
    if language == "fr":
        verb = second if first in _PRONOUNS else first.rpartition("'")[2]
        return bool(_INFINITIVE.fullmatch(verb)) and verb not in _NO_DEED
    if first in deeds.DEEDS_AND_NOUNS:
        return second in _DETERMINERS or second[:1].isdigit()
    return first in deeds.DEEDS


_DETERMINERS = word_set(
    "the a an our all every each new one two three four five its their at this these more it them"
)
_PRONOUNS = word_set("le la les en y se lui leur")
_NO_DEED = word_set(
    "leader manager partenaire premier dernier particulier atelier chantier papier courrier "
    "dossier fichier métier calendrier quartier entier régulier utilisateur"
)
_INFINITIVE = re.compile(
    r"(?!(?:leur|par|pour|sur|hier|tiers|entre|contre|autre|notre|votre)$)"
    r"[^\W\d_]{2,}(?:er|ir|dre|tre|vre|ire)"
)
