"""Decks and text documents: what Palier wrote is read word for word, the rest as people told it."""

from pathlib import PurePath

from palier.exchange.document import Document
from palier.exchange.reading.docx import read_docx
from palier.exchange.reading.form_text import is_own_text
from palier.exchange.reading.outline import Outline
from palier.exchange.reading.plain import as_items
from palier.exchange.reading.pptx import read_pptx
from palier.exchange.reading.pptx_own import is_own_part, read_own
from palier.exchange.reading.texts import check_size
from palier.exchange.reading.told import read_told
from palier.exchange.reading.workbook import MAX_CELLS


def read_deck(
    data: bytes, *, name: str, language: str | None = None, most_cells: int = MAX_CELLS
) -> Document:
    """Return what a .pptx file says, with each piece's place in it.

    Of a deck that holds slides of Palier's, only those are made slides again: what people put
    between them (a chart, an announcement) is left over. `most_cells` is how many lines and
    cells are worth the wait; `name` and `language` are those of `read_told`.

    :raises Unreadable: "too-many-lines", and whatever `read_pptx` raises
    """
    outline = read_pptx(data)
    check_size(outline, most_cells)
    file = PurePath(name).name
    if any(map(is_own_part, outline.parts)):
        return read_own(outline.parts, file=file, language=language)
    return _as_told(outline, file=file, language=language)


def read_text_document(
    data: bytes, *, name: str, language: str | None = None, most_cells: int = MAX_CELLS
) -> Document:
    """Return what a .docx file says, with each piece's place in it; else as `read_deck`.

    :raises Unreadable: "too-many-lines", and whatever `read_docx` raises
    """
    outline = read_docx(data)
    check_size(outline, most_cells)
    return _as_told(outline, file=PurePath(name).name, language=language)


def _as_told(outline: Outline, *, file: str, language: str | None) -> Document:
    if not is_own_text(outline):  # there a dash is one that somebody typed
        for part in outline.parts:
            as_items(part.pieces)
    return read_told(outline, file=file, language=language)
