"""OpenDocument workbooks: read as Excel ones are, whoever saved them; refused when they are sly."""

import io
import shutil
import subprocess
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import xlsxwriter

from palier.exchange.document import Unreadable
from palier.exchange.files import read_file
from palier.exchange.reading.ods import read_ods
from palier.exchange.reading.workbook import MAX_CELLS
from tests.exchange.opendocument import cell, content, flat, row, tab, zipped
from tests.exchange.workbooks import left, lines, said, titles

STYLES = """
<number:percentage-style style:name="N1"><number:number number:decimal-places="0"/>
<number:text>%</number:text></number:percentage-style>
<number:number-style style:name="N2"><number:number number:decimal-places="0"
 number:display-factor="1000"/><number:text>k€</number:text></number:number-style>
<style:style style:name="part" style:family="table-cell" style:data-style-name="N1"/>
<style:style style:name="thousands" style:family="table-cell" style:data-style-name="N2"/>
<style:style style:name="gone" style:family="table-cell" style:parent-style-name="part">
<style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="away" style:family="table">
<style:table-properties table:display="false"/></style:style>
"""
HEADINGS = row(cell("Objectif"), cell("KR"), cell("Cible"))
ROWS = (HEADINGS, row(cell("Vite"), cell("Pages"), cell("3", value_type="float", value="3")))
WEB = {"Web": {"Vite": ["Pages"]}}


def code_of(data: bytes, most_cells: int = MAX_CELLS) -> str:
    with pytest.raises(Unreadable) as refused:
        read_ods(data, name="okr.ods", most_cells=most_cells)
    return refused.value.code


def number(value: str, **more: str) -> str:
    return cell(value, value_type="float", value=value, **more)


def test_a_zipped_and_a_flat_workbook_say_the_same() -> None:
    zip_read = read_file(zipped(content(tab(*ROWS))), name="okr")
    flat_read = read_file(flat(tab(*ROWS)), name="okr")

    assert titles(zip_read) == titles(flat_read) == WEB
    assert lines(zip_read)[0].measure.target == 3


def test_values_are_read_as_their_styles_show_them() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="part"/>'
    )
    document = read_ods(
        flat(
            tab(
                HEADINGS,
                row(cell("Vite"), cell("Part"), number("0.7")),
                row(cell(), cell("Marge"), number("100000", table_style_name="thousands")),
                row(cell(), cell("Encaissé"), cell("12", value_type="currency", value="12",
                                                   currency="EUR")),
                row(cell(), cell("Clôture"), cell("31 mars", value_type="date",
                                                  date_value="2027-03-31T10:00:00")),
                row(cell(), cell("Ouverture"), cell("9 h 30", value_type="time",
                                                    time_value="PT09H30M00S")),
                before=columns,
            ),
            styles=STYLES,
        ),
        name="okr.fods",
    )  # fmt: skip

    part, margin, cash, closing, opening = (line.measure for line in lines(document))
    assert said(part) == [None, 70, "%", ""]
    assert said(margin) == [None, 100000, "€", ""]
    assert said(cash) == [None, 12, "€", ""]
    assert (closing.note, opening.note) == ("31/03/2027", "09:30")


def test_what_stands_beside_the_lines_is_listed_with_its_place() -> None:
    note = "<office:annotation><text:p>à voir</text:p></office:annotation>"
    box = "<draw:frame><draw:text-box><text:p>Flottant</text:p></draw:text-box></draw:frame>"
    link = 'Images <text:a xlink:href="https://acme.example/plan">ici</text:a>'
    document = read_ods(
        flat(
            tab(row(cell("Personne ne lit ceci")), name="Brouillon",
                more='table:style-name="away"'),
            tab(
                HEADINGS,
                row(cell("Vite"), cell("Pages", inside=note), cell(table_formula="of:=[.A1]+1")),
                row(cell(), cell(link), cell("#DIV/0!", table_formula="of:=1/0",
                                             value_type="string")),
                row(cell(), cell("Textes", table_style_name="gone")),
                row(cell(), cell("Secret"), more='table:visibility="collapse"'),
                row(cell(), cell("Filtré"), more='table:visibility="filter"'),
                before=f"<table:shapes>{box}</table:shapes>",
            ),
            styles=STYLES,
        ),
        name="okr.fods",
    )  # fmt: skip

    assert titles(document) == {"Web": {"Vite": ["Pages", "Images ici", "Textes", "Filtré"]}}
    assert {(str(piece.place), piece.text, piece.about) for piece in document.leftovers} == {
        ("Brouillon", "Brouillon", "hidden-tab"),
        ("Web!A1", "Flottant", "text-box"),
        ("Web!B2", "à voir", "cell-comment"),
        ("Web!C2", "=A1+1", "formula-without-value"),
        ("Web!B3", "https://acme.example/plan", "link"),
        ("Web!C3", "#DIV/0!", "formula-error"),
        ("Web!B4", "Textes", "struck-out"),
        ("Web!B5", "Secret", "hidden-row"),
    }


def test_millions_of_blank_cells_cost_nothing_and_millions_of_full_ones_are_refused() -> None:
    wide = '<table:table-cell table:number-columns-repeated="16384"/>'
    blank = row(wide, more='table:number-rows-repeated="1048570"')
    full = row(cell("x", table_number_columns_repeated="16384"),
               more='table:number-rows-repeated="1048570"')  # fmt: skip

    document = read_ods(flat(tab(*ROWS, blank, row(cell("NB : fin")))), name="okr.fods")

    assert titles(document) == WEB
    assert left(document) == {"Web!A1048573": ("NB : fin", "note")}
    assert code_of(flat(tab(*ROWS, full))) == "too-many-cells"
    assert code_of(flat(tab(*ROWS)), most_cells=5) == "too-many-cells"


