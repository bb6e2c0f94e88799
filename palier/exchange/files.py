"""Opening whatever file somebody brings."""

import io
from pathlib import PurePath

from palier.exchange.document import Document, Unreadable
from palier.exchange.palier_json import read_json
from palier.exchange.reading.archive import OLE, Archive, reading
from palier.exchange.reading.csv import is_table, read_csv
from palier.exchange.reading.deck import read_deck, read_text_document
from palier.exchange.reading.ods import is_opendocument, read_ods
from palier.exchange.reading.texts import HTML, MARKDOWN, read_text
from palier.exchange.reading.whole import is_archive
from palier.exchange.reading.workbook import MAX_CELLS
from palier.exchange.reading.xlsx import read_xlsx

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
OPENDOCUMENT = frozenset({".ods", ".ots", ".fods"})
DECKS = frozenset({".pptx", ".pptm"})
DOCUMENTS = frozenset({".docx", ".docm"})
TABLES = frozenset({".csv", ".tsv", ".tab"})
TEXTS = frozenset({".txt", ".text"})  # of lines, or of cells copied from a sheet
_OFFICE = {"workbook": read_xlsx, "document": read_text_document, "presentation": read_deck}
MOST_CELLS_ON_A_PAGE = 100_000  # read in seconds: nobody waits longer, and others work meanwhile
ACCEPTED = (
    ".xlsx,.xlsm,.ods,.fods,.csv,.tsv,.docx,.docm,.pptx,.pptm,.md,.markdown,.html,.htm,.txt,.json"
)


def read_file(
    data: bytes, *, name: str, language: str | None = None, most_cells: int = MAX_CELLS
) -> Document:
    """Return what a file says; its beginning tells what it is where its name does not.

    `most_cells` is how many cells of a workbook, or lines of a text, are worth the wait.

    :raises Unreadable: "unknown-format" for anything that has no reader, and whatever the readers
        raise
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json":
        return read_json(data)
    if suffix in OPENDOCUMENT or is_opendocument(data):
        return read_ods(data, name=name, language=language, most_cells=most_cells)
    if suffix == ".zip" and is_archive(io.BytesIO(data)):
        raise Unreadable("archive-here")
    if suffix in WORKBOOKS | DECKS | DOCUMENTS or data.startswith((b"PK", OLE)):
        read = _OFFICE[_kind_of(data, suffix)]
        return read(data, name=name, language=language, most_cells=most_cells)
    return _read_words(data, name, suffix, language, most_cells)


def _kind_of(data: bytes, suffix: str) -> str:
    """Return what an Office file is, whatever its name says; by its name where it is no such."""
    archive = Archive(data)
    with reading():
        kind, _ = archive.main_part()
    if kind in _OFFICE:
        return kind
    return "presentation" if suffix in DECKS else "document" if suffix in DOCUMENTS else "workbook"


def _read_words(data: bytes, name: str, suffix: str, language: str | None, most: int) -> Document:
    """Return what a file says that is no archive of parts: words, one line after the other."""
    if data.lstrip()[:1] == b"{" and suffix not in MARKDOWN | HTML:
        return read_json(data)
    if suffix in TABLES or (suffix in TEXTS and is_table(data)):
        return read_csv(data, name=name, language=language, most_cells=most)
    if suffix in MARKDOWN | HTML | TEXTS:
        return read_text(data, name=name, suffix=suffix, most=most, language=language)
    raise Unreadable("unknown-format" if data.strip() else "empty")
