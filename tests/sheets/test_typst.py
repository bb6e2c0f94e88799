"""PDF and PNG hold every row where the layout put it, as text that can be copied and found."""

import io
import struct
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest

from palier.sheets import draw_typst
from palier.sheets.content import Block, Line, Sheet
from palier.sheets.draw_typst import BATCH, write_pdf, write_png
from palier.sheets.draw_typst.joining import joined
from palier.sheets.fit import fit
from palier.sheets.layout import Shape
from tests.sheets.drawn import faults, run, words_of
from tests.sheets.samples import odd, of_size, real, results, usual

SHEETS = [usual(), results(), of_size(3, 4, 120), of_size(4, 6, 300), *odd().values(), *real()]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("typst") / "deck.pdf"
    layouts = [(sheet, fit(sheet)) for sheet in SHEETS]
    place.write_bytes(write_pdf(layouts, language="fr", title="OKR <T1> & #strong[x]"))
    return place


def test_every_row_is_whole_in_its_place_and_no_longer_than_foreseen(drawn: Path) -> None:
    pages = [page for sheet in SHEETS for page in fit(sheet).pages]
    read = words_of(drawn)
    assert len(read) == len(pages)
    found = [
        f"page {number}: {fault}"
        for number, (page, words) in enumerate(zip(pages, read, strict=True), 1)
        for fault in faults(page, words, beyond=0.0, apart=2.0)
    ]
    assert found == []


def test_only_the_bundled_fonts_are_used_and_embedded(drawn: Path) -> None:
    listing = run("pdffonts", drawn).decode()
    names = {line.split()[0].split("+")[-1] for line in listing.splitlines()[2:]}
    assert {"Inter-Regular", "Inter-SemiBold"} <= names
    assert all(name.startswith(("Inter", "Newsreader", "Noto", "DejaVu")) for name in names)


def test_copied_text_has_its_spaces(tmp_path: Path) -> None:
    place = tmp_path / "one.pdf"
    place.write_bytes(write_pdf([(usual(), fit(usual()))], language="fr", title="T"))
    text = run("pdftotext", place, "-").decode()
    assert "Une heure de cold call tous les matins de la semaine" in text
    assert "0 → 60 matins" in text


def test_title_language_bookmarks_and_tags_go_through_joining() -> None:
    sheets = [replace(usual(), title=f"Équipe {n}") for n in range(BATCH + 3)]
    layouts = [(sheet, fit(sheet)) for sheet in sheets]
    with pikepdf.Pdf.open(_file(write_pdf(layouts, language="fr", title="T1 & co"))) as pdf:
        assert len(pdf.pages) == len(sheets)
        assert str(pdf.docinfo.Title) == "T1 & co"
        assert str(pdf.Root.Lang) == "fr"
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root]
            targets = [_target(pdf, item) for item in outline.root]
        assert titles == [sheet.title for sheet in sheets]
        assert targets == list(range(len(sheets)))
        assert int(pdf.Root.Outlines.Count) == len(sheets)
        assert _headings(pdf) == [(n, "/H1", sheet.title) for n, sheet in enumerate(sheets)]


def _target(pdf: pikepdf.Pdf, item: pikepdf.OutlineItem) -> int:
    assert isinstance(item.destination, pikepdf.Array)
    return pdf.pages.index(pikepdf.Page(item.destination[0]))


def _headings(pdf: pikepdf.Pdf) -> list[tuple[int, str, str]]:
    """The units among the tags, each found from its page by way of the page's own number."""
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    document = pdf.Root.StructTreeRoot.K[0]
    found = []
    for place, page in enumerate(pdf.pages):
        first = parents[int(page.obj.StructParents)][0]
        assert first.P.objgen == document.objgen
        assert first.Pg.objgen == page.obj.objgen
        found.append((place, str(first.S), str(first.T)))
    return found


def _file(content: bytes) -> io.BytesIO:
    return io.BytesIO(content)


