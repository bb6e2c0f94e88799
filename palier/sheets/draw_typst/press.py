"""A typst compiler in a folder of its own: pages in as data, PDF or PNG out."""

import json
import re
import tempfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import typst

from palier.sheets.content import Sheet
from palier.sheets.fonts import FOLDER, FONTS
from palier.sheets.layout import (
    PALETTE,
    WIDTH,
    Align,
    Box,
    Colour,
    Page,
    Paragraph,
    Role,
    Row,
    Shape,
)

TEMPLATE = Path(__file__).parent / "pages.typ"
FACES = {name: place for place, name in enumerate(FONTS)}
COLOURS = {colour: place for place, colour in enumerate(PALETTE)}
# typst forgets what it remembers of a document after this many others.
MEMORY = 11
# Text without a shape, and what JSON and PDF cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
LEVELS = {Role.TITLE: 1, Role.OBJECTIVE: 2}


class Press:
    """Compiles batches of pages; the folder it works in goes with it."""

    def __init__(self, *, language: str, title: str) -> None:
        self.language = language
        self.title = title
        self.folder = tempfile.TemporaryDirectory(prefix="palier-")
        root = Path(self.folder.name)
        self.data = root / "data.json"
        (root / "pages.typ").write_bytes(TEMPLATE.read_bytes())
        (root / "empty.typ").touch()
        self.pages = _compiler(root, "pages.typ")
        self.empty = _compiler(root, "empty.typ")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.folder.cleanup()

    def pdf(self, pages: Iterable[tuple[Sheet, Page]]) -> bytes:
        """Answer these pages as a PDF."""
        return self._compile(pages, format="pdf")

    def png(self, pages: Iterable[tuple[Sheet, Page]], *, ppi: float) -> bytes:
        """Answer the one page given as a picture."""
        return self._compile(pages, format="png", ppi=ppi)

    def _compile(self, pages: Iterable[tuple[Sheet, Page]], **options: Any) -> bytes:
        self.data.write_text(json.dumps(self._data(pages)), encoding="utf-8")
        try:
            drawn = self.pages.compile(**options)
        finally:
            for _ in range(MEMORY):
                self.empty.compile(format="svg")
        if not isinstance(drawn, bytes):  # a list, were there several pictures
            raise TypeError("one page at a time")
        return drawn

    def _data(self, pages: Iterable[tuple[Sheet, Page]]) -> dict[str, Any]:
        return {
            "title": _clean(self.title),
            "language": self.language,
            "paper": PALETTE[Colour.PAPER],
            "faces": [
                {"font": FONTS[key].typographic_family, "weight": FONTS[key].weight}
                for key in FACES
            ],
            "colours": list(PALETTE.values()),
            "pages": [_page(sheet, page) for sheet, page in pages],
        }


def _page(sheet: Sheet, page: Page) -> list[Any]:
    return [
        sheet.language,
        [_rule(box) for box in page.boxes if box.shape is Shape.RULE],
        [_box(box) for box in page.boxes if box.shape is not Shape.RULE],
        [_paragraph(text, is_first=page.number == 1) for text in page.paragraphs],
    ]


def _rule(box: Box) -> list[Any]:
    return [*_rounded(box.x, box.y, box.width, box.height), COLOURS[box.colour]]


def _box(box: Box) -> list[Any]:
    return [*_rounded(box.x, box.y, box.width, box.height, box.radius), COLOURS[box.colour]]


def _rounded(*lengths: float) -> list[float]:
    """Answer lengths to a ten-thousandth of a unit: further digits cost time and show nowhere."""
    return [round(length, 4) for length in lengths]


def _paragraph(text: Paragraph, *, is_first: bool) -> list[Any]:
    level = LEVELS.get(text.role, 0)
    is_bookmarked = is_first and text.role is Role.TITLE
    # Only where figures stand alone: in a sentence Inter would widen its hyphens with them.
    figures = "tabular" if text.role is Role.MEASURE else "proportional"
    side = _side(text)
    rows = [_row(row, side) for row in text.rows]
    words = _clean(text.text)
    return [level, is_bookmarked, text.size, figures, text.is_right_to_left, words, rows]


def _row(row: Row, side: float) -> list[Any]:
    """Give a row the whole width of a page, hung where it is aligned: 0 left, 1 right."""
    left = row.x + side * (row.width - WIDTH)
    spans = [[_clean(span.text), FACES[span.font], COLOURS[span.colour]] for span in row.spans]
    return [*_rounded(left, row.baseline), round(side * 2), spans]


def _side(text: Paragraph) -> float:
    start = 1.0 if text.is_right_to_left else 0.0
    return {Align.START: start, Align.CENTRE: 0.5, Align.END: 1.0}[text.align]


def _clean(text: str) -> str:
    return text if text.isprintable() else ILLEGAL.sub("", text)


def _compiler(root: Path, name: str) -> typst.Compiler:
    """Confined to its folder: no system fonts, and no packages but those of an empty one."""
    nowhere = str(root / "packages")
    return typst.Compiler(
        str(root / name),
        root=str(root),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )
