"""A deck opens where decks are opened, looks as on screen, and stays text that can be edited."""

import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pptx
import pytest
from django.utils import translation
from lxml import etree
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.util import Inches

from palier.sheets.content import Sheet
from palier.sheets.draw_pptx import write_pptx, write_pptx_package
from palier.sheets.draw_typst import write_pdf
from palier.sheets.fit import fit
from palier.sheets.fonts import FOLDER, FONTS
from palier.sheets.layout import Align, Layout, Page
from tests.sheets.drawn import faults, picture, run, unlike, words_of
from tests.sheets.samples import odd, of_size, real, results, right_to_left, usual

SHEETS = [usual(), results(), of_size(3, 4, 120), of_size(4, 6, 300), *odd().values(), *real()]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
FONTCONFIG = f"""<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>{FOLDER}</dir>
  <cachedir>%s</cachedir>
</fontconfig>
"""


def deck_of(*sheets: Sheet, title: str = "OKR", author: str = "", language: str = "fr") -> bytes:
    target = io.BytesIO()
    layouts = [(sheet, fit(sheet)) for sheet in sheets]
    write_pptx(layouts, target, title=title, author=author, language=language)
    return target.getvalue()


def opened(content: bytes) -> "pptx.presentation.Presentation":
    return pptx.Presentation(io.BytesIO(content))


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The deck as LibreOffice prints it, on a machine where the fonts are installed."""
    folder = tmp_path_factory.mktemp("pptx")
    (folder / "fonts.conf").write_text(FONTCONFIG % (folder / "cache"), encoding="utf-8")
    (folder / "deck.pptx").write_bytes(deck_of(*SHEETS))
    run(
        "soffice",
        f"-env:UserInstallation={(folder / 'office').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf:impress_pdf_Export",
        "--outdir",
        folder,
        folder / "deck.pptx",
        FONTCONFIG_FILE=str(folder / "fonts.conf"),
    )
    return folder / "deck.pdf"


def pages_of(*sheets: Sheet) -> list[Page]:
    return [page for sheet in sheets for page in fit(sheet).pages]


@pytest.mark.office
def test_every_row_is_whole_in_its_place_and_no_longer_than_foreseen(printed: Path) -> None:
    pages = pages_of(*SHEETS)
    read = words_of(printed)
    assert len(read) == len(pages)
    found = [
        f"page {number}: {fault}"
        for number, (page, words) in enumerate(zip(pages, read, strict=True), 1)
        for fault in faults(page, words, beyond=0.005, apart=10.0)
    ]
    assert found == []


@pytest.mark.office
@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_the_deck_and_the_pdf_look_the_same(printed: Path, tmp_path: Path, number: int) -> None:
    sheet = SHEETS[number - 1]
    place = tmp_path / "one.pdf"
    place.write_bytes(write_pdf([(sheet, fit(sheet))], language="fr", title="OKR"))
    assert unlike(picture(place, 1), picture(printed, number)) < 0.015
    assert unlike(picture(place, 1), picture(printed, number % 4 + 1)) > 0.03


def test_only_the_bundled_fonts_are_asked_for() -> None:
    families = {font.family for font in FONTS.values()}
    with zipfile.ZipFile(io.BytesIO(deck_of(*SHEETS))) as archive:
        for name in archive.namelist():
            if name.startswith("ppt/slides/slide"):
                faces = etree.fromstring(archive.read(name)).iter(f"{A}latin", f"{A}sym")
                assert {face.get("typeface") for face in faces} <= families


def test_each_text_is_one_box_with_its_own_words() -> None:
    sheets = [usual(), results(), of_size(3, 4, 120)]
    deck = opened(deck_of(*sheets))
    for slide, page in zip(deck.slides, pages_of(*sheets), strict=True):
        boxes = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        written = [text.replace("\v", "") for text in boxes if text]
        texts = [text for text in page.paragraphs if text.align is Align.START]
        assert [text.text for text in texts] == [
            words for words in written if words in {text.text for text in texts}
        ]
        assert len(written) == len([text for text in page.paragraphs if text.text])
        broken = [text for text in boxes if "\v" in text]
        assert len(broken) == len([text for text in page.paragraphs if len(text.rows) > 1])


def test_the_title_of_the_unit_is_the_title_of_the_slide() -> None:
    [slide] = opened(deck_of(usual())).slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "Sales France"
    assert slide.shapes.title.placeholder_format.type is PP_PLACEHOLDER.TITLE


def test_the_deck_is_16_9_with_one_layout_and_our_colours() -> None:
    content = deck_of(usual())
    deck = opened(content)
    assert (deck.slide_width, deck.slide_height) == (Inches(13.3333334), Inches(7.5))
    assert [layout.name for layout in deck.slide_layouts] == ["Palier"]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        theme = archive.read("ppt/theme/theme1.xml").decode()
    assert "1B2430" in theme and "FFFEFB" in theme
    assert 'typeface="Inter"' in theme and FONTS["serif"].family in theme


def test_names_notes_and_language_are_kept() -> None:
    sheet = replace(usual(), notes=("Dire <bonjour> & sourire", "Puis passer"), language="fr")
    content = deck_of(sheet, title="OKR T1 & T2", author="Zoé <Z>")
    deck = opened(content)
    properties = deck.core_properties
    assert (properties.title, properties.author, properties.language) == (
        "OKR T1 & T2",
        "Zoé <Z>",
        "fr-FR",
    )
    assert "polices" in properties.comments
    [slide] = deck.slides
    assert slide.notes_slide.notes_text_frame is not None
    assert slide.notes_slide.notes_text_frame.text == "Dire <bonjour> & sourire\nPuis passer"
    runs = slide.element.iter(f"{A}rPr", f"{A}endParaRPr")
    assert {properties.get("lang") for properties in runs} == {"fr-FR"}


def test_slides_keep_the_order_given_and_notes_stay_with_the_first_page() -> None:
    long = replace(of_size(8, 12, 300), title="Longue", notes=("À dire",))
    deck = opened(
        deck_of(replace(usual(), title="Passée"), replace(usual(), title="À venir"), long)
    )
    titles = [slide.shapes.title.text_frame.text for slide in deck.slides if slide.shapes.title]
    assert titles[:3] == ["Passée", "À venir", "Longue"]
    assert len(titles) == 2 + len(fit(long).pages) > 3
    assert [slide.has_notes_slide for slide in deck.slides] == [
        False,
        False,
        True,
        *[False] * (len(titles) - 3),
    ]


def test_levels_are_named_to_those_who_do_not_see_them() -> None:
    [slide] = opened(deck_of(usual())).slides
    groups = [shape for shape in slide.shapes if shape.name.startswith("level 1.")]
    named = [group._element.nvGrpSpPr.cNvPr.get("descr") for group in groups]
    assert named == ["input", "output", "outcome"]


def test_shapes_of_a_slide_have_each_a_number() -> None:
    for slide in opened(deck_of(usual(), results(), of_size(4, 6, 300))).slides:
        numbers = [shape.get("id") for shape in slide.element.iter("{*}cNvPr")]
        assert len(numbers) == len(set(numbers))


def test_every_part_is_named_and_well_formed() -> None:
    with zipfile.ZipFile(io.BytesIO(deck_of(*SHEETS))) as archive:
        assert archive.testzip() is None
        parts = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    types = parts.pop("[Content_Types].xml")
    overridden = {part.get("PartName") for part in types if part.get("PartName")}
    assert overridden == {f"/{name}" for name in parts if not name.endswith(".rels")}


def test_the_same_deck_is_the_same_bytes() -> None:
    assert deck_of(usual()) == deck_of(usual())


def test_control_characters_are_dropped_and_markup_is_text() -> None:
    words = "a\x00\x0b\x1f\ud800\uffff<a:t>&amp;\"'b"
    sheet = replace(usual(), notes=(words,))
    layout: Layout = fit(sheet)
    page = layout.pages[0]
    row = page.title.rows[0]
    dirty = replace(row, spans=(replace(row.spans[0], text=words),))
    page = replace(page, title=replace(page.title, rows=(dirty,)))
    target = io.BytesIO()
    drawn = [(sheet, replace(layout, pages=(page,)))]
    write_pptx(drawn, target, title=words, author=words, language="en")
    [slide] = opened(target.getvalue()).slides
    assert slide.shapes.title is not None
    assert slide.shapes.title.text_frame.text == "a<a:t>&amp;\"'b"
    assert slide.notes_slide.notes_text_frame is not None
    assert slide.notes_slide.notes_text_frame.text == "a<a:t>&amp;\"'b"


@pytest.mark.parametrize(
    ("language", "readme", "folder", "words"),
    [
        ("fr", "LISEZ-MOI.txt", "polices", "Installez d’abord les polices"),
        ("en", "README.txt", "fonts", "Install the fonts"),
    ],
)
def test_the_package_holds_the_deck_its_fonts_and_what_to_do(
    language: str, readme: str, folder: str, words: str
) -> None:
    target = io.BytesIO()
    with translation.override("en" if language == "fr" else "fr"):
        layouts = [(usual(), fit(usual()))]
        write_pptx_package(layouts, target, title="OKR", language=language, stem="okr-2027-Q1")
    with zipfile.ZipFile(target) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names[:2] == ["okr-2027-Q1.pptx", readme]
        text = archive.read(readme).decode()
        assert words in text and "okr-2027-Q1.pptx" in text
        assert all(FONTS[key].family in text for key in ("sans", "semibold", "serif"))
        assert f"{folder}/LICENSE-Inter.txt" in names
        assert f"{folder}/LICENSE-Newsreader.txt" in names
        inter = archive.read(f"{folder}/{FONTS['sans'].file}")
        assert inter == FONTS["sans"].path.read_bytes()
        assert len(opened(archive.read("okr-2027-Q1.pptx")).slides) == 1
        assert not any("Arabic" in name for name in names)


def test_the_package_adds_the_fonts_of_rare_characters_when_they_are_used() -> None:
    target = io.BytesIO()
    sheet = right_to_left()
    write_pptx_package([(sheet, fit(sheet))], target, title="OKR", language="en")
    with zipfile.ZipFile(target) as archive:
        names = archive.namelist()
    assert f"fonts/{FONTS['arabic'].file}" in names
    assert f"fonts/{FONTS['hebrew'].file}" in names
