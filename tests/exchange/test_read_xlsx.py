"""Workbooks of many manners, each read to the last cell."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook
from openpyxl.comments import Comment

from palier.exchange.document import Place
from palier.exchange.reading.xlsx import read_xlsx
from tests.exchange.workbooks import Rows, left, lines, read, said, slide, titles

SOURCEGRAPH = Path(__file__).parents[1] / "data/sourcegraph/sourcegraph-2020-q1.xlsx"
HEADINGS = ["Objectif", "Key Result", "Niveau", "Cible", "Bilan"]


def test_a_real_workbook_is_read_whole() -> None:
    document = read_xlsx(SOURCEGRAPH.read_bytes(), name=SOURCEGRAPH.name)

    assert len(document.units) == len(document.slides) == 9
    assert sum(len(slide.objectives) for slide in document.slides) == 18
    assert len(lines(document)) == 45
    assert {slide.cycle for slide in document.slides} == {"2020-Q1"}
    assert not document.leftovers
    assert lines(document)[0].place == Place("sourcegraph-2020-q1.xlsx", "CEO", "B4")


def sales_france(workbook: Workbook) -> None:
    sheet = workbook["Sales France"]
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("D1:E1")
    sheet.merge_cells("A5:A7")
    sheet.merge_cells("A12:B12")


SALES_FRANCE: tuple[str, Rows] = (
    "Sales France",
    [
        ["OKR Sales France T4 2018", None, None, "Manager : Marie Laurent"],
        [],
        [],
        HEADINGS,
        ["Installer le produit X", "Une heure de cold call", "Input", 60, "OK"],
        [None, "Rendez-vous qualifiés", "Output", 3, "Partiel"],
        [None, "Signatures", "Outcome", "200 000 €", "KO"],
        ["Recruter une équipe qui reste", "Refaire les offres", "Input", 4, "OK"],
        [None, "Sales recrutés", "Outcome", "1 → 3 sales", "Dépriorisé : budget gelé"],
        [],
        [],
        ["NB : à revoir avec le pôle avant le board"],
    ],
)


def test_one_tab_per_unit_with_a_title_a_manager_merged_cells_and_a_remark() -> None:
    document = read(SALES_FRANCE, also=sales_france)

    sales = slide(document, "Sales France")
    assert (sales.cycle, sales.head) == ("2018-Q4", "Marie Laurent")
    assert str(sales.head_place) == "Sales France!D1"
    assert titles(document)["Sales France"] == {
        "Installer le produit X": [
            "Une heure de cold call",
            "Rendez-vous qualifiés",
            "Signatures",
        ],
        "Recruter une équipe qui reste": ["Refaire les offres", "Sales recrutés"],
    }
    first, _, third, _, fifth = lines(document)
    assert first.level == "input" and first.end and first.end.state == "ok"
    assert said(first.measure) == [None, 60, "", ""]
    assert said(third.measure) == [None, Decimal(200000), "€", ""]
    assert said(fifth.measure) == [1, 3, "sales", ""]
    assert fifth.end and (fifth.end.state, fifth.end.reason) == ("deprioritised", "budget gelé")
    assert left(document) == {
        "Sales France!A12": ("NB : à revoir avec le pôle avant le board", "note")
    }


def test_the_preview_says_what_became_of_each_cell() -> None:
    grid = read(SALES_FRANCE, also=sales_france).grids[0]

    assert grid.cells[4] == [
        "Installer le produit X",
        "Une heure de cold call",
        "Input",
        "60",
        "OK",
    ]
    assert [grid.roles[4, column] for column in range(5)] == [
        "objective", "key_result", "level", "measure", "state",
    ]  # fmt: skip
    assert [grid.roles[3, column] for column in range(5)] == ["heading"] * 5
    assert (grid.roles[0, 0], grid.roles[0, 3], grid.roles[11, 0]) == ("title", "head", "leftover")
    assert grid.spans[4, 0] == (3, 1)


def test_one_table_with_columns_of_units_and_poles() -> None:
    document = read(
        (
            "OKRs",
            [
                ["Pôle", "Équipe", "Trimestre", "Responsable", "Objectifs", "Résultats clés",
                 "Départ", "Cible", "Unité", "Échéance", "Statut", "Commentaire"],
                ["Sales", "Sales France", "T1 2027", "Marie", "Grandir", "RDV", "1,2", 3,
                 "RDV/sem.", date(2027, 3, 31), "Partiel", "salon annulé"],
                ["", "", "", "Marie", "", "Contrats", 0, 100, "k€", "15/02/2027", "OK", ""],
                ["", "Sales Espagne", "", "Ana", "Ouvrir Madrid", "Bureau", "", "oui"],
                ["Tech", "Web", "T1 2027", "Léo", "Aller vite", "Pages", "5", "< 2 s",
                 "", "", "KO"],
            ],
        )
    )  # fmt: skip

    assert titles(document) == {
        "Sales France": {"Grandir": ["RDV", "Contrats"]},
        "Sales Espagne": {"Ouvrir Madrid": ["Bureau"]},
        "Web": {"Aller vite": ["Pages"]},
    }
    assert {unit.name: (unit.kind, unit.parent) for unit in document.units} == {
        "Sales": ("pole", None),
        "Sales France": ("team", "Sales"),
        "Sales Espagne": ("team", "Sales"),
        "Tech": ("pole", None),
        "Web": ("team", "Tech"),
    }
    assert [slide.head for slide in document.slides] == ["Marie", "Ana", "Léo"]
    assert {slide.cycle for slide in document.slides} == {"2027-Q1"}
    meetings, contracts, office, pages = lines(document)
    assert (meetings.measure.baseline, meetings.measure.unit) == (Decimal("1.2"), "RDV/sem.")
    assert meetings.due_on == date(2027, 3, 31)
    assert meetings.end and meetings.end.reason == "salon annulé"
    assert said(contracts.measure) == [0, Decimal(100000), "€", ""]
    assert contracts.due_on == date(2027, 2, 15)
    assert (office.measure.kind, office.measure.note) == ("yes_no", "oui")
    assert said(pages.measure) == [5, 2, "s", "<"]
    assert not document.leftovers


def test_english_headings_in_another_order_with_an_offset() -> None:
    document = read(
        (
            "Web",
            [
                [],
                ["", "", "Web – OKRs Q3'21", "", "", "Owner:", "Sam Reed"],
                [],
                ["", "", "Status", "Target", "KRs", "Baseline", "Objective", "Due date"],
                ["", "", "Done", "50%", "1. Share of visits", "35%", "Objective 1: Be found",
                 "April 3, 2021"],
                ["", "", "Missed", "$1.2M", "2. Pipeline", "", "", "03/04/2021"],
            ],
        )
    )  # fmt: skip

    web = slide(document, "Web")
    assert (web.cycle, web.head) == ("2021-Q3", "Sam Reed")
    assert titles(document) == {"Web": {"Be found": ["Share of visits", "Pipeline"]}}
    share, pipeline = lines(document)
    assert said(share.measure) == [35, 50, "%", ""]
    assert share.due_on == date(2021, 4, 3)
    assert said(pipeline.measure) == [None, Decimal(1200000), "$", ""]
    assert left(document) == {"Web!H6": ("03/04/2021", "date")}


def test_several_tables_one_under_the_other_each_with_its_title() -> None:
    head = ["Objectif", "KR", "Cible"]
    document = read(
        (
            "Commerce",
            [
                ["OKR Sales France T4 2018"], head, ["Vendre", "Contrats", 3], ["", "RDV", 5], [],
                ["Sales Espagne"], head, ["Ouvrir", "Bureau", 1], [],
                ["Légende : en gras les priorités"], [],
                ["OKR Grands comptes T4 2018"], [], head, ["Garder", "Renouvellements", "90 %"],
            ],
        )
    )  # fmt: skip

    assert titles(document)["Sales Espagne"] == {"Ouvrir": ["Bureau"]}
    assert titles(document)["Grands comptes"] == {"Garder": ["Renouvellements"]}
    assert sum(len(units) for units in titles(document).values()) == 3
    assert ("Légende : en gras les priorités", "note") in left(document).values()


def test_an_objective_above_its_table_as_a_line_of_its_own() -> None:
    head = ["Résultat clé", "Cible", "Réalisé"]
    document = read(
        (
            "RH",
            [
                ["Équipe", "RH"], ["Objectif 1 : Recruter mieux"], head, ["Embauches", 3, 2], [],
                ["Objectif 2 : Former"], head, ["Heures", "20 h", "12 h"],
            ],
        )
    )  # fmt: skip

    assert titles(document) == {"RH": {"Recruter mieux": ["Embauches"], "Former": ["Heures"]}}
    assert [line.current for line in lines(document)] == [2, 12]
    assert not document.leftovers


def test_objectives_on_rows_of_their_own_and_repeated_on_each_row() -> None:
    document = read(
        (
            "Produit",
            [
                ["Objectif", "KR", "Catégorie", "Pourquoi"],
                ["O1 - Écouter", "", "Croissance", "Pour durer"],
                ["", "KR1.1 - Entretiens", "", ""],
                ["", "KR1.2 - Notes", "", ""],
                [],
                ["Livrer", "Version 2"],
                ["Livrer", "Version 3"],
                ["Sans résultat encore"],
            ],
        )
    )

    assert titles(document)["Produit"] == {
        "Écouter": ["Entretiens", "Notes"],
        "Livrer": ["Version 2", "Version 3"],
        "Sans résultat encore": [],
    }
    listen = document.slides[0].objectives[0]
    assert (listen.category, listen.why) == ("Croissance", "Pour durer")


def test_a_type_column_tells_objectives_from_key_results() -> None:
    document = read(
        (
            "Support",
            [
                ["Type", "Intitulé", "Target"],
                ["Objectif", "Répondre vite", ""],
                ["KR", "Premier retour", "4 h → 1 h"],
                ["KR 2", "Satisfaction", "4,2 → 4,5/5"],
            ],
        )
    )

    assert titles(document) == {"Support": {"Répondre vite": ["Premier retour", "Satisfaction"]}}
    assert [line.measure.unit for line in lines(document)] == ["h", "/5"]
    assert not document.leftovers


def test_a_plain_list_of_numbered_lines() -> None:
    document = read(
        (
            "Feuil1",
            [
                ["OKR Marketing T2 2024"],
                [],
                ["O1 : Être connus"],
                ["KR1.1 : 3 articles"],
                ["KR1.2 : 2 salons"],
                ["O2", "Être choisis"],
                ["KR2.1", "10 démos"],
                ["vu avec Paul"],
            ],
        )
    )

    assert document.slides[0].cycle == "2024-Q2"
    assert titles(document) == {
        "Marketing": {"Être connus": ["3 articles", "2 salons"], "Être choisis": ["10 démos"]}
    }
    assert left(document) == {"Feuil1!A8": ("vu avec Paul", "note")}


def test_several_key_results_in_one_cell_with_their_targets() -> None:
    document = read(
        (
            "Ops",
            [
                ["Objectif", "Résultats clés", "Cible"],
                ["Tenir", "- Disponibilité\n- Incidents", "99,9 %\n< 3"],
                ["Payer", "1. Factures\n2. Relances", "10"],
            ],
        )
    )

    assert titles(document)["Ops"] == {
        "Tenir": ["Disponibilité", "Incidents"],
        "Payer": ["Factures", "Relances"],
    }
    assert [line.measure.target for line in lines(document)[:2]] == [Decimal("99.9"), 3]
    assert "Ops!C3" in left(document)


def test_key_results_side_by_side_in_columns() -> None:
    document = read(
        (
            "Data",
            [
                ["Objectif", "KR 1", "Cible", "KR 2", "Cible"],
                ["Mesurer", "Tableaux", 3, "Lecteurs", "80 %"],
            ],
        )
    )

    assert titles(document) == {"Data": {"Mesurer": ["Tableaux", "Lecteurs"]}}
    assert [line.measure.target for line in lines(document)] == [3, 80]


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
    assert signed.current == Decimal("0.4")
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


def test_two_rows_of_headings_and_a_merged_group() -> None:
    def merged(workbook: Workbook) -> None:
        workbook["Web"].merge_cells("C1:D1")

    document = read(
        (
            "Web",
            [
                ["Objectif", "KR", "Mesure"],
                ["", "", "Départ", "Cible"],
                ["Vite", "Pages", "35 %", "70 %"],
            ],
        ),
        also=merged,
    )

    measure = lines(document)[0].measure
    assert said(measure) == [35, 70, "%", ""]
    assert not document.leftovers
