"""Where lines break: words of several fonts and colours, filled line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from palier.sheets.layout import Colour
from palier.sheets.measure import advance, clean, clusters
from palier.sheets.metrics import MARGIN


@dataclass(frozen=True, slots=True)
class Style:
    """The font and the colour of a stretch of text."""

    font: str
    colour: Colour
    is_tabular: bool = False  # figures of one width, in measures only: it widens hyphens too


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one style; its length in ems, the margin included."""

    text: str
    style: Style
    length: float


@dataclass(frozen=True, slots=True)
class Word:
    """What is kept on one line: pieces, and the space that follows, dropped at a break."""

    pieces: tuple[Piece, ...]
    joint: str
    length: float  # ems, without the joint
    joint_length: float


@dataclass(frozen=True, slots=True)
class Filled:
    """One broken line: its pieces (spaces inside included), its length in ems, what follows."""

    pieces: tuple[Piece, ...]
    length: float
    joint: str


@dataclass(frozen=True, slots=True)
class Text:
    """Words ready to be broken, and their length in ems if they were not."""

    words: tuple[Word, ...]
    length: float

    def rows(self, available: float) -> int:
        """Answer how many lines it takes in `available` ems."""
        return min(1, len(self.words)) if self.length <= available else count(self.words, available)

    def __bool__(self) -> bool:
        return bool(self.words)


# A line may end after a space, a hyphen or a dash inside a word, and around an ideograph.
_SPACES = " \u1680\u2000-\u2006\u2008-\u200a\u200b\u205f"
_IDEOGRAPH = "\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60"
_WORD = re.compile(
    f"([^{_SPACES}{_IDEOGRAPH}]*?[^\\W\\d][-\u2010\u2013\u2014](?=[^\\W\\d])"
    f"|[^{_SPACES}{_IDEOGRAPH}]+|[{_IDEOGRAPH}](?:[\u3001\u3002\uff01\uff0c\uff1f])?)"
    f"([{_SPACES}]*)|([{_SPACES}]+)"
)
_CLUSTER_MOST = 16  # characters: some signs join without end
_LONGEST_KEPT = 400  # characters
_LONGEST_WORD = 60.0  # ems


def text_of(*stretches: tuple[str, Style]) -> Text:
    """Cut a clean text given as (text, style) into words; a word may cross styles."""
    short = sum(len(stretch) for stretch, _ in stretches) <= _LONGEST_KEPT
    return _kept(stretches) if short else _cut(stretches)


@lru_cache(maxsize=4_096)
def _kept(stretches: tuple[tuple[str, Style], ...]) -> Text:
    # Of a sheet drawn again after one word changed, all texts but one are the same.
    return _cut(stretches)


def _cut(stretches: tuple[tuple[str, Style], ...]) -> Text:
    text = "".join(stretch for stretch, _ in stretches)
    ends: list[tuple[int, Style]] = []
    end = 0
    for stretch, style in stretches:
        end += len(stretch)
        ends.append((end, style))
    found = (_word(match, ends) for match in _WORD.finditer(text))
    words = tuple([part for word in found for part in _breakable(word)])
    inside = sum(word.length + word.joint_length for word in words)
    return Text(words, inside - (words[-1].joint_length if words else 0.0))


def plain(text: str, style: Style) -> Text:
    """Clean a text of one style and cut it into words."""
    return text_of((clean(text), style))


def _word(match: re.Match[str], ends: list[tuple[int, Style]]) -> Word:
    word, joint = match.group(1) or "", match.group(2) or match.group(3) or ""
    pieces = tuple(_pieces(word, match.start(), ends))
    last = pieces[-1].style if pieces else ends[-1][1]
    return Word(pieces, joint, sum(piece.length for piece in pieces), _length(joint, last))


def _breakable(word: Word) -> Iterator[Word]:
    """Yield a word as it is, or sign by sign where no line could ever hold it."""
    if word.length <= _LONGEST_WORD:
        yield word
        return
    *signs, last = _clusters(word)
    for sign in signs:
        yield Word((sign,), "", sign.length, 0.0)
    yield Word((last,), word.joint, last.length, word.joint_length)


def _pieces(word: str, start: int, ends: list[tuple[int, Style]]) -> Iterator[Piece]:
    position = start
    stop = start + len(word)
    for end, style in ends:
        if position < min(end, stop):
            text = word[position - start : min(end, stop) - start]
            yield Piece(text, style, _length(text, style))
            position = min(end, stop)


def _length(text: str, style: Style) -> float:
    return advance(text, style.font, is_tabular=style.is_tabular) * MARGIN if text else 0.0


def fill(sequence: Sequence[Word], available: float) -> list[Filled]:
    """Break words into lines of at most `available` ems; a longer word is broken anywhere."""
    lines: list[Filled] = []
    line: list[Word] = []
    length = joint = 0.0
    for word in _short_enough(sequence, available):
        if line and length + joint + word.length > available:
            lines.append(_filled(line, length))
            line, length, joint = [], 0.0, 0.0
        line.append(word)
        length += joint + word.length
        joint = word.joint_length
    if line:
        lines.append(_filled(line, length))
    return lines


def count(sequence: Sequence[Word], available: float) -> int:
    """Answer how many lines `fill` would make, faster."""
    lines, length, joint = 0, available + 1, 0.0
    for word in sequence:
        own = word.length
        if own > available:
            return len(fill(sequence, available))
        if length + joint + own > available:
            lines += 1
            length = own
        else:
            length += joint + own
        joint = word.joint_length
    return lines


def _short_enough(sequence: Sequence[Word], available: float) -> Iterator[Word]:
    for word in sequence:
        if word.length <= available:
            yield word
        else:
            yield from _chopped(word, available)


def _chopped(word: Word, available: float) -> Iterator[Word]:
    chunk: list[Piece] = []
    length = 0.0
    for piece in _clusters(word):
        if chunk and length + piece.length > available:
            yield Word(_joined(chunk), "", length, 0.0)
            chunk, length = [], 0.0
        chunk.append(piece)
        length += piece.length
    yield Word(_joined(chunk), word.joint, length, word.joint_length)


def _clusters(word: Word) -> Iterator[Piece]:
    for piece in word.pieces:
        for text in clusters(piece.text, _CLUSTER_MOST):
            yield Piece(text, piece.style, _length(text, piece.style))


def _filled(line: list[Word], length: float) -> Filled:
    pieces: list[Piece] = []
    for place, word in enumerate(line, 1):
        pieces.extend(word.pieces)
        if place < len(line) and word.joint:
            style = pieces[-1].style if pieces else Style("sans", Colour.INK)
            pieces.append(Piece(word.joint, style, word.joint_length))
    return Filled(_joined(pieces), length, line[-1].joint)


def _joined(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].style == piece.style:
            last = joined[-1]
            joined[-1] = Piece(last.text + piece.text, piece.style, last.length + piece.length)
        else:
            joined.append(piece)
    return tuple(joined)
