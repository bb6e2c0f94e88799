"""How words look in HTML: by their tag, by the style that a program wrote on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

_BOLD = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00)", re.IGNORECASE)
_THIN = re.compile(r"font-weight\s*:\s*(normal|lighter|[1-5]00)", re.IGNORECASE)
_STRUCK = re.compile(r"text-decoration[^;]*:[^;]*line-through", re.IGNORECASE)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE
)
_WORD_LIST = re.compile(r"mso-list\s*:[^;]*\blevel([0-9]{1,2})", re.IGNORECASE)
_WORD_MARK = re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """What holds for words within the tags that are open."""

    is_bold: bool = False
    is_struck: bool = False
    is_hidden: bool = False
    is_unseen: bool = False  # no words of people: a script, a style
    is_mark: bool = False  # the bullet or the number that Word writes before the words
    is_as_typed: bool = False  # each blank and each line counts
    depth: int = 0  # of an item as Word writes it, 0 for none

    def unseen(self) -> "Look":
        """Return the look of what nobody wrote for people."""
        return replace(self, is_unseen=True)


def look_of(outer: Look, tag: str, attributes: Mapping[str, str]) -> Look:
    """Return how words look in a tag that stands within others."""
    style = attributes.get("style", "")
    is_bold = outer.is_bold or tag in ("b", "strong", "th")
    is_struck = outer.is_struck or tag in ("s", "del", "strike")
    if style:
        # Google writes a whole text in a <b> that its style undoes.
        is_bold = bool(_BOLD.search(style)) or (is_bold and not _THIN.search(style))
        is_struck = is_struck or bool(_STRUCK.search(style))
    level = _WORD_LIST.search(style) if style else None
    return Look(
        is_bold,
        is_struck,
        outer.is_hidden or "hidden" in attributes or bool(_HIDDEN.search(style)),
        outer.is_unseen,
        outer.is_mark or bool(_WORD_MARK.search(style)),
        outer.is_as_typed or tag in ("pre", "textarea"),
        int(level[1]) if level and tag in ("p", "div", "h1", "h2", "h3") else 0,
    )
