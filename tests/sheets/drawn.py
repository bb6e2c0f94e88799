"""What a PDF really shows: its words with their places, and how like another two pages are."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from unicodedata import bidirectional

from lxml import etree

from palier.sheets.layout import HEIGHT, WIDTH, Align, Page, Paragraph, Row

XHTML = "{http://www.w3.org/1999/xhtml}"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a page, in thousandths of its width."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def run(program: str, *arguments: str | Path, **environment: str) -> bytes:
    """Run a program of the system to its end; answer what it wrote.

    :raises FileNotFoundError: if it is not installed
    """
    path = shutil.which(program)
    if path is None:
        raise FileNotFoundError(program)
    done = subprocess.run(  # noqa: S603 -- our own arguments, and no shell
        [path, *map(str, arguments)],
        capture_output=True,
        check=True,
        env={**os.environ, **environment},
        timeout=180,
    )
    return done.stdout


def words_of(pdf: Path) -> list[list[Word]]:
    """Answer the words of each page, as a reader that copies them finds them."""
    # A character XML cannot hold would be a fault of the drawing: let the parser refuse it.
    return [
        _words(page)
        for page in etree.fromstring(run("pdftotext", "-bbox", pdf, "-")).iter(f"{XHTML}page")
    ]


def _words(page: etree._Element) -> list[Word]:
    unit = WIDTH / float(page.attrib["width"])
    return [
        Word(
            word.text or "",
            *(float(word.attrib[edge]) * unit for edge in ("xMin", "yMin", "xMax", "yMax")),
        )
        for word in page.iter(f"{XHTML}word")
    ]


def faults(page: Page, words: list[Word], *, beyond: float, apart: float) -> list[str]:
    """Say what is not where the layout put it.

    `beyond` is the share by which a row may be longer than foreseen, `apart` the distance from
    its place, in thousandths of the width.
    """
    found = [
        f"outside the page: {word}"
        for word in words
        if word.left < 0 or word.right > WIDTH or word.top < 0 or word.bottom > HEIGHT
    ]
    for text in page.paragraphs:
        for row in text.rows:
            found += _faults_of(text, row, words, beyond, apart)
    return found


def _faults_of(
    text: Paragraph, row: Row, words: list[Word], beyond: float, apart: float
) -> Iterable[str]:
    if not squeezed(row.text):
        return
    on_line = [word for word in words if _is_on(word, text, row)]
    read = squeezed("".join(word.text for word in sorted(on_line, key=lambda word: word.left)))
    wanted = squeezed(row.text)
    # A PDF holds the shapes of letters that join: which letters they were, readers guess.
    joins = any(bidirectional(character) in {"R", "AL"} for character in wanted)
    if not (set(wanted) <= set(read) if joins else wanted == read):
        yield f"{text.role} reads {read!r}, not {wanted!r}"
        return
    left, right = min(word.left for word in on_line), max(word.right for word in on_line)
    if right - left > row.width * (1 + beyond):
        yield f"{text.role} {row.text!r} is {right - left:.1f} long, not {row.width:.1f}"
    starts_right = text.align is Align.END or text.is_right_to_left
    off = (right - row.x - row.width) if starts_right else (left - row.x)
    if text.align is not Align.CENTRE and abs(off) > apart:
        yield f"{text.role} {row.text!r} is {off:.1f} beside its place"


def _is_on(word: Word, text: Paragraph, row: Row) -> bool:
    middle = (word.left + word.right) / 2
    return (
        row.x - 5 <= middle <= row.x + row.width + 5
        and row.baseline - text.size < (word.top + word.bottom) / 2 < row.baseline + text.size / 5
    )


def squeezed(text: str) -> str:
    """Drop every kind of space, and what joins or turns characters without being seen."""
    return re.sub("[\\s\u00ad\u200b-\u200f\u2060\ufeff\ufe0e\ufe0f]", "", text)


def picture(pdf: Path, page: int) -> bytes:
    """Answer the grey pixels of a page seen from afar: four thousandths of its width each."""
    one = ["-f", str(page), "-l", str(page)]
    grey = run("pdftoppm", "-gray", *one, "-scale-to-x", "240", "-scale-to-y", "135", pdf)
    return grey.split(b"\n", 3)[3]


def unlike(one: bytes, other: bytes) -> float:
    """Answer the share of pixels, 0..1, that are clearly not of one grey."""
    return sum(abs(a - b) > 64 for a, b in zip(one, other, strict=True)) / len(one)
