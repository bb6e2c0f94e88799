"""GET /read/<token>/picture.png, and what a chat reads of a link"""

import re
import struct
from threading import Thread

import pytest
from django.db import connection
from django.test import Client

from palier.sharing.actions import revoke, share_deck, share_slide
from palier.sharing.models import Link
from palier.sharing.queries.picture import HEIGHT, WIDTH, Kept, kept
from palier.sharing.rules import Term
from palier.slides.models import Slide
from tests.cast import NOW, Cast, make_slide

pytestmark = pytest.mark.usefixtures("today")
ROBOT = {"User-Agent": "Slackbot-LinkExpanding 1.0"}


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Donner envie": ["Rendez-vous"]})


@pytest.fixture
def link(cast: Cast, slide: Slide) -> Link:
    return share_slide(slide, term=Term.MONTH, label="", by=cast.marie, at=NOW)


def told(link: Link, host: str = "okr.acme.example") -> dict[str, str]:
    """Return what a robot reads in the head of the page."""
    address = f"/read/{link.token}/"
    page = Client(headers=ROBOT).get(address, headers={"Host": host}).content.decode()
    return dict(
        re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)"\s+content="([^"]*)"', page)
    )


def test_a_robot_reads_the_unit_the_quarter_and_where_the_picture_is(
    link: Link, settings: object
) -> None:
    settings.ALLOWED_HOSTS = ["okr.acme.example"]  # type: ignore[attr-defined]
    said = told(link)
    assert said["og:title"] == "Sales France · T1 2027"
    assert said["og:description"] == "Objectifs et key results, T1 2027"
    assert said["twitter:card"] == "summary_large_image"
    assert said["og:image"].startswith(f"http://okr.acme.example/read/{link.token}/picture.png?")
    assert "Donner envie" not in str(said)


def test_the_picture_comes_without_a_cookie_in_the_size_it_is_told(link: Link) -> None:
    response = Client(headers=ROBOT).get(f"/read/{link.token}/picture.png")
    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert not response.cookies
    assert struct.unpack(">II", response.content[16:24]) == (WIDTH, HEIGHT)
    assert response["Cache-Control"] == "private, max-age=300"
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_it_is_drawn_once_a_version_and_language(link: Link) -> None:
    address = f"/read/{link.token}/picture.png"
    french = [Client().get(address).content for _ in range(3)]
    english = Client().get(f"{address}?lang=en").content
    assert kept.drawn == 2
    assert english not in french
    Slide.objects.filter(links=link).update(version=2, unit_name="Ventes")
    assert Client().get(address).content not in french
    assert kept.drawn == 3
    Client().get(f"{address}?lang=xx")
    assert kept.drawn == 3


def test_a_robot_that_has_it_is_not_sent_it_again(link: Link) -> None:
    address = f"/read/{link.token}/picture.png"
    tag = Client().get(address)["ETag"]
    again = Client().get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", tag)
    Slide.objects.filter(links=link).update(version=2)
    assert Client().get(address, headers={"If-None-Match": tag}).status_code == 200


def test_nothing_is_drawn_for_a_link_that_opens_nothing(cast: Cast, link: Link) -> None:
    address = f"/read/{link.token}/picture.png"
    tag = Client().get(address)["ETag"]
    kept.clear()
    revoke(link, by=cast.marie, at=NOW)
    for headers in ({}, {"If-None-Match": tag}):
        assert Client().get(address, headers=headers).status_code == 404
    assert Client().get("/read/none/picture.png").status_code == 404
    assert kept.drawn == 0


def test_a_deck_is_pictured_by_the_slide_of_the_company(cast: Cast, link: Link) -> None:
    deck = share_deck(cast.coming, term=Term.DAY, label="", by=cast.pia, at=NOW)
    first = Client().get(f"/read/{deck.token}/picture.png").content
    assert first == Client().get(f"/read/{link.token}/picture.png").content
    make_slide(cast.company, cast.coming, {"Durer": []})
    assert Client().get(f"/read/{deck.token}/picture.png").content != first


def test_a_sheet_of_two_pages_is_pictured_by_its_first(cast: Cast) -> None:
    words = "Signer des contrats de trois ans avec les grands comptes de l’agroalimentaire " * 4
    objectives = {f"{number} {words}": [words] * 6 for number in range(6)}
    slide = make_slide(cast.support, cast.coming, objectives)
    link = share_slide(slide, term=Term.DAY, label="", by=cast.pia, at=NOW)
    assert Client().get(f"/read/{link.token}/picture.png").status_code == 200


def test_what_is_kept_is_bounded(slide: Slide) -> None:
    size = len(Kept().picture(slide, "fr"))
    small = Kept(room=2 * size + size // 2)
    for version in (1, 2, 1, 3, 1, 2):  # 1 is asked for again and again
        slide.version = version
        small.picture(slide, "fr")
    assert small.drawn == 4


@pytest.mark.django_db(transaction=True)
def test_robots_that_come_together_have_it_drawn_once(cast: Cast, link: Link) -> None:
    address = f"/read/{link.token}/picture.png"
    statuses: list[int] = []

    def ask() -> None:
        statuses.append(Client().get(address).status_code)
        connection.close()

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 4
    assert kept.drawn == 1
