"""The writing checks of one line: what each says, and of what it keeps silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.slides.rules.checks import (
    Limits,
    WrittenKeyResult,
    WrittenObjective,
    check_line,
    language_of,
)
from palier.slides.rules.measure import Measure, parse_measure

pytestmark = pytest.mark.once


def on_key_result(text: str, measure: str = "", language: str = "fr") -> set[str]:
    line = WrittenKeyResult(text, measure=parse_measure(measure))
    return {finding.check for finding in check_line(line, language=language)}


def on_objective(text: str, language: str = "fr") -> set[str]:
    return {finding.check for finding in check_line(WrittenObjective(text), language=language)}


def word_of(check: str, text: str) -> str:
    found = check_line(WrittenKeyResult(text), language="fr")
    return next(str(finding.data["word"]) for finding in found if finding.check == check)


@pytest.mark.parametrize(
    "text",
    [
        "Lancer le nouveau site",
        "Publier un guide pour les revendeurs",
        "Mise en ligne de l’espace client",
        "Déploiement de l’outil dans les agences",
        "Avoir livré la nouvelle offre",
        "Le portail est en production",
        "The new pricing page is published",
        "Launch the new website",
        "Build and ship the importer",
        "KR2: Release the mobile app",
    ],
)
def test_putting_something_out_is_not_yet_an_effect(text: str) -> None:
    assert {"K2", "K16"} <= on_key_result(text)


@pytest.mark.parametrize(
    "text",
    [
        "Publier 12 articles lus par 500 personnes",
        "Temps de livraison ramené à deux jours",
        "Rythme de mise en production",
        "Livre blanc pour les revendeurs",
        "Launch the website and win 30 customers",
        "Three releases without a rollback",
    ],
)
def test_a_figure_says_the_effect_and_a_noun_ships_nothing(text: str) -> None:
    assert "K16" not in on_key_result(text)


@pytest.mark.parametrize(
    "text",
    [
        "Participer au salon de Lyon",
        "Accompagner les équipes dans le changement",
        "Analyser les causes de départ",
        "Réflexion sur la future organisation",
        "Mener une étude sur les usages",
        "Help the sales team with demos",
        "Continue to work on the migration",
        "Conduct a gap analysis of our controls",
        "To actively contribute to the community",
    ],
)
def test_work_is_not_what_comes_of_it(text: str) -> None:
    assert "K5" in on_key_result(text)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Aider nos clients à installer seuls", "40 → 80 %"),
        ("Accompagner 30 clients jusqu’à leur première alerte", ""),
        ("Measure and reduce the waiting time", ""),
        ("Délai d’analyse des sondes", ""),
        ("Support tickets answered within the day", ""),
    ],
)
def test_work_with_a_measured_result_is_one(text: str, measure: str) -> None:
    assert "K5" not in on_key_result(text, measure)


@pytest.mark.parametrize(
    "text",
    [
        "Maintenir la disponibilité au-dessus de 99,9 %",
        "Rester au-dessus de 40 de NPS",
        "Le taux de départ reste sous 2 %",
        "Maintain uptime above 99.9 %",
        "Churn stays below 2 %",
        "Double sales while keeping margin at 40 %",
    ],
)
def test_keeping_a_level_is_an_indicator(text: str) -> None:
    assert "K4" in on_key_result(text)


@pytest.mark.parametrize(
    "text",
    ["Keep track of 30 leads", "Hold at least 3 meetups", "Latence sous 2 s", "Garde-corps posés"],
)
def test_reaching_a_level_is_a_result(text: str) -> None:
    assert "K4" not in on_key_result(text)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("Rendez-vous qualifiés", "1,2 → 3 RDV/sem."),
        ("Migration", "Préparée 40 %, faite 100 %"),
        ("Trois sites équipés", ""),
        ("Toutes les équipes ont un tuteur", ""),
        ("Aucune panne au mois de juillet", ""),
        ("Every team has an owner", ""),
        ("Doubler les ventes", ""),
    ],
)
def test_a_number_in_digits_in_letters_or_in_the_measure_counts(text: str, measure: str) -> None:
    assert "K2" not in on_key_result(text, measure)


@pytest.mark.parametrize(
    "text",
    [
        "Un guide pour les revendeurs en 2027",
        "Passer en T1 à la version 4.0",
        "Être certifiés ISO 27001",
    ],
)
def test_a_year_a_version_or_a_name_is_no_number(text: str) -> None:
    assert "K2" in on_key_result(text)


def test_a_number_without_a_target_refuses_and_an_equal_one_advises() -> None:
    without = check_line(WrittenKeyResult("Pannes", measure=parse_measure("12 → ?")), language="fr")
    assert [(one.check, one.refuses) for one in without if one.check == "K3"] == [("K3", True)]
    equal = check_line(WrittenKeyResult("Pannes", measure=parse_measure("12 → 12")), language="fr")
    assert [(one.check, one.refuses) for one in equal if one.check == "K3"] == [("K3", False)]


@pytest.mark.parametrize(
    "text", ["Générer 40 % de ventes en plus", "Reach $5m of sales", "Être 12 dans l’équipe"]
)
def test_a_figure_belongs_to_a_key_result(text: str) -> None:
    assert "O3" in on_objective(text)


@pytest.mark.parametrize(
    "text",
    [
        "Être prêts pour 2027",
        "Ship the 4.0 that people wait for",
        "Un support 24/7 qui ne fatigue personne",
        "Une feuille de route à 12 mois",
        "Être la première équipe à qui l’on pense",
    ],
)
def test_a_year_a_version_or_a_horizon_is_no_figure_of_an_objective(text: str) -> None:
    assert "O3" not in on_objective(text)


@pytest.mark.parametrize(
    "text",
    ["Continuer à bien servir nos clients", "Maintenir la qualité", "Keep our customers happy"],
)
def test_an_objective_that_keeps_what_is_changes_nothing(text: str) -> None:
    assert "O4" in on_objective(text)


def test_an_objective_that_makes_customers_stay_changes_something() -> None:
    assert on_objective("Que nos clients restent parce qu’ils tiennent à nous") == set()
    assert on_objective("Donner envie à nos clients de rester") == set()


def test_the_word_is_quoted_as_it_is_written() -> None:
    assert word_of("K16", "Lancer le site") == "Lancer"
    assert word_of("K5", "OKR 3 : PARTICIPER au salon") == "PARTICIPER"


def test_length_is_counted_whole_and_the_limit_is_the_organisations() -> None:
    limits = Limits(objective_characters=10, key_result_characters=20)
    (long,) = check_line(WrittenObjective("Onze lettres"), language="fr", limits=limits)
    assert (long.check, long.data) == ("O2", {"count": 12, "limit": 10})
    assert check_line(WrittenObjective("Dix"), language="fr", limits=limits) == []
    text = "mot " * 2000
    found = check_line(WrittenKeyResult(text), language="fr", limits=limits)
    assert next(one.data["count"] for one in found if one.check == "K8") == len(text)


@pytest.mark.parametrize(
    ("text", "default", "language"),
    [
        ("Lancer le site", "en", "fr"),
        ("Launch the website", "fr", "en"),
        ("Launch Palier", "fr", "en"),
        ("NPS", "fr", "fr"),
        ("NPS", "en", "en"),
        ("Résumé of the board", "fr", "en"),
        ("", "de", "fr"),
    ],
)
def test_each_line_is_read_in_its_own_language(text: str, default: str, language: str) -> None:
    assert language_of(text, default) == language


STRANGE = st.text(max_size=300) | st.sampled_from(
    [
        "🎯" * 2500,
        "1 " * 2500,
        "é:" * 2500,
        "MAINTENIR LE CAP " * 300,
        "שלום عالم " * 500,
        "\x00\u202e",
    ]
)


@given(STRANGE, STRANGE, st.sampled_from(["fr", "en", "de", ""]))
def test_no_line_is_too_strange_to_be_read(text: str, note: str, language: str) -> None:
    lines: list[WrittenObjective | WrittenKeyResult] = [
        WrittenObjective(text),
        WrittenKeyResult(text, measure=Measure(note=note)),
    ]
    for line in lines:
        assert check_line(line, language=language) == check_line(line, language=language)
    if not text.strip():
        assert check_line(lines[0], language=language) == []
