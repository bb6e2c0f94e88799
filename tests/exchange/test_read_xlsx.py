"""Workbooks of many manners, each read to the last cell."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from openpyxl import Workbook

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
