"""Importing by the page: bring a file, look at it, decide, apply it once."""

import html
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from openpyxl import Workbook

from palier.cycles.models import Cycle
from palier.exchange import several
from palier.exchange.actions.bringing import bring as keep
from palier.exchange.files import read_file
from palier.exchange.models import Import
from palier.exchange.source import table_of
from palier.organisation.models import Person
from palier.slides.models import KeyResult, Objective, Slide
from tests.cast import NOW, Cast, make_person, make_slide
from tests.exchange.imports import SALES, SAMPLE, SOURCEGRAPH, rows, sales_workbook
from tests.exchange.test_hostile import sheet
from tests.exchange.workbooks import written


@pytest.fixture
def pia(client: Client, cast: Cast) -> Client:
    assert cast.pia.user is not None
    client.force_login(cast.pia.user)
    client.cookies["django_language"] = "en"
    return client


def bring(client: Client, data: bytes, name: str = "okr.xlsx") -> str:
    response = client.post("/imports/", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, text_of(response)
    return str(response["Location"])


def text_of(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def test_a_workbook_becomes_slides(pia: Client) -> None:
    address = bring(pia, SOURCEGRAPH.read_bytes(), SOURCEGRAPH.name)
    page = text_of(pia.get(address))
    assert "9 slides recognised" in page
    assert "Import 18 objectives and 45 key results" in page
    response = pia.post(f"{address}application/")
    assert response["Location"] == "/quarters/2020-Q1/slides/"
    counts = [model.objects.count() for model in (Slide, Objective, KeyResult)]
    assert counts == [9, 18, 45]
    assert "72 added" in text_of(pia.get(response["Location"]))


def test_looking_writes_nothing(pia: Client) -> None:
    before = rows()
    pia.get(bring(pia, sales_workbook()))
    assert rows() == before


def test_the_page_shows_the_tab_beside_its_slide(pia: Client) -> None:
    page = text_of(pia.get(bring(pia, sales_workbook())))
    assert '<td data-spot="A4" class="good">Installer le produit X</td>' in page
    assert (
        '<td data-spot="A9" class="unsure">NB : à revoir avec le pôle avant le board</td>' in page
    )
    assert '"key-result-1002": ["B5"' in page
    assert 'data-ref="key-result-1002"' in page


def test_a_fragment_is_one_tab_alone(pia: Client) -> None:
    data = written(*[(f"Ventes {name}", SALES) for name in ("Nord", "Sud", "Est", "Ouest")])
    address = bring(pia, data)
    page = pia.get(f"{address}?part=2", headers={"HX-Request": "true", "HX-Target": "part"})
    assert "Ventes Est" in text_of(page)
    assert text_of(page).count('data-spot="A4"') == 1
    assert "<html" not in text_of(page)


def test_what_was_not_understood_is_listed_and_can_be_left_out(pia: Client) -> None:
    address = bring(pia, sales_workbook())
    assert "1 line to place" in text_of(pia.get(address))
    pia.post(f"{address}leftovers/", {"place": "Sales France!A9"})
    page = text_of(pia.get(address))
    assert "to place" not in page.partition("<h1")[2].partition("</h1>")[0]
    assert "Include it again" in page
    pia.post(f"{address}leftovers/", {"place": "Sales France!A9", "back": "1"})
    assert "1 line to place" in text_of(pia.get(address))


def test_thousands_of_leftovers_make_a_light_page_and_are_left_out_at_once(pia: Client) -> None:
    many = [
        ["Objectif", "KR"],
        ["Vite", "Pages", "", *["ML"] * 20],
        *[["", "", "", *["ML"] * 20]] * 59,
    ]
    address = bring(pia, written(("Web", [["OKR Web T3 2026"], *many])))
    response = pia.get(address)
    assert "1200 lines to place" in text_of(response)
    assert "1000 more lines are not listed here" in text_of(response)
    assert len(response.content) < 500_000

    pia.post(f"{address}leftovers/", {"everything": "1"})

    assert "to place" not in text_of(pia.get(address)).partition("<h1")[2].partition("</h1>")[0]


@pytest.mark.parametrize(("answer", "head"), [("anna", "Anna Kessler"), ("+", "Anna Kessel")])
def test_a_name_that_looks_like_another_is_decided_by_people(
    pia: Client, cast: Cast, answer: str, head: str
) -> None:
    make_person(cast.acme, "Anna Kessler", key="anna")
    address = bring(pia, sales_workbook((0, 3, "Manager : Anna Kessel")))
    assert "looks like <b>Anna Kessler</b>" in text_of(pia.get(address))
    refused = pia.post(f"{address}application/")
    assert refused.status_code == 422 and not Slide.objects.exists()
    assert f'href="{address}?part=0"' in text_of(refused)  # not of the address just posted to
    pia.post(f"{address}answers/", {"name": "person:Anna Kessel", "answer": answer})
    assert pia.post(f"{address}application/").status_code == 302
    assert Slide.objects.get().head == Person.objects.get(organisation=cast.acme, name=head)


def test_the_quarter_is_that_of_the_file_until_another_is_chosen(pia: Client, cast: Cast) -> None:
    address = bring(pia, sales_workbook())
    assert '<option value="2018-Q4" selected>' in text_of(pia.get(address))
    pia.post(f"{address}quarter/", {"cycle": "2027-Q2"})
    assert pia.post(f"{address}application/")["Location"] == "/quarters/2027-Q2/slides/"
    assert Cycle.objects.filter(organisation=cast.acme, key="2027-Q2").exists()


def test_a_quarter_is_chosen_for_the_tabs_that_say_none(pia: Client) -> None:
    said = [["OKR Web T3 2026"], *SALES[2:7]]
    other = [["OKR Data T4 2026"], *SALES[2:7]]
    address = bring(pia, written(("Web", said), ("Data", other), ("RH", SALES[2:7])))

    assert "This stops the import" not in text_of(pia.get(address))
    pia.post(f"{address}quarter/", {"cycle": "2027-Q2"})
    pia.post(f"{address}application/")

    quarters = Slide.objects.values_list("unit__name", "cycle__key")
    assert sorted(quarters) == [("Data", "2026-Q4"), ("RH", "2027-Q2"), ("Web", "2026-Q3")]


def test_a_banner_over_blank_rows_hides_no_line_of_the_tab() -> None:
    def also(workbook: Workbook) -> None:
        workbook["Web"].merge_cells("A1:Z4")
        workbook["Web"].merge_cells("A6:A8")

    rows = [
        ["OKR Web T3 2026"],
        [],
        [],
        [],
        ["Objectif", "KR"],
        ["Vite", "Pages"],
        [],
        ["", "Images"],
    ]
    document = read_file(written(("Web", rows), also=also), name="okr.xlsx")

    table = table_of(document.grids[0])

    spots = {cell.spot: (cell.rows, cell.columns) for row in table.rows for cell in row.cells}
    assert [row.name for row in table.rows] == ["1", "5", "6", "8"]
    assert spots["A1"] == (1, len(table.columns)) and spots["A6"] == (2, 1)
    assert {"A5", "B5", "B6", "B8"} <= set(spots) and "A8" not in spots


def test_a_quarter_that_is_none_is_refused(pia: Client) -> None:
    address = bring(pia, sales_workbook())
    response = pia.post(f"{address}quarter/", {"cycle": "2027-Q9"})
    assert response.status_code == 422 and "This is no quarter" in text_of(response)


def test_two_submissions_import_once(pia: Client) -> None:
    address = bring(pia, sales_workbook())
    pia.post(f"{address}application/")
    before = rows()
    assert pia.post(f"{address}application/").status_code == 302
    assert pia.get(address).status_code == 302
    assert rows() == before


def test_the_same_file_again_has_nothing_to_import(pia: Client) -> None:
    pia.post(f"{bring(pia, sales_workbook())}application/")
    page = text_of(pia.get(bring(pia, sales_workbook())))
    assert "Everything in this file is in Palier already" in page


def test_a_submitted_slide_stops_the_import_with_its_place(pia: Client, cast: Cast) -> None:
    make_slide(cast.sales_france, cast.coming, {"Autre": []}, state="submitted")  # type: ignore[arg-type]
    address = bring(pia, sales_workbook((0, 0, "OKR Sales France T1 2027")))
    page = text_of(pia.get(address))
    assert "is submitted, approved or closed" in page and "Sales France!A1" in page
    assert pia.post(f"{address}application/").status_code == 422


def test_palier_1_is_shown_slide_by_slide(pia: Client) -> None:
    page = text_of(pia.get(bring(pia, SAMPLE.read_bytes(), "company.json")))
    assert "52 slides recognised" in page and len(page) < 200_000


def test_a_file_that_holds_nothing_says_so(pia: Client) -> None:
    page = text_of(pia.get(bring(pia, b'{"format": "palier/1"}', "okr.json")))
    assert "No objective was recognised in this file." in page


def test_a_page_of_twelve_tabs_is_light(pia: Client) -> None:
    data = written(*[(f"Ventes {n}e", SALES) for n in "abcdefghijkl"])
    response = pia.get(bring(pia, data))
    assert "12 slides recognised" in text_of(response)
    assert len(response.content) < 60_000, len(response.content)


@pytest.mark.parametrize("who", ["luc", "marie", "jo"])
def test_others_do_not_know_of_imports(client: Client, cast: Cast, who: str) -> None:
    row = keep("okr.xlsx", sales_workbook(), "fr", by=cast.pia, at=NOW)
    client.force_login(getattr(cast, who).user)
    for path in ("", f"{row.pk}/"):
        assert client.get(f"/imports/{path}").status_code == 404
    assert client.post(f"/imports/{row.pk}/application/").status_code == 404
    assert "/imports/" not in client.get("/slides/").content.decode()
    assert not Slide.objects.exists()


def test_another_company_does_not_find_an_import(client: Client, cast: Cast) -> None:
    row = keep("okr.xlsx", sales_workbook(), "fr", by=cast.pia, at=NOW)
    assert cast.beta_dora.user is not None
    client.force_login(cast.beta_dora.user)
    for act in ("application", "removal", "answers", "leftovers", "quarter"):
        assert client.post(f"/imports/{row.pk}/{act}/").status_code == 404
    assert client.get(f"/imports/{row.pk}/").status_code == 404
    assert "okr.xlsx" not in client.get("/imports/").content.decode()


CELL = '<c t="inlineStr"><is><t>x</t></is></c>'
LONG = f'<sheetData><row r="1">{CELL * 450_000}</row></sheetData>'
HOSTILE = {
    "empty": (b"", "okr.xlsx", "empty"),
    "html": (b"<table><tr><td>Objectif</td></tr></table>", "okr.xlsx", "does not read this kind"),
    "old-xls": (
        bytes.fromhex("d0cf11e0a1b11ae1") + bytes(4096),
        "okr.xls",
        "does not read this kind",
    ),
    "encrypted": (
        bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"),
        "okr.xlsx",
        "protected by a password",
    ),
    "cut": (sales_workbook()[:3000], "okr.xlsx", "damaged"),
    "broken-sheet": (sheet("<sheetData><row>"), "okr.xlsx", "damaged"),
    "bomb": (sheet(LONG), "okr.xlsx", "unreasonable size"),
    "not-palier": (b'{"a": 1}', "okr.json", "must say"),
    "newer": (b'{"format": "palier/2"}', "okr.json", "later version"),
    "broken-json": (b'{"format": "palier/1"', "okr.json", "damaged"),
    "faulty": (b'{"format": "palier/1", "slides": [{}]}', "okr.json", "slides[0].unit"),
    "deep": (b"[" * 100_000, "okr.json", "damaged|nested"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gets_a_clear_sentence_and_writes_nothing(pia: Client, name: str) -> None:
    data, file_name, words = HOSTILE[name]
    before = rows()
    response = pia.post("/imports/", {"file": SimpleUploadedFile(file_name, data)})
    assert any(word in text_of(response) for word in words.split("|"))
    assert response.status_code == 422
    assert rows() == before and not Import.objects.exists()


def test_a_workbook_too_long_to_read_while_people_wait_is_refused(
    pia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = SimpleUploadedFile("okr.xlsx", sales_workbook())
    monkeypatch.setattr(several, "MOST_CELLS_ON_A_PAGE", 10)

    response = pia.post("/imports/", {"file": file})

    assert response.status_code == 422 and "holds too many cells" in text_of(response)
    assert not Import.objects.exists()


def test_a_form_without_a_file_is_refused(pia: Client) -> None:
    response = pia.post("/imports/")
    assert response.status_code == 422
    assert "Choose a file first, or paste a text." in text_of(response)


def test_a_dropped_file_is_forgotten(pia: Client) -> None:
    address = bring(pia, sales_workbook())
    pia.post(f"{address}removal/")
    row = Import.objects.get()
    assert row.state == "dropped" and bytes(row.data) == b""
    assert pia.post(f"{address}application/").status_code == 302 and not Slide.objects.exists()


def test_a_file_is_kept_a_week(pia: Client, cast: Cast) -> None:
    now = timezone.now()
    keep("old.xlsx", b"x", "fr", by=cast.pia, at=now - timedelta(days=8))
    keep("new.xlsx", b"x", "fr", by=cast.pia, at=now - timedelta(days=6))
    pia.get("/imports/")
    assert [row.name for row in Import.objects.all()] == ["new.xlsx"]
