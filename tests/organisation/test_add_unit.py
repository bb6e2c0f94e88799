"""POST /units/<pk>/unit/"""

import pytest
from django.test import Client

from palier.journal.models import Entry
from palier.organisation.actions.units import Described, add_unit
from palier.organisation.models import Person, Unit
from palier.organisation.rules import Kind, Refused
from tests.cast import NOW, Cast
from tests.organisation.pages import browser, get_dialog, post, words


def add(cast: Cast, *, by: Person, **said: str | int) -> int:
    data = {"name": "Sales Espagne", "kind": "team", "parent": cast.sales.pk, "head": "", **said}
    return post(f"/units/{cast.sales.pk}/unit/", data, by=by).status_code


@pytest.mark.parametrize("who", ["pia", "dora"])
def test_the_pilot_and_the_direction_add_a_team(cast: Cast, who: str) -> None:
    assert add(cast, by=getattr(cast, who), head=cast.jo.pk) == 204
    unit = Unit.objects.get(name="Sales Espagne")
    assert (unit.parent, unit.head, unit.kind) == (cast.sales, cast.jo, Kind.TEAM)
    assert unit.path == f"{cast.sales.path}{unit.pk}/"
    assert unit.key == "sales-espagne"
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor) == ("unit.added", getattr(cast, who))


def test_the_page_without_script_goes_on_to_the_unit_above(cast: Cast) -> None:
    data = {"name": "Sales Espagne", "kind": "team", "parent": cast.sales.pk, "head": ""}
    response = browser(cast.pia).post(f"/units/{cast.sales.pk}/unit/", data)
    assert (response.status_code, response["Location"]) == (302, f"/units/{cast.sales.pk}/")


@pytest.mark.parametrize("who", ["luc", "marie", "jo"])
def test_others_are_refused(cast: Cast, who: str) -> None:
    assert add(cast, by=getattr(cast, who)) == 403
    assert not Unit.objects.filter(name="Sales Espagne").exists()
    assert not Entry.objects.exists()


def test_the_action_itself_refuses_others(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-pilot"):
        add_unit(Described("Export", Kind.TEAM, cast.sales), by=cast.luc, at=NOW)


def test_another_company_sees_nothing(cast: Cast) -> None:
    assert add(cast, by=cast.beta_dora) == 404


def test_nobody_signed_in_is_asked_to_sign_in(cast: Cast, client: Client) -> None:
    response = client.post(f"/units/{cast.sales.pk}/unit/")
    assert response["Location"].startswith("/accounts/login/")


def test_adding_twice_is_refused_with_a_sentence_and_what_was_typed(cast: Cast) -> None:
    assert add(cast, by=cast.pia) == 204
    data = {"name": "sales espagne", "kind": "team", "parent": cast.sales.pk, "head": ""}
    response = post(f"/units/{cast.sales.pk}/unit/", data, by=cast.pia)
    assert response.status_code == 422
    assert 'role="alert"' in words(response) and 'value="sales espagne"' in words(response)
    assert Unit.objects.filter(name__iexact="Sales Espagne").count() == 1


def test_a_pole_cannot_stand_under_a_team(cast: Cast) -> None:
    assert add(cast, by=cast.pia, kind="pole", parent=cast.support.pk) == 422


@pytest.mark.parametrize("field", ["parent", "head"])
def test_nothing_of_another_company_can_be_chosen(cast: Cast, field: str) -> None:
    foreign = {"parent": cast.beta_company.pk, "head": cast.beta_marie.pk}[field]
    assert add(cast, by=cast.pia, **{field: foreign}) == 422


@pytest.mark.parametrize(
    ("name", "kind", "parent", "head", "code"),
    [
        (" ", Kind.TEAM, "sales", None, "no-name"),
        ("X", Kind.COMPANY, "sales", None, "no-place"),
        ("X", Kind.TEAM, "beta_company", None, "other-organisation"),
        ("X", Kind.TEAM, "sales", "beta_jo", "other-organisation"),
    ],
)
def test_the_action_refuses_what_makes_no_sense(
    cast: Cast, name: str, kind: Kind, parent: str, head: str | None, code: str
) -> None:
    described = Described(name, kind, getattr(cast, parent), getattr(cast, head) if head else None)
    with pytest.raises(Refused, match=code):
        add_unit(described, by=cast.pia, at=NOW)


def test_nothing_is_added_under_a_closed_unit(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.support.pk).update(closed_on=NOW.date())
    with pytest.raises(Refused, match="closed"):
        add_unit(Described("Nuit", Kind.TEAM, cast.support), by=cast.pia, at=NOW)


def test_two_units_of_one_name_in_two_places_have_two_keys(cast: Cast) -> None:
    first = add_unit(Described("Data", Kind.TEAM, cast.sales), by=cast.pia, at=NOW)
    second = add_unit(Described("Data", Kind.TEAM, cast.tech), by=cast.pia, at=NOW)
    assert (first.key, second.key) == ("data", "data-2")


def test_the_dialog_proposes_the_unit_above_and_a_team(cast: Cast) -> None:
    response = get_dialog(f"/units/{cast.sales.pk}/unit/", by=cast.pia)
    assert f'<option value="{cast.sales.pk}" selected>' in words(response)
    assert '<option value="team" selected>' in words(response)
    assert "<html" not in words(response)
