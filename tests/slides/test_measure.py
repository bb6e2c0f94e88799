from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.slides.rules.measure import Mark, Measure, format_measure, in_unit, parse_measure
from palier.slides.rules.number import format_number, parse_number

LANGUAGES = ("fr", "en")
UNITS = [
    "", "%", "€", "$", "RDV/sem.", "matins", "s", "pts", "€ HT", "€/mois", "% des managers",
    "m²", "‰", "ms", "k", "clients signés", "/5", "h", "ETP", "Go", "M€", "d", "de retard",
]  # fmt: skip

figures = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**13) + 1, 10**13 - 1),
    st.integers(0, 6),
)
units = st.sampled_from([unit for unit in UNITS if unit not in ("k", "M€")])
numbers = st.builds(
    Measure,
    kind=st.just("number"),
    baseline=st.none() | figures,
    target=figures,
    unit=units,
    note=st.sampled_from(["", "<", "≤", ">", "≥", "~"]),
)
unknown_targets = st.builds(
    Measure, kind=st.just("number"), baseline=st.none() | figures, unit=units
)
names = st.sampled_from(["Maquette", "pilote", "déployé", "V1", "Phase 2", "signed off", "1er lot"])
milestones = st.lists(
    st.builds(Mark, names, st.integers(0, 1000).map(lambda tenths: Decimal(tenths) / 10)),
    min_size=2,
    max_size=5,
).map(lambda marks: Measure("milestone", marks=tuple(marks)))


@given(measure=numbers | unknown_targets | milestones, language=st.sampled_from(LANGUAGES))
def test_what_is_written_back_reads_the_same(measure: Measure, language: str) -> None:
    assert parse_measure(format_measure(measure, language), language=language) == measure


typed = st.text(max_size=40) | st.lists(
    st.sampled_from([*"0123456789", ",", ".", " ", "%", "€", "k", "M", "→", "->", " à ", "<", "/5",
                     "Maquette ", ", ", "?", "-", "RDV", "\u202f", "de ", "$", "x", "+"]),
    max_size=14,
).map("".join)  # fmt: skip


@given(text=typed, language=st.sampled_from(LANGUAGES))
def test_reading_twice_changes_nothing_and_no_word_is_lost(text: str, language: str) -> None:
    once = parse_measure(text, language=language)

    assert parse_measure(format_measure(once, language), language=language) == once
    if once.kind == "yes_no":
        assert once.note == text.strip() or not text.strip()


@given(value=figures, language=st.sampled_from(LANGUAGES))
def test_a_number_is_written_and_read_to_the_last_digit(value: Decimal, language: str) -> None:
    assert parse_number(format_number(value, language), language=language) == value


def number(
    target: str | None, unit: str = "", baseline: str | None = None, note: str = ""
) -> Measure:
    return Measure(
        "number",
        None if baseline is None else Decimal(baseline),
        None if target is None else Decimal(target),
        unit,
        note=note,
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("1,2 → 3 RDV/sem.", number("3", "RDV/sem.", "1.2")),
        ("35 à 70 %", number("70", "%", "35")),
        ("35% -> 70%", number("70", "%", "35")),
        ("35 > 70 %", number("70", "%", "35")),
        ("de 35 % à 70 %", number("70", "%", "35")),
        ("from 35 to 70%", number("70", "%", "35")),
        ("35 pour cent → 70 pour cent", number("70", "%", "35")),
        ("0 -> 100 000 €", number("100000", "€", "0")),
        ("0 → 100\u202f000\u00a0€", number("100000", "€", "0")),
        ("100k€", number("100000", "€")),
        ("100 K€ HT", number("100000", "€ HT")),
        ("€100k", number("100000", "€")),
        ("$1.2M", number("1200000", "$")),
        ("1,5 M€", number("1500000", "€")),
        ("2 Md€", number("2000000000", "€")),
        ("2 millions d’euros", number("2000000", "euros")),
        ("35 à 70 k€", number("70000", "€", "35000")),
        ("100 k€ → 1,2 M€", number("1200000", "€", "100000")),
        ("60 matins", number("60", "matins")),
        ("< 3 s", number("3", "s", note="<")),
        ("moins de 3 jours", number("3", "jours", note="<")),
        ("≥ 90 %", number("90", "%", note="≥")),
        (">= 90 %", number("90", "%", note="≥")),
        ("=> 90 %", number("90", "%")),
        ("> 50%", number("50", "%", note=">")),
        ("+2", number("2", note="+")),
        ("x3", number("3", note="×")),
        ("-5 → −2 pts", number("-2", "pts", "-5")),
        ("? → 60", number("60")),
        ("12 → ?", number(None, baseline="12")),
        ("4,2 → 4,5/5", number("4.5", "/5", "4.2")),
        ("1.234,5", number("1234.5")),
        ("1,234.5", number("1234.5")),
        ("1 234,5", number("1234.5")),
        ("5 km", number("5", "km")),
    ],
)
def test_what_people_type_becomes_a_number(text: str, measure: Measure, language: str) -> None:
    assert parse_measure(text, language=language) == measure


