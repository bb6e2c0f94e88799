"""How a document of slides looks: its page, its styles, its header and footer."""

import io
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any
from zipfile import ZIP_DEFLATED as DEFLATED

import docx
from docx.document import Document as Docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor

from palier.exchange.form import FRENCH
from palier.sheets.layout import PALETTE, Colour

SERIF, SANS = "Georgia", "Calibri"
POLE, UNIT, OBJECTIVE, COMMENTS = "Heading1", "Heading2", "Heading3", "Heading4"
TITLE, FIELD, KEY_RESULT, TABLE, COMMENT = (
    "Title", "PalierField", "PalierKeyResult", "PalierTable", "PalierComment",
)  # fmt: skip
INK, MUTED, ACCENT = (PALETTE[colour] for colour in (Colour.INK, Colour.MUTED, Colour.ACCENT))

_BODY = "word/document.xml"
_TABLE_STYLE = f"""
<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="{TABLE}">
  <w:name w:val="Palier Table"/><w:basedOn w:val="TableNormal"/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/>
    <w:tblBorders>
      <w:top w:val="single" w:sz="4" w:space="0" w:color="{PALETTE[Colour.LINE][1:]}"/>
      <w:bottom w:val="single" w:sz="4" w:space="0" w:color="{PALETTE[Colour.LINE][1:]}"/>
      <w:insideH w:val="single" w:sz="4" w:space="0" w:color="{PALETTE[Colour.LINE][1:]}"/>
    </w:tblBorders>
    <w:tblCellMar>
      <w:top w:w="70" w:type="dxa"/><w:left w:w="0" w:type="dxa"/>
      <w:bottom w:w="70" w:type="dxa"/><w:right w:w="140" w:type="dxa"/>
    </w:tblCellMar>
  </w:tblPr>
</w:style>"""


@contextmanager
def opened_body(title: str, language: str, target: IO[bytes]) -> Iterator[IO[bytes]]:
    """Write a document into `target`, its body being what is written into the file given."""
    empty = io.BytesIO()
    _new_document(title, language).save(empty)
    with zipfile.ZipFile(empty) as source, zipfile.ZipFile(target, "w", DEFLATED) as package:
        for name in source.namelist():
            if name != _BODY:
                package.writestr(name, source.read(name))
        start, end, tail = source.read(_BODY).partition(b"<w:sectPr")
        with package.open(_BODY, "w", force_zip64=True) as body:
            body.write(start)
            yield body
            body.write(end + tail)


def _new_document(title: str, language: str) -> Docx:
    """Return an empty A4 document in the look of Palier, its title in the header."""
    made = docx.Document()
    made.core_properties.title = title
    made.core_properties.author = "Palier"
    made.core_properties.comments = ""
    made.core_properties.language = language
    _set_page(made, title)
    _set_language(made, "fr-FR" if language == FRENCH else "en-GB")
    _set_styles(made)
    return made


def _set_page(made: Docx, title: str) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(22), Mm(18)
    head = section.header.paragraphs[0]
    _muted(head.add_run(title))
    foot = section.footer.paragraphs[0]
    foot.paragraph_format.tab_stops.clear_all()
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    run = foot.add_run("\t")
    _muted(run)
    _add_page_number(run)


def _add_page_number(run: Any) -> None:
    for kind, words in (("begin", ""), ("", "PAGE"), ("end", "")):
        if words:
            piece = OxmlElement("w:instrText")
            piece.text = words
        else:
            piece = OxmlElement("w:fldChar")
            piece.set(qn("w:fldCharType"), kind)
        run._r.append(piece)


def _set_language(made: Docx, language: str) -> None:
    for tongue in made.styles.element.iter(qn("w:lang")):
        tongue.set(qn("w:val"), language)


def _set_styles(made: Docx) -> None:
    _look(made.styles["Normal"], SANS, 10.5, INK, after=4)
    _look(made.styles["Title"], SERIF, 28, INK, after=18)
    _look(made.styles["Heading 1"], SERIF, 24, ACCENT, after=10)
    _look(made.styles["Heading 2"], SERIF, 20, INK, before=6, after=4)
    _look(made.styles["Heading 3"], SERIF, 14, INK, before=16, after=4)
    _look(made.styles["Heading 4"], SANS, 11, MUTED, before=18, after=4)
    for number in (1, 2, 3, 4):
        made.styles[f"Heading {number}"].font.bold = number == 4
        made.styles[f"Heading {number}"].font.italic = False
    for name, size, after in (("Field", 9.5, 1), ("KeyResult", 11, 2), ("Comment", 10, 4)):
        style = made.styles.add_style(f"Palier {name}", WD_STYLE_TYPE.PARAGRAPH)
        style.element.set(qn("w:styleId"), f"Palier{name}")
        style.base_style = made.styles["Normal"]
        _look(style, SANS, size, INK, after=after)
    made.styles.element.append(parse_xml(_TABLE_STYLE))
    for border in list(made.styles["Title"].element.iter(qn("w:pBdr"))):
        border.getparent().remove(border)


def _look(
    style: Any, face: str, size: float, colour: str, *, before: float = 0, after: float = 0
) -> None:
    style.font.name, style.font.size = face, Pt(size)
    style.font.color.rgb = RGBColor.from_string(colour[1:].upper())
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in list(fonts.attrib):  # faces of a theme would win over ours
        if name.endswith("Theme"):
            del fonts.attrib[name]
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), face)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.12


def _muted(run: Any) -> None:
    run.font.size = Pt(8.5)
    run.font.color.rgb = RGBColor.from_string(MUTED[1:].upper())
