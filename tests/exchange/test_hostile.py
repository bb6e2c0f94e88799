"""Files that are broken, closed, huge or sly: each refused with its reason, or read safely."""

import io
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import msoffcrypto  # type: ignore[import-untyped]
import pytest
import xlsxwriter
from msoffcrypto.format.ooxml import OOXMLFile  # type: ignore[import-untyped]

from palier.exchange.document import Unreadable
from palier.exchange.reading import archive
from palier.exchange.reading.xlsx import read_xlsx
from tests.exchange.workbooks import left, lines, titles, written

ROWS: list[list[Any]] = [["Objectif", "KR", "Cible"], ["Vite", "Pages", "35 → 70 %"]]
WEB = {"Web": {"Vite": ["Pages"]}}


def web() -> bytes:
    return written(("Web", ROWS))


def code_of(data: bytes, name: str = "okr.xlsx") -> str:
    with pytest.raises(Unreadable) as refused:
        read_xlsx(data, name=name)
    return refused.value.code


def with_part(data: bytes, path: str, content: bytes) -> bytes:
    """Return the same file with one part replaced or added."""
    kept = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(kept, "w", 8) as new:
        for name in old.namelist():
            if name != path:
                new.writestr(name, old.read(name))
        new.writestr(path, content)
    return kept.getvalue()


def sheet(body: str) -> bytes:
    namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return with_part(
        web(),
        "xl/worksheets/sheet1.xml",
        f'<worksheet xmlns="{namespace}">{body}</worksheet>'.encode(),
    )


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b"<html><table><tr><td>Objectif</td></tr></table></html>", "unknown-format"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 4096, "unknown-format"),
        (b"PK\x03\x04" + b"\x00" * 100, "corrupt"),
        (b"x" * 50_000_000, "too-large"),
        (b"PK\x05\x06" + b"\x00" * 18, "unknown-format"),
    ],
    ids=["nothing", "html", "old-xls", "garbage", "50-MB", "empty-zip"],
)
def test_what_is_no_workbook_is_refused(data: bytes, code: str) -> None:
    assert code_of(data) == code


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_corrupt(share: float) -> None:
    data = web()

    assert code_of(data[: int(len(data) * share)]) == "corrupt"


def test_a_file_with_one_wrong_byte_is_read_or_refused_and_never_fails_otherwise() -> None:
    data = web()
    for position in range(0, len(data), 37):
        broken = bytearray(data)
        broken[position] ^= 0xFF
        try:
            read_xlsx(bytes(broken), name="okr.xlsx")
        except Unreadable as refused:
            assert refused.code in {"corrupt", "unknown-format", "encrypted", "bomb", "empty"}  # noqa: PT017


@pytest.mark.parametrize("body", ["<sheetData><row", "<sheetData></row>", "\x00", "&lol;"])
def test_broken_xml_is_corrupt(body: str) -> None:
    assert code_of(sheet(body)) == "corrupt"


@pytest.mark.parametrize(
    "body",
    [
        '<sheetData><row r="1"><c r="A1" t="s"><v>999</v></c></row></sheetData>',
        '<sheetData><row r="x"><c><v>1</v></c></row></sheetData>',
        '<sheetData><row r="1"><c r="A1"><v>one</v></c></row></sheetData>',
    ],
)
def test_cells_that_point_nowhere_are_corrupt(body: str) -> None:
    assert code_of(sheet(body)) == "corrupt"


def test_a_file_with_a_password_is_encrypted() -> None:
    closed = io.BytesIO()
    OOXMLFile(io.BytesIO(web())).encrypt("secret", closed)

    assert code_of(closed.getvalue()) == "encrypted"
    opened = io.BytesIO()
    locked = msoffcrypto.OfficeFile(closed)
    locked.load_key(password="secret")
    locked.decrypt(opened)
    assert titles(read_xlsx(opened.getvalue(), name="okr.xlsx")) == WEB


def test_a_workbook_of_blank_tabs_is_empty() -> None:
    assert code_of(written(("Feuil1", []), ("Feuil2", [["", "  "]]))) == "empty"


def test_another_office_file_is_not_a_workbook() -> None:
    data = with_part(web(), "_rels/.rels", b'<Relationships xmlns="r"/>')

    assert code_of(data) == "unknown-format"


def test_a_bomb_is_refused_by_the_size_it_declares() -> None:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("xl/worksheets/sheet1.xml", b" " * (archive.MAX_EXPANDED + 1))

    assert len(kept.getvalue()) < 1_000_000
    assert code_of(kept.getvalue()) == "bomb"


def test_a_bomb_that_lies_about_its_size_is_refused_too() -> None:
    huge = sheet("<sheetData>" + " " * 40_000_000 + "</sheetData>")
    start = huge.find(b"PK\x01\x02")
    while start >= 0:
        name_length = struct.unpack("<H", huge[start + 28 : start + 30])[0]
        if huge[start + 46 : start + 46 + name_length] == b"xl/worksheets/sheet1.xml":
            huge = huge[: start + 24] + struct.pack("<I", 500) + huge[start + 28 :]
        start = huge.find(b"PK\x01\x02", start + 1)

    assert code_of(huge) in {"corrupt", "bomb"}


