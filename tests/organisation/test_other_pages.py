"""GET /organisation/people/, /units/<pk>/, /people/<pk>/, /organisations/"""

import pytest
from pytest_django import DjangoAssertNumQueries

from palier.organisation.actions.units import Described, add_unit, change_unit, set_members
from palier.organisation.models import Membership, Person
from palier.organisation.rules import Kind
from palier.organisation.views.people import PER_PAGE
from palier.ui.typography import french
from tests.cast import NOW, Cast, make_person
from tests.organisation.pages import browser, get, get_dialog, words

PEOPLE = "/organisation/people/"


def test_the_list_tells_roles_and_units(cast: Cast) -> None:
    page = words(get(PEOPLE, by=cast.jo))
    assert "Pia Moreau" in page and "Pilote" in page and "Direction" in page
    assert "Sales France" in page and "hugo@acme.example" in page
    assert "/newcomer/" not in page


@pytest.mark.parametrize("words_typed", ["laurent", "MARIE", "rent mar", "marie@acme"])
def test_the_search_reads_names_and_addresses(cast: Cast, words_typed: str) -> None:
    page = words(get(f"{PEOPLE}?words={words_typed}", by=cast.jo))
    assert "Marie Laurent" in page and "Hugo Blanc" not in page


def test_the_search_sets_accents_aside(cast: Cast) -> None:
    Person.objects.filter(pk=cast.hugo.pk).update(name="Éléonore Blanc")
    assert "Éléonore Blanc" in words(get(f"{PEOPLE}?words=eleonore", by=cast.jo))


def test_nobody_of_another_company_is_listed(cast: Cast) -> None:
    page = words(get(PEOPLE, by=cast.beta_jo))
    assert "marie@beta.example" in page and "acme.example" not in page


def test_a_search_for_nobody_says_what_to_do(cast: Cast) -> None:
    assert "Essayez moins de lettres" in words(get(f"{PEOPLE}?words=zzz", by=cast.jo))


def test_more_people_ask_no_more_queries(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(cast.pia)
    with django_assert_num_queries(8):
        client.get(PEOPLE)
    for number in range(PER_PAGE + 10):
        person = make_person(cast.acme, f"New{number} Person")
        Membership.objects.create(person=person, unit=cast.support)
    with django_assert_num_queries(8):
        page = words(client.get(PEOPLE))
    assert "Page 1 sur 2" in page
    assert "Tess Garnier" in words(client.get(f"{PEOPLE}?page=2"))


def test_the_history_of_a_unit_is_told_in_words(cast: Cast) -> None:
    unit = add_unit(Described("Madrid", Kind.TEAM, cast.sales), by=cast.pia, at=NOW)
    change_unit(unit, Described("Ibérie", Kind.POLE, cast.company, cast.jo), by=cast.pia, at=NOW)
    change_unit(unit, Described("Ibérie", Kind.POLE, cast.company, cast.luc), by=cast.pia, at=NOW)
    set_members(unit, [cast.jo, cast.sam], by=cast.pia, at=NOW)
    set_members(unit, [], by=cast.pia, at=NOW)
    page = words(get(f"/units/{unit.pk}/", by=cast.jo))
    for sentence in (
        "Ajouté sous Sales.",
        "Renommé de « Madrid » en « Ibérie ».",
        "Déplacé de Sales vers Acme.",
        "Devenu un périmètre de type « pôle ».",
        "Jo Petit en est responsable.",
        "Luc Martin en est responsable, après Jo Petit.",
        "Ont rejoint : Jo Petit, Sam Roux.",
        "Ont quitté : Jo Petit, Sam Roux.",
    ):
        assert french(sentence) in page


def test_more_members_and_units_ask_no_more_queries_of_a_unit(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = browser(cast.pia)
    people = [make_person(cast.acme, f"New{number} Person") for number in range(11)]

    def fill(numbers: range) -> None:
        set_members(cast.sales_france, people[: numbers.stop], by=cast.pia, at=NOW)
        for number in numbers:
            described = Described(f"New {number}", Kind.TEAM, cast.sales_france, people[number])
            add_unit(described, by=cast.pia, at=NOW)

    for numbers in (range(1), range(1, 11)):
        fill(numbers)
        with django_assert_num_queries(14):
            page = words(client.get(f"/units/{cast.sales_france.pk}/"))
        assert f"New{numbers.stop - 1} Person" in page


def test_a_head_chooses_the_members_and_changes_nothing_else(cast: Cast) -> None:
    page = words(get(f"/units/{cast.sales_france.pk}/", by=cast.marie))
    assert "/members/" in page and "/description/" not in page and "/closing/" not in page
    assert "/members/" not in words(get(f"/units/{cast.platform.pk}/", by=cast.marie))


def test_a_unit_and_a_person_are_invisible_to_outsiders(cast: Cast) -> None:
    assert get(f"/units/{cast.sales.pk}/", by=cast.beta_dora).status_code == 404
    assert get(f"/people/{cast.jo.pk}/", by=cast.beta_dora).status_code == 404


def test_a_person_s_page_tells_what_they_head_and_belong_to(cast: Cast) -> None:
    page = words(get(f"/people/{cast.hugo.pk}/", by=cast.jo))
    assert "Platform" in page and "Support" in page and "hugo@acme.example" in page
    assert "ne peut pas encore se connecter" in words(get(f"/people/{cast.sam.pk}/", by=cast.jo))


@pytest.mark.parametrize(
    "address",
    [
        "/organisation/people/newcomer/",
        "/people/{jo}/description/",
        "/people/{jo}/departure/",
        "/people/{jo}/return/",
        "/units/{unit}/unit/",
        "/units/{unit}/description/",
        "/units/{unit}/members/",
        "/units/{unit}/closing/",
    ],
)
def test_every_dialog_is_a_page_where_no_script_runs(cast: Cast, address: str) -> None:
    place = address.format(jo=cast.jo.pk, unit=cast.support.pk)
    page = words(get(place, by=cast.pia))
    assert "<html" in page and f'action="{place}"' in page
    assert words(get_dialog(place, by=cast.pia)).strip().startswith("<dialog")


def test_somebody_of_two_organisations_goes_from_one_to_the_other(cast: Cast) -> None:
    Person.objects.filter(pk=cast.beta_jo.pk).update(user=cast.jo.user)
    client = browser(cast.jo)
    assert "/organisations/" in words(client.get("/organisation/"))
    assert "Beta" in words(client.get("/organisations/"))
    assert client.post("/organisations/", {"person": cast.beta_jo.pk}).status_code == 302
    page = words(client.get("/organisation/"))
    assert "Beta France" in page and "Sales France" not in page


def test_nobody_becomes_somebody_else(cast: Cast) -> None:
    client = browser(cast.jo)
    for person in (cast.beta_dora, cast.pia):
        assert client.post("/organisations/", {"person": person.pk}).status_code == 404
    assert client.post("/organisations/", {"person": "x"}).status_code == 404
    assert "Sales France" in words(client.get("/organisation/"))
