"""Drawn sheets: measured and drawn once per version and language, kept in memory."""

from collections.abc import Iterable
from dataclasses import dataclass

from palier.sheets.cache import remember, remembered
from palier.sheets.draw_html import sheet_html
from palier.sheets.fit import fit
from palier.sheets.layout import Layout
from palier.slides.models import Slide
from palier.slides.queries.contents import load_lines, sheet_of, with_lines


@dataclass(frozen=True, slots=True)
class Drawing:
    """A slide's sheet as HTML, with the layout behind it."""

    slide_id: int
    version: int
    layout: Layout
    html: str


def drawings_of(slides: Iterable[Slide], language: str) -> dict[int, Drawing]:
    """Return the drawing of each slide by its id; only those not in memory are read (3 queries).

    `slides` need only their id and version: what is drawn is at least that version.
    """
    found: dict[int, Drawing] = {}
    missing: list[int] = []
    for slide in slides:
        kept = remembered(_key(slide, language))
        if isinstance(kept, Drawing):
            found[slide.pk] = kept
        else:
            missing.append(slide.pk)
    if missing:
        for slide in with_lines(Slide.objects.filter(pk__in=missing)):
            found[slide.pk] = draw(slide, language)
    return found


def drawing_of(slide: Slide, language: str) -> Drawing:
    """Return the drawing of one slide, read with its quarter and its head (at most 2 queries).

    Two more where lines were carried over. What is drawn is at least the slide's version.
    """
    if remembered(_key(slide, language)) is None:
        load_lines(slide)
    return draw(slide, language)


def draw(slide: Slide, language: str) -> Drawing:
    """Return the drawing of a slide loaded `with_lines`, from memory where it is there."""

    def make() -> Drawing:
        sheet = sheet_of(slide, language)
        layout = fit(sheet)
        html = sheet_html(sheet, layout)
        return Drawing(slide_id=slide.pk, version=slide.version, layout=layout, html=html)

    drawing = remember(_key(slide, language), make)
    assert isinstance(drawing, Drawing)  # noqa: S101 - the cache holds what make() made
    return drawing


def _key(slide: Slide, language: str) -> tuple[object, ...]:
    return ("slide", slide.pk, slide.version, language)
