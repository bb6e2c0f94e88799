"""How companies write a quarter, a title, a numbering, a day, in French and English."""

import re
import unicodedata
from datetime import date
from functools import lru_cache


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Return the words of `text` without accents, case or punctuation."""
    bare = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(
        character
        if character.isalnum() or character in "%#€$"
        else ("" if unicodedata.combining(character) else " ")
        for character in bare
    )
    return " ".join(kept.split())


def compared(text: str) -> str:
    """Return what two names are compared by: their words, or their signs where they have none."""
    return plain(text) or text


_CYCLES = (
    re.compile(
        r"(?<![\w])(?P<year>20\d\d)\s?[-–/_. ]?\s?[QT](?P<quarter>[1-4])(?!\w)", re.IGNORECASE
    ),
    re.compile(
        r"(?<![\w])[QT](?P<quarter>[1-4])\s?[-–/_.'’ ]?\s?(?:FY)?(?P<year>20\d\d|\d\d)(?![\w%€])",
        re.IGNORECASE,
    ),
    re.compile(
        r"(?<!\w)(?P<quarter>[1-4])(?:er|e|è?me|st|nd|rd|th)\s(?:trimestre|quarter)\s"
        r"(?:de\s|of\s)?(?P<year>20\d\d)(?!\w)",
        re.IGNORECASE,
    ),
)
_OKR = re.compile(
    r"(?<!\w)(?:OKRs?|objectifs (?:et|&) résultats clés|objectives (?:and|&) key results)(?!\w)",
    re.IGNORECASE,
)


def cycle_in(text: str) -> tuple[str, str]:
    """Return the quarter that `text` names ("2018-Q4", "" for none) and the text without it.

    A fiscal year (`FY20-Q1`) is not a quarter of the calendar: it is left in the text.
    """
    for pattern in _CYCLES:
        match = pattern.search(text)
        if match and "FY" not in text.upper():
            year = match["year"] if len(match["year"]) == 4 else f"20{match['year']}"
            return f"{year}-Q{match['quarter']}", text[: match.start()] + " " + text[match.end() :]
    return "", text


def title_in(text: str) -> tuple[str, str, bool]:
    """Return the name, the quarter, and whether `text` is plainly the title of OKRs.

    `OKR Sales France T4 2018` names Sales France and 2018-Q4.
    """
    cycle, rest = cycle_in(text)
    name, count = _OKR.subn(" ", rest)
    name = re.sub(r"\(\s*\)|\[\s*\]", " ", name)
    name = re.sub(r"\s+(?:[-–—|:/·•_,]\s*)+(?=\s|$)", " – ", name)
    return " ".join(name.split()).strip(" -–—|:/·•_,"), cycle, bool(cycle or count)


def cycle_of_tab(name: str, file: str) -> str:
    """Return the quarter of a tab; the one year in the name of the file completes `T3`."""
    years = set(re.findall(r"(?<![0-9])20[0-9]{2}(?![0-9])", file))
    if re.fullmatch(r"\s*[TQtq][1-4]\s*", name) and len(years) == 1:
        return cycle_in(f"{name} {years.pop()}")[0]
    return title_in(name)[1]


_NUMBERED = re.compile(
    r"\s*(?:"
    r"(?:OKR|Objectif|Objective|Obj\.?|Key\s?Result|R[ée]sultat\s?cl[ée]|KR|O|RC)\s?[-#°n]*\s?"
    # "Objectif 1 de la maison" names one objective; its number is no numbering.
    r"[0-9]{1,2}(?:[.\-/][0-9]{1,2})*"
    r"(?:\s*[-–—:.)\]]+|(?=\s|$)(?!\s+(?:d[eu]|des|of|pour|for)\s|\s+d['’]))"
    r"|(?:KR|Objectif|Objective|Key\s?Result|R[ée]sultat\s?cl[ée])\s*:"
    r"|\(?[0-9]{1,2}(?:\.[0-9]{1,2})*\s*[.)]+(?=\s)"
    r"|[0-9]{1,2}(?:\.[0-9]{1,2})*\s[-–—:](?=\s*[^\s0-9])"
    r"|[-–—•●▪*►→](?=\s))\s*",
    re.IGNORECASE,
)
_NUMBER_ALONE = re.compile(
    r"\s*(?:OKR|Objectif|Objective|Obj|Key\s?Result|KR|O|RC|N°|#|R[ée]sultat\s?cl[ée])?"
    r"\s?[-.#°]?\s?"
    r"[0-9]{1,3}(?:[.\-][0-9]{1,3})*\s*[-:.)]*\s*",
    re.IGNORECASE,
)


def without_numbering(text: str) -> str:
    """Return a line without the numbering before it (`O1 -`, `KR 1.2:`, `3)`, a bullet)."""
    match = _NUMBERED.match(text)
    return text[match.end() :].strip() if match else text.strip()


def is_numbering(text: str) -> bool:
    """Tell whether a text is a number in a list and nothing else (`KR 1.2`, `#3`)."""
    return _NUMBER_ALONE.fullmatch(text) is not None


def lines_in(text: str) -> list[str]:
    """Return the lines of a cell that holds a list, else the text as one line."""
    lines = [line for line in text.split("\n") if line.strip()]
    if len(lines) > 1 and all(_NUMBERED.match(line) for line in lines):
        return lines
    return [text]


_MONTH_WORDS = (
    "janvier january janv jan|fevrier february fevr feb|mars march mar|avril april avr apr|mai may"
    "|juin june jun|juillet july juil jul|aout august aug|septembre september sept sep"
    "|octobre october oct|novembre november nov|decembre december dec"
)
_MONTHS = {
    word: number
    for number, words in enumerate(_MONTH_WORDS.split("|"), 1)
    for word in words.split()
}
_DAY_FIRST = re.compile(r"([0-9]{1,2})(?:er|st|nd|rd|th)?\s([a-z]+)\s([0-9]{4})")
_MONTH_FIRST = re.compile(r"([a-z]+)\s([0-9]{1,2})(?:st|nd|rd|th)?\s([0-9]{4})")
_FIGURES = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")


def day_in(text: str, language: str) -> date | None:
    """Return the day that `text` is, None when it is none or (in English) can be two."""
    words = plain(text)
    try:
        if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text.strip()):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := _FIGURES.fullmatch(text.strip()):
            day, month = int(match[1]), int(match[2])
            is_unsure = language != "fr" and day != month and max(day, month) <= 12
            if day <= 12 < month:
                day, month = month, day
            return None if is_unsure else date(int(match[3]), month, day)
        if match := _DAY_FIRST.fullmatch(words):
            return date(int(match[3]), _MONTHS[match[2]], int(match[1]))
        if match := _MONTH_FIRST.fullmatch(words):
            return date(int(match[3]), _MONTHS[match[1]], int(match[2]))
    except (ValueError, KeyError):
        pass
    return None
