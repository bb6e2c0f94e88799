"""The words of one paragraph of HTML as they come, and what they make together."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from palier.exchange.reading.html_look import Look

BREAK = "\x0b"  # a line that ends within a paragraph
_BLANKS = re.compile(r"[ \t\r\n\f]+")


@dataclass(frozen=True, slots=True)
class Settled:
    """What a paragraph says, and what is hidden or crossed out in it."""

    text: str
    asides: list[tuple[str, str]] = field(default_factory=list)  # (words, about)


@dataclass(slots=True)
class Said:
    """The runs of words of a paragraph."""

    runs: list[tuple[str, Look]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)

    def say(self, text: str, look: Look) -> None:
        """Add words; blanks count as one unless each of them was typed."""
        if look.is_as_typed:
            self.runs.append((text.replace("\n", BREAK), look))
        elif text != BREAK:
            self.runs.append((_BLANKS.sub(" ", text), look))
        else:
            self.runs.append((text, look))

    @property
    def is_bold(self) -> bool:
        """Whether all of its words are."""
        looks = self._looks()
        return bool(looks) and all(look.is_bold for look in looks)

    @property
    def is_struck(self) -> bool:
        """Whether all of its words were crossed out."""
        looks = self._looks()
        return bool(looks) and all(look.is_struck for look in looks)

    @property
    def mark(self) -> str:
        """The number or the label that Word keeps apart: `1.`, `KR 2`; "" for a bullet."""
        mark = _joined(text for text, look in self.runs if look.is_mark)
        return mark if any(map(str.isdigit, mark)) else ""

    def settle(self) -> Settled:
        """Return the words; those of a paragraph that is crossed out in part are told apart."""
        seen = [(text, look) for text, look in self.runs if not look.is_mark]
        hidden = _joined(text for text, look in seen if look.is_hidden)
        seen = [(text, look) for text, look in seen if not look.is_hidden]
        is_struck = self.is_struck
        struck = "" if is_struck else _joined(text for text, look in seen if look.is_struck)
        text = _joined(text for text, look in seen if is_struck or not look.is_struck)
        asides = [(hidden, "hidden-text")] if hidden else []
        asides += [(struck, "struck-words")] if struck else []
        return Settled(text, asides)

    def _looks(self) -> list[Look]:
        return [
            look
            for text, look in self.runs
            if text.strip() and not look.is_mark and not look.is_hidden
        ]


def _joined(texts: Iterable[str]) -> str:
    lines = (re.sub(r" {2,}", " ", line).strip() for line in "".join(texts).split(BREAK))
    return "\n".join(filter(None, lines))
