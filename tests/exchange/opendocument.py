"""OpenDocument workbooks written by hand, flat or zipped, for the tests of their reader."""

import io
import zipfile
from collections.abc import Mapping

_NAMES = {
    "office": "office", "table": "table", "text": "text", "style": "style",
    "number": "datastyle", "draw": "drawing",
}  # fmt: skip
_SPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in _NAMES.items()
    )
    + ' xmlns:xlink="http://www.w3.org/1999/xlink"'
)
MIME = "application/vnd.oasis.opendocument.spreadsheet"


def cell(text: str = "", inside: str = "", **attributes: str) -> str:
    """Return a cell; `value_type="float"` is `office:value-type`, `table_formula` of `table:`."""
    said = "".join(
        f' {"" if ":" in _named(name) else "office:"}{_named(name)}="{value}"'
        for name, value in attributes.items()
    )
    words = f"<text:p>{text}</text:p>" if text else ""
    return f"<table:table-cell{said}>{inside}{words}</table:table-cell>"


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row {more}>{''.join(cells)}</table:table-row>"


def tab(*rows: str, name: str = "Web", before: str = "", more: str = "") -> str:
    return f'<table:table table:name="{name}" {more}>{before}{"".join(rows)}</table:table>'


def content(*tabs: str, styles: str = "", root: str = "document-content") -> bytes:
    return (
        f'<?xml version="1.0"?><office:{root} {_SPACES} office:mimetype="{MIME}">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{''.join(tabs)}</office:spreadsheet></office:body>"
        f"</office:{root}>"
    ).encode()


def flat(*tabs: str, styles: str = "") -> bytes:
    return content(*tabs, styles=styles, root="document")


def zipped(data: bytes, *, mime: str = MIME, manifest: str = "",
           parts: Mapping[str, bytes] | None = None) -> bytes:  # fmt: skip
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), mime)
        archive.writestr("content.xml", data)
        if manifest:
            archive.writestr("META-INF/manifest.xml", manifest)
        for name, part in (parts or {}).items():
            archive.writestr(name, part)
    return kept.getvalue()


def _named(name: str) -> str:
    prefix, _, rest = name.partition("_")
    is_other = prefix == "table"
    return f"table:{rest.replace('_', '-')}" if is_other else name.replace("_", "-")
