"""Plain text as an outline: notes, a mail, what was copied without its look."""

import re
from dataclasses import dataclass, field

from palier.exchange.reading.cells import Cell
from palier.exchange.reading.outline import Outline, Paragraph, Part, Table
from palier.exchange.reading.told_words import is_labelled
from palier.exchange.reading.workbook import Tab

LONGEST_HEADING = 80  # characters
_TAB = 4  # columns
_BULLET = re.compile(
    r"(?P<sign>[-*+•–—▪▫●○◦‣·■□◆◇➢➤►▶»→]|o(?=[ \t])|"
    r"(?:[0-9]{1,3}(?:\.[0-9]{1,3})+[.)]?|[0-9]{1,3}[.)]|[a-zA-Z][.)]|[ivx]{2,4}[.)]))[ \t\u00a0]+"
)
_BOX = re.compile(r"(?:\[(?P<x>[ xX✓✔])\]|(?P<sign>[☐☑☒]))[ \t\u00a0]+")
_HASHES = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*$")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})[ \t]*")
_RULE = re.compile(r"[-=_*~·—–\s]{3,}")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_PIPES = re.compile(r"\|.*\|")
_PIPE_RULE = re.compile(r"\|[\s:|+-]*\|")


def outline_of(text: str) -> Outline:
    """Return the lines of a text: bullets, numbers and indents make its lists, capitals and
    underlines its headings, tabs and bars its tables. The place of each is the number of its line.
    """
    reading = _Reading(text.split("\n"))
    reading.run()
    part = Part("", reading.pieces)
    titles = [p for p in part.pieces if isinstance(p, Paragraph) and p.level == 1]
    if len(titles) == 1 and titles[0].kind == "heading":
        part.name = titles[0].text
    return Outline([part])


def as_items(pieces: list[Paragraph | Table]) -> None:
    """Make items of the paragraphs that begin with a bullet or a number that somebody typed."""
    levels = _Levels()
    for piece in pieces:
        if isinstance(piece, Table) or piece.kind == "heading" or piece.about:
            levels.end()
            continue
        bullet = _BULLET.match(piece.text)
        if piece.kind == "text" and bullet and piece.text[bullet.end() :].strip():
            piece.kind, piece.level = "item", levels.of(0, bullet["sign"])
            piece.numbering = piece.numbering or _numbering(bullet["sign"])
            piece.text = piece.text[bullet.end() :].strip()


@dataclass(slots=True)
class _Levels:
    """How deep items are: by their indent, their number `1.2.3`, the bullet that is another."""

    open: list[tuple[int, str]] = field(default_factory=list)  # indents and kinds of signs

    def of(self, indent: int, sign: str) -> int:
        """Return the depth of the next item, from 1."""
        mark = indent, _kind(sign)
        while self.open and self.open[-1][0] > indent:
            self.open.pop()
        if mark in self.open:
            del self.open[self.open.index(mark) + 1 :]
        else:
            self.open.append(mark)
        return max(len(self.open), len(re.findall(r"[0-9]+", sign)))

    def end(self) -> None:
        """Begin anew: a heading, a table, a paragraph came between."""
        self.open = []


def _kind(sign: str) -> str:
    """Return "1" for any number, "a" for any letter, a bullet as it is."""
    return "1" if sign[:1].isdigit() else "a" if sign[:1].isalpha() and sign != "o" else sign


def _numbering(sign: str) -> str:
    return sign if _kind(sign) in ("1", "a") else ""


