"""Decks as companies make them: each slide a part, its shapes in reading order, nothing lost."""

import io
import zipfile

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Inches

from palier.exchange.document import Unreadable
from palier.exchange.reading.outline import Table
from palier.exchange.reading.pptx import read_pptx
from tests.exchange.office_files import (
    asides,
    paragraph,
    paragraphs,
    text_document,
    told,
    with_parts,
)
from tests.exchange.workbooks import written

pytestmark = pytest.mark.once
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000 1f15c489".replace(" ", "")
    + "0000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def saved(deck: "pptx.presentation.Presentation") -> bytes:
    kept = io.BytesIO()
    deck.save(kept)
    return kept.getvalue()


def box(slide: Slide, text: str, left: float, top: float, width: float = 3) -> None:
    frame = slide.shapes.add_textbox(Inches(left), Inches(top), Inches(width), Inches(0.6))
    frame.text_frame.text = text


def test_a_slide_has_its_title_its_bullets_with_levels_and_its_notes() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    assert slide.shapes.title is not None
    slide.shapes.title.text_frame.text = "Sales France\vT1 2027"
    frame = slide.placeholders[1].text_frame
    frame.text = "Donner envie de rester"
    for text, level in (("Appels chaque matin", 1), ("Rappels", 2)):
        below = frame.add_paragraph()
        below.text, below.level = text, level
    frame.paragraphs[1].runs[0].font.bold = True
    frame.paragraphs[2].runs[0].font._element.set("strike", "sngStrike")
    assert slide.notes_slide.notes_text_frame is not None
    slide.notes_slide.notes_text_frame.text = "Dire merci"
    outline = read_pptx(saved(deck))
    [part] = outline.parts
    assert part.name == "Sales France T1 2027"
    assert told(outline) == [
        ("heading", 1, "Sales France\nT1 2027"),
        ("item", 1, "Donner envie de rester"),
        ("item", 2, "Appels chaque matin"),
        ("item", 3, "Rappels"),
    ]
    assert [getattr(piece, "is_bold", None) for piece in part.pieces[:4]][1:3] == [False, True]
    assert [getattr(piece, "is_struck", None) for piece in part.pieces[:4]][2:] == [False, True]
    assert asides(outline) == [("speaker-note", "Dire merci", "slide 1")]
    assert [piece.spot for piece in part.pieces[:2]] == ["slide 1, zone 1", "slide 1, zone 2 § 1"]


def test_two_columns_are_read_one_after_the_other_and_small_texts_row_by_row() -> None:
    deck = pptx.Presentation()
    columns = deck.slides.add_slide(deck.slide_layouts[6])
    for text, left, top in (("KR 2", 5, 3), ("O2", 5, 1), ("KR 1", 0.5, 3), ("O1", 0.5, 1)):
        box(columns, text, left, top)
    rows = deck.slides.add_slide(deck.slide_layouts[6])
    for number in (3, 1, 2):
        box(rows, f"Cible {number}", 5, number)
        box(rows, f"KR {number}", 0.5, number)
    outline = read_pptx(saved(deck))
    assert [text for _, _, text in told(outline)] == [
        "O1", "KR 1", "O2", "KR 2",
        "KR 1", "Cible 1", "KR 2", "Cible 2", "KR 3", "Cible 3",
    ]  # fmt: skip
    assert [part.name for part in outline.parts] == ["Slide 1", "Slide 2"]


def test_tables_charts_pictures_and_groups_are_read_or_listed() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    place = Inches(0.5), Inches(0.2), Inches(6), Inches(1)
    table = slide.shapes.add_table(3, 2, *place).table
    for at, text in (((0, 0), "Objectif"), ((0, 1), "KR"), ((1, 0), "Vite"), ((1, 1), "Pages")):
        table.cell(*at).text = text
    table.cell(2, 1).text = "Images"
    table.cell(1, 0).merge(table.cell(2, 0))
    chart = CategoryChartData()  # type: ignore[no-untyped-call]
    chart.categories = ["Octobre"]
    chart.add_series("Ventes", (3,))  # type: ignore[no-untyped-call]
    place = Inches(0.5), Inches(2), Inches(3), Inches(2)
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *place, chart)
    photo = slide.shapes.add_picture(io.BytesIO(PIXEL), Inches(5), Inches(2), Inches(1), Inches(1))
    photo._element.nvPicPr.cNvPr.set("descr", "L’équipe")
    group = slide.shapes.add_group_shape()
    inside = group.shapes.add_textbox(Inches(0.5), Inches(5), Inches(3), Inches(1))
    inside.text_frame.text = "Dans le groupe"
    outline = read_pptx(saved(deck))
    [read] = [piece for piece in outline.parts[0].pieces if isinstance(piece, Table)]
    assert {at: cell.text for at, cell in read.tab.cells.items()} == {
        (0, 0): "Objectif", (0, 1): "KR", (1, 0): "Vite", (1, 1): "Pages", (2, 1): "Images",
    }  # fmt: skip
    assert read.tab.spans == {(1, 0): (2, 1)}
    texts = {text for _, _, text in told(outline)}
    assert {"Dans le groupe", "Ventes", "Octobre"} <= texts
    assert "L’équipe" in {text for about, text, _ in asides(outline) if about == "picture"}


