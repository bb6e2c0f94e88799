"""A Markdown file as an outline: every line of it, its number as its place."""

import re
from collections.abc import Iterator
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from palier.exchange.reading.cells import Cell
from palier.exchange.reading.encoding import decoded
from palier.exchange.reading.html import KNOWN_TAGS, pieces_of
from palier.exchange.reading.markdown_words import Words, definitions_in, read_words
from palier.exchange.reading.outline import Outline, Paragraph, Part, Table, title_of
from palier.exchange.reading.plain import outline_of
from palier.exchange.reading.workbook import Tab

MAX_SIZE = 2_000_000  # characters; a larger one is read line by line, without its signs
MAX_INDENT = 96  # columns of signs before the words of a line: deeper is nobody's list
_NESTING = 400  # above what `MAX_INDENT` lets through: beyond it, the parser drops words
_BEFORE = re.compile(r"(?:[ \t>]|[-*+](?=[ \t])|[0-9]{1,9}[.)](?=[ \t]))*")
_FRONT = re.compile(r"---[ \t]*\n((?:.*\n){0,200}?)(?:---|\.\.\.)[ \t]*(?:\n|$)")
_BOX = re.compile(r"\[([ xX])\][ \t]+")
_FOOTNOTE = re.compile(r"\[\^[^\]\s]+\]:\s*")
_COMMENT = re.compile(r"\s*<!--(.*?)(?:-->|$)", re.DOTALL)
_TAG = re.compile(r"\s*</?([a-zA-Z][a-zA-Z0-9-]*)")
_SIGNS = re.compile(r"^(?:#{1,6} +\S|.*\*\*[^*\n]+\*\*)", re.MULTILINE)


def read_markdown(data: bytes) -> Outline:
    """Return the headings, items, tables and remarks of a Markdown file, in reading order.

    Front matter, quotations, code, comments, pictures and definitions that nothing refers to are
    asides or texts of their own: nothing is left out. What is too deep or too large to be
    Markdown that people wrote is read as plain text.

    :raises Unreadable: "empty", "too-large", "unknown-format" for what is no text
    """
    return markdown_outline(decoded(data))


def is_markdown(text: str) -> bool:
    """Tell whether a plain text holds headings or bold words as Markdown writes them."""
    return _SIGNS.search(text) is not None


def markdown_outline(text: str) -> Outline:
    """Return the outline of a Markdown text."""
    if len(text) > MAX_SIZE or _is_too_deep(text):
        return outline_of(text)
    part = Part("")
    front = _FRONT.match(text)
    if front:
        for number, line in enumerate(front[1].split("\n"), 2):
            if line.strip():
                part.pieces.append(Paragraph(line.strip(), str(number)))
        text = "\n" * front[0].count("\n") + text[front.end() :]
    part.pieces += _Reader(text).pieces()
    part.name = title_of(part.pieces)
    return Outline([part])


def _is_too_deep(text: str) -> bool:
    return any(
        match and len(match[0].expandtabs(4)) > MAX_INDENT
        for match in map(_BEFORE.match, text.split("\n"))
    )


