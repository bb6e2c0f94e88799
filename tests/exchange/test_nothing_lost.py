"""Whatever a workbook holds, each of its cells is in the document or among the leftovers."""

from datetime import date
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from palier.exchange.document import Document, Unreadable
from palier.exchange.phrases import is_numbering, without_numbering
from palier.exchange.reading.xlsx import read_xlsx
from palier.exchange.words import heading_of, kind_of, level_of, state_of
from palier.slides.rules.measure import parse_measure
from tests.exchange.workbooks import written

HEADINGS = [
    "Objectif", "Objectifs", "Objective", "O", "Key Result", "KRs", "Résultats clés", "Indicateur",
    "Mesure", "Niveau", "Type", "Level", "Cible", "Target (k€)", "Départ", "Baseline", "Actuel",
    "Avancement (%)", "Unité", "Unit", "Bilan", "Statut", "Status", "Commentaire", "Owner",
    "Responsable", "Équipe", "Pôle", "Catégorie", "Échéance", "Trimestre", "Pourquoi", "N°",
    "Intitulé", "Landing", "Budget", "Remarques diverses", "KR 1", "KR 2",
]  # fmt: skip
WORDS = [
    "Grandir", "Vendre mieux", "Aller vite", "RDV par semaine", "NB : à revoir", "Total",
    "Manager : Marie Laurent", "Manager", "Équipe : Web", "OKR Sales T4 2018", "T1 2027", "Sales",
    "Objectif 1 : Durer", "KR1.2 : Tenir", "O2", "KR3", "Input", "Outcome", "●●", "OK",
    "Partiel 60 %",
    "KO - parti", "En cours", "Fait à 60 %", "35 → 70 %", "100 k€", "1,2", "?", "oui", "à voir",
    "31/03/2027", "fin mars", "Croissance", "- un\n- deux", "10\n20", "Objectif", "KR", "€", "%",
    "Maquette 20 %, pilote 60 %", "=1+2", "#REF!", "x" * 200,
]  # fmt: skip
values: st.SearchStrategy[Any] = (
    st.sampled_from(WORDS)
    | st.integers(-5, 200_000)
    | st.floats(-10, 10).map(lambda number: round(number, 3))
    | st.just(date(2027, 3, 31))
    | st.text("abcé :-1%→", min_size=1, max_size=8)
)
cells = st.one_of(st.just(""), st.just(""), values)


@st.composite
def tabs(draw: st.DrawFn) -> list[list[Any]]:
    width = draw(st.integers(1, 7))
    rows: list[list[Any]] = []
    for _ in range(draw(st.integers(1, 2))):
        rows += draw(st.lists(st.lists(cells, max_size=width), max_size=3))
        rows.append(draw(st.lists(st.sampled_from(HEADINGS), min_size=width, max_size=width)))
        rows += draw(st.lists(st.lists(cells, min_size=width, max_size=width), max_size=6))
    return rows


def kept(document: Document) -> str:
    """Return every text of the document and of its leftovers, one after the other."""
    return "\n".join(
        [
            *(unit.name for unit in document.units),
            *(person.name for person in document.people),
            *(piece.text for piece in document.leftovers),
            *(repr(slide) for slide in document.slides),
        ]
    )


def is_understood(text: str, role: str) -> bool:
    """Tell whether a cell became something else than its words: a heading, a figure, a state."""
    measure = parse_measure(text)
    by_role = {
        "heading": heading_of(text) is not None,
        "number": is_numbering(text),
        "level": level_of(text) is not None or kind_of(text) is not None,
        "state": state_of(text) is not None,
        "measure": measure.kind != "yes_no" or parse_measure(f"? {text}").kind == "number",
        "current": measure.kind == "number",
    }
    return by_role.get(role, role in ("due", "cycle", "title"))


@given(st.lists(tabs(), min_size=1, max_size=2))
@settings(max_examples=150, deadline=None)
def test_each_cell_is_in_the_document_or_left_over(found: list[list[list[Any]]]) -> None:
    names = ["Sales", "Feuil1"]
    data = written(*zip(names, found, strict=False))
    try:
        document = read_xlsx(data, name="okr.xlsx")
    except Unreadable as refused:
        assert refused.code == "empty"  # noqa: PT017 - the one reason a sound file is refused
        assert not any(value != "" for tab in found for row in tab for value in row)
        return

    everything = kept(document)
    left = {str(piece.place) for piece in document.leftovers}
    for grid in document.grids:
        for (row, column), role in grid.roles.items():
            text = grid.cells[row][column]
            if role == "leftover":
                spot = f"{grid.name}!{chr(65 + column + grid.first_column)}"
                is_listed = f"{spot}{row + grid.first_row + 1}" in left
                assert is_listed or text in everything
                continue
            said = text.rpartition(":")[2].strip() if role in ("head", "unit", "pole") else text
            pieces = [without_numbering(line) for line in said.split("\n")]
            says = all(repr(piece)[1:-1] in everything or piece in everything for piece in pieces)
            assert says or is_understood(text, role), (text, role)
    shown = sum(1 for grid in document.grids for row in grid.cells for text in row if text)
    assert shown == sum(len(grid.roles) for grid in document.grids)
