"""The few pieces of WordprocessingML that a document of slides is made of, as text."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; `colour` is "#1b2430", "" for that of the paragraph."""

    text: str
    is_bold: bool = False
    is_italic: bool = False
    colour: str = ""

    @override
    def __str__(self) -> str:
        look = "<w:b/>" * self.is_bold + "<w:i/>" * self.is_italic
        look += f'<w:color w:val="{self.colour[1:]}"/>' if self.colour else ""
        return (
            f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(self.text)}</w:t></w:r>'
        )


def paragraph(style: str, runs: Iterable[Run], *, bar: str = "", on_new_page: bool = False) -> str:
    """Return a paragraph; `bar` is the colour of a rule at its left."""
    look = f'<w:pStyle w:val="{style}"/>'
    look += "<w:pageBreakBefore/>" if on_new_page else ""
    if bar:
        rule = f'<w:left w:val="single" w:sz="36" w:space="8" w:color="{bar[1:]}"/>'
        look += f"<w:pBdr>{rule}</w:pBdr>"
    return f"<w:p><w:pPr>{look}</w:pPr>{''.join(map(str, runs))}</w:p>"


def table(style: str, widths: tuple[int, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table of cells that hold paragraphs; widths are in twentieths of a point.

    No row is parted between two pages.
    """
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    lines = "".join(
        "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
        + "".join(_cell(width, inside) for width, inside in zip(widths, row, strict=True))
        + "</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{lines}</w:tbl>"
    )


def _cell(width: int, inside: str) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{inside}</w:tc>'
