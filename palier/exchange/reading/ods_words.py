"""The words of an OpenDocument cell: paragraphs, notes, text boxes, addresses."""

import re
from typing import Any

OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_LINK = "{http://www.w3.org/1999/xlink}href"
# Between words, blanks that lay the file out; several spaces are kept, as LibreOffice does.
_BLANKS = re.compile(r"\s*[\r\n]\s*|\t+")
_MOST_SPACES = 100  # that one element may stand for
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_SILENT = {f"{OFFICE}annotation", f"{_TEXT}ruby-text", f"{_TEXT}tracked-changes"}


def words_of(element: Any) -> str:
    """Return what a cell shows, each of its paragraphs on a line."""
    return "\n".join(_inline(child) for child in element.iterchildren(*_PARAGRAPHS))


def note_of(cell: Any) -> str:
    """Return the note attached to a cell, without who wrote it and when."""
    notes = [words_of(note) for note in cell.iterchildren(f"{OFFICE}annotation")]
    return "\n".join(notes).strip()


def boxes_in(element: Any) -> list[str]:
    """Return the texts of what is drawn over the cells, and of tables inside a cell."""
    texts = []
    for child in element:
        if not isinstance(child.tag, str) or child.tag in (*_PARAGRAPHS, *_SILENT):
            continue
        lines = [_inline(line) for line in child.iter(*_PARAGRAPHS) if not _is_noted(line)]
        text = "\n".join(lines).strip()
        if text:
            texts.append(text)
    return texts


def links_in(cell: Any) -> list[str]:
    """Return the addresses behind the words of a cell that lead out of the file."""
    found = (link.get(_LINK, "") for link in cell.iter(f"{_TEXT}a"))
    return [address for address in found if address and not address.startswith("#")]


def _inline(element: Any) -> str:
    pieces = [_BLANKS.sub(" ", element.text or "")]
    for child in element:
        pieces += [_mark(child), _BLANKS.sub(" ", child.tail or "")]
    return "".join(pieces)


def _mark(element: Any) -> str:
    if not isinstance(element.tag, str) or element.tag in _SILENT:
        return ""
    if element.tag == f"{_TEXT}s":
        count = element.get(f"{_TEXT}c", "1")
        return " " * (min(int(count), _MOST_SPACES) if len(count) < 6 else _MOST_SPACES)
    if element.tag == f"{_TEXT}tab":
        return "\t"
    return "\n" if element.tag == f"{_TEXT}line-break" else _inline(element)


def _is_noted(line: Any) -> bool:
    return next(line.iterancestors(f"{OFFICE}annotation"), None) is not None
