"""Several files at once: each waits on its own, and is applied whole or not at all."""

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palier.exchange.models import Import
from palier.exchange.views import imports
from palier.slides.models import Slide
from tests.cast import Cast, make_person
from tests.exchange.imports import SALES, rows, sales_workbook
from tests.exchange.workbooks import written

CSV = "OKR Web T4 2018\n\nObjectif;KR;Cible\nAller vite;Pages;3\n".encode("cp1252")


@pytest.fixture
def pia(client: Client, cast: Cast) -> Client:
    assert cast.pia.user is not None
    client.force_login(cast.pia.user)
    client.cookies["django_language"] = "en"
    return client


def bring(client: Client, *files: tuple[str, bytes]) -> Any:
    return client.post(
        "/imports/",
        {"file": [SimpleUploadedFile(name, data) for name, data in files]},
        follow=True,
    )


def text_of(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def waiting() -> list[str]:
    return [row.name for row in Import.objects.filter(state="draft").order_by("pk")]


def ticked() -> dict[str, list[int]]:
    return {"file": [row.pk for row in Import.objects.filter(state="draft")]}


def test_each_file_waits_on_its_own_and_nothing_is_written(pia: Client) -> None:
    before = rows()

    page = text_of(bring(pia, ("okr.xlsx", sales_workbook()), ("web.csv", CSV)))

    assert waiting() == ["okr.xlsx", "web.csv"] and rows() == before
    assert "2 files were brought" in page
    for row in Import.objects.all():
        assert f"/imports/{row.pk}/" in page
        assert "1 slide recognised" in text_of(pia.get(f"/imports/{row.pk}/summary/"))


def test_those_ticked_are_applied_in_the_order_they_came(pia: Client) -> None:
    bring(pia, ("okr.xlsx", sales_workbook()), ("web.csv", CSV))

    page = text_of(pia.post("/imports/applications/", ticked(), follow=True))

    assert "2 files imported" in page and waiting() == []
    assert set(Slide.objects.values_list("unit__name", flat=True)) == {"Sales France", "Web"}


def test_one_alone_is_applied_when_it_alone_is_ticked(pia: Client) -> None:
    bring(pia, ("okr.xlsx", sales_workbook()), ("web.csv", CSV))
    web = Import.objects.get(name="web.csv")

    pia.post("/imports/applications/", {"file": [web.pk, "x", "9" * 400]})

    assert waiting() == ["okr.xlsx"]
    assert Slide.objects.get().unit.name == "Web"


def test_a_file_that_is_not_ready_is_kept_and_the_others_are_applied(
    pia: Client, cast: Cast
) -> None:
    make_person(cast.acme, "Anna Kessler", key="anna")
    unsure = sales_workbook((0, 3, "Manager : Anna Kessel"))
    bring(pia, ("okr.xlsx", unsure), ("web.csv", CSV))

    response = pia.post("/imports/applications/", ticked())

    assert response.status_code == 422
    assert "Something is still to be decided" in text_of(response)
    assert waiting() == ["okr.xlsx"] and Slide.objects.get().unit.name == "Web"


def test_a_file_may_rest_on_the_one_before_it(pia: Client, cast: Cast) -> None:
    more = [SALES[0], [], *SALES[2:4], ["Ouvrir l’Ouest", "Trois agences", "Input", "3", ""]]
    bring(pia, ("a.xlsx", sales_workbook()), ("b.xlsx", written(("Sales France", more))))

    pia.post("/imports/applications/", ticked())

    assert waiting() == []
    assert list(Slide.objects.values_list("unit__name", flat=True)) == ["Sales France"]


def test_what_cannot_be_read_is_said_and_the_rest_is_kept(pia: Client) -> None:
    response = bring(pia, ("photo.xlsx", b"\x89PNG"), ("web.csv", CSV), ("vide.csv", b""))

    page = text_of(response)
    assert response.status_code == 422 and waiting() == ["web.csv"]
    assert "photo.xlsx" in page and "does not read this kind" in page
    assert "vide.csv" in page and "This file is empty" in page


def test_the_same_bytes_are_kept_once_and_it_is_said(pia: Client) -> None:
    page = text_of(bring(pia, ("web.csv", CSV), ("copie.csv", CSV)))

    assert waiting() == ["web.csv"]
    assert "“copie.csv” is the same file as “web.csv”, which waits already." in page
    again = bring(pia, ("web.csv", CSV))
    assert waiting() == ["web.csv"] and "“web.csv” waits already" in text_of(again)


def test_too_many_files_at_once_are_refused_and_none_is_kept(
    pia: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "MOST_FILES", 1)

    response = bring(pia, ("okr.xlsx", sales_workbook()), ("web.csv", CSV))

    assert response.status_code == 422 and waiting() == []
    assert "Bring 1 files at most at once" in text_of(response)


def test_nothing_ticked_is_refused(pia: Client) -> None:
    response = pia.post("/imports/applications/")
    assert response.status_code == 422 and "Tick a file first." in text_of(response)


def test_files_of_others_are_neither_told_nor_applied(client: Client, cast: Cast) -> None:
    assert cast.pia.user is not None and cast.beta_dora.user is not None
    client.force_login(cast.pia.user)
    bring(client, ("okr.xlsx", sales_workbook()), ("web.csv", CSV))
    row = Import.objects.get(name="web.csv")
    client.force_login(cast.beta_dora.user)

    assert client.get(f"/imports/{row.pk}/summary/").status_code == 404
    client.post("/imports/applications/", {"file": [row.pk]})
    assert not Slide.objects.exists() and len(waiting()) == 2
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    assert client.post("/imports/applications/", {"file": [row.pk]}).status_code == 404


def test_a_pasted_text_becomes_a_file(pia: Client) -> None:
    table = "Objectif\tKR\tCible\nAller vite\tPages\t3\n"

    page = pia.post("/imports/", {"pasted": f"OKR Web T4 2018\n{table}", "pasted_html": ""})

    assert waiting() == ["Pasted text.txt"]
    assert "Aller vite" in text_of(pia.get(page["Location"]))


def test_a_pasted_text_of_blanks_is_refused(pia: Client) -> None:
    response = pia.post("/imports/", {"pasted": " \n", "pasted_html": "<p>x</p>"})
    assert response.status_code == 422 and "paste a text" in text_of(response)


def test_a_pasted_text_that_is_refused_is_still_there(pia: Client) -> None:
    response = pia.post("/imports/", {"pasted": '{"format": "palier/2"}', "pasted_html": ""})

    assert response.status_code == 422 and "later version" in text_of(response)
    assert '{"format": "palier/2"}</textarea>' in text_of(response)
