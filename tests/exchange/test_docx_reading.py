"""Text documents as companies write them: every word is read, or listed with its place."""

import io
import time

import docx
import pytest
from docx.enum.text import WD_BREAK
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

from palier.exchange.document import Unreadable
from palier.exchange.reading.docx import read_docx
from palier.exchange.reading.outline import Outline, Table
from tests.exchange.office_files import (
    W,
    asides,
    paragraph,
    paragraphs,
    tables,
    text_document,
    told,
    with_parts,
    words,
)
from tests.exchange.workbooks import written

pytestmark = pytest.mark.once


def report() -> bytes:
    """Return what a head writes in Word: a title, headings, lists, a table, a comment."""
    page = docx.Document()
    page.add_heading("OKR T1 2027", 0)
    page.add_heading("Sales France", 1)
    objective = page.add_paragraph()
    objective.add_run("Donner envie ").bold = True
    objective.add_run("de rester").bold = True
    page.add_paragraph("Appels chaque matin", style="List Bullet")
    page.add_paragraph("Rappels du soir", style="List Bullet 2")
    page.add_paragraph("Préparer", style="List Number")
    page.add_paragraph("Signer", style="List Number")
    given_up = page.add_paragraph().add_run("Ouvrir Lyon")
    given_up.font.strike = True
    mixed = page.add_paragraph("Cible\t3")
    mixed.add_run().add_break()
    mixed.add_run("par semaine").bold = True
    mixed.add_run().add_break(WD_BREAK.PAGE)
    page.add_comment(mixed.runs, text="Trop haut ?", author="Luc", initials="L")
    table = page.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "Objectif"
    table.cell(0, 2).text = "Key result"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "Vite"
    table.cell(1, 2).text, table.cell(2, 2).text = "Pages", "Images"
    table.cell(2, 1).add_table(1, 1).cell(0, 0).text = "dedans"
    page.sections[0].header.paragraphs[0].text = "Confidentiel"
    page.sections[0].footer.paragraphs[0].text = "Acme"
    kept = io.BytesIO()
    page.save(kept)
    return kept.getvalue()


def check_report(outline: Outline) -> None:
    assert [part.name for part in outline.parts] == ["OKR T1 2027"]
    assert told(outline) == [
        ("heading", 1, "OKR T1 2027"),
        ("heading", 2, "Sales France"),
        ("text", 0, "Donner envie de rester"),
        ("item", 1, "Appels chaque matin"),
        ("item", 2, "Rappels du soir"),
        ("item", 1, "Préparer"),
        ("item", 1, "Signer"),
        ("text", 0, "Ouvrir Lyon"),
        ("text", 0, "Cible\t3\npar semaine"),
    ]
    found = {piece.text: piece for piece in paragraphs(outline)}
    assert [found[text].numbering for text in ("Appels chaque matin", "Préparer", "Signer")] == [
        "", "1.", "2.",
    ]  # fmt: skip
    assert found["Donner envie de rester"].is_bold
    assert not found["Cible\t3\npar semaine"].is_bold
    assert found["Ouvrir Lyon"].is_struck and not found["Préparer"].is_struck
    comment = found["Trop haut ?"]
    assert (comment.about, comment.author) == ("comment", "Luc")
    assert comment.on == found["Cible\t3\npar semaine"].spot
    assert [(about, text) for about, text, _ in asides(outline) if about != "comment"] == [
        ("header", "Confidentiel"),
        ("footer", "Acme"),
    ]
    outer, inner = [piece for piece in outline.parts[0].pieces if isinstance(piece, Table)]
    assert {at: cell.text for at, cell in outer.tab.cells.items()} == {
        (0, 0): "Objectif", (0, 2): "Key result", (1, 0): "Vite", (1, 2): "Pages", (2, 2): "Images",
    }  # fmt: skip
    assert outer.tab.spans == {(0, 0): (1, 2), (1, 0): (2, 1)}
    assert [cell.text for cell in inner.tab.cells.values()] == ["dedans"]
    assert inner.spot == f"{outer.spot} B3"


def test_a_report_is_read_with_its_headings_lists_tables_and_comments() -> None:
    check_report(read_docx(report()))


STYLES = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    '</w:style><w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="Mien"><w:name w:val="Titre 2"/>'
    '<w:basedOn w:val="Titre1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="B"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="B"><w:name w:val="B"/><w:basedOn w:val="A"/></w:style>'
    '<w:style w:type="character" w:styleId="Rature"><w:name w:val="Rature"/>'
    "<w:rPr><w:strike/></w:rPr></w:style>"
)


def styled(name: str, *runs: str, more: str = "") -> str:
    return paragraph(*runs, properties=f'<w:pStyle w:val="{name}"/>{more}')


