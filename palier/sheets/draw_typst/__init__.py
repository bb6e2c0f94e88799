"""Draws sheets as PDF and PNG: typst places the rows where the layout put them."""

from collections.abc import Iterable, Iterator
from itertools import chain, islice

from palier.sheets.content import Sheet
from palier.sheets.draw_typst.press import Press
from palier.sheets.layout import Layout, Page

BATCH = 25  # pages typst holds at once, in each of its two threads
# Tags cost memory, 36 MB for 1,000 pages. Nobody has that many read aloud from one file.
TAGGED_PARTS = 12
PAGE_POINTS = 960.0  # 13.333 inches
POINTS_PER_INCH = 72


def write_pdf(sheets: Iterable[tuple[Sheet, Layout]], *, language: str, title: str) -> bytes:
    """Answer a tagged PDF of one page per page of each layout, bookmarked by unit.

    :raises ValueError: if there is no sheet, since a PDF has at least one page
    """
    with Press(language=language, title=title) as press:
        parts = press.pdfs(_batches(sheets), tagged=TAGGED_PARTS)
        first = list(islice(parts, TAGGED_PARTS + 1))
        if not first:
            raise ValueError("no sheet to draw")
        if len(first) == 1:
            return first[0]
        # A tenth of a second and 17 MB that a server would pay at its start, and few files need.
        from palier.sheets.draw_typst.joining import joined

        # Joined while typst draws the rest.
        return joined(chain(first, parts), is_tagged=len(first) <= TAGGED_PARTS)


def write_png(sheet: Sheet, layout: Layout, *, width_px: int, page: int = 1) -> bytes:
    """Answer a picture of one page of a layout, `page` counted from 1.

    :raises IndexError: if the layout has no such page
    """
    if not 1 <= page <= len(layout.pages):
        raise IndexError(f"no page {page}")
    ppi = width_px * POINTS_PER_INCH / PAGE_POINTS
    with Press(language=sheet.language, title=sheet.title) as press:
        return press.png([(sheet, layout.pages[page - 1])], ppi=ppi)


def _batches(
    sheets: Iterable[tuple[Sheet, Layout]],
) -> Iterator[list[tuple[Sheet, Page]]]:
    pages = ((sheet, page) for sheet, layout in sheets for page in layout.pages)
    while batch := list(islice(pages, BATCH)):
        yield batch