def test_a_hidden_slide_says_so_and_a_layout_is_not_read() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[0])
    assert slide.shapes.title is not None
    slide.shapes.title.text_frame.text = "Ancien"
    slide._element.set("show", "0")
    for text in deck.slide_layouts[0]._element.iter(qn("a:t")):
        text.text = "Modèle"
    outline = read_pptx(saved(deck))
    [part] = outline.parts
    assert part.is_hidden and part.name == "Ancien"
    assert asides(outline) == [("hidden-slide", "Ancien", "")]


def with_relation(data: bytes, path: str, kind: str, target: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        before = file.read(path).decode()
    types = "http://schemas.microsoft.com/office/2018/10/relationships"
    added = f'<Relationship Id="rIdNew" Type="{types}/{kind}" Target="{target}"/>'
    after = before.replace("</Relationships>", f"{added}</Relationships>")
    return with_parts(data, **{path: after.encode()})


def test_comments_of_the_new_manner_keep_their_author_and_their_shape() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box(slide, "Signer vingt contrats", 1, 1)
    number = slide.shapes[0].shape_id
    modern = "http://schemas.microsoft.com/office/powerpoint/2018/8/main"
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    said = "<p:txBody><a:p><a:r><a:t>{}</a:t></a:r></a:p></p:txBody>"
    comments = (
        f'<p:cmLst xmlns:p="{modern}" xmlns:a="{main}" xmlns:ac="ac">'
        f'<p:cm authorId="A" created="2026-12-01T10:00:00"><ac:spMk id="{number}"/>'
        f'<p:replyLst><p:reply authorId="A">{said.format("Non")}</p:reply></p:replyLst>'
        f"{said.format('Vingt ?')}</p:cm></p:cmLst>"
    )
    authors = f'<p:authorLst xmlns:p="{modern}"><p:author id="A" name="Zoé"/></p:authorLst>'
    data = saved(deck)
    for path, target, name in (
        ("ppt/slides/_rels/slide1.xml.rels", "../comments/c1.xml", "comments"),
        ("ppt/_rels/presentation.xml.rels", "authors.xml", "authors"),
    ):
        data = with_relation(data, path, name, target)
    data = with_parts(
        data,
        **{"ppt/comments/c1.xml": comments.encode(), "ppt/authors.xml": authors.encode()},
    )
    found = [piece for piece in paragraphs(read_pptx(data)) if piece.about == "comment"]
    assert [(piece.text, piece.author, piece.on) for piece in found] == [
        ("Vingt ?", "Zoé", "slide 1, zone 1"),
        ("Non", "Zoé", "slide 1"),
    ]


def code_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_pptx(data)
    return refused.value.code


def test_a_deck_of_pictures_or_of_nothing_is_refused_with_its_reason() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    assert code_of(saved(deck)) == "empty"
    slide.shapes.add_picture(io.BytesIO(PIXEL), 0, 0, Inches(10), Inches(7))
    data = saved(deck)
    assert code_of(data) == "only-pictures"
    assert code_of(data[:-500]) == "corrupt"
    assert code_of(written(("Web", [["Objectif", "KR"]]))) == "unknown-format"
    assert code_of(text_document(paragraph("Vite"))) == "unknown-format"
    old = bytes.fromhex("d0cf11e0a1b11ae1") + "PowerPoint Document".encode("utf-16-le")
    assert code_of(old) == "old-office"


def test_numbers_of_a_list_are_kept_apart_and_macros_are_said() -> None:
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    box(slide, "Un\nDeux", 1, 1)
    for line in slide.shapes[0].text_frame.paragraphs:
        bullet = line._p.get_or_add_pPr().makeelement(qn("a:buAutoNum"), {"type": "alphaUcParenR"})
        line._p.get_or_add_pPr().append(bullet)
    outline = read_pptx(with_parts(saved(deck), **{"ppt/vbaProject.bin": b"\xde\xad"}))
    assert [getattr(piece, "numbering", "") for piece in outline.parts[0].pieces[:2]] == [
        "A)", "B)",
    ]  # fmt: skip
    assert asides(outline) == [("macros", "vbaProject.bin", "")]
