"""Which language one line is written in."""

import re

from palier.slides.rules.checks.deeds import ENGLISH_VERBS, FRENCH_VERBS
from palier.slides.rules.checks.forms import word_set

_WORDS = re.compile(r"[^\W\d_]+(?:['’](?=\w))?")
_FRENCH = word_set(
    "le la les l' d' de du des un une et à au aux en pour par avec sur dans sous sans chez nos "
    "notre leur leurs ses son sa que qu' qui est sont plus moins dès jusqu' chaque tous toutes ce "
    "cette cet ces ne pas être n' s' c' afin entre depuis"
)
_ENGLISH = word_set(
    "the of and to in for with by our is are be from at their its that this all each every more "
    "less than across per into about has have new not any it we will least which how who what them "
    "based using between through below above under over up down out as an after before while when "
    "where they you us stays remains"
)
_ACCENTED = re.compile("[éèêàçùôîûœ]", re.IGNORECASE)


def language_of(text: str, default: str) -> str:
    """Return "fr" or "en" by the small words and accents of a line, else `default`."""
    french = english = 0
    for match in _WORDS.finditer(text):
        word = match[0].lower().replace("’", "'")
        french += word in _FRENCH or word in FRENCH_VERBS
        english += word in _ENGLISH or word in ENGLISH_VERBS
        # One accented loan word ("resumé") does not make an English line French.
        french += bool(_ACCENTED.search(word)) and word not in _FRENCH
    if french == english:
        return default if default in {"fr", "en"} else "fr"
    return "fr" if french > english else "en"