def test_merged_and_repeated_cells_hold_for_their_rows() -> None:
    spanned = cell("Vite", table_number_rows_spanned="2")
    document = read_ods(
        flat(
            tab(
                row(cell("Objectif"), cell("KR"), cell("Bilan")),
                row(spanned, cell("Pages"), cell("OK")),
                row("<table:covered-table-cell/>", cell("Images"), cell("OK")),
            )
        ),
        name="okr.fods",
    )

    assert titles(document) == {"Web": {"Vite": ["Pages", "Images"]}}
    assert document.grids[0].spans == {(1, 0): (2, 1)}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (zipped(content()), "empty"),
        (zipped(b"<office:document-content"), "corrupt"),
        (zipped(content(tab(*ROWS)))[:400], "corrupt"),
        (zipped(content(tab(*ROWS)), mime="application/vnd.oasis.opendocument.text"),
         "unknown-format"),
        (zipped(b"\x8f\x01", manifest="<manifest><encryption-data/></manifest>"), "encrypted"),
        (flat(tab(row(cell("1", value_type="float", value="un")))), "corrupt"),
        (zipped(b" " * 20_000_000 + content()), "bomb"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_sound_is_refused_with_its_reason(data: bytes, code: str) -> None:
    assert code_of(data) == code


def test_macros_are_left_alone_and_said() -> None:
    document = read_ods(
        zipped(content(tab(*ROWS)), parts={"Basic/Standard/Module1.xml": b"<x/>"}), name="okr.ods"
    )

    assert [piece.about for piece in document.leftovers] == ["macros"]


def test_a_file_of_an_older_excel_asks_to_be_saved_again() -> None:
    old = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(512) + "Workbook".encode("utf-16-le")

    with pytest.raises(Unreadable) as refused:
        read_file(old, name="okr.xls")

    assert refused.value.code == "old-office"


def company_workbook() -> bytes:
    """Return what companies put in a workbook, all in one."""
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    percent, euros = book.add_format({"num_format": "0%"}), book.add_format()
    euros.set_num_format('#,##0 "€"')
    thousands = book.add_format({"num_format": '#,##0,"k€"'})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    struck = book.add_format({"font_strikeout": True})
    web = book.add_worksheet("Web")
    web.write_row(0, 0, ["OKR Web T1 2027", "", "", "Manager : Marie Laurent"])
    web.write_row(2, 0, ["Objectif", "KR", "Cible", "Échéance", "Bilan", "Budget", "Secret"])
    web.merge_range("A4:A8", "Aller vite")
    for number, (title, target, style) in enumerate(
        [("Pages", 0.7, percent), ("Images", 200000, euros), ("Marge", 100000, thousands),
         ("Ratio", 0.7, None), ("Calcul", 1 / 3, None)], 3,
    ):  # fmt: skip
        web.write_string(number, 1, title)
        web.write_number(number, 2, target, style)
    web.write_datetime(3, 3, date(2027, 3, 31), day)
    web.write_row(3, 4, ["OK", "12 k€", "caché"])
    web.write_formula(4, 5, "=1/0", None, "#DIV/0!")
    web.write_formula(5, 5, "=60+40", None, 100)
    web.write_string(8, 0, "Bien")
    web.write_string(8, 1, "Textes", struck)
    web.write_row(9, 1, ["Masqué", 3])
    web.set_row(9, None, None, {"hidden": True})
    web.set_column(6, 6, None, None, {"hidden": True})
    web.write_comment("B4", "à confirmer")
    web.write_url("B5", "https://acme.example/plan", string="Images")
    web.insert_textbox("I3", "Flottant\nsur deux lignes")
    web.write_string(10, 1, "Deux\nlignes  et blancs")
    book.add_worksheet("Brouillon").hide()
    book.close()
    return kept.getvalue()


@pytest.mark.office
def test_one_workbook_saved_as_xlsx_and_as_ods_gives_one_document(tmp_path: Path) -> None:
    source = tmp_path / "okr.xlsx"
    source.write_bytes(company_workbook())
    office = shutil.which("soffice")
    assert office, "LibreOffice must be installed for the tests"
    for kind in ("ods", "xlsx:Calc MS Excel 2007 XML"):
        subprocess.run(  # noqa: S603 - our own file, through the converter under test
            [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless",
             "--convert-to", kind, "--outdir", str(tmp_path / "out"), str(source)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip

    as_xlsx = read_file((tmp_path / "out/okr.xlsx").read_bytes(), name="okr")
    as_ods = read_file((tmp_path / "out/okr.ods").read_bytes(), name="okr")

    assert as_ods == as_xlsx
    assert titles(as_ods)["Web"]["Aller vite"] == ["Pages", "Images", "Marge", "Ratio", "Calcul"]
    assert [line.measure.target for line in lines(as_ods)[:3]] == [70, 200000, 100000]
    assert lines(as_ods)[3].measure.target == Decimal("0.7")
    about = {piece.about for piece in as_ods.leftovers}
    assert about >= {"hidden-row", "hidden-column", "hidden-tab", "struck-out", "cell-comment",
                     "link", "text-box", "formula-error"}  # fmt: skip
