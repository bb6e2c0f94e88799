"""A workbook to fill in: lists, limits, an explanation in front, text that is never run."""

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from palier.exchange.document import (
    Document,
    End,
    KeyResult,
    Measure,
    Objective,
    Organisation,
    Slide,
    Unit,
)
from palier.exchange.reading.csv import read_csv
from palier.exchange.reading.xlsx import read_xlsx
from palier.exchange.writing.csv import write_csv
from palier.exchange.writing.xlsx import write_xlsx
from tests.exchange.documents import content, document_of

pytestmark = pytest.mark.once


def a_slide(unit: str = "rd", title: str = "Vendre mieux") -> Slide:
    measure = Measure("number", target=None, unit="%")
    line = KeyResult("=SUM(1;2)", measure=measure, end=End("ko", reason="-1 ; trop tard"))
    return Slide(unit, "2027-Q1", objectives=[Objective(title, key_results=[line])])


def written(document: Document, language: str = "fr") -> bytes:
    target = io.BytesIO()
    write_xlsx(document, target, language=language)
    return target.getvalue()


def book_of(document: Document) -> Workbook:
    return load_workbook(io.BytesIO(written(document)))


def test_each_unit_has_a_tab_whatever_its_name() -> None:
    names = ["R/D: [été] * ?", "r/d: [été] * ?", "History", "Très long nom d’une équipe " * 3, "’"]
    units = [Unit(name, f"u{n}") for n, name in enumerate(names)]
    document = Document(
        units=units,
        organisation=Organisation("acme", "Acme"),
        slides=[Slide(unit.key, "2027-Q1", objectives=[Objective("Un")]) for unit in units],
    )
    tabs = book_of(document).sheetnames
    assert len(tabs) == 6 and tabs[0] == "Mode d’emploi"
    assert len({tab.casefold() for tab in tabs}) == 6 and max(map(len, tabs)) <= 31
    found = read_xlsx(written(document), name="export.xlsx")
    # The second is the first in other letters: the reader takes both for one unit.
    assert [slide.unit for slide in found.slides] == [names[0], names[2], names[3].strip(), "’"]


def test_levels_and_states_are_lists_and_lengths_are_advised() -> None:
    sheet = book_of(document_of([a_slide()])).worksheets[1]
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    assert rules["D5:D504"].formula1 == '"input,output,outcome"'
    assert rules["L5:L504"].formula1 == rules["M5:M504"].formula1 == '"OK,Partiel,KO,Dépriorisé"'
    assert (rules["B5:B504"].type, rules["B5:B504"].formula1) == ("textLength", "80")
    assert rules["C5:C504"].formula1 == "120" and rules["C5:C504"].errorStyle == "information"
    assert rules["Q5:Q504"].formula1 == "'Mode d’emploi'!$D$4:$D$5"
    assert sheet.freeze_panes == "B5"


def test_no_text_is_a_formula() -> None:
    sheet = book_of(document_of([a_slide(title="=1+1")])).worksheets[1]
    kinds = {cell.data_type for row in sheet for cell in row if cell.value is not None}
    assert kinds == {"s"}


def test_what_is_filled_in_by_hand_is_read() -> None:
    book = book_of(document_of([a_slide()]))
    sheet = book.worksheets[1]
    rows: dict[int, dict[str, str | int]] = {
        7: {"C": "Contrats signés", "D": "Output", "F": "3", "G": "≥ 12 contrats",
            "K": "31/01/2027"},
        8: {"B": "Recruter mieux", "Q": "Équipe"},
        9: {"C": "Candidats vus", "G": 30, "L": "partiel", "D": "bof"},
    }  # fmt: skip
    for row, cells in rows.items():
        for column, value in cells.items():
            sheet[f"{column}{row}"] = value
    sheet["X6"] = "une note à côté"
    kept = io.BytesIO()
    book.save(kept)
    found = read_xlsx(kept.getvalue(), name="export.xlsx")
    first, second = found.slides[0].objectives
    assert [line.title for line in first.key_results] == ["=SUM(1;2)", "Contrats signés"]
    measure = first.key_results[1].measure
    assert [str(measure.baseline), str(measure.target), measure.unit] == ["3", "12", "contrats"]
    assert first.key_results[1].level == "output" and first.key_results[1].due_on is not None
    assert (second.title, second.category) == ("Recruter mieux", "Équipe")
    assert second.key_results[0].measure.target == 30
    assert second.key_results[0].landing == "partial"
    assert {(left.text, left.about) for left in found.leftovers} == {
        ("bof", "unknown-level"), ("une note à côté", "extra-column")
    }  # fmt: skip


def test_csv_is_quoted_marked_and_harmless() -> None:
    target = io.BytesIO()
    write_csv(document_of([a_slide(title='Un "mot"; deux')]), target, language="fr")
    text = target.getvalue()
    assert text.startswith(b"\xef\xbb\xbfP\xc3\xa9rim\xc3\xa8tre;Trimestre;") and b"\r\n" in text
    assert b';"Un ""mot""; deux";' in text and b";'=SUM(1;2)" not in text
    assert b'"\'=SUM(1;2)"' in text and b'"\'-1 ; trop tard"' in text


@pytest.mark.office
@pytest.mark.parametrize(("kind", "filter_name"), [("xlsx", "Calc MS Excel 2007 XML"), ("csv", "")])
def test_libreoffice_keeps_the_content(tmp_path: Path, kind: str, filter_name: str) -> None:
    document = document_of([a_slide(), a_slide("acme", "@tous"), a_slide("sales", "T1 2027")])
    source = tmp_path / f"export.{kind}"
    with source.open("wb") as target:
        if kind == "xlsx":
            write_xlsx(document, target, language="fr")
        else:
            write_csv(document, target, language="fr")
    office = shutil.which("soffice")
    assert office, "LibreOffice must be installed for the tests"
    out = f"{kind}:{filter_name}" if filter_name else "csv:Text - txt - csv (StarCalc):59,34,76"
    into = [] if kind == "xlsx" else ["--infilter=Text - txt - csv (StarCalc):59,34,76,1,,1036"]
    subprocess.run(  # noqa: S603 - our own file, through the converter under test
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", *into,
         "--convert-to", out, "--outdir", str(tmp_path / "out"), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    data = (tmp_path / "out" / f"export.{kind}").read_bytes()
    found = (read_xlsx if kind == "xlsx" else read_csv)(data, name=f"export.{kind}")
    assert content(found) == content(document)
    assert found.leftovers == []
