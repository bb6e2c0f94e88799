"""Workbooks as companies really make them: what a person reads there is what is read."""

from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from palier.exchange.phrases import without_numbering
from tests.exchange.workbooks import Rows, left, lines, read, slide, titles

ONE: Rows = [["Objectif", "KR", "Cible"], ["Vite", "Pages", 3]]


def test_tabs_that_differ_by_a_number_are_as_many_units() -> None:
    names = [f"Équipe {number}" for number in range(1, 11)] + ["Team A", "Pôle 2", "Q1", "Feuil7"]

    document = read(*((name, ONE) for name in names), name="suivi.xlsx")

    assert [each.unit for each in document.slides] == names
    assert [len(each.objectives[0].key_results) for each in document.slides] == [1] * len(names)


def test_a_numbered_tab_takes_the_title_of_its_own_okrs_and_never_one_that_others_share() -> None:
    first = read(("Équipe 1", [["OKR Sales France T4 2018"], *ONE]), ("Équipe 2", ONE))
    shared = read(*((f"Team {n}", [["Acme OKRs Q4 2018"], *ONE]) for n in (1, 2)))

    assert [each.unit for each in first.slides] == ["Sales France", "Équipe 2"]
    assert [each.unit for each in shared.slides] == ["Team 1", "Team 2"]
    assert {each.cycle for each in shared.slides} == {"2018-Q4"}


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Objectif 1 de la maison : signer", "Objectif 1 de la maison : signer"),
        ("Objectif 1 d’équipe", "Objectif 1 d’équipe"),
        ("Objectif 1 : signer", "signer"),
        ("Objectif 1 Signer", "Signer"),
        ("KR 1.2 Rendez-vous", "Rendez-vous"),
    ],
)
def test_a_number_that_belongs_to_the_words_stays_in_them(text: str, bare: str) -> None:
    assert without_numbering(text) == bare


def test_a_share_of_the_way_is_never_taken_for_the_value_reached() -> None:
    document = read(
        ("Usine", [
            ["Objectif", "KR", "Cible", "Avancement", "Statut"],
            ["Produire", "Taux de service", "98 %", "40 %", "100 %"],
            ["", "Audits", 12, 0.4, "En cours"],
            ["", "Visites", 30, 12, "50 %"],
        ])
    )  # fmt: skip

    assert [line.current for line in lines(document)] == [None, None, 12]
    assert [line.end for line in lines(document)] == [None, None, None]
    assert left(document) == {
        "Usine!D2": ("40 %", "share"),
        "Usine!E2": ("100 %", "unknown-state"),
        "Usine!D3": ("0,4", "share"),
        "Usine!E3": ("En cours", "unknown-state"),
        "Usine!E4": ("50 %", "unknown-state"),
    }


def test_each_tab_is_read_in_its_own_language() -> None:
    document = read(
        ("Tech", [["Objectif", "Résultat clé", "Cible"], ["Tenir", "Incidents", "1,500"]]),
        ("London", [["Objective", "Key Result", "Target"], ["Win", "Deals", "1,500"]]),
    )

    assert [float(line.measure.target or 0) for line in lines(document)] == [1.5, 1500]


def test_what_follows_a_legend_or_risks_is_no_objective() -> None:
    document = read(
        ("IT", [
            ["Objectives", "Key Results", "Target"],
            ["1. Delight our users", "1.1 First-time fix rate", "75%"],
            ["", "1.2 Calls answered", "90"],
            ["2. Retire legacy", "2.1 Servers", "14"],
            ["", "Average score", "59"],
            [],
            ["Risks"],
            ["Supplier strike", "High"],
            ["Légende :"],
            ["OK = done"],
        ])
    )  # fmt: skip

    assert titles(document) == {
        "IT": {
            "Delight our users": ["First-time fix rate", "Calls answered"],
            "Retire legacy": ["Servers"],
        }
    }
    assert [text for text, _ in left(document).values()] == [
        "Average score", "59", "Risks", "Supplier strike", "High", "Légende :", "OK = done",
    ]  # fmt: skip


def test_a_figure_that_opens_a_line_is_no_numbering() -> None:
    document = read(
        ("Web", [["Objective", "Key result"], ["Grow", "1.5 million users"], ["", "Two offices"]])
    )

    assert [line.title for line in lines(document)] == ["1.5 million users", "Two offices"]


