"""Texts with delimiters: their encoding, delimiter and figures are found, and nothing is lost."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from palier.exchange.document import Document, Unreadable
from palier.exchange.files import read_file
from palier.exchange.reading.csv import delimiter_of, read_csv, rows_in
from palier.exchange.reading.encoding import decoded
from palier.exchange.reading.figures import decimal_sign_of
from tests.exchange.workbooks import left, lines, said, titles

SALES = """OKR Sales France T4 2018;;;Manager : Marie Laurent

Objectif;Key result;Niveau;Cible;Bilan
Installer le produit X;"Appels chaque
matin";Input;60;OK
;Rendez-vous "par" semaine, et plus;Output;3,5;Partiel
;"Dire ""oui"" à l’été";Outcome;200 000 €;KO
NB : à revoir;;;;;;Équipe
"""
FOUND = {
    "Sales France": {
        "Installer le produit X": [
            "Appels chaque\nmatin",
            'Rendez-vous "par" semaine, et plus',
            'Dire "oui" à l’été',
        ]
    }
}
NOTES = {"export!A7": ("NB : à revoir", "note"), "export!G7": ("Équipe", "extra-column")}


def read(text: str, name: str = "export.csv") -> Document:
    return read_csv(text.encode(), name=name)


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "mac_roman"],
)
@pytest.mark.parametrize("breaks", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_break_says_the_same(encoding: str, breaks: str) -> None:
    document = read_csv(SALES.replace("\n", breaks).encode(encoding), name="export.csv")

    assert titles(document) == FOUND
    assert left(document) == NOTES
    assert document.slides[0].head == "Marie Laurent"
    assert [line.measure.target for line in lines(document)] == [60, Decimal("3.5"), 200000]


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    rows = list(csv.reader(io.StringIO(SALES), delimiter=";"))
    kept = io.StringIO()
    csv.writer(kept, delimiter=delimiter).writerows(rows)

    assert delimiter_of(decoded(kept.getvalue().encode())) == delimiter
    assert titles(read(kept.getvalue())) == FOUND


def test_a_first_line_that_says_the_delimiter_is_no_row() -> None:
    document = read("sep=|\nObjectif|KR\nVite|Pages; et textes, et images\n")

    assert titles(document) == {"": {"Vite": ["Pages; et textes, et images"]}}
    assert lines(document)[0].place.spot == "B2"


def test_a_list_of_sentences_is_one_column() -> None:
    document = read("O1 - Grandir, vite\nKR1 : un, deux\nKR2 : trois; quatre\n", "OKR Web.txt.csv")

    assert [line.title for line in lines(document)] == ["un, deux", "trois; quatre"]


def test_the_file_names_the_unit_only_where_nothing_inside_does() -> None:
    table = "Objectif;KR\nVite;Pages\n"

    assert titles(read(table, "OKR Data T1 2027.csv")) == {"Data": {"Vite": ["Pages"]}}
    assert titles(read(f"OKR Web\n{table}", "OKR Data T1 2027.csv")).keys() == {"Web"}
    assert read(table, "OKR Data T1 2027.csv").slides[0].cycle == "2027-Q1"


def test_a_column_tells_what_its_figures_mean_and_they_stay_as_they_were_written() -> None:
    document = read(
        "Objectif;KR;Départ;Cible;Actuel\n"
        "Vite;Pages;1.234,5;1,234;2,50\n"
        ";Images;2,0;1,5;007\n"
        ";Textes;1;2,250;0,4\n"
        "Well;Parts;1;3;1.2.3\n"
    )

    pages, images, texts, _parts = lines(document)
    assert said(pages.measure)[:2] == [Decimal("1234.5"), Decimal("1.234")]
    assert (pages.current, images.measure.target, texts.measure.target) == (
        Decimal("2.5"), Decimal("1.5"), Decimal("2.25"))  # fmt: skip
    shown = document.grids[0].cells
    assert [row[4] for row in shown] == ["Actuel", "2,50", "007", "0,4", "1.2.3"]
    assert shown[1][2] == "1.234,5"


@pytest.mark.parametrize(
    ("texts", "sign"),
    [
        (["1,5", "2"], ","), (["1.5", "12"], "."), (["1.234,5"], ","), (["1,234.5"], "."),
        (["1.234.567"], ","), (["12,5 %", "3"], ","), (["0.250"], "."), (["1,234", "5,678"], ""),
        (["1,5", "1.5"], ""), (["31.03.2027", "1.2.3", "N° 4,5 bis"], ""), (["€ 1,5"], ","),
    ],
)  # fmt: skip
def test_a_decimal_sign_is_sure_or_not_said(texts: list[str], sign: str) -> None:
    assert decimal_sign_of(texts) == sign


def test_what_cannot_be_told_follows_the_language_of_the_headings() -> None:
    french = read("Objectif;Résultat clé;Cible\nVite;Pages;1,234\n")
    english = read("Objective;Key result;Target\nFast;Pages;1,234\n")

    assert lines(french)[0].measure.target == Decimal("1.234")
    assert lines(english)[0].measure.target == 1234


def test_ragged_long_and_damaged_lines_lose_nothing() -> None:
    long = "mot " * 20_000
    document = read_csv(
        b"Objectif;KR\nVite;Pa\x00ges\n;" + long.encode() + b'\n;Images;12;\xe9\n;"jamais ferm\n',
        name="okr.csv",
    )

    assert [line.title for line in lines(document)] == ["Pages", long.strip(), "Images",
                                                        '"jamais ferm']  # fmt: skip
    assert left(document) == {"okr!C4": ("12", "extra-column"), "okr!D4": ("é", "extra-column")}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \r\n;;;\n", "empty"),
        (bytes(range(256)) * 50, "unknown-format"),
        (b"a" + b";" * 200_000, "too-many-cells"),
        (b'"a"' + b";" * 200_000 + b'"b"', "too-many-cells"),
    ],
)
def test_what_is_no_table_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_csv(data, name="okr.csv")
    assert refused.value.code == code


def test_more_cells_than_are_worth_the_wait_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_csv(SALES.encode(), name="okr.csv", most_cells=5)
    assert refused.value.code == "too-many-cells"


def test_cells_copied_from_a_sheet_are_a_table() -> None:
    pasted = SALES.replace(";", "\t").encode()

    assert titles(read_file(pasted, name="Texte collé.txt")) == FOUND
    for name in ("Texte collé.txt", "Pasted text.txt"):
        alone = read_file(b"Objectif\tKR\nVite\tPages\n", name=name)
        assert titles(alone) == {"": {"Vite": ["Pages"]}}


TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=8)
PIECES = st.one_of(TEXTS, st.sampled_from(['"', '""', ";", "a\nb", '"x";', " ", "1,5"]))


@given(st.lists(st.lists(PIECES, min_size=2, max_size=4), min_size=1, max_size=6),
       st.sampled_from(";,\t|"))  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_what_a_spreadsheet_writes_is_read_back_cell_by_cell(
    rows: list[list[str]], delimiter: str
) -> None:
    kept = io.StringIO()
    csv.writer(kept, delimiter=delimiter, lineterminator="\n").writerows(rows)

    assert list(rows_in(kept.getvalue(), delimiter)) == rows


@given(st.text(max_size=60).filter(lambda text: text.isprintable() and text.strip()))
@settings(max_examples=60, deadline=None)
def test_any_text_in_unicode_is_read_to_the_letter(text: str) -> None:
    assert decoded(text.encode("utf-8-sig")) == text.replace("\ufeff", "")
    assert decoded(text.encode("utf-16")) == text.replace("\ufeff", "")