def test_headings_are_known_by_their_style_in_french_or_by_their_outline_level() -> None:
    outline = read_docx(
        text_document(
            styled("TM1", "Ventes 1") + styled("TM1", "Web 2")
            + styled("Titre1", "Ventes")
            + styled("Mien", "Objectif", words(" fin", "<w:b w:val='0'/>"))
            + paragraph("Troisième", properties='<w:outlineLvl w:val="2"/>')
            + styled("Titre1", "Plus un titre", more='<w:outlineLvl w:val="9"/>')
            + styled("A", "Sans fin"),
            styles=STYLES,
        )
    )  # fmt: skip
    assert told(outline) == [
        ("heading", 1, "Ventes"),
        ("heading", 2, "Objectif fin"),
        ("heading", 3, "Troisième"),
        ("text", 0, "Plus un titre"),
        ("text", 0, "Sans fin"),
    ]
    assert asides(outline)[0][:2] == ("contents", "Ventes 1\nWeb 2")
    found = {piece.text: piece.is_bold for piece in paragraphs(outline)}
    assert found["Ventes"] and not found["Objectif fin"]


def test_a_list_says_its_numbers_and_goes_on_after_a_text() -> None:
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(
            [("decimal", "O%1"), ("decimal", "KR %1.%2"), ("lowerLetter", "%3)")]
        )
    )
    numbering = (
        f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0">'
        '<w:startOverride w:val="5"/></w:lvlOverride></w:num>'
    )

    def item(text: str, level: int, number: int = 1) -> str:
        place = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        return paragraph(text, properties=place)

    outline = read_docx(
        text_document(
            item("Vite", 0) + item("Pages", 1) + item("Images", 1) + item("Petites", 2)
            + paragraph("Texte") + item("Bien", 0) + item("Avis", 1) + item("Loin", 0, 2)
            + item("Hors liste", 0, 0),
            numbering=numbering,
        )
    )  # fmt: skip
    assert [(piece.numbering, piece.level, piece.text) for piece in paragraphs(outline)] == [
        ("O1", 1, "Vite"),
        ("KR 1.1", 2, "Pages"),
        ("KR 1.2", 2, "Images"),
        ("a)", 3, "Petites"),
        ("", 0, "Texte"),
        ("O2", 1, "Bien"),
        ("KR 2.1", 2, "Avis"),
        ("O5", 1, "Loin"),
        ("", 0, "Hors liste"),
    ]


def test_tracked_changes_are_read_as_accepted_and_listed() -> None:
    mark = 'w:id="1" w:author="Luc" w:date="2026-12-01T10:00:00Z"'
    outline = read_docx(
        text_document(
            paragraph(
                "Signer ",
                f"<w:del {mark}><w:r><w:delText>dix</w:delText></w:r></w:del>",
                f"<w:ins {mark}>{words('vingt')}</w:ins>",
                " contrats",
            )
            + paragraph("Deux ", properties=f"<w:rPr><w:del {mark}/></w:rPr>")
            + paragraph("en un")
            + paragraph(f"<w:moveFrom {mark}>{words('Parti')}</w:moveFrom>")
            + paragraph(f"<w:moveTo {mark}>{words('Parti')}</w:moveTo>")
            + f"<w:tbl><w:tr><w:tc>{paragraph('Reste')}</w:tc></w:tr>"
            f"<w:tr><w:trPr><w:del {mark}/></w:trPr><w:tc>{paragraph('Ôtée')}</w:tc></w:tr></w:tbl>"
        )
    )
    assert [text for _, _, text in told(outline)] == ["Signer vingt contrats", "Deux en un",
                                                      "Parti"]  # fmt: skip
    assert asides(outline) == [
        ("tracked-change", "dix", "§ 1"),
        ("tracked-change", "Ôtée", "§ 4"),
    ]
    assert tables(outline) == [{(0, 0): "Reste"}]


def test_boxes_fields_links_equations_and_controls_are_read() -> None:
    box = (
        '<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="{}"/></w14:checkbox></w:sdtPr>'
        "<w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"
    )
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK '
        '"https://example.org/b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
        f'</w:r>{words("ici")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    outline = read_docx(
        text_document(
            paragraph(box.format(1), " Fait")
            + paragraph(box.format(0), " À faire")
            + paragraph("☐ À la main")
            + paragraph(f'<w:hyperlink r:id="rIdOut">{words("là")}</w:hyperlink>', " et ", field)
            + paragraph("<m:oMath><m:r><m:t>x=3</m:t></m:r></m:oMath>")
            + paragraph(control.format("", words("Rempli")), " puis ",
                        control.format("<w:showingPlcHdr/>", words("Cliquez ici")))
            + control.format("", paragraph("Bloc"))
            + paragraph("Va", words("caché", "<w:vanish/>"), '<w:r><w:sym w:char="F0E0"/></w:r>')
        )
    )  # fmt: skip
    found = {piece.text: piece for piece in paragraphs(outline)}
    assert [found[text].is_done for text in ("Fait", "À faire", "À la main", "Bloc")] == [
        True, False, False, None,
    ]  # fmt: skip
    assert found["là et ici"].links == ["https://example.org/a", "https://example.org/b"]
    assert {"x=3", "Bloc", "Va→", "Rempli puis"} <= set(found)
    assert asides(outline) == [("prompt", "Cliquez ici", "§ 6"), ("hidden-text", "caché", "§ 8")]


