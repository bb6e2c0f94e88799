"""GET /quarters/<key>/slides/"""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from palier.organisation.actions.units import Described, change_unit
from palier.organisation.models import Person
from palier.organisation.rules import Kind, Stage
from palier.pages.queries.wall import SCREEN
from palier.sheets.cache import forget_all
from palier.slides.models import Slide
from tests.cast import NOW, Cast, make_slide, make_unit

MOST_QUERIES = 15


def read(client: Client, person: Person, address: str) -> str:
    client.force_login(person.user)  # type: ignore[arg-type]
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def add_teams(cast: Cast, count: int) -> None:
    for number in range(count):
        unit = make_unit(cast.acme, Kind.TEAM, f"Team {number:03}", under=cast.sales)
        make_slide(unit, cast.coming, {"Grandir": ["Ventes", "Marge"]})


def test_slides_stand_by_pole_the_company_first(client: Client, cast: Cast) -> None:
    make_slide(cast.platform, cast.coming, {"Tenir": ["Disponibilité"]})
    make_slide(cast.sales_france, cast.coming, {"Vendre": ["Rendez-vous"]})
    make_slide(cast.support, cast.coming, {"Répondre": ["Délai"]})
    make_slide(cast.company, cast.coming, {"Durer": ["Résultat"]})
    page = read(client, cast.jo, "/quarters/2027-Q1/slides/")
    places = [page.index(word) for word in ("Durer", "Répondre", "Vendre", "Tenir")]
    assert places == sorted(places)


def test_the_quarter_being_written_is_shown_without_asking(client: Client, cast: Cast) -> None:
    make_slide(cast.sales_france, cast.coming, {"À venir": []})
    make_slide(cast.sales_france, cast.past, {"Passé": []})
    page = read(client, cast.jo, "/slides/")
    assert "À venir" in page
    assert "Passé" not in page


def test_a_moved_team_stays_where_it_was_in_the_past(client: Client, cast: Cast) -> None:
    make_slide(cast.sales_france, cast.past, {"Passé": []})
    make_slide(cast.sales_france, cast.coming, {"À venir": []})
    described = Described(
        name="Ventes France", kind=Kind.TEAM, parent=cast.tech, head=cast.sales_france.head
    )
    change_unit(cast.sales_france, described, by=cast.pia, at=NOW)
    past = read(client, cast.jo, "/quarters/2026-Q3/slides/")
    coming = read(client, cast.jo, "/quarters/2027-Q1/slides/")
    assert "Sales France" in past
    assert "Ventes France" not in past
    assert Slide.objects.get(cycle=cast.past).parent == cast.sales
    assert "Ventes France" in coming
    assert Slide.objects.get(cycle=cast.coming).parent == cast.tech


@pytest.mark.parametrize("is_warm", [True, False])
def test_the_number_of_queries_does_not_grow_with_the_units(
    client: Client,
    cast: Cast,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    is_warm: bool,
) -> None:
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    counts = []
    for more in (2, 10):
        add_teams_once = Slide.objects.count()
        for number in range(more):
            unit = make_unit(
                cast.acme, Kind.TEAM, f"Team {add_teams_once}-{number}", under=cast.sales
            )
            make_slide(unit, cast.coming, {"Grandir": ["Ventes", "Marge"]})
        if is_warm:
            client.get("/quarters/2027-Q1/slides/")
        else:
            forget_all()
        with django_assert_max_num_queries(MOST_QUERIES) as queries:
            client.get("/quarters/2027-Q1/slides/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_what_is_below_the_first_screen_comes_when_it_is_reached(
    client: Client, cast: Cast
) -> None:
    add_teams(cast, SCREEN + 2)
    first = read(client, cast.jo, "/quarters/2027-Q1/slides/")
    assert first.count('class="card-slide"') == SCREEN
    assert f"/quarters/2027-Q1/slides/{SCREEN}/" in first
    rest = read(client, cast.jo, f"/quarters/2027-Q1/slides/{SCREEN}/")
    assert rest.count('class="card-slide"') == 2
    assert "hx-get" not in rest


def test_an_open_page_is_told_what_stands_where_without_the_sheets(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    add_teams(cast, SCREEN + 4)
    address = "/quarters/2027-Q1/slides/?outline="
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    for asked, count in (("1", SCREEN), ("26", 26), ("99", SCREEN + 4), ("x", SCREEN)):
        with django_assert_max_num_queries(MOST_QUERIES):
            page = client.get(f"{address}{asked}").content.decode()
        assert page.count('class="card-slide"') == page.count("data-version=") == count
        assert ("hx-get" in page) == (count < SCREEN + 4)
        assert "<article" not in page
        assert f"{SCREEN + 4} slides" in page


def test_twelve_full_slides_weigh_less_than_100_kb(client: Client, cast: Cast) -> None:
    words = "Rendez-vous qualifiés pris par semaine, en moyenne sur le trimestre"
    for number in range(12):
        unit = make_unit(cast.acme, Kind.TEAM, f"Équipe {number:03}", under=cast.sales)
        objectives = {
            f"Faire de {number}-{row} la première raison de nous choisir": [
                f"{words} {column}" for column in range(4)
            ]
            for row in range(3)
        }
        make_slide(unit, cast.coming, objectives)
    assert len(read(client, cast.jo, "/quarters/2027-Q1/slides/").encode()) < 100_000


def test_before_sharing_a_member_sees_only_their_own_unit(client: Client, cast: Cast) -> None:
    cast.acme.stages = [Stage.DEFINE]
    cast.acme.save()
    make_slide(cast.platform, cast.coming, {"Tenir": []})
    make_slide(cast.sales_france, cast.coming, {"Vendre": []})
    page = read(client, cast.jo, "/quarters/2027-Q1/slides/")
    assert "Vendre" in page
    assert "Tenir" not in page
    assert "Platform" not in page


def test_another_company_sees_nothing_of_it(client: Client, cast: Cast) -> None:
    make_slide(cast.sales_france, cast.coming, {"Vendre": []})
    page = read(client, cast.beta_jo, "/slides/")
    assert "Vendre" not in page
    assert "Sales France" not in page


def test_a_quarter_that_is_none_is_not_found(client: Client, cast: Cast) -> None:
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    assert client.get("/quarters/2031-Q1/slides/").status_code == 404


def test_an_empty_company_is_told_how_to_begin(client: Client, cast: Cast) -> None:
    cast.acme.cycles.all().delete()
    page = read(client, cast.pia, "/slides/")
    assert "Importer un classeur" in page


def test_the_pilot_opens_the_next_quarter_once(client: Client, cast: Cast) -> None:
    page = read(client, cast.pia, "/slides/")
    assert "Ouvrir T2 2027" in page
    for _ in range(2):
        response = client.post("/quarters/", {"key": "2027-Q2"})
        assert response.url == "/quarters/2027-Q2/slides/"  # type: ignore[attr-defined]
    assert cast.acme.cycles.filter(key="2027-Q2").count() == 1
    assert "Commencer" in read(client, cast.pia, f"/units/{cast.support.pk}/slides/2027-Q2/")


def test_nobody_else_opens_a_quarter_and_not_any_quarter(client: Client, cast: Cast) -> None:
    assert "Ouvrir T2 2027" not in read(client, cast.marie, "/slides/")
    assert client.post("/quarters/", {"key": "2027-Q2"}).status_code == 403
    client.force_login(cast.pia.user)  # type: ignore[arg-type]
    assert client.post("/quarters/", {"key": "2099-Q1"}).status_code == 404
    assert not cast.acme.cycles.filter(key__in=["2027-Q2", "2099-Q1"]).exists()
