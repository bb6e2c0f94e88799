"""Opening whatever file somebody brings."""

from pathlib import PurePath

from palier.exchange.document import Document, Unreadable
from palier.exchange.palier_json import read_json
from palier.exchange.reading.xlsx import read_xlsx

WORKBOOKS = frozenset({".xlsx", ".xlsm"})
ACCEPTED = ".xlsx,.xlsm,.json"


def read_file(data: bytes, *, name: str, language: str | None = None) -> Document:
    """Return what a file says; its beginning tells what it is where its name does not.

    :raises Unreadable: "unknown-format" for anything but a workbook or `palier/1`, and whatever
        their readers raise
    """
    suffix = PurePath(name).suffix.lower()
    if suffix == ".json":
        return read_json(data)
    if suffix in WORKBOOKS or data.startswith(b"PK"):
        return read_xlsx(data, name=name, language=language)
    if data.lstrip()[:1] == b"{":
        return read_json(data)
    raise Unreadable("unknown-format" if data.strip() else "empty")
