"""HTML as an outline: a saved page, or what the clipboard holds of a sheet, a text, a wiki.

libxml2 reads it as browsers do, one tag after another, so that no depth is too deep; nothing is
fetched and nothing runs.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from palier.exchange.reading.encoding import decoded
from palier.exchange.reading.html_look import Look, look_of
from palier.exchange.reading.html_table import Cells
from palier.exchange.reading.html_words import BREAK, Said
from palier.exchange.reading.outline import Outline, Paragraph, Part, Table, title_of

_TAGS = (
    "a abbr acronym address area article aside audio b base bdi bdo big blockquote body br button"
    " canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div"
    " dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6"
    " head header hgroup hr html i iframe img input ins kbd label legend li link main map mark"
    " math menu meta meter nav noframes noscript object ol optgroup option output p param picture"
    " pre progress q rp rt ruby s samp script search section select small source span strike"
    " strong style sub summary sup svg table tbody td template textarea tfoot th thead time title"
    " tr track tt u ul var video wbr"
)
_WITHIN = (
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img input ins kbd label mark"
    " math q rp rt ruby s samp small span strike strong sub sup time tt u var wbr"
)
KNOWN_TAGS = frozenset(_TAGS.split())
_INLINE = frozenset([*_WITHIN.split(), "br"])
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "object", "svg"})
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_QUOTES = frozenset({"blockquote", "aside"})
_HEADING = re.compile(r"h([1-6])")


def read_html(data: bytes) -> Outline:
    """Return the headings, items, tables and remarks of a page, in reading order.

    Scripts, styles and comments of the page are not words of people and are left out; what is
    hidden is an aside.

    :raises Unreadable: "empty", "too-large", "unknown-format" for what is no text
    """
    target = _read(decoded(data))
    name = title_of(target.pieces) or " ".join(target.title.split())
    return Outline([Part(name, target.pieces)])


def pieces_of(html: str) -> list[Paragraph | Table]:
    """Return what a stretch of HTML says, in reading order; places are `§ 1`, `§ 2` and on."""
    return _read(html).pieces


def _read(html: str) -> "_Target":
    target = _Target()
    # libxml2 draws a NUL as a sign of its own.
    html = html.replace("\0", "")
    if html.strip():
        # The stubs know trees made of bytes only.
        parser: Any = etree.HTMLParser(target=target, huge_tree=True, remove_pis=True)  # type: ignore[arg-type]
        parser.feed(html)
        parser.close()
    return target


@dataclass(slots=True)
class _Item:
    """The item whose first words are still to come."""

    level: int
    numbering: str = ""
    is_done: bool | None = None


@dataclass(slots=True)
class _Frame:
    """An open tag: what it does to the words in it."""

    tag: str
    look: Look


@dataclass
class _Target:
    pieces: list[Paragraph | Table] = field(default_factory=list)
    title: str = ""
    frames: list[_Frame] = field(default_factory=list)
    lists: list[list[int]] = field(default_factory=list)  # [the next number], [] without numbers
    said: Said = field(default_factory=Said)
    item: _Item | None = None
    quotes: int = 0
    heading: int = 0
    cells: Cells | None = None  # of the table we are in
    inner: int = 0  # tables within it
    asides: list[Paragraph] = field(default_factory=list)  # what hangs on the words
    count: int = 0

    # ---- what the parser tells ----

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        outer = self.frames[-1].look if self.frames else Look()
        look = look_of(outer, tag, attributes)
        is_unseen = outer.is_unseen or (tag in _UNSEEN)
        frame = _Frame(tag, look.unseen() if is_unseen else look)
        self.frames.append(frame)
        if is_unseen:
            return
        if tag not in _INLINE:
            self._flush()
        self._open(tag, attributes, frame)

    def end(self, tag: str) -> None:
        frame = self.frames.pop() if self.frames else _Frame(tag, Look())
        if frame.look.is_unseen:
            return
        if tag not in _INLINE:
            self._flush()
        self._close(tag)

    def data(self, text: str) -> None:
        frame = self.frames[-1] if self.frames else _Frame("", Look())
        if frame.tag == "title":
            self.title += text
        elif not frame.look.is_unseen:
            self.said.say(text, frame.look)

    def close(self) -> None:
        self._flush()
        self._end_table()

    # ---- tags ----

    def _open(self, tag: str, attributes: Mapping[str, str], frame: _Frame) -> None:
        if tag in _INLINE:
            self._open_within(tag, attributes, frame)
        elif heading := _HEADING.fullmatch(tag):
            self.heading = int(heading[1])
        elif tag in _LISTS:
            first = attributes.get("start", "1")
            self.lists.append([int(first) if first.isdigit() else 1] if tag == "ol" else [])
        elif tag == "li":
            self.item = self._item_of(attributes)
        elif tag in _QUOTES:
            self.quotes += 1
        elif tag in ("table", "tr", "td", "th"):
            self._in_table(tag, attributes)
        elif frame.look.depth:  # a list as Word writes it
            self.item = _Item(frame.look.depth)

    def _open_within(self, tag: str, attributes: Mapping[str, str], frame: _Frame) -> None:
        if tag == "br":
            self.said.say(BREAK, frame.look)
        elif tag == "a":
            self._link(attributes.get("href", ""))
        elif tag == "img":
            self._picture(attributes)
        elif tag == "input":
            self._box(attributes)

    def _close(self, tag: str) -> None:
        if _HEADING.fullmatch(tag):
            self.heading = 0
        elif tag in _LISTS and self.lists:
            self.lists.pop()
            self.item = None
        elif tag == "li":
            self.item = None
        elif tag in _QUOTES:
            self.quotes = max(0, self.quotes - 1)
        elif tag == "table":
            self.inner -= 1
            if self.inner <= 0:
                self._end_table()

    def _item_of(self, attributes: Mapping[str, str]) -> _Item:
        level = attributes.get("aria-level", "")
        item = _Item(int(level) if level.isdigit() and level != "0" else max(1, len(self.lists)))
        if self.lists and self.lists[-1]:
            item.numbering = f"{self.lists[-1][0]}."
            self.lists[-1][0] += 1
        if attributes.get("role") == "checkbox":
            item.is_done = attributes.get("aria-checked") == "true"
        return item

    def _box(self, attributes: Mapping[str, str]) -> None:
        if attributes.get("type", "").lower() != "checkbox":
            value = attributes.get("value", "")
            if attributes.get("type", "text").lower() in ("text", "number", "date") and value:
                self.said.say(value, self.frames[-1].look)
        elif self.item is not None:
            self.item.is_done = "checked" in attributes

    def _link(self, address: str) -> None:
        if address and not address.startswith(("#", "javascript:")):
            self.said.links.append(address.strip())

    def _picture(self, attributes: Mapping[str, str]) -> None:
        words = attributes.get("alt", "").strip() or "…"
        source = attributes.get("src", "")
        links = [source] if source.startswith(("http:", "https:")) else []
        self.asides.append(Paragraph(words, "", "aside", about="picture", links=links))

    # ---- words ----

    def _flush(self) -> None:
        said, self.said = self.said, Said()
        words = said.settle()
        for text, about in words.asides:
            self.asides.append(Paragraph(text, "", "aside", about=about))
        if words.text:
            self._put(self._paragraph(words.text, said), said.links)
        elif said.links and self.pieces and self.cells is None:
            self.asides += [Paragraph(link, "", "aside", about="link") for link in said.links]
        if self.cells is None:
            self._hang()

    def _paragraph(self, text: str, said: Said) -> Paragraph:
        item, self.item = self.item, None
        paragraph = Paragraph(text, "", is_bold=said.is_bold, is_struck=said.is_struck)
        paragraph.links = [link for link in dict.fromkeys(said.links) if link not in text]
        if self.heading:
            paragraph.kind, paragraph.level = "heading", self.heading
        elif item is not None:
            paragraph.kind, paragraph.level = "item", item.level
            paragraph.numbering = said.mark or item.numbering
            paragraph.is_done = item.is_done
        if self.quotes and not self.heading:
            paragraph.kind, paragraph.level = "aside", 0
        return paragraph

    def _put(self, paragraph: Paragraph, links: list[str]) -> None:
        if self.cells is not None and self.cells.is_open:
            self.cells.add(paragraph, links)
            return
        paragraph.spot = self._next()
        self.pieces.append(paragraph)

    def _hang(self) -> None:
        for aside in self.asides:
            if not self.count:
                self._next()
            aside.spot = aside.on = f"§ {self.count}"
            self.pieces.append(aside)
        self.asides = []

    def _next(self) -> str:
        self.count += 1
        return f"§ {self.count}"

    # ---- tables ----

    def _in_table(self, tag: str, attributes: Mapping[str, str]) -> None:
        if tag == "table":
            self.inner += 1
            self.cells = self.cells or Cells()
        if self.cells is None or self.inner > 1:
            return  # a table in a cell: its words are lines of the cell
        if tag == "tr":
            self.cells.next_row()
        elif tag != "table":
            self.cells.open(attributes)

    def _end_table(self) -> None:
        cells, self.cells, self.inner = self.cells, None, 0
        if cells is None:
            return
        if cells.is_layout:
            for paragraph in cells.paragraphs:
                paragraph.spot = self._next()
                self.pieces.append(paragraph)
        elif cells.tab.cells:
            cells.settle()
            self.pieces.append(Table(cells.tab, self._next()))
        self._hang()
