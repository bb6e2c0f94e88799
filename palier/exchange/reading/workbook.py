"""An .xlsx or .xlsm file as tabs of cells, each with what its number format shows.

Cells are read one row at a time and kept only where they hold something: two cells at the far
corners of a tab cost two cells. Macros are never looked into.
"""

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from palier.exchange.document import Unreadable
from palier.exchange.reading.archive import Archive, reading
from palier.exchange.reading.cells import Cell, Format, builtin_format, day_of, described_format

MAX_CELLS = 2_000_000
MAX_COVERED = 500_000  # cells under merged ones
MAX_STRING = 32_767  # what a cell may hold

Position = tuple[int, int]  # row and column, from 0

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


@dataclass(slots=True)
class Tab:
    """One tab: what its cells hold and which are merged."""

    name: str
    is_hidden: bool = False
    is_table: bool = True  # False: a chart, a dialogue, a sheet of macros
    cells: dict[Position, Cell] = field(default_factory=dict)
    spans: dict[Position, Position] = field(default_factory=dict)  # first cell -> rows, columns
    covered: dict[Position, Position] = field(default_factory=dict)  # cell -> first cell
    comments: dict[Position, str] = field(default_factory=dict)
    struck: set[Position] = field(default_factory=set)  # written, then crossed out


@dataclass(slots=True)
class Workbook:
    """The tabs of a file, in its order."""

    tabs: list[Tab] = field(default_factory=list)
    has_macros: bool = False


def read_workbook(data: bytes, *, most_cells: int = MAX_CELLS) -> Workbook:
    """Return the tabs of an Excel file; hidden tabs are named and not read, and the cells of
    rows hidden by hand say so; rows that a filter or a folded group hides are read.

    :raises Unreadable: "empty", "too-large", "encrypted", "unknown-format", "corrupt", "bomb",
        "too-many-cells"
    """
    archive = Archive(data)
    with reading():
        return _Reader(archive, most_cells).read()


class _Reader:
    def __init__(self, archive: Archive, most_cells: int) -> None:
        self.most_cells = most_cells
        self.archive = archive
        self.path = _workbook_path(archive)
        self.relations = archive.relations(self.path)
        self.formats: list[Format] = []
        self.struck_styles: set[str] = set()
        self._read_styles()
        self.strings = self._strings()
        self.is_1904 = False
        self.count = 0

    def read(self) -> Workbook:
        root = self.archive.tree(self.path)
        for properties in root.iter("{*}workbookPr"):
            self.is_1904 = properties.get("date1904") in ("1", "true")
        tabs = [self._tab(sheet) for sheet in root.iter("{*}sheet")]
        has_macros = any(path.endswith("vbaproject.bin") for path in self.archive.paths())
        return Workbook(tabs, has_macros)

    def _tab(self, sheet: Any) -> Tab:
        references = [value for name, value in sheet.items() if name.endswith("}id")]
        kind, path = self.relations[references[0]]
        tab = Tab(
            sheet.get("name", ""),
            is_hidden=sheet.get("state", "visible") != "visible",
            is_table=kind == "worksheet",
        )
        if tab.is_table and not tab.is_hidden:
            self._read_cells(tab, path)
            self._read_comments(tab, path)
        return tab

    def _read_cells(self, tab: Tab, path: str) -> None:
        row = -1
        merges = []
        hidden: set[int] = set()
        is_filtered = self._is_filtered_table(path)
        for element in self.archive.elements(path, "row", "mergeCell", "filterColumn"):
            if element.tag.endswith("mergeCell"):
                merges.append(element.get("ref", ""))
                continue
            if element.tag.endswith("filterColumn"):
                is_filtered = True
                continue
            row = int(element.get("r") or row + 2) - 1
            if element.get("hidden") in ("1", "true") and not _is_folded(element):
                hidden.add(row)
            self._read_row(tab, row, element)
        _merge(tab, merges)
        if hidden and not is_filtered:
            _hide(tab, hidden)

    def _read_row(self, tab: Tab, row: int, element: Any) -> None:
        column = -1
        for piece in element:
            reference = _REFERENCE.fullmatch(piece.get("r") or "")
            column = _column(reference[1]) if reference else column + 1
            cell = self._cell(piece)
            if cell is not None:
                self._count()
                tab.cells[row, column] = cell
                if piece.get("s") in self.struck_styles:
                    tab.struck.add((row, column))

    def _is_filtered_table(self, path: str) -> bool:
        """Tell whether a table of the sheet hides rows by a filter: they count all the same."""
        return any(
            next(self.archive.tree(place).iter("{*}filterColumn"), None) is not None
            for kind, place in self.archive.relations(path).values()
            if kind == "table" and place in self.archive
        )

    def _count(self) -> None:
        self.count += 1
        if self.count > self.most_cells:
            raise Unreadable("too-many-cells")

    def _cell(self, piece: Any) -> Cell | None:
        value, formula, inline = None, None, ""
        for child in piece:
            name = child.tag.rpartition("}")[2]
            if name == "v":
                value = child.text
            elif name == "f":
                formula = child.text or ""
            elif name == "is":
                inline = _rich(child)
        kind = piece.get("t", "n")
        if kind == "inlineStr":
            return _worded(inline)
        if value is None or (not value and kind == "str"):
            if formula is None or value is not None:
                return None
            return Cell(f"={formula}", about="formula-without-value")
        return self._valued(kind, value, piece.get("s"))

    def _valued(self, kind: str, value: str, style: str | None) -> Cell | None:
        if kind == "s":
            return _worded(self.strings[int(value)])
        if kind in ("str", "d"):
            return _worded(_unescaped(value))
        if kind == "e":
            return Cell(value, about="formula-error")
        if kind == "b":
            return Cell("TRUE" if value == "1" else "FALSE")
        return self._number(value, style)

    def _number(self, value: str, style: str | None) -> Cell | None:
        if not value.strip():
            return None
        number = _fifteen_digits(Decimal(value.strip()))
        if number is None:
            return Cell(value)
        shape = self.formats[int(style)] if style and int(style) < len(self.formats) else Format()
        if shape.is_date:
            day = day_of(number, is_1904=self.is_1904)
            return _hour(number) if day is None else Cell(day=day)
        return Cell(number=number, format=shape)

    def _read_styles(self) -> None:
        path = next((path for kind, path in self.relations.values() if kind == "styles"), "")
        if path not in self.archive:
            return
        root = self.archive.tree(path)
        described = {
            int(element.get("numFmtId", "0")): described_format(element.get("formatCode", ""))
            for element in root.iter("{*}numFmt")
        }
        styles = [xf for group in root.iter("{*}cellXfs") for xf in group.iter("{*}xf")]
        numbers = [int(style.get("numFmtId", "0")) for style in styles]
        self.formats = [described.get(number) or builtin_format(number) for number in numbers]
        fonts = [font for group in root.iter("{*}fonts") for font in group.iter("{*}font")]
        struck = {str(index) for index, font in enumerate(fonts) if _is_struck(font)}
        self.struck_styles = {
            str(index) for index, style in enumerate(styles) if style.get("fontId") in struck
        }

    def _strings(self) -> list[str]:
        path = next((path for kind, path in self.relations.values() if kind == "sharedStrings"), "")
        if path not in self.archive:
            return []
        return [_rich(element) for element in self.archive.elements(path, "si")]

    def _read_comments(self, tab: Tab, path: str) -> None:
        for kind, place in self.archive.relations(path).values():
            if kind != "comments" or place not in self.archive:
                continue
            for element in self.archive.elements(place, "comment"):
                reference = _REFERENCE.fullmatch(element.get("ref", ""))
                text = _rich(element)
                if reference and text.strip():
                    self._count()
                    tab.comments[int(reference[2]) - 1, _column(reference[1])] = text.strip()