def test_a_total_line_is_no_unit() -> None:
    document = read(
        ("Feuil1", [
            ["Équipe", "Objectif", "KR", "Cible"],
            ["Achat", "Payer moins", "Gain", 5],
            ["Total", "", "", 5],
        ])
    )  # fmt: skip

    assert [unit.name for unit in document.units] == ["Achat"]
    assert set(left(document)) == {"Feuil1!A3", "Feuil1!D3"}


def test_objectives_and_key_results_may_share_a_column_without_labels() -> None:
    document = read(
        ("Achats", [
            ["Objectifs et résultats clés", "Cible", "Resp."],
            ["Acheter moins cher"],
            ["Économies sur contrats", "120 k€", "LB"],
            ["Fournisseurs réévalués", "30", "TM"],
            ["Acheter responsable"],
            ["Fournisseurs notés", "60 %", "TM"],
        ])
    )  # fmt: skip

    assert titles(document) == {
        "Achats": {
            "Acheter moins cher": ["Économies sur contrats", "Fournisseurs réévalués"],
            "Acheter responsable": ["Fournisseurs notés"],
        }
    }


@pytest.mark.parametrize("is_said_again", [True, False])
def test_blocks_keep_their_own_key_results_and_why(*, is_said_again: bool) -> None:
    heading = ["Key result", "Cible"]
    document = read(
        ("Bordeaux", [
            ["Objectif 1 :", "Installer l’agence"],
            ["Pourquoi :", "Aucune notoriété"],
            heading,
            ["Visites", "300"],
            [],
            ["Objectif 2 :", "Une équipe qui reste"],
            ["Pourquoi :", "3 départs"],
            *([heading] if is_said_again else []),
            ["Départs", "0"],
        ])
    )  # fmt: skip

    assert titles(document) == {
        "Bordeaux": {"Installer l’agence": ["Visites"], "Une équipe qui reste": ["Départs"]}
    }
    whys = [objective.why for objective in slide(document, "Bordeaux").objectives]
    assert whys == ["Aucune notoriété", "3 départs"]
    assert document.leftovers == []


def test_tables_side_by_side_keep_their_lines_apart() -> None:
    document = read(
        ("Support", [
            ["OKR T4 2018"],
            ["Comptabilité", "", "", "", "Ressources humaines"],
            ["Objectif", "KR", "Cible", "", "Objectif", "KR", "Cible"],
            ["Clôturer vite", "Jours", 5, "", "Recruter", "Embauches", 8],
            ["", "Écarts", 0, "", "", "Délai", "45 j"],
        ])
    )  # fmt: skip

    assert titles(document) == {
        "Comptabilité": {"Clôturer vite": ["Jours", "Écarts"]},
        "Ressources humaines": {"Recruter": ["Embauches", "Délai"]},
    }
    assert {each.cycle for each in document.slides} == {"2018-Q4"}


def hidden(**how: Any) -> Any:
    def also(workbook: Workbook) -> None:
        sheet = workbook["Juridique"]
        sheet.row_dimensions[3].hidden = True
        if "level" in how:
            sheet.row_dimensions[3].outlineLevel = how["level"]
        if "filtered" in how:
            sheet.auto_filter.ref = "A1:C4"
            sheet.auto_filter.add_filter_column(0, ["Protéger"])

    return also


SECRET: Rows = [["Objectif", "KR", "Cible"], ["Protéger", "Marques", 4], ["Secret", "Fusion", 1],
          ["", "Visites", 2]]  # fmt: skip


@pytest.mark.parametrize("how", [{}, {"level": 0}])
def test_rows_hidden_by_hand_are_listed_and_not_shown_to_everybody(how: dict[str, Any]) -> None:
    document = read(("Juridique", SECRET), also=hidden(**how))

    assert titles(document) == {"Juridique": {"Protéger": ["Marques"]}}
    assert left(document) == {
        "Juridique!A3": ("Secret", "hidden-row"),
        "Juridique!B3": ("Fusion", "hidden-row"),
        "Juridique!C3": ("1", "hidden-row"),
        "Juridique!B4": ("Visites", "no-objective"),
        "Juridique!C4": ("2", "no-objective"),
    }


@pytest.mark.parametrize("how", [{"level": 1}, {"filtered": True}])
def test_rows_folded_or_filtered_away_are_read(how: dict[str, Any]) -> None:
    document = read(("Juridique", SECRET), also=hidden(**how))

    assert titles(document) == {
        "Juridique": {"Protéger": ["Marques"], "Secret": ["Fusion", "Visites"]}
    }


