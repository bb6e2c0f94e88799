"""Whatever a text holds, each of its words is on a slide or among the leftovers."""

import re
from itertools import count

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from palier.exchange.document import Document, Unreadable
from palier.exchange.reading.cells import Cell
from palier.exchange.reading.form_text import is_own_text
from palier.exchange.reading.markdown import markdown_outline, read_markdown
from palier.exchange.reading.outline import Outline, Paragraph, Part, Table
from palier.exchange.reading.told import read_told
from palier.exchange.reading.workbook import Tab
from tests.exchange.texts import markdown

pytestmark = pytest.mark.once

# "W" becomes a word and "N" a figure that the text holds once.
SAYINGS = [
    "W", "W W W", "W W W W W W W.", "Grow W", "Vendre W", "Équipe W", "W – T1 2027",
    "OKR W 2026-Q4", "T1 2027", "Bilan T4 2026", "À venir", "W (suite)", "W – bilan",
    "OKR T4 2026 / T1 2027", "Objectif 1 : W", "O2 - W", "Objectif : W", "Objectif 3",
    "Objectifs", "Objectif",
    "KR 1.1 : W", "KR2 – W", "KR : W", "KR 4", "Résultats clés :", "Key results", "W KR: W",
    "W: W", "Sales: W", "Sales KR: W", "Sales", "Web : W W",
    "W => W", "W => fait", "W => Done: W", "W => KO – W", "W => Partiel : W", "W → N", "=> W",
    "W => fait mais W", "✅ W", "W ❌", "✅ W ❌", "W (fait)", "W – OK", "✅ W => W",
    "W : N → N", "W : N → N W", "W (N → N)", "Passer de N à N W", "W : N", "W (cible : N)", "W N %",
    "W : N jours → N jour", "[Input] W", "Outcome : W", "W (output)",
    "Responsable : W", "Manager : W W", "Owner: W", "Cible : N", "Cible : W", "Départ : N",
    "Actuel : N", "Statut : OK", "Statut : W", "Échéance : W", "Échéance : 31/03/2027",
    "Niveau : input", "Pourquoi : W", "Catégorie : W", "Équipe : W", "Pôle : W",
    "Trimestre : T1 2027", "Trimestre : W", "Commentaire : W",
    "Responsable : W\nCible : N", "KR1 : W\nKR2 : W",
    "NB : W", "Notes", "Contexte", "W :", "W:\nW", "Risques", "Prochaines étapes",
    "x" * 2_100 + " W", "KR 3 : " + "long " * 200 + "W", ": W", "W -> W -> W", "(W)", "* W", "~ W",
]  # fmt: skip
HEADINGS = ["Objectif", "KR", "Résultat clé", "Cible", "Statut", "W", "Équipe", "Responsable"]
CELLS = ["W", "W W", "", "N", "OK", "KO – W", "KR 1 : W", "Objectif 1 : W"]
ABOUTS = ["", "", "", "", "picture", "comment", "footnote", "hidden-slide"]


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    kind = draw(st.sampled_from(["heading", "item", "item", "item", "text", "text", "aside"]))
    levels = {"heading": st.integers(1, 5), "item": st.integers(1, 5)}
    return Paragraph(
        draw(st.sampled_from(SAYINGS)),
        "",
        kind,
        draw(levels.get(kind, st.just(0))),
        is_bold=draw(st.booleans()),
        is_struck=draw(st.integers(0, 9)) == 0,
        is_done=draw(st.sampled_from([None, None, None, True, False])),
        numbering=draw(st.sampled_from(["", "", "1.", "KR 1.2", "O3"])),
        links=draw(st.sampled_from([[], [], ["https://example.org/W"]])),
        about=draw(st.sampled_from(ABOUTS)),
        author=draw(st.sampled_from(["", "", "Zoé"])),
    )


@st.composite
def tables(draw: st.DrawFn) -> Table:
    tab = Tab("")
    width = draw(st.integers(1, 4))
    rows = [draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width))]
    rows += draw(
        st.lists(st.lists(st.sampled_from(CELLS), min_size=width, max_size=width), max_size=4)
    )
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            if text:
                tab.cells[row, column] = Cell(text)
    if draw(st.booleans()):
        tab.comments[0, 0] = "W"
    return Table(tab, "")


pieces = st.lists(st.one_of(paragraphs(), paragraphs(), paragraphs(), tables()), max_size=14)
parts = st.builds(
    Part,
    name=st.sampled_from(["", "Slide", "T1 2027"]),
    pieces=pieces,
    is_hidden=st.integers(0, 9).map(lambda number: number == 0),
)


