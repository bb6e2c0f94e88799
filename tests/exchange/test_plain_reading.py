"""Plain text as the outline of what people wrote: each line where it stands."""

import re

from hypothesis import given
from hypothesis import strategies as st

from palier.exchange.reading.outline import Paragraph, Table
from palier.exchange.reading.plain import as_items, outline_of

NOTES = """\
OKR T2 2027
===========

SALES FRANCE
Objectif 1 : Signer de grands comptes
 - Contrats signés : 3 → 9
   chez des enseignes
 - [x] Salon de Lyon
   * avec un stand
1. Former
1.1 Les vendeurs
1.2 Les managers

Équipe\tKey result\tCible
Web\tNPS\t40
> cité d'un mail
☐ à revoir
"""


def told(text: str) -> list[tuple[str, str, int, str]]:
    (part,) = outline_of(text).parts
    return [
        (piece.text, piece.kind, piece.level, piece.spot)
        for piece in part.pieces
        if isinstance(piece, Paragraph)
    ]


def test_lines_are_headings_items_and_texts_with_their_number() -> None:
    assert told(NOTES) == [
        ("OKR T2 2027", "heading", 1, "1"),
        ("SALES FRANCE", "heading", 2, "4"),
        ("Objectif 1 : Signer de grands comptes", "text", 0, "5"),
        ("Contrats signés : 3 → 9 chez des enseignes", "item", 1, "6"),
        ("Salon de Lyon", "item", 1, "8"),
        ("avec un stand", "item", 2, "9"),
        ("Former", "item", 1, "10"),
        ("Les vendeurs", "item", 2, "11"),
        ("Les managers", "item", 2, "12"),
        ("cité d'un mail", "aside", 0, "16"),
        ("à revoir", "item", 1, "17"),
    ]


def test_lines_parted_by_tabs_are_a_table() -> None:
    (table,) = (p for p in outline_of(NOTES).parts[0].pieces if isinstance(p, Table))
    assert table.spot == "14"
    assert [cell.text for cell in table.tab.cells.values()] == [
        "Équipe", "Key result", "Cible", "Web", "NPS", "40",
    ]  # fmt: skip


def test_lines_between_bars_are_a_table() -> None:
    (table,) = outline_of("| KR | Cible |\n|---|---:|\n| NPS | 40 |").parts[0].pieces
    assert isinstance(table, Table)
    assert [cell.text for cell in table.tab.cells.values()] == ["KR", "Cible", "NPS", "40"]


def test_another_bullet_is_a_list_within_the_list() -> None:
    text = "1. Plaire\n- NPS\n- Avis\n2. Grandir\n* Ventes"
    assert [level for _, _, level, _ in told(text)] == [1, 2, 2, 1, 2]


def test_bullets_typed_in_a_box_of_a_deck_make_items() -> None:
    pieces: list[Paragraph | Table] = [
        Paragraph("Plaire", "a"), Paragraph("• NPS", "b"), Paragraph("1) un", "c"),
    ]  # fmt: skip
    as_items(pieces)
    assert [(p.text, p.kind, p.level) for p in pieces if isinstance(p, Paragraph)] == [
        ("Plaire", "text", 0), ("NPS", "item", 1), ("un", "item", 2),
    ]  # fmt: skip


def test_boxes_tell_what_is_done() -> None:
    pieces = outline_of("- [x] a\n- [ ] b\n☑ c\n- d").parts[0].pieces
    assert [p.is_done for p in pieces if isinstance(p, Paragraph)] == [True, False, True, None]


def test_a_year_or_a_name_with_a_dash_begins_no_item() -> None:
    assert [kind for _, kind, _, _ in told("2026 fut une année\nA-t-on fini ?\nu: v")] == [
        "text"
    ] * 3


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "  ", "\t", "    "]),
        st.sampled_from(["", "- ", "* ", "1. ", "1.2 ", "[x] ", "> ", "# ", "| ", "o ", "– "]),
        st.lists(st.from_regex(r"[a-zàéA-Z]{2,9}[0-9]", fullmatch=True), max_size=4),
        st.sampled_from([" ", "\t", " | "]),
    ).map(lambda line: line[0] + line[1] + line[3].join(line[2])),
    max_size=25,
).map("\n".join)


@given(LINES)
def test_each_word_of_a_text_is_somewhere(text: str) -> None:
    said: list[str] = []
    for piece in outline_of(text).parts[0].pieces:
        texts = (
            [piece.text]
            if isinstance(piece, Paragraph)
            else [cell.text for cell in piece.tab.cells.values()]
        )
        said += [word for each in texts for word in re.findall(r"\w{3,}", each)]
    assert sorted(said) == sorted(re.findall(r"\w{3,}", text))
