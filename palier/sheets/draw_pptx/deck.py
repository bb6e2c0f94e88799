"""The presentation file around the slides: parts, relations, theme, master, notes.

Parts are written one after the other straight into the archive, with numbers counted here:
nothing is searched in what is already written, so a deck of 1,000 slides costs 1,000 times one.
"""

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import IO

from django.utils import translation
from django.utils.translation import gettext

from palier.sheets.content import Sheet
from palier.sheets.draw_pptx.design import (
    CORE,
    HEAD,
    OFFICE,
    Design,
    own_theme,
    plain,
    relations,
    skeleton,
)
from palier.sheets.draw_pptx.shapes import TREE_HEAD, Tree, locale_of, xml_text
from palier.sheets.layout import Layout, Page

COMPRESSION = 4  # of 1..9: 6 takes half as long again for one hundredth of the size
PICTURES = {"png": "image/png", "jpeg": "image/jpeg"}  # stored: they are compressed already

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    f'xmlns:r="{OFFICE}" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
PRESENTATION_TYPE = "application/vnd.openxmlformats-officedocument.presentationml"
THEME_TYPE = "application/vnd.openxmlformats-officedocument.theme+xml"
FIXED_TYPES = {
    "ppt/presentation.xml": f"{PRESENTATION_TYPE}.presentation.main+xml",
    "ppt/presProps.xml": f"{PRESENTATION_TYPE}.presProps+xml",
    "ppt/notesMasters/notesMaster1.xml": f"{PRESENTATION_TYPE}.notesMaster+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    "docProps/app.xml": "application/vnd.openxmlformats-officedocument.extended-properties+xml",
}
TYPES_BY_FOLDER = {
    "slideMasters": f"{PRESENTATION_TYPE}.slideMaster+xml",
    "slideLayouts": f"{PRESENTATION_TYPE}.slideLayout+xml",
    "theme": THEME_TYPE,
}
FIRST_SLIDE_RELATION = 5  # rId1 to rId4: master, notes master, theme, properties
FIRST_SLIDE_ID = 256  # lower ones are reserved by the format


