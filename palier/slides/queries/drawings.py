"""Drawn sheets: measured and drawn once per version and language, kept in memory."""

from collections.abc import Iterable
from dataclasses import dataclass

from palier.sheets.cache import remember
from palier.sheets.draw_html import sheet_html
from palier.sheets.fit import fit
from palier.sheets.layout import Layout
from palier.slides.models import Slide
from palier.slides.queries.contents import sheet_of, with_lines


@dataclass(frozen=True, slots=True)
class Drawing:
    """A slide's sheet as HTML, with the layout behind it."""

    slide_id: int
    version: int
    layout: Layout
    html: str


def drawings_of(slides: Iterable[Slide], language: str) -> dict[int, Drawing]:
    """Return the drawing of each slide by its id; only those not in memory are read (4 queries).

    `slides` need only their id and version.
    """
    raise NotImplementedError
