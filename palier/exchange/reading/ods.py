"""An OpenDocument workbook (.ods, .fods) as tabs of cells, read as an Excel one is.

`content.xml` is read one row at a time; a row or a cell that is said to repeat a million times
costs nothing where it is blank.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from palier.exchange.document import Document, Unreadable
from palier.exchange.reading.archive import Archive, FlatFile, reading
from palier.exchange.reading.cells import Cell, Format, fifteen_digits, hour_of
from palier.exchange.reading.ods_styles import KINDS, TABLE, Styles
from palier.exchange.reading.ods_words import OFFICE, boxes_in, links_in, note_of, words_of
from palier.exchange.reading.tabular import document_of
from palier.exchange.reading.workbook import (
    MAX_CELLS,
    Count,
    Position,
    Tab,
    Workbook,
    hide,
    merge,
    worded,
)

_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
_SYMBOLS = {"EUR": "€", "USD": "$", "GBP": "£", "JPY": "¥"}
_ERROR = re.compile(r"(?:#[A-ZÀ-Ý0-9/]+\s?[!?]?|#N/A|Err:[0-9]{3})")
_REFERENCE = re.compile(r"\[\.?([^\[\]]+)\]")
_DURATION = re.compile(r"(-?)P(?:([0-9]+)D)?T?(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+)[0-9.,]*S)?")
_EXTERNAL = re.compile(r"'[^']*'#\$")  # what is kept of another file


def read_ods(
    data: bytes, *, name: str, language: str | None = None, most_cells: int = MAX_CELLS
) -> Document:
    """Return what an .ods or .fods file says, with each piece's place in it.

    `name` and `language` are those of `document_of`; everything else is as for an Excel workbook.

    :raises Unreadable: "empty", "too-large", "encrypted", "unknown-format", "corrupt", "bomb",
        "too-many-cells"
    """
    return document_of(read_opendocument(data, most_cells=most_cells), name=name, language=language)


def is_opendocument(data: bytes) -> bool:
    """Tell whether a file begins as an OpenDocument workbook does."""
    start = data[:4096]
    if start.startswith(b"PK"):
        return start[30:38] == b"mimetype" and start[38:].startswith(_MIME)
    return start.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<") and _MIME in start


def read_opendocument(data: bytes, *, most_cells: int = MAX_CELLS) -> Workbook:
    """Return the tabs of an OpenDocument workbook; hidden tabs are named and not read.

    :raises Unreadable: as `read_ods`, save "empty" for a workbook of blank tabs
    """
    archive = FlatFile(data) if is_opendocument(data) and data[:2] != b"PK" else Archive(data)
    with reading():
        if not isinstance(archive, FlatFile):
            _check(archive)
        return _Reader(archive, most_cells).read()


def _check(archive: Archive) -> None:
    if "META-INF/manifest.xml" in archive:
        manifest = archive.tree("META-INF/manifest.xml")
        if next(manifest.iter("{*}encryption-data"), None) is not None:
            raise Unreadable("encrypted")
    kind = archive.stream("mimetype").read(200) if "mimetype" in archive else _MIME
    if not kind.startswith(_MIME) or "content.xml" not in archive:
        raise Unreadable("unknown-format")


@dataclass(slots=True)
class _Columns:
    """The columns of a tab: where each run of alike ones ends, its style, which are hidden."""

    ends: list[int] = field(default_factory=list)
    styles: list[str] = field(default_factory=list)
    hidden: list[range] = field(default_factory=list)

    def add(self, element: Any) -> None:
        start = self.ends[-1] if self.ends else 0
        self.ends.append(start + _repeated(element, "columns"))
        self.styles.append(element.get(f"{TABLE}default-cell-style-name", ""))
        if _is_hidden(element):
            self.hidden.append(range(start, self.ends[-1]))

    def style_at(self, column: int) -> str:
        run = bisect_right(self.ends, column)
        return self.styles[run] if run < len(self.styles) else ""


class _Reader:
    def __init__(self, archive: Archive, most_cells: int) -> None:
        self.archive = archive
        self.styles = Styles()
        self.count = Count(most_cells)
        self.book = Workbook()
        self.table: Any = None  # the element of the tab that is being read
        self.tab = Tab("")

    def read(self) -> Workbook:
        if "styles.xml" in self.archive:
            for element in self.archive.elements("styles.xml", *KINDS):
                self.styles.add(element)
        tags = (*KINDS, "table-column", "table-row", "shapes", "table")
        for element in self.archive.elements("content.xml", *tags):
            kind = element.tag.rpartition("}")[2]
            if kind in KINDS:
                self.styles.add(element)
            else:
                self._part(kind, element)
        self.book.macros = _macros(self.archive)
        return self.book

    def _part(self, kind: str, element: Any) -> None:
        table, is_nested = _table_of(element)
        if table is None:
            return
        if table is not self.table:
            self._open(table)
        if not self.tab.is_table or self.tab.is_hidden:
            return
        if is_nested or kind == "shapes":
            at = (self.row, 0) if is_nested else (0, 0)
            self._lay(at, boxes_in(element))
        elif kind == "table-column":
            self.columns.add(element)
        elif kind == "table-row":
            self._read_row(element)
        else:
            merge(self.tab, self.areas)
            hide(self.tab, self.hidden_rows, self.columns.hidden)

    def _open(self, table: Any) -> None:
        self.table = table
        self.row = 0
        self.columns = _Columns()
        self.areas: list[tuple[Position, Position]] = []
        self.hidden_rows: set[int] = set()
        name = table.get(f"{TABLE}name", "")
        is_hidden = self.styles.is_hidden(table.get(f"{TABLE}style-name", ""))
        self.tab = Tab(name, is_hidden=is_hidden)
        if _EXTERNAL.match(name):
            self.tab.is_table = False
        else:
            self.book.tabs.append(self.tab)

    def _read_row(self, element: Any) -> None:
        row, count = self.row, _repeated(element, "rows")
        self.row += count
        found = list(self._cells(element, row))
        if not found:
            return
        self.count.add(count * sum(len(columns) for columns, _, _ in found))
        rows = range(row, self.row)
        if _is_hidden(element):
            self.hidden_rows.update(rows)
        for columns, cell, is_struck in found:
            places = [(each, column) for each in rows for column in columns]
            self.tab.cells.update(dict.fromkeys(places, cell))
            if is_struck:
                self.tab.struck.update(places)

    def _cells(self, element: Any, row: int) -> Iterator[tuple[range, Cell, bool]]:
        """Yield the columns of each cell that holds something, and note what goes with it."""
        column = 0
        own = element.get(f"{TABLE}default-cell-style-name", "")
        for piece in element:
            if not isinstance(piece.tag, str):
                continue
            columns = range(column, column + _repeated(piece, "columns"))
            at, column = (row, column), columns.stop
            self._note_beside(piece, at)
            style = piece.get(f"{TABLE}style-name") or own or self.columns.style_at(at[1])
            cell = self._cell(piece, style)
            if cell is not None:
                yield columns, cell, self.styles.is_struck(style)

    def _note_beside(self, piece: Any, at: Position) -> None:
        height, width = _spanned(piece, "rows"), _spanned(piece, "columns")
        if height * width > 1:
            self.areas.append((at, (at[0] + height - 1, at[1] + width - 1)))
        if len(piece) == 0:
            return
        note = note_of(piece)
        if note:
            self.count.add()
            self.tab.comments[at] = note
        self._lay(at, boxes_in(piece))
        self.tab.links += [(at, address) for address in links_in(piece)]

    def _lay(self, at: Position, texts: list[str]) -> None:
        self.count.add(len(texts))
        self.tab.boxes += [(at, text) for text in texts]

    def _cell(self, piece: Any, style: str) -> Cell | None:
        kind = piece.get(f"{OFFICE}value-type")
        formula = piece.get(f"{TABLE}formula")
        if kind is None and formula is None and len(piece) == 0:
            return None
        text = words_of(piece)
        is_error = piece.get(f"{_CALC}value-type") == "error"
        if is_error or (formula is not None and _ERROR.fullmatch(text.strip())):
            return Cell(text.strip() or "#", about="formula-error")
        if kind is None and formula is not None and not text.strip():
            return Cell(_formula(formula), about="formula-without-value")
        if kind in ("float", "percentage", "currency"):
            return self._number(piece, kind, style) or worded(text)
        return _said(piece, kind, text)

    def _number(self, piece: Any, kind: str, style: str) -> Cell | None:
        value = piece.get(f"{OFFICE}value", "").strip()
        if not value:
            return None
        number = fifteen_digits(Decimal(value))
        if number is None:
            return Cell(value)
        shape = self.styles.format_of(style)
        if kind == "percentage" and not shape.is_percent:
            shape = Format(is_percent=True, decimals=shape.decimals)
        elif kind == "currency" and not shape.unit:
            code = piece.get(f"{OFFICE}currency", "")
            shape = Format(decimals=shape.decimals, unit=_SYMBOLS.get(code, code))
        elif shape.is_date:
            shape = Format()
        return Cell(number=number, format=shape)


def _said(piece: Any, kind: str | None, text: str) -> Cell | None:
    """Return a cell that is no number: a day, an hour, yes or no, words."""
    if kind == "date":
        day = _day(piece.get(f"{OFFICE}date-value", ""))
        return Cell(day=day) if day else worded(text)
    if kind == "time":
        hour = _hour(piece.get(f"{OFFICE}time-value", ""))
        return hour or worded(text)
    if kind == "boolean":
        return Cell("TRUE" if piece.get(f"{OFFICE}boolean-value") == "true" else "FALSE")
    return worded(text or piece.get(f"{OFFICE}string-value", ""))


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _hour(text: str) -> Cell | None:
    match = _DURATION.fullmatch(text)
    if match is None or len(text) > 40 or match[1]:
        return None
    days, hours, minutes, seconds = (Decimal(match[place] or 0) for place in range(2, 6))
    return hour_of(days + hours / 24 + minutes / 1440 + seconds / 86400)


def _formula(text: str) -> str:
    """Return a formula as people type it: `=A1+1`, without the name of its grammar."""
    bare = re.sub(r"^(?:of|oooc|msoxl):", "", text)
    return _REFERENCE.sub(lambda match: match[1].replace(":.", ":"), bare)


def _table_of(element: Any) -> tuple[Any, bool]:
    """Return the tab that an element stands in, and whether in a table inside one of its cells;
    None for what is kept of other files.
    """
    tables = [element] if element.tag == f"{TABLE}table" else []
    tables += element.iterancestors(f"{TABLE}table")
    top = tables[-1] if tables else None
    parent = top.getparent() if top is not None else None
    is_tab = parent is not None and parent.tag == f"{OFFICE}spreadsheet"
    return (top, len(tables) > 1) if is_tab else (None, False)


def _repeated(element: Any, what: str) -> int:
    return max(int(element.get(f"{TABLE}number-{what}-repeated", "1")), 1)


def _spanned(element: Any, what: str) -> int:
    return max(int(element.get(f"{TABLE}number-{what}-spanned", "1")), 1)


def _is_hidden(element: Any) -> bool:
    """Tell whether a row or a column was hidden by hand; what a filter or a folded group hides
    is read.
    """
    if element.get(f"{TABLE}visibility") != "collapse":
        return False
    groups = (f"{TABLE}table-row-group", f"{TABLE}table-column-group")
    return next(element.iterancestors(*groups), None) is None


def _macros(archive: Archive) -> str:
    own = ("basic/", "scripts/")
    lists = ("script-lb.xml", "script-lc.xml")
    paths = (path for path in archive.paths() if path.startswith(own) and not path.endswith("/"))
    return next((path for path in paths if not path.endswith(lists)), "")