@pytest.mark.parametrize(
    ("text", "french", "english"),
    [("1,234", "1.234", "1234"), ("1.234", "1234", "1.234"), ("10.000", "10000", "10")],
)
def test_the_language_decides_only_what_reads_two_ways(
    text: str, french: str, english: str
) -> None:
    assert parse_number(text, language="fr") == Decimal(french)
    assert parse_number(text, language="en") == Decimal(english)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "oui/non", "yes/no", "2-3", "3/5", "15/03/2027", "2027-01-31", "15 mars", "3 April",
        "1er avril", "10:30", "1h30", "NPS 60", "60 (base 35)", "1 → 2 → 3", "4G", "3D",
        "01 23 45 67 89", "3 clients, 4 prospects", "35 % → 70 pts", "900 → 1,2 M€", "€", "007",
        "12345678901234", "0,1234567", "1 23", "à revoir", "12 €" * 2000, "٣ %", "1,2,3",
    ],
)  # fmt: skip
def test_what_is_not_plainly_a_figure_stays_words(text: str, language: str) -> None:
    assert parse_measure(text, language=language) == Measure(note=text)


@pytest.mark.parametrize(
    "text",
    [
        "Maquette 20 %, pilote 60 %, déployé 100 %",
        "Maquette : 20 % ; pilote : 60 % ; déployé : 100 %",
        "20 % Maquette, 60 % pilote, 100 % déployé",
        "Maquette (20 %) → pilote (60 %) → déployé (100 %)",
    ],
)
def test_named_percentages_are_milestones(text: str) -> None:
    marks = (
        Mark("Maquette", Decimal(20)),
        Mark("pilote", Decimal(60)),
        Mark("déployé", Decimal(100)),
    )
    assert parse_measure(text) == Measure("milestone", marks=marks)


@pytest.mark.parametrize("text", ["Maquette 20 %", "a 1 %, b 2 %, c 3 %, d 4 %, e 5 %, f 6 %"])
def test_one_mark_or_six_are_no_milestones(text: str) -> None:
    assert parse_measure(text).note == text


def test_the_empty_text_says_nothing() -> None:
    assert parse_measure(" \u00a0 ") == Measure()
    assert format_measure(Measure()) == ""


def test_each_language_has_its_typography() -> None:
    assert format_measure(number("100000", "€", "0")) == "0 → 100\u202f000\u00a0€"
    assert format_measure(number("100000", "€", "0"), "en") == "0 → €100,000"
    assert format_measure(number("3", "RDV/sem.", "1.2")) == "1,2 → 3\u00a0RDV/sem."
    assert format_measure(number("70", "%"), "en") == "70%"
    assert format_number(Decimal("-1234.50")) == "−1\u202f234,5"


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-Infinity"])
def test_what_is_no_number_is_never_written(value: str) -> None:
    with pytest.raises(ValueError, match="not a finite number"):
        format_number(Decimal(value))


def test_a_unit_said_apart_completes_a_bare_number_only() -> None:
    assert in_unit(number("100"), "k€") == number("100000", "€")
    assert in_unit(number("70", "%"), "€") == number("70", "%")
    assert in_unit(Measure(note="à voir"), "€") == Measure(note="à voir")
    assert in_unit(number("3"), "12") == number("3")
