"""Slides taken away: in the order of the wall, whole, by those who see them."""

import io
import json
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pptx import Presentation

from palier.exchange.files import read_file
from palier.exchange.writing.files import deck_of, in_memory
from palier.slides.models import Slide
from tests.cast import Cast, make_slide
from tests.exchange.imports import planned

PDF, PNG = b"%PDF-", b"\x89PNG"


@pytest.fixture
def furnished(cast: Cast, client: Client) -> Cast:
    for unit in (cast.support, cast.platform, cast.sales_france, cast.company):
        make_slide(unit, cast.coming, {f"Objectif de {unit.name}": ["Un", "Deux"]})
    assert cast.marie.user is not None
    client.force_login(cast.marie.user)
    return cast


def titles(data: bytes) -> list[str]:
    deck = Presentation(io.BytesIO(data))
    return [
        next(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        for slide in deck.slides
    ]


def test_a_deck_is_in_the_order_of_the_wall(furnished: Cast, client: Client) -> None:
    response = client.get("/quarters/2027-Q1/export/pptx/")
    assert titles(response.content) == ["Acme", "Support", "Sales France", "Platform"]
    assert response["Content-Disposition"] == 'attachment; filename="Acme - T1 2027.pptx"'


def test_a_name_with_accents_is_told_to_every_browser(furnished: Cast, client: Client) -> None:
    furnished.acme.name = "Société : générale/été"
    furnished.acme.save()
    disposition = client.get("/quarters/2027-Q1/export/pdf/")["Content-Disposition"]
    assert "filename*=utf-8''Soci%C3%A9t%C3%A9%20g%C3%A9n%C3%A9rale%20%C3%A9t%C3%A9" in disposition


def test_the_package_holds_the_deck_and_its_fonts(furnished: Cast, client: Client) -> None:
    data = client.get("/quarters/2027-Q1/export/zip/").content
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert "Acme - T1 2027.pptx" in names
    assert any(name.endswith(".ttf") for name in names)


@pytest.mark.parametrize(("kind", "start"), [("pdf", PDF), ("png", PNG), ("pptx", b"PK")])
def test_one_slide_is_taken_alone(furnished: Cast, client: Client, kind: str, start: bytes) -> None:
    slide = Slide.objects.get(unit=furnished.platform)
    response = client.get(f"/slides/{slide.pk}/export/{kind}/")
    assert response.content.startswith(start)
    assert f'filename="Platform - T1 2027.{kind}"' in response["Content-Disposition"]


@pytest.mark.parametrize("kind", ["xlsx", "csv", "docx", "md"])
def test_what_can_be_read_back_is_taken_for_a_slide_a_pole_or_a_quarter(
    furnished: Cast, client: Client, kind: str
) -> None:
    slide = Slide.objects.get(unit=furnished.sales_france)
    one = client.get(f"/slides/{slide.pk}/export/{kind}/")
    pole = client.get(f"/quarters/2027-Q1/units/{furnished.sales.key}/export/{kind}/")
    whole = client.get(f"/quarters/2027-Q1/export/{kind}/")
    assert f'filename="Sales - T1 2027.{kind}"' in pole["Content-Disposition"]
    if kind in ("csv", "md"):
        for response in (one, pole):
            assert "Objectif de Sales France" in response.content.decode()
            assert "Objectif de Platform" not in response.content.decode()
        assert "Objectif de Platform" in whole.content.decode()
    else:
        assert all(response.content.startswith(b"PK") for response in (one, pole, whole))


def test_the_workbook_of_a_quarter_changes_nothing_when_it_is_imported(
    furnished: Cast, client: Client
) -> None:
    data = client.get("/quarters/2027-Q1/export/xlsx/").content
    plan = planned(read_file(data, name="Acme - T1 2027.xlsx"), furnished.acme)
    assert not (plan.problems or plan.proposals or plan.leftovers)
    assert plan.is_empty


def test_a_slide_of_two_pages_is_two_pictures(furnished: Cast, client: Client) -> None:
    lines = [f"Un key result assez long pour remplir la ligne, numéro {n} " * 3 for n in range(60)]
    slide = make_slide(furnished.sales_france, furnished.current, {"Beaucoup": lines})
    response = client.get(f"/slides/{slide.pk}/export/png/")
    archive = zipfile.ZipFile(io.BytesIO(response.content))
    assert len(archive.namelist()) > 1
    assert all(archive.read(name).startswith(PNG) for name in archive.namelist())


def test_json_is_the_quarter_alone_without_addresses(furnished: Cast, client: Client) -> None:
    make_slide(furnished.support, furnished.past, {"Hier": []})
    value = json.loads(client.get("/quarters/2027-Q1/export/json/").content)
    assert [cycle["key"] for cycle in value["cycles"]] == ["2027-Q1"]
    assert len(value["slides"]) == 4
    assert "@" not in json.dumps(value["people"])


def test_the_pilot_takes_the_addresses_too(furnished: Cast, client: Client) -> None:
    assert furnished.pia.user is not None
    client.force_login(furnished.pia.user)
    assert "marie@acme.example" in client.get("/quarters/2027-Q1/export/json/").content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/quarters/2027-Q1/export/exe/",
        "/quarters/2027-Q1/export/png/",
        "/quarters/2027-Q1/units/sales/export/json/",
        "/quarters/2027-Q1/units/none/export/pdf/",
        "/quarters/2026-Q3/export/pptx/",  # no slide
        "/quarters/2031-Q1/export/pptx/",
        "/slides/1/export/json/",
        "/slides/999999/export/pdf/",
    ],
)
def test_what_is_not_there_is_not_found(furnished: Cast, client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_another_company_takes_nothing(furnished: Cast, client: Client) -> None:
    slide = Slide.objects.filter(unit=furnished.platform).get()
    assert furnished.beta_dora.user is not None
    client.force_login(furnished.beta_dora.user)
    assert client.get(f"/slides/{slide.pk}/export/pdf/").status_code == 404
    assert client.get("/quarters/2027-Q1/export/pptx/").status_code == 404  # theirs is empty
    assert "Acme" not in client.get("/quarters/2027-Q1/export/json/").content.decode()


def test_before_sharing_a_member_takes_their_own_slide_alone(
    furnished: Cast, client: Client
) -> None:
    furnished.acme.stages = ["define"]
    furnished.acme.save()
    assert furnished.jo.user is not None
    client.force_login(furnished.jo.user)
    assert titles(client.get("/quarters/2027-Q1/export/pptx/").content) == ["Sales France"]


def test_ten_more_slides_take_the_same_number_of_queries(furnished: Cast) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            slides = Slide.objects.filter(cycle=furnished.coming)
            in_memory(deck_of(furnished.acme, furnished.coming, slides, "fr"), "pptx")
        return len(captured)

    before = queries()
    for index in range(10):
        unit = furnished.support
        unit.pk, unit.key, unit.name = None, f"support-{index}", f"Support {index}"
        unit.save()
        make_slide(unit, furnished.coming, {"Objectif": ["Un"]})
    assert queries() == before
