"""How long a text is: cleaned, cut into the fonts that draw it, shaped by HarfBuzz."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

import uharfbuzz  # type: ignore[import-untyped]

from palier.sheets.fonts import FONTS, font_for, loaded

# Nothing a reader could see, and much that an XML file or a line of text cannot hold: controls,
# lone surrogates, non-characters, directional overrides, line separators.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    "\ufff9-\ufffb"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_BLANK = re.compile("[ \t\n\r\x0b\x0c\x85\u2028\u2029]+")
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_JOINING = frozenset("\u200c\u200d\ufe0e\ufe0f\u20e3") | {chr(c) for c in range(0x1F3FB, 0x1F400)}
_TABULAR = {"tnum": True}
_LONGEST_KEPT = 160  # characters: longer texts are rare, and would fill the memory


def clean(text: str) -> str:
    """Answer the text without what cannot be drawn, its blanks joined as a browser joins them."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return visible(text).strip(" ")


def visible(text: str) -> str:
    """Answer the text without what cannot be drawn, its outer blanks kept."""
    return _BLANK.sub(" ", _UNSAFE.sub("", text))


def is_right_to_left(text: str) -> bool:
    """Answer whether the first letter with a direction runs from right to left."""
    if not _RIGHT_TO_LEFT.search(text):
        return False
    kinds = map(unicodedata.bidirectional, text)
    return next((kind != "L" for kind in kinds if kind in {"L", "R", "AL"}), False)


def advance(text: str, font: str, *, is_tabular: bool = False) -> float:
    """Answer the length of a text in ems of its size, fallback fonts included."""
    measured = _kept if len(text) <= _LONGEST_KEPT else _measured
    return measured(text, font, is_tabular)


def itemise(text: str, main: str) -> tuple[tuple[str, str], ...]:
    """Cut a text into (piece, font) so that each font has the characters of its piece."""
    if text.isascii():
        return ((text, main),) if text else ()
    return _itemised(text, main) if len(text) <= _LONGEST_KEPT else _cut(text, main)


@lru_cache(maxsize=8_192)
def _itemised(text: str, main: str) -> tuple[tuple[str, str], ...]:
    return _cut(text, main)


def _cut(text: str, main: str) -> tuple[tuple[str, str], ...]:
    names: list[str] = []
    for character in text:
        follows = names and (character in _JOINING or unicodedata.combining(character))
        names.append(names[-1] if follows else font_for(character, main))
    pairs = zip(text, names, strict=True)
    return tuple(
        ("".join(character for character, _ in group), name)
        for name, group in groupby(pairs, key=lambda pair: pair[1])
    )


def clusters(text: str, most: int) -> Iterator[str]:
    """Yield the signs of a text, marks with their letters, each at most `most` characters."""
    start = 0
    for place in range(1, len(text)):
        if place - start >= most or not _belongs(text[place], text[place - 1]):
            yield text[start:place]
            start = place
    if text:
        yield text[start:]


def _belongs(character: str, before: str) -> bool:
    return (
        character in _JOINING
        or before == "\u200d"
        or unicodedata.category(character)[0] == "M"
        or ("\U0001f1e6" <= character <= "\U0001f1ff" and "\U0001f1e6" <= before <= "\U0001f1ff")
    )


@lru_cache(maxsize=32_768)
def _kept(text: str, font: str, is_tabular: bool) -> float:  # noqa: FBT001
    return _measured(text, font, is_tabular)


def _measured(text: str, font: str, is_tabular: bool) -> float:  # noqa: FBT001
    features = _TABULAR if is_tabular else {}
    return sum(_shaped(piece, name, features) for piece, name in itemise(text, font))


def _shaped(text: str, font: str, features: dict[str, bool]) -> float:
    face = loaded(font)
    buffer = uharfbuzz.Buffer()
    # Not every drawer joins a family of emoji into one sign: there must be room for each.
    buffer.add_str(text.replace("\u200d", "") if font == "emoji" else text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(face, buffer, features)
    em: int = face.face.upem
    units: int = 0
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        # A character no font has is drawn by some font of the reader's: rarely over one em.
        units += em if info.codepoint == 0 else position.x_advance
    return units / em


def baseline_offset(font: str, size: float, leading: float) -> float:
    """Answer how far the baseline lies below the top of a line box, as CSS places it."""
    face = FONTS[font]
    return (leading - (face.ascent + face.descent) * size) / 2 + face.ascent * size
