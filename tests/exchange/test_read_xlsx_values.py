"""What single cells of a workbook say: numbers, dates, formulas, states, owners."""

from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.comments import Comment

from tests.exchange.workbooks import Rows, left, lines, read, said


def test_numbers_are_read_as_their_cells_show_them() -> None:
    def shapes(workbook: Workbook) -> None:
        sheet = workbook["Finance"]
        for spot, code in {
            "C2": "0%", "C3": '#,##0 "€"', "C4": "[$€-40C] #,##0", "C5": "General",
            "C6": '#,##0,"k€"', "D2": "0%", "C7": "dd/mm/yyyy",
        }.items():  # fmt: skip
            sheet[spot].number_format = code

    document = read(
        (
            "Finance",
            [
                ["Objectif", "KR", "Cible", "Actuel"],
                ["Encaisser", "Part", 0.7, 24 / 37],
                ["", "Signé", 200000, 0.1 + 0.2],
                ["", "Devis", 1500, ""],
                ["", "Ratio", 0.7, ""],
                ["", "Marge", 100000, ""],
                ["", "Clôture", date(2027, 3, 31), ""],
            ],
        ),
        also=shapes,
    )

    part, signed, quotes, ratio, margin, closing = [line.measure for line in lines(document)]
    assert said(part) == [None, 70, "%", ""]
    assert said(signed) == [None, 200000, "€", ""]
    assert said(quotes) == [None, 1500, "€", ""]
    assert said(ratio) == [None, Decimal("0.7"), "", ""]
    assert said(margin) == [None, 100000, "€", ""]
    assert (closing.kind, closing.note) == ("yes_no", "31/03/2027")
    assert lines(document)[0].current == 65
    assert lines(document)[1].current == Decimal("0.3")


def test_a_heading_may_say_the_unit_but_never_turns_a_fraction_into_a_percentage() -> None:
    document = read(
        (
            "Finance",
            [
                ["Objectif", "KR", "Cible (k€)", "Avancement (%)"],
                ["Encaisser", "Signé", 100, 0.4],
                ["", "Devis", "2 M€", ""],
            ],
        )
    )

    signed, quotes = lines(document)
    assert said(signed.measure) == [None, 100000, "€", ""]
    assert signed.current is None
    assert left(document) == {"Finance!D2": ("0,4", "share")}
    assert said(quotes.measure) == [None, 2000000, "€", ""]


def test_formulas_errors_comments_and_hidden_tabs_are_listed_with_their_place() -> None:
    def also(workbook: Workbook) -> None:
        workbook["Web"]["B3"].comment = Comment("à confirmer", "Léo")
        workbook["Brouillon"].sheet_state = "hidden"
        workbook["Secret"].sheet_state = "veryHidden"

    rows: Rows = [
        ["Objectif", "KR", "Cible", "Bilan", "Budget"],
        ["Aller vite", "Pages", "=1+2", "#REF!", "12 k€"],
        ["", "Images", 3, "En cours", ""],
    ]
    hidden = [["Objectif", "KR"], ["Secret", "Personne ne lit ceci"]]
    document = read(("Web", rows), ("Brouillon", hidden), ("Secret", hidden), also=also)

    assert left(document) == {
        "Web!C2": ("=1+2", "formula-without-value"),
        "Web!D2": ("#REF!", "formula-error"),
        "Web!E1": ("Budget", "extra-column"),
        "Web!E2": ("12 k€", "extra-column"),
        "Web!D3": ("En cours", "unknown-state"),
        "Web!B3": ("à confirmer\nLéo", "cell-comment")
        if "Léo" in left(document)["Web!B3"][0]
        else ("à confirmer", "cell-comment"),
        "Brouillon": ("Brouillon", "hidden-tab"),
        "Secret": ("Secret", "hidden-tab"),
    }
    assert lines(document)[0].measure.target is None
    assert [grid.is_hidden for grid in document.grids] == [False, True, True]


def test_lines_without_an_objective_and_pages_of_explanation_are_left() -> None:
    document = read(
        ("Lisez-moi", [["Mode d’emploi"], [], ["Écrire", "puis relire"]]),
        ("Web", [["Objectif", "KR", "Cible"], ["", "Orpheline", 3], ["Vite", "Pages", 2],
                 ["Total", "", 5]]),
    )  # fmt: skip

    assert left(document) == {
        "Lisez-moi!A1": ("Mode d’emploi", "note"),
        "Lisez-moi!A3:B3": ("Écrire | puis relire", "note"),
        "Web!B2": ("Orpheline", "no-objective"),
        "Web!C2": ("3", "no-objective"),
        "Web!A4": ("Total", "note"),
        "Web!C4": ("5", "note"),
    }


def test_the_state_merged_beside_an_objective_is_the_objectives() -> None:
    def merged(workbook: Workbook) -> None:
        for cells in ("A2:A3", "C2:C3", "D2:D3"):
            workbook["Web"].merge_cells(cells)

    document = read(
        (
            "Web",
            [
                ["Objectif", "KR", "Bilan", "Raison"],
                ["Vite", "Pages", "Partiel", "deux départs"],
                ["", "Images"],
                ["Bien", "Textes", "100 % - OK", ""],
            ],
        ),
        also=merged,
    )

    fast = document.slides[0].objectives[0]
    assert fast.end and (fast.end.state, fast.end.reason) == ("partial", "deux départs")
    assert [line.end and line.end.state for line in lines(document)] == [None, None, "ok"]


def test_several_owners_stay_in_their_cells() -> None:
    document = read(
        ("Web", [["Objectif", "KR", "Owner"], ["Vite", "Pages", "Léo"], ["", "Images", "Ana"]])
    )

    assert document.slides[0].head == ""
    assert [piece.about for piece in document.leftovers] == ["owner", "owner"]


def test_the_name_of_the_file_speaks_when_nothing_else_does() -> None:
    document = read(
        ("Feuil1", [["Objectif", "KR"], ["Vite", "Pages"]]), name="OKR Tech T4 2018.xlsx"
    )

    assert (document.slides[0].unit, document.slides[0].cycle) == ("Tech", "2018-Q4")