@pytest.mark.parametrize("tagged", [1, 2])
def test_a_very_long_file_keeps_its_bookmarks_without_tags(
    tagged: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(draw_typst, "BATCH", 2)
    monkeypatch.setattr(draw_typst, "TAGGED_PARTS", tagged)
    sheets = [replace(usual(), title=f"Équipe {n}") for n in range(5)]
    layouts = [(sheet, fit(sheet)) for sheet in sheets]
    with pikepdf.Pdf.open(_file(write_pdf(layouts, language="fr", title="T"))) as pdf:
        assert len(pdf.pages) == len(sheets)
        with pdf.open_outline() as outline:
            assert [item.title for item in outline.root] == [sheet.title for sheet in sheets]
        assert "/StructTreeRoot" not in pdf.Root
        assert not any("/StructParents" in page.obj for page in pdf.pages)


def test_pages_without_a_word_are_joined_too() -> None:
    full = write_pdf([(usual(), fit(usual()))], language="fr", title="T")
    layout = fit(usual())
    page = layout.pages[0]
    title = replace(page.title, rows=())
    blank = replace(page, title=title, subtitle=None, blocks=(), legend=(), levels=())
    bare = write_pdf([(usual(), replace(layout, pages=(blank,)))], language="fr", title="T")
    for parts in ([full, bare], [bare, full], [bare, bare]):
        with pikepdf.Pdf.open(_file(joined(parts, is_tagged=True))) as pdf:
            assert len(pdf.pages) == 2


def test_a_second_page_of_one_unit_has_no_second_bookmark() -> None:
    sheet = of_size(8, 12, 300)
    layout = fit(sheet)
    assert len(layout.pages) > 1
    file = _file(write_pdf([(sheet, layout)], language="fr", title="T"))
    with pikepdf.Pdf.open(file) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == [sheet.title]


def test_words_are_never_markup() -> None:
    words = '#panic("x") $x^2$ *gras* @ref <label> \\u{41} `raw` // note [bloc] "guillemets"'
    sheet = Sheet(words, words, (Block(words, (Line(words),), why=words),), notes=(words,))
    pdf = write_pdf([(sheet, fit(sheet))], language="fr", title=words)
    with pikepdf.Pdf.open(_file(pdf)) as opened:
        assert str(opened.docinfo.Title) == words
        with opened.open_outline() as outline:
            assert outline.root[0].title == words


@pytest.mark.parametrize("width", [320, 1200, 1920])
def test_a_picture_is_as_wide_as_asked(width: int) -> None:
    png = write_png(usual(), fit(usual()), width_px=width)
    assert png.startswith(b"\x89PNG")
    assert struct.unpack(">II", png[16:24]) == (width, width * 9 // 16)


def test_a_picture_shows_the_page_asked_for() -> None:
    sheet = of_size(8, 12, 300)
    layout = fit(sheet)
    first, second = (write_png(sheet, layout, width_px=400, page=n) for n in (1, 2))
    assert first != second
    with pytest.raises(IndexError):
        write_png(sheet, layout, width_px=400, page=len(layout.pages) + 1)


def test_a_small_picture_loses_no_hairline() -> None:
    sheet = usual()
    layout = fit(sheet)
    whole = write_png(sheet, layout, width_px=320)
    [page] = layout.pages
    for at, block in enumerate(page.blocks):
        for row, line in enumerate(block.lines):
            bare = replace(line, boxes=tuple(b for b in line.boxes if b.shape is not Shape.RULE))
            lines = (*block.lines[:row], bare, *block.lines[row + 1 :])
            blocks = (*page.blocks[:at], replace(block, lines=lines), *page.blocks[at + 1 :])
            without = replace(layout, pages=(replace(page, blocks=blocks),))
            assert write_png(sheet, without, width_px=320) != whole


def test_a_sheet_without_objectives_says_so(tmp_path: Path) -> None:
    sheet = Sheet("Équipe", "T1 2027", empty="Rien n’est encore écrit.")
    place = tmp_path / "empty.pdf"
    place.write_bytes(write_pdf([(sheet, fit(sheet))], language="fr", title="T"))
    assert "Rien n’est encore écrit." in run("pdftotext", place, "-").decode()


def test_no_sheet_makes_no_pdf() -> None:
    with pytest.raises(ValueError, match="no sheet"):
        write_pdf([], language="fr", title="T")


def test_control_characters_are_dropped() -> None:
    layout = fit(usual())
    page = layout.pages[0]
    row = page.title.rows[0]
    dirty = replace(row, spans=(replace(row.spans[0], text="Sa\x00l\x1bes\ud800\uffff"),))
    page = replace(page, title=replace(page.title, rows=(dirty,)))
    pdf = write_pdf([(usual(), replace(layout, pages=(page,)))], language="fr", title="a\x01b")
    with pikepdf.Pdf.open(_file(pdf)) as opened:
        assert str(opened.docinfo.Title) == "ab"