def test_a_row_that_never_ends_is_a_bomb() -> None:
    cells = '<c t="inlineStr"><is><t>x</t></is></c>' * 450_000

    assert code_of(sheet(f'<sheetData><row r="1">{cells}</row></sheetData>')) == "bomb"


def test_entities_are_never_expanded() -> None:
    entities = "".join(f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' for level in range(1, 10))
    body = (
        f'<!DOCTYPE worksheet [<!ENTITY l0 "lol">{entities}]>'
        '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    data = with_part(web(), "xl/worksheets/sheet1.xml", body.encode())

    assert code_of(data) in {"corrupt", "empty"}


def test_a_file_on_the_machine_is_never_read_through_an_entity(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("hush")
    body = (
        f'<!DOCTYPE worksheet [<!ENTITY s SYSTEM "file://{secret}">]>'
        '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>a&s;b</t></is></c></row>'
        "</sheetData></worksheet>"
    )
    data = with_part(web(), "xl/worksheets/sheet1.xml", body.encode())

    try:
        document = read_xlsx(data, name="okr.xlsx")
    except Unreadable:
        return
    assert "hush" not in repr(document)


def test_two_cells_at_the_far_corners_cost_two_cells() -> None:
    data = sheet(
        '<sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
        '<row r="1048576"><c r="XFD1048576"><v>2</v></c></row></sheetData>'
        '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    )

    document = read_xlsx(data, name="okr.xlsx")

    assert left(document) == {"Web!A1": ("1", "note"), "Web!XFD1048576": ("2", "note")}


def test_more_cells_than_are_worth_the_wait_are_refused() -> None:
    with pytest.raises(Unreadable) as refused:
        read_xlsx(web(), name="okr.xlsx", most_cells=5)

    assert refused.value.code == "too-many-cells"
    assert titles(read_xlsx(web(), name="okr.xlsx", most_cells=6)) == WEB


def test_macros_are_left_alone_and_said() -> None:
    data = with_part(web(), "xl/vbaProject.bin", b"\xde\xad\xbe\xef")

    document = read_xlsx(data, name="okr.xlsm")

    assert titles(document) == WEB
    assert left(document) == {"": ("vbaProject.bin", "macros")}


@pytest.mark.office
def test_a_workbook_saved_by_libreoffice_reads_the_same(tmp_path: Path) -> None:
    source, target = tmp_path / "okr.xlsx", tmp_path / "out"
    source.write_bytes(
        written(
            ("Web", [*ROWS, ["", "Images", 0.4], ["", "Addition", "=1+2"], ["", "Faux", "=1/0"]]),
            also=lambda book: setattr(book["Web"]["C3"], "number_format", "0%"),
        )
    )
    office = shutil.which("soffice")
    assert office, "LibreOffice must be installed for the tests"
    subprocess.run(  # noqa: S603 - our own file, through the converter under test
        [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(target), str(source)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip

    document = read_xlsx((target / "okr.xlsx").read_bytes(), name="okr.xlsx")

    assert titles(document) == {"Web": {"Vite": ["Pages", "Images", "Addition", "Faux"]}}
    assert [line.measure.target for line in lines(document)] == [70, 40, 3, None]
    assert left(document) == {"Web!C5": ("#DIV/0!", "formula-error")}


def test_a_workbook_of_another_writer_with_rich_text_and_dates() -> None:
    kept = io.BytesIO()
    book = xlsxwriter.Workbook(kept, {"in_memory": True})
    page = book.add_worksheet("Ventes T1 2027")
    bold = book.add_format({"bold": True})
    page.write_row(0, 0, ["Objectif", "Résultat clé", "Échéance", "Cible"], bold)
    page.write_rich_string(1, 0, "Vendre ", bold, "mieux")
    page.write_string(1, 1, "Contrats 🚀 עברית")
    page.write_number(1, 2, 46477, book.add_format({"num_format": "d mmmm yyyy"}))
    page.write_formula(1, 3, "=60+40", book.add_format({"num_format": '#,##0 "k€"'}), 100)
    book.add_chartsheet("Courbe")
    book.close()

    document = read_xlsx(kept.getvalue(), name="okr.xlsx")

    assert titles(document) == {"Ventes": {"Vendre mieux": ["Contrats 🚀 עברית"]}}
    line = lines(document)[0]
    assert line.due_on and line.due_on.isoformat() == "2027-03-31"
    assert (line.measure.unit, str(line.measure.target)) == ("€", "100000")
    assert left(document) == {"Courbe": ("Courbe", "not-a-table")}
    assert document.slides[0].cycle == "2027-Q1"
