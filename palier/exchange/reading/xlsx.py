"""Read an Excel workbook into the neutral document."""

from palier.exchange.document import Document
from palier.exchange.reading.excel import read_workbook
from palier.exchange.reading.tabular import document_of
from palier.exchange.reading.workbook import MAX_CELLS


def read_xlsx(
    data: bytes, *, name: str, language: str | None = None, most_cells: int = MAX_CELLS
) -> Document:
    """Return what an .xlsx or .xlsm file says, with each piece's place in it.

    `name` and `language` are those of `document_of`. A number is read as its cell shows it: 0.7
    in a cell formatted as a percentage is 70 %, `200000` in one formatted in euros is 200 000 €;
    without a format, 0.7 stays 0.7. Macros are never run, hidden tabs are not read, and both are
    said.

    :raises Unreadable: "empty", "too-large", "encrypted", "unknown-format", "corrupt", "bomb",
        "too-many-cells"
    """
    workbook = read_workbook(data, most_cells=most_cells)
    return document_of(workbook, name=name, language=language)
