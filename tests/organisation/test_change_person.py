"""POST /people/<pk>/description/"""

import pytest

from palier.journal.models import Entry
from palier.organisation.actions.people import Introduced, change_person
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from tests.cast import NOW, Cast
from tests.organisation.pages import get, post


def change(person: Person, *, by: Person, **said: str) -> int:
    data = {"name": person.name, "email": person.email, **said}
    status = post(f"/people/{person.pk}/description/", data, by=by).status_code
    person.refresh_from_db()
    return status


@pytest.mark.parametrize("who", ["pia", "dora"])
def test_a_person_takes_another_name_and_role(cast: Cast, who: str) -> None:
    assert change(cast.jo, by=getattr(cast, who), name="Jo Grand", is_direction="on") == 204
    assert (cast.jo.name, cast.jo.is_direction, cast.jo.key) == ("Jo Grand", True, "jo")
    details = Entry.objects.get().details
    assert (details["before"]["name"], details["after"]["name"]) == ("Jo Petit", "Jo Grand")


def test_another_address_is_another_account(cast: Cast) -> None:
    before = cast.jo.user
    assert change(cast.jo, by=cast.pia, email="jo.petit@acme.example") == 204
    assert cast.jo.user is not None and cast.jo.user != before
    assert cast.jo.user.email == "jo.petit@acme.example"


def test_somebody_without_an_account_is_given_one(cast: Cast) -> None:
    assert change(cast.sam, by=cast.pia, email="sam@acme.example") == 204
    assert get("/organisation/", by=cast.sam).status_code == 200


@pytest.mark.parametrize("who", ["luc", "marie", "jo"])
def test_others_are_refused_themselves_included(cast: Cast, who: str) -> None:
    assert change(cast.jo, by=getattr(cast, who), is_pilot="on") == 403
    assert not cast.jo.is_pilot


def test_the_action_itself_refuses_others(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-pilot"):
        change_person(cast.jo, Introduced("Jo", is_pilot=True), by=cast.jo, at=NOW)


def test_another_company_sees_nothing(cast: Cast) -> None:
    assert change(cast.jo, by=cast.beta_dora, name="Ours") == 404


def test_changing_twice_writes_once(cast: Cast) -> None:
    for _time in range(2):
        assert change(cast.jo, by=cast.pia, name="Jo Grand") == 204
    assert Entry.objects.count() == 1


def test_the_only_pilot_stays_pilot(cast: Cast) -> None:
    assert change(cast.pia, by=cast.dora) == 422
    assert cast.pia.is_pilot
    change(cast.luc, by=cast.dora, is_pilot="on")
    assert change(cast.pia, by=cast.dora) == 204


def test_an_address_is_one_person_s(cast: Cast) -> None:
    assert change(cast.jo, by=cast.pia, email=cast.marie.email) == 422