@dataclass
class _Reading:
    lines: list[str]
    pieces: list[Paragraph | Table] = field(default_factory=list)
    levels: _Levels = field(default_factory=_Levels)
    content: int = 0  # the column where the words of the last item begin
    index: int = 0

    def run(self) -> None:
        """Read each line once."""
        while self.index < len(self.lines):
            if not (self._blank() or self._table() or self._heading() or self._item()):
                self._text()
            self.index += 1

    @property
    def _line(self) -> str:
        return self.lines[self.index]

    def _next(self) -> str:
        return self.lines[self.index + 1] if self.index + 1 < len(self.lines) else ""

    def _say(self, text: str, kind: str = "text", level: int = 0) -> Paragraph:
        said = Paragraph(text.strip(), str(self.index + 1), kind, level)
        self.pieces.append(said)
        return said

    def _blank(self) -> bool:
        line = self._line.strip()
        return not line or bool(_RULE.fullmatch(line))

    # ---- headings ----

    def _heading(self) -> bool:
        line = self._line.strip()
        hashes = _HASHES.fullmatch(line)
        if hashes and hashes[2]:
            self._begin(hashes[2], len(hashes[1]))
            return True
        if len(line) > LONGEST_HEADING or is_labelled(line):
            return False
        under = _UNDERLINE.fullmatch(self._next().strip())
        if under and not _BULLET.match(line):
            self._begin(line, 1 if under[0].startswith("=") else 2)
            self.index += 1
            return True
        if _is_in_capitals(line) and not _BULLET.match(line):
            self._begin(line, 2)
            return True
        return False

    def _begin(self, text: str, level: int) -> None:
        self._say(text, "heading", level)
        self.levels.end()

    # ---- lists ----

    def _item(self) -> bool:
        indent, line = _indent_of(self._line)
        bullet = _BULLET.match(line)
        words = line[bullet.end() :] if bullet else line
        box = _BOX.match(words)
        if not bullet and not box:
            return False
        words = words[box.end() :] if box else words
        if not words.strip():
            return False
        sign = bullet["sign"] if bullet else ""
        said = self._say(words, "item", self.levels.of(indent, sign))
        said.numbering = _numbering(sign)
        if box:
            said.is_done = box["sign"] in ("☑", "☒") if box["sign"] else box["x"] != " "
        self.content = indent + len(line) - len(words)
        return True

    def _text(self) -> None:
        indent, line = _indent_of(self._line)
        quote = _QUOTE.match(line)
        if quote:
            if line[quote.end() :].strip():
                self._say(line[quote.end() :], "aside")
            return
        last = self.pieces[-1] if self.pieces else None
        is_next = self.index > 0 and bool(self.lines[self.index - 1].strip())
        if (
            isinstance(last, Paragraph)
            and last.is_item
            and is_next
            and indent >= self.content
            and not is_labelled(line)
        ):
            last.text = f"{last.text} {line.strip()}"  # a line that a mail wrapped
            return
        if indent < self.content:
            self.levels.end()
        self._say(line)

    # ---- tables ----

    def _table(self) -> bool:
        """Read lines that follow each other and are parted alike by tabs, or by bars."""
        parted = _by_bars if _PIPES.fullmatch(self._line.strip()) else _by_tabs
        rows: list[tuple[int, list[str]]] = []
        end = self.index
        while end < len(self.lines) and len(parted(self.lines[end])) > 1:
            rows.append((end, parted(self.lines[end])))
            end += 1
        if len(rows) < 2:
            return False
        tab = Tab("")
        kept = [
            cells for number, cells in rows if not _PIPE_RULE.fullmatch(self.lines[number].strip())
        ]
        for row, cells in enumerate(kept):
            for column, text in enumerate(cells):
                if text.strip():
                    tab.cells[row, column] = Cell(text.strip())
        if tab.cells:
            self.pieces.append(Table(tab, str(self.index + 1)))
        self.levels.end()
        self.index = end - 1
        return True


def _by_tabs(line: str) -> list[str]:
    bare = line.strip("\n")
    # A tab before the words indents them.
    return bare.split("\t") if "\t" in bare.strip() else []


def _by_bars(line: str) -> list[str]:
    bare = line.strip()
    return re.split(r"(?<!\\)\|", bare[1:-1]) if _PIPES.fullmatch(bare) else []


def _indent_of(line: str) -> tuple[int, str]:
    """Return the column where the words of a line begin, and the line from there."""
    bare = line.lstrip(" \t\u00a0")
    return len(line[: len(line) - len(bare)].expandtabs(_TAB)), bare


def _is_in_capitals(line: str) -> bool:
    letters = [letter for letter in line if letter.isalpha()]
    return len(letters) > 2 and all(map(str.isupper, letters)) and not line.endswith((".", ","))
