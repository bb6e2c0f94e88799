"""The words of one paragraph of Markdown: what is bold, crossed out, linked, hidden."""

import re
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from palier.exchange.reading.html import KNOWN_TAGS
from palier.exchange.reading.told_words import begins_anew, is_label

MAX_SIZE = 20_000  # characters; beyond, signs are words
MAX_SIGNS = 1_000  # brackets and the like: the parser looks ahead from each of them
_SLOW = re.compile(r"[\[<&`]")
_DEFINITION = re.compile(
    r" {0,3}\[(?!\^)((?:[^\[\]\\\n]|\\.){1,999})\]:[ \t]*(?:<([^<>\n]*)>|(\S+))"
    r"(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^()\n]*\)))?[ \t]*"
)
_SPANS = {
    "strong_open": ("bold", 1),
    "strong_close": ("bold", -1),
    "s_open": ("struck", 1),
    "s_close": ("struck", -1),
}
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")


@dataclass(slots=True)
class Words:
    """What a paragraph says, and what lies behind or beside its words."""

    text: str = ""
    is_bold: bool = False  # all of it
    is_struck: bool = False  # all of it
    links: list[str] = field(default_factory=list)
    asides: list[tuple[str, str]] = field(default_factory=list)  # (words, about)


def definitions_in(content: str) -> tuple[str, list[tuple[int, str, str, str]]]:
    """Return a paragraph without its definitions of links, and each of those: the number of its
    line in the paragraph from 0, its label, its address, its words.
    """
    if "]:" not in content:
        return content, []
    found, kept = [], []
    for number, line in enumerate(content.split("\n")):
        match = _DEFINITION.fullmatch(line)
        if match:
            found.append((number, match[1], match[2] or match[3] or "", line.strip()))
        else:
            kept.append(line)
    return "\n".join(kept), found


def read_words(parser: MarkdownIt, content: str, references: dict[str, dict[str, str]]) -> Words:
    """Return the words of a paragraph; one with too many signs comes back as it stands."""
    if len(content) > MAX_SIZE or len(_SLOW.findall(content)) > MAX_SIGNS:
        return Words(_joined(content.replace("\n", "\r")))
    children: list[Token] = []
    parser.inline.parse(content, parser, {"references": references}, children)
    return _Reading().read(children)


class _Reading:
    def __init__(self) -> None:
        self.words = Words()
        self.pieces: list[tuple[str, bool, bool]] = []  # words, bold, crossed out
        self.bold = self.struck = 0

    def read(self, tokens: list[Token]) -> Words:
        for token in tokens:
            self._token(token)
        said = [(bold, struck) for text, bold, struck in self.pieces if text.strip()]
        self.words.is_bold = bool(said) and all(bold for bold, _ in said)
        self.words.is_struck = bool(said) and all(struck for _, struck in said)
        left = _joined("".join(text for text, _, struck in self.pieces if not struck))
        if any(struck for _, struck in said) and is_label(left):
            self.words.is_struck = True  # "KR 2: ~~Hire a manager~~"
        kept = [text for text, _, struck in self.pieces if self.words.is_struck or not struck]
        gone = " ".join("".join(text for text, _, struck in self.pieces if struck).split())
        if gone and not self.words.is_struck:
            self.words.asides.append((gone, "struck-words"))
        self.words.text = _joined("".join(kept))
        text = self.words.text
        self.words.links = [
            link for link in dict.fromkeys(self.words.links) if link and link not in text
        ]
        return self.words

    def _token(self, token: Token) -> None:
        if token.type in _SPANS:
            name, step = _SPANS[token.type]
            setattr(self, name, getattr(self, name) + step)
        elif token.type == "link_open":
            self.words.links.append(str(token.attrs.get("href", "")))
        elif token.type == "image":
            self._picture(token)
        elif token.type == "html_inline":
            self._tag(token.content)
        else:
            self._say({"softbreak": "\r", "hardbreak": "\n"}.get(token.type, token.content))

    def _say(self, text: str) -> None:
        if text:
            self.pieces.append((text, self.bold > 0, self.struck > 0))

    def _picture(self, token: Token) -> None:
        self.words.asides.append((token.content.strip() or "…", "picture"))
        self.words.links.append(str(token.attrs.get("src", "")))

    def _tag(self, content: str) -> None:
        """Leave out a tag of HTML; what only looks like one is words."""
        if content.startswith("<!--"):
            comment = content.removeprefix("<!--").removesuffix("-->").strip()
            self.words.asides += [(comment, "hidden-text")] if comment else []
            return
        match = _TAG.match(content)
        name = match[1].lower() if match else ""
        if name == "br":
            self._say("\n")
        elif name in ("s", "del", "strike"):
            self.struck = max(0, self.struck + (-1 if content.startswith("</") else 1))
        elif name in ("b", "strong"):
            self.bold = max(0, self.bold + (-1 if content.startswith("</") else 1))
        elif name not in KNOWN_TAGS:
            self._say(content)


def _joined(text: str) -> str:
    """Join the lines that a writer wrapped; a break that is meant, or a label, begins a line."""
    told: list[str] = []
    for line in text.split("\n"):
        first, *wrapped = line.split("\r")
        told.append(first.strip())
        for piece in wrapped:
            if begins_anew(piece.strip(), told[-1]):
                told.append(piece.strip())
            else:
                told[-1] = f"{told[-1]} {piece.strip()}".strip()
    return "\n".join(told).strip()
