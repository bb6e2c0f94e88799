"""Texts brought or pasted by the page: the same lines marked, the place of each in words."""

import html
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from palier.slides.models import KeyResult, Objective, Slide
from tests.cast import Cast
from tests.exchange.test_told import GOOGLE_DOC
from tests.exchange.texts import SOURCEGRAPH


@pytest.fixture
def pia(client: Client, cast: Cast) -> Client:
    assert cast.pia.user is not None
    client.force_login(cast.pia.user)
    client.cookies["django_language"] = "en"
    return client


def bring(client: Client, data: bytes, name: str) -> str:
    response = client.post("/imports/", {"file": SimpleUploadedFile(name, data)})
    assert response.status_code == 302, text_of(response)
    return str(response["Location"])


def text_of(response: Any) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def test_a_markdown_file_becomes_slides_once(pia: Client) -> None:
    data = (SOURCEGRAPH / "2019_q3.md").read_bytes()
    address = bring(pia, data, "2019_q3.md")
    page = text_of(pia.get(address))
    assert "10 slides recognised" in page
    assert "Import 25 objectives and 9 key results" in page
    assert pia.post(f"{address}application/")["Location"] == "/quarters/2019-Q3/slides/"
    counts = [model.objects.count() for model in (Slide, Objective, KeyResult)]
    assert counts == [10, 25, 9]
    above = Objective.objects.get(title__startswith="Grow net new ARR").pk
    serves = Objective.objects.get(title__startswith="Nail the technical demo").parents.all()
    assert [each.to_objective_id for each in serves] == [above]
    again = text_of(pia.get(bring(pia, data, "2019_q3.md")))
    assert "Everything in this file is in Palier already" in again


def test_the_text_is_shown_as_it_reads_with_its_lines_marked(pia: Client) -> None:
    page = text_of(pia.get(bring(pia, GOOGLE_DOC.encode(), "okr.md")))
    assert '<th scope="row">13</th>' in page
    assert 'data-spot="line 13"' in page and 'style="--depth: 1" class="good"' in page
    assert "OKR T1 2027 – Trèfle!line 3</a>" in page
    pia.cookies["django_language"] = "fr"
    page = text_of(pia.get(bring(pia, GOOGLE_DOC.encode(), "okr.md")))
    assert "OKR T1 2027 – Trèfle!ligne 3</a>" in page


def test_a_pasted_mail_is_looked_at_and_not_only_a_table(pia: Client) -> None:
    mail = (
        "Nos OKR du T2 2027\n\nÉquipe Formation :\n- Répondre plus vite\n   - Délai : 6 h → 2 h\n"
    )
    response = pia.post("/imports/", {"pasted": mail})
    assert response.status_code == 302
    page = text_of(pia.get(response["Location"]))
    assert "1 slide recognised" in page
    assert "Import 1 objective and 1 key result" in page


def test_the_page_names_the_texts_it_takes(pia: Client) -> None:
    page = text_of(pia.get("/imports/"))
    assert "texts (.md, .txt, .html" in page
    assert ".md," in page.partition('accept="')[2].partition('"')[0]
