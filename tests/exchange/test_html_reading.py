"""Pages and what is pasted from sheets, texts and wikis, as the outline of what people wrote."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.exchange.document import Unreadable
from palier.exchange.reading.html import pieces_of, read_html
from palier.exchange.reading.outline import Paragraph, Table

# As Google Docs puts a text on the clipboard: all of it in a <b> that is not bold.
GOOGLE = """
<meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1">
<h1 dir="ltr"><span style="font-size:20pt">Sales France – T2 2027</span></h1>
<ol><li dir="ltr" aria-level="1"><p><span style="font-weight:700">Signer de
grands comptes</span></p></li>
<ul><li dir="ltr" aria-level="2"><p><span>Contrats signés : 3 → 9</span></p></li>
<li dir="ltr" aria-level="2"><p><span style="text-decoration:line-through">Salon
de Lyon</span></p></li></ul></ol></b>"""
WORD = """
<html xmlns:o="urn:schemas-microsoft-com:office:office">
<head><style>p.Mso {margin:0}</style></head><body>
<!--StartFragment--><h2>Support<o:p></o:p></h2>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>1.<span style='font:7.0pt'>&nbsp;&nbsp; </span></span><![endif]>Répondre
vite</p>
<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><![if !supportLists]><span
style='mso-list:Ignore'>o<span>&nbsp;</span></span><![endif]>Délai
de réponse : 4 → 2 h</p></body></html>"""
EXCEL = """
<table><tr><td rowspan=2>Objectif</td><td colspan=2>Key results</td></tr>
<tr><td>Titre</td><td>Cible</td></tr>
<tr><td rowspan=2>Plaire</td><td>NPS<br>des clients</td><td>40</td></tr>
<tr><td><s>Avis</s></td><td><a href="https://exemple.fr/avis">12</a></td></tr></table>"""


def told(html: str) -> list[tuple[str, str, int]]:
    return [
        (piece.text, piece.kind, piece.level)
        for piece in pieces_of(html)
        if isinstance(piece, Paragraph)
    ]


def test_a_text_of_google_keeps_its_headings_and_lists() -> None:
    assert told(GOOGLE) == [
        ("Sales France – T2 2027", "heading", 1),
        ("Signer de grands comptes", "item", 1),
        ("Contrats signés : 3 → 9", "item", 2),
        ("Salon de Lyon", "item", 2),
    ]
    _, objective, result, given_up = (p for p in pieces_of(GOOGLE) if isinstance(p, Paragraph))
    assert (objective.is_bold, result.is_bold) == (True, False)
    assert (objective.numbering, given_up.is_struck) == ("1.", True)


def test_the_lists_of_word_are_lists() -> None:
    assert told(WORD) == [
        ("Support", "heading", 2),
        ("Répondre vite", "item", 1),
        ("Délai de réponse : 4 → 2 h", "item", 2),
    ]


def test_a_table_keeps_its_cells_merged_linked_and_crossed_out() -> None:
    (table,) = pieces_of(EXCEL)
    assert isinstance(table, Table)
    tab = table.tab
    assert {at: cell.text for at, cell in tab.cells.items()} == {
        (0, 0): "Objectif",
        (0, 1): "Key results",
        (1, 1): "Titre",
        (1, 2): "Cible",
        (2, 0): "Plaire",
        (2, 1): "NPS\ndes clients",
        (2, 2): "40",
        (3, 1): "Avis",
        (3, 2): "12",
    }
    assert tab.spans[0, 1] == (1, 2) and tab.covered[3, 0] == (2, 0)
    assert tab.links == [((3, 2), "https://exemple.fr/avis")] and tab.struck == {(3, 1)}


def test_a_table_of_one_column_is_a_text() -> None:
    mail = "<table><tr><td><h2>Web</h2><ul><li>NPS</li></ul></td></tr></table>"
    assert told(mail) == [("Web", "heading", 2), ("NPS", "item", 1)]


def test_a_table_in_a_cell_is_lines_of_the_cell() -> None:
    (table,) = pieces_of("<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>")
    assert isinstance(table, Table)
    assert [cell.text for cell in table.tab.cells.values()] == ["a\nb\nc", "d"]


def test_scripts_are_no_words_and_what_is_hidden_is_aside() -> None:
    page = "<script>alert(1)</script><p>Vu<span style='display:none'>caché</span></p><img alt=Logo>"
    assert [(p.text, p.kind, p.about) for p in pieces_of(page) if isinstance(p, Paragraph)] == [
        ("Vu", "text", ""),
        ("caché", "aside", "hidden-text"),
        ("Logo", "aside", "picture"),
    ]


def test_boxes_that_are_ticked_are_done() -> None:
    notion = (
        "<ul><li><input type=checkbox checked> Fait</li><li><input type=checkbox> Non</li></ul>"
    )
    assert [p.is_done for p in pieces_of(notion) if isinstance(p, Paragraph)] == [True, False]


def test_a_page_is_called_by_its_one_great_heading() -> None:
    page = b"<title>OKR - Wiki</title><h1>OKR T2 2027</h1><p>x"
    assert read_html(page).parts[0].name == "OKR T2 2027"
    assert read_html(b"<title>OKR - Wiki</title><p>x").parts[0].name == "OKR - Wiki"


def test_an_empty_page_is_said() -> None:
    with pytest.raises(Unreadable, match="empty"):
        read_html(b"  ")


def test_no_depth_is_too_deep() -> None:
    deep = "<ul><li>" * 20_000 + "au fond" + "</ul>" * 20_000 + "<p>après"
    assert [text for text, _, _ in told(deep)] == ["au fond", "après"]


WORDS = st.from_regex(r"[a-zéA-Z0-9]{1,8}", fullmatch=True)
NAMES = "p div h1 h2 ul ol li b s span table tr td th blockquote pre br a section dt caption"
TAGS = st.sampled_from(NAMES.split())


@given(st.lists(st.one_of(WORDS, TAGS.map("<{}>".format), TAGS.map("</{}>".format)), max_size=60))
def test_each_word_is_somewhere_however_the_tags_stand(pieces: list[str]) -> None:
    said: list[str] = []
    for piece in pieces_of(" ".join(pieces)):
        texts = (
            [piece.text]
            if isinstance(piece, Paragraph)
            else [cell.text for cell in piece.tab.cells.values()]
        )
        said += [word for text in texts for word in re.findall(r"\w+", text)]
    assert sorted(said) == sorted(piece for piece in pieces if not piece.startswith("<"))
