"""The presentation file around the slides: parts, relations, theme, master, notes.

Parts are written one after the other straight into the archive, with numbers counted here:
nothing is searched in what is already written, so a deck of 1,000 slides costs 1,000 times one.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Template
from typing import IO

from django.utils import translation
from django.utils.translation import gettext

from palier.sheets.content import Sheet
from palier.sheets.draw_pptx.shapes import TREE_HEAD, Tree, locale_of, xml_text
from palier.sheets.fonts import FONTS
from palier.sheets.layout import PALETTE, Layout, Page

SKELETON = Path(__file__).parent / "skeleton"
COMPRESSION = 4  # of 1..9: 6 takes half as long again for one hundredth of the size

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
PRESENTATION_TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
FIXED_TYPES = {
    "ppt/presentation.xml": f"{PRESENTATION_TYPE}.presentation.main+xml",
    "ppt/presProps.xml": f"{PRESENTATION_TYPE}.presProps+xml",
    "ppt/slideMasters/slideMaster1.xml": f"{PRESENTATION_TYPE}.slideMaster+xml",
    "ppt/slideLayouts/slideLayout1.xml": f"{PRESENTATION_TYPE}.slideLayout+xml",
    "ppt/notesMasters/notesMaster1.xml": f"{PRESENTATION_TYPE}.notesMaster+xml",
    "ppt/theme/theme1.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "ppt/theme/theme2.xml": "application/vnd.openxmlformats-officedocument.theme+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
FIRST_SLIDE_RELATION = 5  # rId1 to rId4: master, notes master, theme, properties
FIRST_SLIDE_ID = 256  # lower ones are reserved by the format


def write_pptx(
    sheets: Iterable[tuple[Sheet, Layout]],
    target: IO[bytes],
    *,
    title: str,
    author: str = "",
    language: str,
) -> None:
    """Write one slide per page of each layout, in the order given.

    `language` is that of the file's own words; each sheet's words carry the sheet's language.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        deck = Deck(archive, language)
        deck.write_head(title, author)
        for sheet, layout in sheets:
            for page in layout.pages:
                deck.write_slide(sheet, page)
        deck.write_foot()


