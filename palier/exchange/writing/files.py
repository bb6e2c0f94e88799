"""Slides as files: a presentation, a PDF, a picture, a workbook, a table, a text, palier/1."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import IO

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from palier.cycles.models import Cycle
from palier.exchange.designs import design_of
from palier.exchange.palier_json import write_json
from palier.exchange.writing.csv import write_csv
from palier.exchange.writing.docx import write_docx
from palier.exchange.writing.gather import gather
from palier.exchange.writing.markdown import write_markdown
from palier.exchange.writing.notes import speaker_notes
from palier.exchange.writing.xlsx import write_xlsx
from palier.organisation.models import Organisation, Unit
from palier.sheets.content import Sheet
from palier.sheets.draw_pptx import write_pptx, write_pptx_package
from palier.sheets.draw_typst import write_pdf, write_png
from palier.sheets.fit import fit
from palier.sheets.layout import Layout
from palier.slides.models import Slide, SlideQuerySet
from palier.slides.queries.contents import sheet_of, with_lines
from palier.slides.queries.order import in_order

PICTURE_WIDTH = 1920  # pixels
WITH_NOTES = frozenset({"pptx", "zip"})
TYPES = {
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "zip": "application/zip",
    "pdf": "application/pdf",
    "png": "image/png",
    "json": "application/json",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
}
OF_DOCUMENT = frozenset({"xlsx", "docx", "csv", "md"})  # what is read back to the same content
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
Advance = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Deck:
    """Slides in the order of the wall, what they are called together, in which language.

    A presentation stands on the organisation's own template, if it has one and `is_plain` is not
    said.
    """

    slides: Sequence[Slide]
    title: str
    language: str
    is_plain: bool = False

    @property
    def stem(self) -> str:
        """Return the name of the file, without its ending: "Acme - T1 2027"."""
        return " ".join(_FORBIDDEN.sub(" ", self.title).split())[:150].strip(" .") or "Palier"


def deck_of(
    organisation: Organisation, cycle: Cycle | None, slides: SlideQuerySet, language: str
) -> Deck:
    """Return the deck of some slides, in the order of the wall (three queries)."""
    parts = [organisation.name, cycle.label_in(language) if cycle else ""]
    return Deck(_loaded(slides), " - ".join(part for part in parts if part), language)


def under(unit: Unit, slides: SlideQuerySet) -> SlideQuerySet:
    """Keep the slides of a unit and of those that stood in it."""
    return slides.filter(Q(unit=unit) | Q(parent=unit))


def deck_under(unit: Unit, cycle: Cycle, slides: SlideQuerySet, language: str) -> Deck:
    """Return the deck of a pole: its own slide and those of its units (three queries)."""
    title = f"{unit.name} - {cycle.label_in(language)}"
    return Deck(_loaded(under(unit, slides)), title, language)


def deck_of_one(slides: SlideQuerySet, language: str) -> Deck:
    """Return the deck of the one slide there is, named after its unit (three queries)."""
    rows = _loaded(slides)
    return Deck(rows, f"{rows[0].unit_name} - {rows[0].cycle.label_in(language)}", language)


def write_deck(deck: Deck, kind: str, target: IO[bytes], advance: Advance = lambda: None) -> str:
    """Write a kind of `TYPES` but "json" into `target`; return the kind that was written.

    A picture holds one page: several go into a "zip". `advance` is called once a slide.

    :raises ValueError: if there is no slide
    """
    if not deck.slides:
        raise ValueError("no slide to write")
    if kind in OF_DOCUMENT:
        _write_document(deck, kind, target, advance)
        return kind
    notes = speaker_notes(deck.slides, deck.language) if kind in WITH_NOTES else {}
    sheets = _sheets(deck, notes, advance)
    if kind in WITH_NOTES:
        _write_presentation(deck, kind, target, sheets)
    elif kind == "pdf":
        target.write(write_pdf(sheets, language=deck.language, title=deck.title))
    else:
        return _write_pictures(deck, list(sheets), target)
    return kind


def _write_presentation(
    deck: Deck, kind: str, target: IO[bytes], sheets: Iterator[tuple[Sheet, Layout]]
) -> None:
    design = None if deck.is_plain else design_of(deck.slides[0].unit.organisation)
    words = {"title": deck.title, "language": deck.language}
    if kind == "pptx":
        write_pptx(sheets, target, **words, design=design)
    else:
        write_pptx_package(sheets, target, **words, stem=deck.stem, design=design)


def _write_document(deck: Deck, kind: str, target: IO[bytes], advance: Advance) -> None:
    organisation = deck.slides[0].unit.organisation
    rows = Slide.objects.filter(pk__in=[slide.pk for slide in deck.slides])
    document = gather(organisation, rows).document
    language = deck.language
    if kind == "xlsx":
        write_xlsx(document, target, language=language, advance=advance)
    elif kind == "csv":
        write_csv(document, target, language=language, advance=advance)
    elif kind == "md":
        write_markdown(document, target, language=language, title=deck.title, advance=advance)
    else:
        write_docx(document, target, language=language, title=deck.title, advance=advance)


def palier_json(organisation: Organisation, slides: SlideQuerySet, *, with_emails: bool) -> bytes:
    """Return an organisation and some slides as palier/1 (at most thirteen queries)."""
    document = gather(organisation, slides).document
    if not with_emails:
        for person in document.people:
            person.email = ""
    return write_json(document)


def _loaded(slides: SlideQuerySet) -> list[Slide]:
    return list(with_lines(in_order(slides)))


def _sheets(
    deck: Deck, notes: Mapping[int, tuple[str, ...]], advance: Advance
) -> Iterator[tuple[Sheet, Layout]]:
    for slide in deck.slides:
        sheet = replace(sheet_of(slide, deck.language), notes=notes.get(slide.pk, ()))
        yield sheet, fit(sheet)
        advance()


def _write_pictures(deck: Deck, sheets: list[tuple[Sheet, Layout]], target: IO[bytes]) -> str:
    pages = [(sheet, layout, page.number) for sheet, layout in sheets for page in layout.pages]
    if len(pages) == 1:
        sheet, layout, number = pages[0]
        target.write(write_png(sheet, layout, width_px=PICTURE_WIDTH, page=number))
        return "png"
    with override(deck.language), zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for index, (sheet, layout, number) in enumerate(pages, 1):
            picture = write_png(sheet, layout, width_px=PICTURE_WIDTH, page=number)
            stem = _FORBIDDEN.sub(" ", sheet.title)[:100]
            page = _("page %(number)s") % {"number": number} if len(layout.pages) > 1 else ""
            name = " - ".join(part for part in (f"{index:03}", stem, page) if part)
            archive.writestr(f"{name}.png", picture)
    return "zip"


def in_memory(deck: Deck, kind: str) -> tuple[bytes, str]:
    """Return a deck as bytes, and the kind that was written.

    :raises ValueError: if there is no slide
    """
    target = io.BytesIO()
    written = write_deck(deck, kind, target)
    return target.getvalue(), written