def numbered(outline: Outline) -> list[str]:
    """Give each piece its place, each word and figure its own sign; return these signs."""
    signs: list[str] = []
    numbers = count(1001)

    def own(match: re.Match[str]) -> str:
        number = next(numbers)
        signs.append(f"Mot{number}" if match[0] == "W" else str(number))
        return signs[-1]

    def told(text: str) -> str:
        return re.sub(r"\b[WN]\b", own, text)

    for number, piece in enumerate((each for part in outline.parts for each in part.pieces), 1):
        piece.spot = str(number)
        if isinstance(piece, Table):
            tab = piece.tab
            tab.cells = {at: Cell(told(cell.text)) for at, cell in tab.cells.items()}
            tab.comments = {at: told(text) for at, text in tab.comments.items()}
        else:
            piece.text, piece.links = told(piece.text), [told(link) for link in piece.links]
    return signs


def kept(document: Document) -> str:
    return repr([document.slides, document.units, document.people, document.leftovers])


@given(st.lists(parts, min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_each_word_and_figure_is_in_the_document_or_left_over(found: list[Part]) -> None:
    outline = Outline(found)
    assume(not is_own_text(outline))  # its title is Palier's
    signs = numbered(outline)
    struck = [
        piece.text.split("\n")[-1]
        for part in outline.parts
        for piece in part.pieces
        if isinstance(piece, Paragraph) and piece.is_struck and piece.text
    ]
    document = read_told(outline, file="notes.md")
    everything = kept(document)
    assert [sign for sign in signs if not re.search(rf"(?<!\d){sign}(?!\d)", everything)] == []
    left = " ".join(piece.text for piece in document.leftovers)
    titles = {text for grid in document.grids for at, text in _texts(grid.cells)
              if grid.roles[at] not in ("objective", "key_result", "leftover")}  # fmt: skip
    assert [text for text in struck if text not in left and text not in titles] == []
    shown = sum(1 for grid in document.grids for _ in _texts(grid.cells))
    assert shown == sum(len(grid.roles) for grid in document.grids)
    assert len({grid.name for grid in document.grids}) == len(document.grids)


def _texts(cells: list[list[str]]) -> list[tuple[tuple[int, int], str]]:
    return [
        ((row, column), text)
        for row, texts in enumerate(cells)
        for column, text in enumerate(texts)
        if text
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Équipe Web\n- Vite\n  - Pages\n".encode("cp1252"),
        "# Équipe Web\n- Vite\n  - Pages\n".encode("utf-16"),
        "# Équipe Web\r\n- Vite\r\n  - Pages\r\n".encode(),
        "# Équipe\x00 Web\n- Vi\x00te\n  - Pages\n".encode(),
        "\ufeff# Équipe Web\r- Vite\r  - Pages\r".encode(),
    ],
    ids=["windows", "utf-16", "crlf", "nul", "old-mac"],
)
def test_a_text_is_read_whatever_wrote_it(text: bytes) -> None:
    document = read_told(read_markdown(text), file="okr.md")
    [slide] = document.slides
    assert (slide.unit, slide.objectives[0].title) == ("Équipe Web", "Vite")
    assert [row.title for row in slide.objectives[0].key_results] == ["Pages"]
    assert document.leftovers == []


def test_a_text_written_from_right_to_left_keeps_its_words() -> None:
    document = markdown("# فريق المبيعات\n- هدف كبير\n  - ٣ عقود جديدة: 3 → 5\n")
    everything = kept(document)
    for words in ("فريق المبيعات", "هدف كبير", "عقود جديدة"):
        assert words in everything


BOMBS = {
    "a long line": "- " + "mot " * 1_250 + "\n",
    "a deep list": "".join("  " * depth + f"- l{depth}\n" for depth in range(10_000 // 40)),
    "ten thousand levels": "- " * 10_000 + "fond",
    "quotes in quotes": "> " * 10_000 + "fond",
    "open brackets": "[" * 50_000,
    "links in links": "[a](b" * 20_000,
    "stars": "**a _b " * 20_000,
    "backticks": " ".join("`" * length for length in range(1, 400)),
    "tags": "<b" * 20_000,
    "arrows": "- " + "1 → " * 5_000,
    "colons": "- " + "a : " * 5_000,
    "blank lines": "\n" * 300_000 + "fin",
}


@pytest.mark.parametrize("name", BOMBS)
def test_no_text_is_too_much_and_none_is_lost(name: str) -> None:
    text = BOMBS[name]
    document = read_told(markdown_outline(text), file="okr.md")
    left = "".join(piece.text for piece in document.leftovers)
    units = [slide.unit for slide in document.slides]
    titles = [one.title for slide in document.slides for one in slide.objectives]
    titles += [
        row.title
        for slide in document.slides
        for one in slide.objectives
        for row in one.key_results
    ]
    assert sorted(re.findall(r"\w", text)) == sorted(
        re.findall(r"\w", "".join([left, *units, *titles]))
    )


def test_what_is_no_text_is_refused() -> None:
    for data, code in ((b"\n \n", "empty"), (bytes(range(256)) * 50, "unknown-format")):
        with pytest.raises(Unreadable) as refused:
            read_markdown(data)
        assert refused.value.code == code