def picture(description: str, inside: str = "") -> str:
    named = f'<wp:docPr id="1" name="Image 1" descr="{description}"/>'
    return f"<w:r><w:drawing><wp:inline>{named}{inside}</wp:inline></w:drawing></w:r>"


def test_pictures_text_boxes_notes_and_comments_stand_after_their_paragraph() -> None:
    text_box = f"<w:txbxContent>{paragraph('Dans la boîte')}</w:txbxContent>"
    chosen = picture("", text_box).removeprefix("<w:r>").removesuffix("</w:r>")
    boxed = (
        f"<w:r><mc:AlternateContent><mc:Choice>{chosen}</mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{text_box}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    cell = paragraph("• Un") + paragraph("• Deux", '<w:r><w:commentReference w:id="4"/></w:r>')
    outline = read_docx(
        text_document(
            paragraph("Voir", '<w:r><w:footnoteReference w:id="2"/></w:r>',
                      '<w:r><w:endnoteReference w:id="3"/></w:r>')
            + paragraph(picture("Courbe des ventes"), boxed)
            + f"<w:tbl><w:tr><w:tc>{cell}</w:tc></w:tr></w:tbl>",
            footnotes=f'<w:footnote w:id="0" w:type="separator">{paragraph("—")}</w:footnote>'
            f'<w:footnote w:id="2">{paragraph("Source")}</w:footnote>',
            endnotes=f'<w:endnote w:id="3">{paragraph("Fin")}</w:endnote>',
            comments=f'<w:comment w:id="4" w:author="Zoé">{paragraph("Ah bon")}</w:comment>'
            f'<w:comment w:id="5" w:author="Luc">{paragraph("Perdu")}</w:comment>',
            header1=paragraph("Acme"),
            header2=paragraph("Acme"),
        )
    )  # fmt: skip
    assert [text for _, _, text in told(outline)] == ["Voir", "Dans la boîte"]
    assert asides(outline) == [
        ("header", "Acme", ""),
        ("footnote", "Source", "§ 1"),
        ("endnote", "Fin", "§ 1"),
        ("picture", "Courbe des ventes", "§ 1"),
        ("comment", "Perdu", ""),
    ]
    [table] = [piece for piece in outline.parts[0].pieces if isinstance(piece, Table)]
    assert table.tab.cells[0, 0].text == "• Un\n• Deux"
    assert table.tab.comments == {(0, 0): "Zoé: Ah bon"}


def code_of(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read_docx(data)
    return refused.value.code


def test_what_is_no_text_document_is_refused_with_its_reason() -> None:
    closed = io.BytesIO()
    OOXMLFile(io.BytesIO(report())).encrypt("secret", closed)
    old = bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le")
    assert code_of(closed.getvalue()) == "encrypted"
    assert code_of(old) == "old-office"
    assert code_of(b"") == "empty"
    assert code_of(text_document(paragraph("  "))) == "empty"
    assert code_of(text_document(paragraph(picture("")))) == "only-pictures"
    assert code_of(written(("Web", [["Objectif", "KR"]]))) == "unknown-format"
    assert code_of(report()[:-900]) == "corrupt"
    assert code_of(text_document("<w:p>")) == "corrupt"
    assert code_of(text_document("<w:sdt><w:sdtContent>" * 400)) == "corrupt"


def test_a_paragraph_that_never_ends_is_a_bomb_and_entities_stay_closed() -> None:
    assert code_of(text_document(paragraph(words("mots " * 20) * 120_000))) == "bomb"
    lol = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
    inside = "<w:body><w:p><w:r><w:t>&b;</w:t></w:r></w:p></w:body>"
    body = f'{lol}<w:document xmlns:w="{W}">{inside}</w:document>'
    data = with_parts(text_document(""), word__document_xml=body.encode())
    assert code_of(data) in {"corrupt", "empty"}


def test_macros_are_left_alone_and_said() -> None:
    data = with_parts(report(), **{"word/vbaProject.bin": b"\xde\xad"})
    assert asides(read_docx(data))[-1] == ("macros", "vbaProject.bin", "")


def test_ten_times_the_text_takes_about_ten_times_as_long() -> None:
    def seconds(count: int) -> float:
        data = text_document(paragraph("Un objectif de plus, et ses mots") * count)
        start = time.perf_counter()
        assert len(told(read_docx(data))) == count
        return time.perf_counter() - start

    seconds(100)
    assert seconds(10_000) < 25 * seconds(1_000)
