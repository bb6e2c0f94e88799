"""GET /organisation/ and /units/<pk>/branch/"""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from palier.organisation import queries
from palier.organisation.models import Membership, Person
from palier.organisation.rules import Kind, Stage
from tests.cast import Cast, make_person, make_unit
from tests.organisation.pages import browser, get, get_dialog, words

ADDRESS = "/organisation/"
QUERIES = 9  # session, user, person, their place, shape, members, units, people, organisations


def grow(cast: Cast, units: int) -> None:
    for number in range(units):
        person = make_person(cast.acme, f"New{number} Person")
        make_unit(
            cast.acme, Kind.TEAM, f"New {number}", under=cast.sales, head=person, of=[cast.jo]
        )


def test_the_tree_tells_units_heads_and_how_many_belong(cast: Cast) -> None:
    page = words(get(ADDRESS, by=cast.jo))
    for name in ("Acme", "Sales", "Tech", "Sales France", "Platform", "Support", "Luc Martin"):
        assert name in page
    assert page.index("Sales France") < page.index("Platform") < page.index("Directement sous Acme")
    assert "1 membre<" in page


def test_a_person_in_two_teams_of_a_pole_counts_once(cast: Cast) -> None:
    make_unit(cast.acme, Kind.TEAM, "Madrid", under=cast.sales, of=[cast.jo, cast.sam])
    tree = queries.tree_of(cast.acme)
    assert tree is not None
    assert [branch.top.members for branch in tree.poles] == [2, 1]
    assert tree.company.members == 2


def test_a_team_under_a_team_stands_below_it_and_further_in(cast: Cast) -> None:
    make_unit(cast.acme, Kind.TEAM, "Madrid", under=cast.sales_france)
    tree = queries.tree_of(cast.acme)
    assert tree is not None
    rows = [(row.unit.name, row.depth) for row in tree.poles[0].rows]
    assert rows == [("Sales France", 0), ("Madrid", 1)]


@pytest.mark.parametrize(("who", "sees"), [("pia", True), ("dora", True), ("luc", False)])
def test_only_those_who_run_the_process_see_what_edits(cast: Cast, who: str, sees: bool) -> None:
    page = words(get(ADDRESS, by=getattr(cast, who)))
    assert ("/description/" in page) is sees
    assert ("/organisation/settings/" in page) is sees


@pytest.mark.parametrize(
    ("who", "status"), [("pia", 200), ("dora", 200), ("luc", 200), ("marie", 200), ("jo", 404)]
)
def test_before_sharing_only_those_who_lead_see_it(cast: Cast, who: str, status: int) -> None:
    cast.acme.stages = [Stage.DEFINE]
    cast.acme.save()
    for address in (ADDRESS, "/organisation/people/", f"/units/{cast.sales.pk}/"):
        assert get(address, by=getattr(cast, who)).status_code == status


def test_nothing_of_another_company_is_named(cast: Cast) -> None:
    page = words(get(ADDRESS, by=cast.beta_dora))
    assert "Beta France" in page
    assert "Acme" not in page and "Sales" not in page and "Luc Martin" not in page


def test_nobody_signed_in_is_asked_to_sign_in(client: Client) -> None:
    response = client.get(ADDRESS)
    assert response.status_code == 302 and response["Location"].startswith("/accounts/login/")


def test_a_user_of_no_organisation_is_told_calmly(cast: Cast) -> None:
    client = browser(cast.jo)
    Person.objects.filter(pk=cast.jo.pk).delete()
    response = client.get(ADDRESS)
    assert response.status_code == 403
    assert "sans organisation" in words(response) and "jo@acme.example" in words(response)


@pytest.mark.parametrize("more", [10, 200])
def test_more_units_ask_no_more_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries, more: int
) -> None:
    client = browser(cast.pia)
    with django_assert_num_queries(QUERIES):
        assert client.get(ADDRESS).status_code == 200
    grow(cast, more)
    with django_assert_num_queries(QUERIES):
        assert client.get(ADDRESS).status_code == 200


def test_a_large_company_shows_its_poles_first_and_their_teams_when_opened(cast: Cast) -> None:
    grow(cast, queries.LIGHT_FROM)
    page = words(get(ADDRESS, by=cast.jo))
    assert "New 7" not in page and "Sales" in page
    first = words(get_dialog(f"/units/{cast.sales.pk}/branch/", by=cast.jo))
    assert "New 98" in first and "New 99" not in first and "start=100" in first
    rest = words(get_dialog(f"/units/{cast.sales.pk}/branch/?start=100", by=cast.jo))
    assert "New 99" in rest and f"New {queries.LIGHT_FROM - 1}" in rest and "start=" not in rest


def test_a_branch_is_invisible_to_outsiders(cast: Cast) -> None:
    assert get_dialog(f"/units/{cast.sales.pk}/branch/", by=cast.beta_dora).status_code == 404


def test_a_company_without_teams_says_what_comes_here(cast: Cast) -> None:
    Membership.objects.filter(unit=cast.beta_team).delete()
    cast.beta_team.delete()
    assert "pas encore d’équipes" in words(get(ADDRESS, by=cast.beta_dora))


def test_a_script_is_given_the_tree_alone(cast: Cast) -> None:
    page = words(get_dialog(ADDRESS, by=cast.jo))
    assert page.strip().startswith('<div id="tree"') and "<html" not in page
