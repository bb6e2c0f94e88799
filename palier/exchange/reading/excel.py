"""The parts of an .xlsx or .xlsm file as tabs of cells, each with what its number format shows.

Cells are read one row at a time. Macros are never looked into.
"""

import re
from decimal import Decimal
from typing import Any

from palier.exchange.document import Unreadable
from palier.exchange.reading.archive import Archive, reading
from palier.exchange.reading.cells import (
    Cell,
    Format,
    builtin_format,
    day_of,
    described_format,
    fifteen_digits,
    hour_of,
)
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

MAX_STRING = 32_767  # what a cell may hold: one shared by a million cells is a bomb else

_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
_PARTS = ("col", "row", "mergeCell", "filterColumn", "hyperlink")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


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
        self.archive = archive
        self.path = _workbook_path(archive)
        self.relations = archive.relations(self.path)
        self.formats: list[Format] = []
        self.struck_styles: set[str] = set()
        self._read_styles()
        self.strings = self._strings()
        self.is_1904 = False
        self.count = Count(most_cells)

    def read(self) -> Workbook:
        root = self.archive.tree(self.path)
        for properties in root.iter("{*}workbookPr"):
            self.is_1904 = properties.get("date1904") in ("1", "true")
        tabs = [self._tab(sheet) for sheet in root.iter("{*}sheet")]
        has_macros = any(path.endswith("vbaproject.bin") for path in self.archive.paths())
        return Workbook(tabs, "vbaProject.bin" if has_macros else "")

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
            self._read_boxes(tab, path)
        return tab

    def _read_cells(self, tab: Tab, path: str) -> None:
        row = -1
        areas: list[tuple[Position, Position]] = []
        rows: set[int] = set()
        columns: list[range] = []
        is_filtered = self._is_filtered_table(path)
        addresses = self.archive.addresses(path)
        for element in self.archive.elements(path, *_PARTS):
            kind = element.tag.rpartition("}")[2]
            if kind == "mergeCell":
                area = _area(element.get("ref", ""))
                areas += [area] if area else []
            elif kind == "filterColumn":
                is_filtered = True
            elif kind == "hyperlink":
                tab.links += _links(element, addresses)
            elif kind == "col" and _is_hidden(element):
                columns.append(range(int(element.get("min")) - 1, int(element.get("max"))))
            elif kind == "row":
                row = int(element.get("r") or row + 2) - 1
                if _is_hidden(element):
                    rows.add(row)
                self._read_row(tab, row, element)
        merge(tab, areas)
        hide(tab, set() if is_filtered else rows, columns)

    def _read_row(self, tab: Tab, row: int, element: Any) -> None:
        column = -1
        for piece in element:
            reference = _REFERENCE.fullmatch(piece.get("r") or "")
            column = _column(reference[1]) if reference else column + 1
            cell = self._cell(piece)
            if cell is not None:
                self.count.add()
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
            return worded(inline)
        if value is None or (not value and kind == "str"):
            if formula is None or value is not None:
                return None
            return Cell(f"={formula}", about="formula-without-value")
        return self._valued(kind, value, piece.get("s"))

    def _valued(self, kind: str, value: str, style: str | None) -> Cell | None:
        if kind == "s":
            return worded(self.strings[int(value)])
        if kind in ("str", "d"):
            return worded(_unescaped(value))
        if kind == "e":
            return Cell(value, about="formula-error")
        if kind == "b":
            return Cell("TRUE" if value == "1" else "FALSE")
        return self._number(value, style)

    def _number(self, value: str, style: str | None) -> Cell | None:
        if not value.strip():
            return None
        number = fifteen_digits(Decimal(value.strip()))
        if number is None:
            return Cell(value)
        shape = self.formats[int(style)] if style and int(style) < len(self.formats) else Format()
        if shape.is_date:
            day = day_of(number, is_1904=self.is_1904)
            return hour_of(number) if day is None else Cell(day=day)
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
        return [_rich(element)[:MAX_STRING] for element in self.archive.elements(path, "si")]

    def _read_comments(self, tab: Tab, path: str) -> None:
        for kind, place in self.archive.relations(path).values():
            if kind != "comments" or place not in self.archive:
                continue
            for element in self.archive.elements(place, "comment"):
                reference = _REFERENCE.fullmatch(element.get("ref", ""))
                text = _rich(element)
                if reference and text.strip():
                    self.count.add()
                    tab.comments[int(reference[2]) - 1, _column(reference[1])] = text.strip()

    def _read_boxes(self, tab: Tab, path: str) -> None:
        """Take the texts of the boxes that are laid over the cells, where each begins."""
        for kind, place in self.archive.relations(path).values():
            if kind != "drawing" or place not in self.archive:
                continue
            for anchor in self.archive.tree(place):
                corner = next(anchor.iter("{*}from"), None)
                at = _corner(corner) if corner is not None else (0, 0)
                for body in anchor.iter("{*}txBody"):
                    lines = (_rich(line) for line in body.iter("{*}p"))
                    text = "\n".join(lines).strip()
                    if text:
                        self.count.add()
                        tab.boxes.append((at, text))


def _workbook_path(archive: Archive) -> str:
    for kind, path in archive.relations("").values():
        if kind == "officeDocument" and path in archive and path.endswith(".xml"):
            if archive.tree(path).tag.endswith("}workbook"):
                return path
            raise Unreadable("unknown-format")
    raise Unreadable("unknown-format")


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


def _is_hidden(row: Any) -> bool:
    """Tell whether a row or a column was hidden by hand; a folded group is read."""
    is_folded = row.get("outlineLevel", "0") not in ("", "0")
    return row.get("hidden") in ("1", "true") and not is_folded


def _links(element: Any, addresses: dict[str, str]) -> list[tuple[Position, str]]:
    """Return the address behind the first cell of a hyperlink, if it leads out of the file."""
    match = _REFERENCE.fullmatch(element.get("ref", "").partition(":")[0])
    ids = [value for name, value in element.items() if name.endswith("}id")]
    address = addresses.get(ids[0], "") if ids else ""
    return [((int(match[2]) - 1, _column(match[1])), address)] if match and address else []


def _corner(corner: Any) -> Position:
    said = {piece.tag.rpartition("}")[2]: piece.text or "0" for piece in corner}
    return int(said.get("row", "0")), int(said.get("col", "0"))


def _is_struck(font: Any) -> bool:
    marks = [strike.get("val", "1") for strike in font.iter("{*}strike")]
    return any(value in ("1", "true") for value in marks)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _area(text: str) -> tuple[Position, Position] | None:
    """Return the corners of `A1:B2`, None for what is no such range."""
    corners = [_REFERENCE.fullmatch(corner) for corner in text.split(":")]
    found = [(int(match[2]) - 1, _column(match[1])) for match in corners if match]
    return (found[0], found[1]) if len(found) == len(corners) == 2 else None
