"""GET /read/<token>/"""

from datetime import date
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from palier.organisation.rules import Kind
from palier.sharing.actions import revoke, share_deck, share_slide
from palier.sharing.models import Link
from palier.sharing.queries.reading import SCREEN, find
from palier.sharing.rules import Term
from palier.sheets.cache import forget_all
from palier.slides.models import Objective, Slide
from tests.cast import NOW, Cast, make_slide, make_unit

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

pytestmark = pytest.mark.usefixtures("today")
CLOSED = "Ce lien n’ouvre rien"
ENGLISH = {"Accept-Language": "en-GB,en;q=0.8"}


@pytest.fixture
def slide(cast: Cast) -> Slide:
    make_slide(cast.platform, cast.coming, {"Tenir la charge": ["Disponibilité"]})
    make_slide(cast.sales_france, cast.past, {"Tenir les salons": ["Trois salons"]})
    return make_slide(cast.sales_france, cast.coming, {"Donner envie": ["Rendez-vous"]})


@pytest.fixture
def link(cast: Cast, slide: Slide) -> Link:
    return share_slide(slide, term=Term.MONTH, label="Banque", by=cast.marie, at=NOW)


@pytest.fixture
def deck(cast: Cast, slide: Slide) -> Link:
    return share_deck(cast.coming, term=Term.QUARTER, label="", by=cast.pia, at=NOW)


def read(link: Link, address: str = "", **headers: str) -> "Response":
    """Read as somebody who has never been here: no cookie comes, none is set."""
    client = Client()
    response = client.get(f"/read/{link.token}/{address}", headers=headers)
    assert not response.cookies
    return response


def words(response: "Response") -> str:
    return response.content.decode()


def test_a_link_opens_its_slide_without_an_account(cast: Cast, link: Link) -> None:
    response = read(link)
    page = words(response)
    assert response.status_code == 200
    for said in ("Donner envie", "Sales France · T1 2027", "Lecture seule, jusqu’au 25 déc."):
        assert said in page
    assert "État du mercredi 25 novembre à 10:00." in page


def test_it_shows_one_slide_and_nothing_around_it(cast: Cast, link: Link) -> None:
    page = words(read(link)) + words(read(link, "?from=1")) + words(read(link, "?from=x"))
    for hidden in ("Tenir la charge", "Tenir les salons", "Platform", "Jo Petit", "Banque"):
        assert hidden not in page
    assert "csrf" not in page


def test_what_is_written_since_is_read_at_the_next_visit(cast: Cast, link: Link) -> None:
    read(link)
    Objective.objects.filter(slide=link.slide).update(title="Donner confiance")
    Slide.objects.filter(links=link).update(version=2)
    assert "Donner confiance" in words(read(link))


def test_a_deck_is_in_the_order_of_the_wall_and_of_its_quarter_alone(
    cast: Cast, deck: Link
) -> None:
    make_slide(cast.company, cast.coming, {"Durer": []})
    make_slide(cast.beta_team, cast.beta_coming, {"Chez Beta": []})
    page = words(read(deck))
    places = [page.index(said) for said in ("Durer", "Donner envie", "Tenir la charge")]
    assert places == sorted(places)
    assert "Acme · T1 2027" in page
    assert "3 slides" in page
    assert not [said for said in ("Tenir les salons", "Chez Beta") if said in page]


def test_a_deck_without_a_slide_says_so(cast: Cast) -> None:
    deck = share_deck(cast.current, term=Term.DAY, label="", by=cast.pia, at=NOW)
    assert "pas encore de slide" in words(read(deck))
    assert "og:image" not in words(read(deck))
    assert read(deck, "picture.png").status_code == 404


def test_the_answer_is_kept_and_followed_by_nobody(cast: Cast, link: Link) -> None:
    for response in (read(link), Client().get("/read/none/")):
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex, nofollow"
        assert '<meta name="robots" content="noindex">' in words(response)


def test_a_link_opens_until_the_end_of_its_last_day(
    cast: Cast, link: Link, today: time_machine.Traveller
) -> None:
    today.move_to("2026-12-25T23:59:00+01:00")
    assert read(link).status_code == 200
    today.move_to("2026-12-26T00:01:00+01:00")
    assert read(link).status_code == 404


def test_every_link_that_opens_nothing_has_the_same_answer(cast: Cast, link: Link) -> None:
    over, closed = (
        share_slide(slide, term=Term.DAY, label="", by=cast.marie, at=NOW)
        for slide in [link.slide] * 2
        if slide
    )
    Link.objects.filter(pk=over.pk).update(expires_on=date(2026, 11, 24))
    revoke(closed, by=cast.marie, at=NOW)
    answers = {(read(each).status_code, words(read(each))) for each in (over, closed)}
    answers |= {(r.status_code, words(r)) for r in [Client().get("/read/none/")]}
    [(status, page)] = answers
    assert (status, CLOSED in page) == (404, True)


def test_no_link_is_found_by_what_is_nearly_its_token(cast: Cast, link: Link) -> None:
    for token in (link.token.swapcase(), link.token + "A", f"{link.pk}", "%00", "é"):
        assert Client().get(f"/read/{token}/").status_code == 404
    assert find(link.token, NOW.date()) == link


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_link_only_reads(cast: Cast, link: Link, method: str) -> None:
    for address in ("", "picture.png"):
        assert getattr(Client(), method)(f"/read/{link.token}/{address}").status_code == 405


def test_the_language_is_the_reader_s_else_the_organisation_s(cast: Cast, link: Link) -> None:
    assert "Read-only, until Dec 25" in words(read(link, **ENGLISH))
    assert read(link, **ENGLISH)["Content-Language"] == "en"
    assert "Lecture seule" in words(read(link, **{"Accept-Language": "de"}))
    cast.acme.language = "en"
    cast.acme.save()
    assert "Read-only" in words(read(link))
    assert "Read-only" in words(read(link, **{"Accept-Language": "de"}))


def test_reading_leaves_no_trace(
    cast: Cast, link: Link, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10) as queries:
        read(link)
        read(link)
    assert not [query["sql"] for query in queries if not query["sql"].startswith("SELECT")]


@pytest.mark.parametrize("is_warm", [True, False])
def test_a_long_deck_comes_screen_by_screen(
    cast: Cast, deck: Link, django_assert_max_num_queries: DjangoAssertNumQueries, is_warm: bool
) -> None:
    counts = []
    for more in (2, SCREEN):
        for _ in range(more):
            unit = make_unit(
                cast.acme, Kind.TEAM, f"Équipe {Slide.objects.count():03}", under=cast.sales
            )
            make_slide(unit, cast.coming, {"Grandir": ["Ventes", "Marge"]})
        read(deck)
        if not is_warm:
            forget_all()
        with django_assert_max_num_queries(8) as queries:
            read(deck)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    first, rest = words(read(deck)), words(read(deck, f"?from={SCREEN}"))
    assert first.count("<article") == SCREEN
    assert f'href="?from={SCREEN}"' in first
    assert rest.count("<article") == 4
    assert "?from=" not in rest
