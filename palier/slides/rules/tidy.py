"""What is done to words that people type or paste: almost nothing."""

import re
import unicodedata

_BREAKS = re.compile(r"[\s\x1c-\x1f\x85\u2028\u2029]*[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+\s*")
_KEPT_CONTROLS = {"\t"}


def one_line(text: str) -> str:
    """Return `text` on one line: breaks become a space, invisible controls go, ends are cut.

    No-break spaces stay: they are typography.
    """
    joined = _BREAKS.sub(" ", text)
    seen = "".join(
        character
        for character in joined
        if unicodedata.category(character) not in {"Cc", "Cs"} or character in _KEPT_CONTROLS
    )
    return seen.replace("\t", " ").strip(" ")