class _Reader:
    def __init__(self, text: str) -> None:
        self.parser = MarkdownIt("commonmark", {"maxNesting": _NESTING})
        self.parser.enable(["table", "strikethrough"])
        # People indent what they do not mean as code; words are read below, one by one, and the
        # parser goes over a run of definitions again for each of them.
        self.parser.disable(["inline", "text_join", "code", "reference"])
        self.tokens = self.parser.parse(text)
        self.references: dict[str, dict[str, str]] = {}
        self.unused: dict[str, tuple[str, str]] = {}  # label -> its line, its words
        self.depth = 0  # of lists
        self.quotes = 0  # blockquotes we are in
        self.opens_item: Token | None = None  # the item whose first words are still to come

    def pieces(self) -> list[Paragraph | Table]:
        """Return every piece from top to bottom, then the definitions that nothing uses."""
        for token in self.tokens:
            if token.type == "inline":
                self._define(token)
        found = list(self._pieces())
        addresses = {link for piece in found for link in _links(piece)}
        for line, words in self.unused.values():
            if words.partition("]:")[2].strip() not in addresses:
                found.append(Paragraph(words, line, "aside", about="link"))
        return found

    def _define(self, token: Token) -> None:
        """Take the definitions of links out of a paragraph, and keep them by their label."""
        first = _line(token)
        rest, found = definitions_in(token.content)
        for offset, label, address, words in found:
            key = normalizeReference(label)
            name = key if key not in self.references else f"{key} {first + offset}"
            self.references.setdefault(key, {"href": address, "title": ""})
            self.unused[name] = str(first + offset), words
        token.content = rest

    def _pieces(self) -> Iterator[Paragraph | Table]:
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.type == "table_open":
                end = _end_of(self.tokens, index)
                yield from self._table(self.tokens[index:end], _line(token))
                index = end
                continue
            self._count(token)
            if token.type == "inline":
                before = self.tokens[index - 1]
                yield from self._paragraph(token, before)
            elif token.type == "fence":
                words = "\n".join(filter(None, [token.info.strip(), token.content.strip("\n")]))
                if words.strip():
                    yield Paragraph(words, str(_line(token)), "aside")
            elif token.type == "html_block":
                yield from self._html(token)
            index += 1

    def _count(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            self.depth += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.depth -= 1
        elif token.type in ("blockquote_open", "blockquote_close"):
            self.quotes += 1 if token.type == "blockquote_open" else -1
        elif token.type == "list_item_open":
            self.opens_item = token
        elif token.type == "list_item_close":
            self.opens_item = None

    # ---- words ----

    def _words(self, content: str) -> Words:
        return read_words(self.parser, content, self.references)

    def _paragraph(self, token: Token, before: Token) -> Iterator[Paragraph]:
        spot = str(_line(token))
        item, self.opens_item = self.opens_item, None
        footnote = _FOOTNOTE.match(token.content)
        box = _BOX.match(token.content) if item is not None and not footnote else None
        words = self._words(token.content[box.end() :] if box else token.content)
        said = Paragraph(
            words.text,
            spot,
            is_bold=words.is_bold,
            is_struck=words.is_struck,
            is_done=None if box is None else box[1] != " ",
            links=words.links,
        )
        if before.type == "heading_open":
            said.kind, said.level = "heading", int(before.tag[1])
        elif item is not None:
            said.kind, said.level = "item", self.depth
            said.numbering = f"{item.info}{item.markup}" if item.info else ""
        if self.quotes or footnote:
            said.kind, said.level, said.about = "aside", 0, "footnote" if footnote else ""
        if said.text or box:
            yield said
        for text, about in words.asides:
            yield Paragraph(text, spot, "aside", about=about, on=spot)

    def _html(self, token: Token) -> Iterator[Paragraph | Table]:
        """Read HTML among Markdown; a comment is hidden, a tag nobody knows is words."""
        line, content = _line(token), token.content
        while comment := _COMMENT.match(content):
            if comment[1].strip():
                yield Paragraph(comment[1].strip(), str(line), "aside", about="hidden-text")
            line += content[: comment.end()].count("\n")
            content = content[comment.end() :]
        tag = _TAG.match(content)
        if tag and tag[1].lower() in KNOWN_TAGS:
            for piece in pieces_of(content):
                piece.spot = str(line)
                yield piece
        elif content.strip():
            yield Paragraph(content.strip(), str(line))

    # ---- tables ----

    def _table(self, tokens: list[Token], line: int) -> Iterator[Paragraph | Table]:
        tab = Tab("")
        asides: list[Paragraph] = []
        row, column = -1, -1
        for token in tokens:
            if token.type == "tr_open":
                row, column = row + 1, -1
            elif token.type in ("th_open", "td_open"):
                column += 1
            elif token.type == "inline":
                words = self._words(token.content)
                if words.text:
                    tab.cells[row, column] = Cell(words.text)
                if words.text and words.is_struck:
                    tab.struck.add((row, column))
                tab.links += [((row, column), link) for link in words.links]
                asides += [Paragraph(t, str(line), "aside", about=a) for t, a in words.asides]
        if tab.cells:
            yield Table(tab, str(line))
        yield from asides


def _end_of(tokens: list[Token], start: int) -> int:
    """Return the index after the token that closes the table opened at `start`."""
    for index in range(start, len(tokens)):
        if tokens[index].type == "table_close":
            return index + 1
    return len(tokens)


def _line(token: Token) -> int:
    return (token.map[0] if token.map else 0) + 1


def _links(piece: Any) -> list[str]:
    if isinstance(piece, Table):
        return [address for _, address in piece.tab.links]
    return list(piece.links)