def test_a_line_crossed_out_is_read_and_said() -> None:
    def also(workbook: Workbook) -> None:
        workbook["Com"]["B2"].font = Font(strike=True)

    document = read(("Com", [["Objectif", "KR"], ["Briller", "Logo"], ["", "Presse"]]), also=also)

    assert [line.title for line in lines(document)] == ["Logo", "Presse"]
    assert left(document) == {"Com!B2": ("Logo", "struck-out")}


def test_one_state_beside_several_key_results_is_that_of_the_objective() -> None:
    document = read(
        ("Logistique", [
            ["Objectif", "KR 1", "Cible 1", "KR 2", "Cible 2", "Statut"],
            ["Livrer", "Service", "95 %", "Litiges", "20", "OK"],
            ["Ranger", "Inventaires", "12", "", "", "KO"],
        ])
    )  # fmt: skip

    deliver, tidy = slide(document, "Logistique").objectives
    assert deliver.end and deliver.end.state == "ok"
    assert [line.end for line in deliver.key_results] == [None, None]
    assert tidy.key_results[0].end and tidy.key_results[0].end.state == "ko"


def test_a_line_across_a_table_may_name_the_unit_below() -> None:
    document = read(
        ("OKR T2 2025", [
            ["Objectif", "Résultat clé", "Cible"],
            ["ÉQUIPE SALES"],
            ["Signer", "Contrats", "12"],
            ["Équipe Produit"],
            ["Livrer", "Parcours", "1"],
            ["Équipe soudée"],
            ["", "Départs", "0"],
        ])
    )  # fmt: skip

    assert titles(document) == {
        "ÉQUIPE SALES": {"Signer": ["Contrats"]},
        "Équipe Produit": {"Livrer": ["Parcours"], "Équipe soudée": ["Départs"]},
    }
    assert [unit.name for unit in document.units] == ["ÉQUIPE SALES", "Équipe Produit"]


def test_of_two_columns_of_objectives_the_nearest_holds_the_key_results() -> None:
    document = read(
        ("OKR", [
            ["Objectif société", "Objectif équipe", "Équipe", "KR"],
            ["Être rentable", "Réduire les coûts", "Achat", "Économies"],
            ["", "Vendre mieux", "Sales", "Marge"],
        ])
    )  # fmt: skip

    assert titles(document) == {
        "Achat": {"Réduire les coûts": ["Économies"]},
        "Sales": {"Vendre mieux": ["Marge"]},
    }
    assert set(left(document)) == {"OKR!A1", "OKR!A2"}


def test_words_to_be_replaced_are_no_objective() -> None:
    document = read(
        ("Template", [["Objectif", "KR"], ["[Votre objectif ici]", "[Votre KR]"]]),
        ("Web", [["Objective", "KR"], ["Grow", "[$N] net new ARR"]]),
    )

    assert titles(document) == {"Web": {"Grow": ["[$N] net new ARR"]}}


def test_two_signs_that_disagree_say_no_state() -> None:
    document = read(("Web", [["Objectif", "KR", "Bilan"], ["Vite", "Pages", "✅/❌"]]))

    assert lines(document)[0].end is None
    assert left(document) == {"Web!C2": ("✅/❌", "unknown-state")}


def test_the_year_of_the_file_completes_tabs_named_by_quarter() -> None:
    tabs = [(name, ONE) for name in ("T1", "T2")]

    assert [each.cycle for each in read(*tabs, name="OKR 2024.xlsx").slides] == [
        "2024-Q1",
        "2024-Q2",
    ]
    assert [each.unit for each in read(*tabs, name="okr.xlsx").slides] == ["T1", "T2"]


@pytest.mark.parametrize("is_folded", [False, True])
def test_columns_hidden_by_hand_are_listed_and_folded_ones_are_read(is_folded: bool) -> None:
    def also(workbook: Workbook) -> None:
        column = workbook["Juridique"].column_dimensions["C"]
        column.hidden, column.outlineLevel = True, int(is_folded)

    document = read(("Juridique", SECRET[:2]), also=also)

    target = lines(document)[0].measure.target
    assert (target, left(document)) == (
        (4, {}) if is_folded else (None, {"Juridique!C2": ("4", "hidden-column")})
    )


def test_headings_said_twice_one_under_the_other_are_the_same_columns() -> None:
    headings = ["Objectif", "Objectif", "KR"]
    document = read(("Web", [headings, headings, ["Grandir", "Aller vite", "Pages"]]))

    assert titles(document) == {"Web": {"Aller vite": ["Pages"]}}
    assert left(document)["Web!A3"] == ("Grandir", "extra-column")