def _workbook_path(archive: Archive) -> str:
    for kind, path in archive.relations("").values():
        if kind == "officeDocument" and path in archive and path.endswith(".xml"):
            if archive.tree(path).tag.endswith("}workbook"):
                return path
            raise Unreadable("unknown-format")
    raise Unreadable("unknown-format")


def _worded(text: str) -> Cell | None:
    return Cell(text.strip()[:MAX_STRING]) if text.strip() else None


def _rich(element: Any) -> str:
    """Return the text of a string with its runs joined; readings of Asian words are left out."""
    pieces = [
        piece.text or ""
        for piece in element.iter("{*}t")
        if not piece.getparent().tag.endswith("}rPh")
    ]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    if "_x" in text:
        text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return _CONTROLS.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _fifteen_digits(number: Decimal) -> Decimal | None:
    """Return a number as Excel shows it at most: the rest is noise of binary fractions."""
    if not number.is_finite() or abs(number.adjusted()) > 30:
        return Decimal(0) if number.is_finite() and number.adjusted() < 0 else None
    places = 14 - number.adjusted()
    return round(number, places) if places >= 0 else number.quantize(Decimal(1))


def _hour(number: Decimal) -> Cell:
    minutes = round(number * 24 * 60)
    return Cell(f"{minutes // 60:02}:{minutes % 60:02}")


def _is_folded(row: Any) -> bool:
    return row.get("outlineLevel", "0") not in ("", "0")


def _is_struck(font: Any) -> bool:
    marks = [strike.get("val", "1") for strike in font.iter("{*}strike")]
    return any(value in ("1", "true") for value in marks)


def _hide(tab: Tab, rows: set[int]) -> None:
    """Note the cells that somebody hid by hand: they are listed, and not shown to everybody."""
    for at, cell in tab.cells.items():
        if at[0] in rows and not cell.about:
            tab.cells[at] = replace(cell, about="hidden-row")


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _merge(tab: Tab, ranges: list[str]) -> None:
    if not tab.cells:
        return
    last_row = max(row for row, _ in tab.cells)
    last_column = max(column for _, column in tab.cells)
    room = MAX_COVERED
    for text in ranges:
        corners = [_REFERENCE.fullmatch(corner) for corner in text.split(":")]
        if len(corners) != 2 or corners[0] is None or corners[1] is None:
            continue
        (top, left), (bottom, right) = [(int(c[2]) - 1, _column(c[1])) for c in corners if c]
        bottom, right = min(bottom, max(last_row, top)), min(right, max(last_column, left))
        rows, columns = bottom - top + 1, right - left + 1
        room -= rows * columns
        if room < 0 or rows < 1 or columns < 1:
            return
        tab.spans[top, left] = (rows, columns)
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                tab.covered[row, column] = (top, left)