def write_pptx(
    sheets: Iterable[tuple[Sheet, Layout]],
    target: IO[bytes],
    *,
    title: str,
    author: str = "",
    language: str,
    design: Design | None = None,
) -> None:
    """Write one slide per page of each layout, in the order given.

    `language` is that of the file's own words; each sheet's words carry the sheet's language.
    Without a `design` the deck has Palier's own.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        deck = Deck(archive, language, design or plain())
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
    design: Design
    slides: int = 0
    notes: list[int] = field(default_factory=list)  # numbers of the slides that have some

    def write_head(self, title: str, author: str) -> None:
        """Write what does not depend on the slides."""
        self._write("_rels/.rels", relations(_of_the_file()))
        for name in ("app", "presProps"):
            folder = "docProps" if name == "app" else "ppt"
            self._write(f"{folder}/{name}.xml", skeleton(name).template)
        with translation.override(self.language):
            comment = gettext(
                "For the same lines as on screen, install the fonts that come with this file."
            )
        words = {"title": title, "author": author, "comment": comment}
        self._write(
            "docProps/core.xml",
            skeleton("core").substitute(
                {key: xml_text(text) for key, text in words.items()},
                language=locale_of(self.language),
            ),
        )
        self._write_masters()

    def write_slide(self, sheet: Sheet, page: Page) -> None:
        """Write one page; the notes of a sheet stand under its first page alone."""
        self.slides += 1
        number = self.slides
        on = f"../slideLayouts/slideLayout{self.design.layout}.xml"
        related = {"rId1": ("slideLayout", on)}
        if sheet.notes and page.number == 1:
            self.notes.append(number)
            related["rId2"] = ("notesSlide", f"../notesSlides/notesSlide{number}.xml")
            self._write_notes(sheet, number)
        self._write(
            f"ppt/slides/slide{number}.xml",
            f"{HEAD}<p:sld {NAMESPACES}><p:cSld>{self._tree(sheet, page)}</p:cSld>"
            f"<p:clrMapOvr>{self.design.colour_map}</p:clrMapOvr></p:sld>",
        )
        self._write(f"ppt/slides/_rels/slide{number}.xml.rels", relations(related))

    def write_foot(self) -> None:
        """Write what names every slide: the presentation itself and the table of contents."""
        slides = range(1, self.slides + 1)
        listed = "".join(
            f'<p:sldId id="{FIRST_SLIDE_ID + n}" r:id="rId{FIRST_SLIDE_RELATION + n}"/>'
            for n in range(self.slides)
        )
        style = skeleton("defaultTextStyle").substitute(language=locale_of(self.language))
        masters = "".join(
            f'<p:sldMasterId id="{pk}" r:id="{_master_relation(number)}"/>'
            for number, pk in enumerate(self.design.master_ids, 1)
        )
        self._write(
            "ppt/presentation.xml",
            f"{HEAD}<p:presentation {NAMESPACES}>"
            f"<p:sldMasterIdLst>{masters}</p:sldMasterIdLst>"
            '<p:notesMasterIdLst><p:notesMasterId r:id="rId2"/></p:notesMasterIdLst>'
            f"<p:sldIdLst>{listed}</p:sldIdLst>"
            f'<p:sldSz cx="{self.design.width}" cy="{self.design.height}"/>'
            '<p:notesSz cx="6858000" cy="9144000"/>'
            f"{style}</p:presentation>",
        )
        related = {
            "rId2": ("notesMaster", "notesMasters/notesMaster1.xml"),
            "rId3": ("theme", "theme/theme1.xml"),
            "rId4": ("presProps", "presProps.xml"),
        }
        for number in range(1, len(self.design.master_ids) + 1):
            target = f"slideMasters/slideMaster{number}.xml"
            related[_master_relation(number)] = ("slideMaster", target)
        for n in slides:
            related[f"rId{FIRST_SLIDE_RELATION - 1 + n}"] = ("slide", f"slides/slide{n}.xml")
        self._write("ppt/_rels/presentation.xml.rels", relations(related))
        self._write("[Content_Types].xml", self._content_types(slides))

    def _tree(self, sheet: Sheet, page: Page) -> str:
        return Tree(sheet, page, self.design, self.slides).xml()

    def _write_masters(self) -> None:
        for name, data in self.design.parts.items():
            self._store(name, data)
        theme = f"theme{self._theme_of_notes}.xml"
        self._write("ppt/notesMasters/notesMaster1.xml", skeleton("notesMaster").template)
        self._write(
            "ppt/notesMasters/_rels/notesMaster1.xml.rels",
            relations({"rId1": ("theme", f"../theme/{theme}")}),
        )
        self._write(f"ppt/theme/{theme}", own_theme())

    @property
    def _theme_of_notes(self) -> int:
        return len(self.design.master_ids) + 1

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
        related = {
            "rId1": ("notesMaster", "../notesMasters/notesMaster1.xml"),
            "rId2": ("slide", f"../slides/slide{number}.xml"),
        }
        self._write(f"ppt/notesSlides/_rels/notesSlide{number}.xml.rels", relations(related))

    def _write(self, name: str, xml: str) -> None:
        self._store(name, xml.encode())

    def _store(self, name: str, data: bytes) -> None:
        # A ZipInfo of its own carries a fixed date: the same deck is the same bytes.
        entry = zipfile.ZipInfo(name)
        is_picture = name.rpartition(".")[2] in PICTURES
        entry.compress_type = zipfile.ZIP_STORED if is_picture else zipfile.ZIP_DEFLATED
        self.archive.writestr(entry, data, compresslevel=COMPRESSION)

    def _content_types(self, slides: Iterable[int]) -> str:
        listed = "".join(
            f'<Override PartName="/{name}" ContentType="{kind}"/>'
            for name, kind in self._typed(slides)
        )
        pictures = "".join(
            f'<Default Extension="{ending}" ContentType="{kind}"/>'
            for ending, kind in PICTURES.items()
            if any(name.endswith(f".{ending}") for name in self.design.parts)
        )
        return (
            f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{pictures}{listed}</Types>'
        )

    def _typed(self, slides: Iterable[int]) -> Iterator[tuple[str, str]]:
        yield from FIXED_TYPES.items()
        for name in self.design.parts:
            if name.endswith(".xml"):
                yield name, TYPES_BY_FOLDER[PurePosixPath(name).parent.name]
        yield f"ppt/theme/theme{self._theme_of_notes}.xml", THEME_TYPE
        for number in slides:
            yield f"ppt/slides/slide{number}.xml", f"{PRESENTATION_TYPE}.slide+xml"
        for number in self.notes:
            kind = f"{PRESENTATION_TYPE}.notesSlide+xml"
            yield f"ppt/notesSlides/notesSlide{number}.xml", kind


def _master_relation(number: int) -> str:
    return "rId1" if number == 1 else f"rIdM{number}"


def _of_the_file() -> dict[str, tuple[str, str]]:
    return {
        "rId1": ("officeDocument", "ppt/presentation.xml"),
        "rId2": (CORE, "docProps/core.xml"),
        "rId3": ("extended-properties", "docProps/app.xml"),
    }