@dataclass(slots=True)
class Deck:
    """An archive being filled, and how many slides and notes it holds so far."""

    archive: zipfile.ZipFile
    language: str
    slides: int = 0
    notes: list[int] = field(default_factory=list)  # numbers of the slides that have some

    def write_head(self, title: str, author: str) -> None:
        """Write what does not depend on the slides."""
        self._write("_rels/.rels", _relations(_of_the_file()))
        for name in ("app", "presProps"):
            folder = "docProps" if name == "app" else "ppt"
            self._write(f"{folder}/{name}.xml", _skeleton(name).template)
        with translation.override(self.language):
            comment = gettext(
                "For the same lines as on screen, install the fonts that come with this file."
            )
        words = {"title": title, "author": author, "comment": comment}
        self._write(
            "docProps/core.xml",
            _skeleton("core").substitute(
                {key: xml_text(text) for key, text in words.items()},
                language=locale_of(self.language),
            ),
        )
        self._write_masters()

    def write_slide(self, sheet: Sheet, page: Page) -> None:
        """Write one page; the notes of a sheet stand under its first page alone."""
        self.slides += 1
        number = self.slides
        relations = {"rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml")}
        if sheet.notes and page.number == 1:
            self.notes.append(number)
            relations["rId2"] = ("notesSlide", f"../notesSlides/notesSlide{number}.xml")
            self._write_notes(sheet, number)
        self._write(
            f"ppt/slides/slide{number}.xml",
            f"{HEAD}<p:sld {NAMESPACES}><p:cSld>{Tree(sheet, page).xml()}</p:cSld>"
            "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>",
        )
        self._write(f"ppt/slides/_rels/slide{number}.xml.rels", _relations(relations))

    def write_foot(self) -> None:
        """Write what names every slide: the presentation itself and the table of contents."""
        slides = range(1, self.slides + 1)
        listed = "".join(
            f'<p:sldId id="{FIRST_SLIDE_ID + n}" r:id="rId{FIRST_SLIDE_RELATION + n}"/>'
            for n in range(self.slides)
        )
        style = _skeleton("defaultTextStyle").substitute(language=locale_of(self.language))
        self._write(
            "ppt/presentation.xml",
            f"{HEAD}<p:presentation {NAMESPACES}>"
            '<p:sldMasterIdLst><p:sldMasterId id="2147483648" r:id="rId1"/></p:sldMasterIdLst>'
            '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
            f"<p:sldIdLst>{listed}</p:sldIdLst>"
            '<p:sldSz cx="12192000" cy="6858000"/><p:notesSz cx="6858000" cy="9144000"/>'
            f"{style}</p:presentation>",
        )
        relations = {
            "rId1": ("slideMaster", "slideMasters/slideMaster1.xml"),
            "rId2": ("notesMaster", "notesMasters/notesMaster1.xml"),
            "rId3": ("theme", "theme/theme1.xml"),
            "rId4": ("presProps", "presProps.xml"),
        }
        for n in slides:
            relations[f"rId{FIRST_SLIDE_RELATION - 1 + n}"] = ("slide", f"slides/slide{n}.xml")
        self._write("ppt/_rels/presentation.xml.rels", _relations(relations))
        self._write("[Content_Types].xml", _content_types(slides, self.notes))

    def _write_masters(self) -> None:
        theme = _theme()
        parts = {
            "slideMasters/slideMaster1": {
                "rId1": ("slideLayout", "../slideLayouts/slideLayout1.xml"),
                "rId2": ("theme", "../theme/theme1.xml"),
            },
            "slideLayouts/slideLayout1": {
                "rId1": ("slideMaster", "../slideMasters/slideMaster1.xml")
            },
            "notesMasters/notesMaster1": {"rId1": ("theme", "../theme/theme2.xml")},
        }
        for place, relations in parts.items():
            folder, name = place.split("/")
            self._write(f"ppt/{place}.xml", _skeleton(name[:-1]).template)
            self._write(f"ppt/{folder}/_rels/{name}.xml.rels", _relations(relations))
        self._write("ppt/theme/theme1.xml", theme)
        self._write("ppt/theme/theme2.xml", theme)

    def _write_notes(self, sheet: Sheet, number: int) -> None:
        lang = locale_of(sheet.language)
        paragraphs = "".join(
            f'<a:p><a:r><a:rPr lang="{lang}"/><a:t>{xml_text(note)}</a:t></a:r></a:p>'
            for note in sheet.notes
        )
        self._write(
            f"ppt/notesSlides/notesSlide{number}.xml",
            f"{HEAD}<p:notes {NAMESPACES}><p:cSld><p:spTree>{TREE_HEAD}"
            '<p:sp><p:nvSpPr><p:cNvPr id="2" name="slide"/><p:cNvSpPr><a:spLocks noGrp="1" '
            'noRot="1" noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg"/></p:nvPr>'
            "</p:nvSpPr><p:spPr/></p:sp>"
            '<p:sp><p:nvSpPr><p:cNvPr id="3" name="notes"/><p:cNvSpPr><a:spLocks noGrp="1"/>'
            '</p:cNvSpPr><p:nvPr><p:ph type="body" idx="1"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/>{paragraphs}</p:txBody></p:sp></p:spTree>"
            "</p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>",
        )
        relations = {
            "rId1": ("notesMaster", "../notesMasters/notesMaster1.xml"),
            "rId2": ("slide", f"../slides/slide{number}.xml"),
        }
        self._write(f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels", _relations(relations))

    def _write(self, name: str, xml: str) -> None:
        # A ZipInfo of its own carries a fixed date: the same deck is the same bytes.
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        self.archive.writestr(entry, xml.encode(), compresslevel=COMPRESSION)


def _of_the_file() -> dict[str, tuple[str, str]]:
    return {
        "rId1": ("officeDocument", "ppt/presentation.xml"),
        "rId2": (CORE, "docProps/core.xml"),
        "rId3": ("extended-properties", "docProps/app.xml"),
    }


def _relations(relations: dict[str, tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="{name}" Target="{target}" '
        f'Type="{kind if "/" in kind else f"{OFFICE}/{kind}"}"/>'
        for name, (kind, target) in relations.items()
    )
    return (
        f"{HEAD}<Relationships "
        f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}'
        "</Relationships>"
    )


def _content_types(slides: Iterable[int], notes: Iterable[int]) -> str:
    def every_part() -> Iterator[tuple[str, str]]:
        yield from FIXED_TYPES.items()
        for number in slides:
            yield f"ppt/slides/slide{number}.xml", f"{PRESENTATION_TYPE}.slide+xml"
        for number in notes:
            kind = f"{PRESENTATION_TYPE}.notesSlide+xml"
            yield f"ppt/notesSlides/notesSlide{number}.xml", kind

    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in every_part()
    )
    return (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


@cache
def _skeleton(name: str) -> Template:
    return Template((SKELETON / f"{name}.xml").read_text(encoding="utf-8"))


@cache
def _theme() -> str:
    """The colours of the sheet as a theme; those beyond its twelve places as named colours."""
    values = {
        colour.value.replace("-", "_"): value[1:].upper() for colour, value in PALETTE.items()
    }
    named = "".join(
        f'<a:custClr name="{colour}"><a:srgbClr val="{value[1:].upper()}"/></a:custClr>'
        for colour, value in PALETTE.items()
    )
    return _skeleton("theme").substitute(
        values,
        custom_colours=named,
        serif=FONTS["serif"].family,
        sans=FONTS["sans"].family,
    )
