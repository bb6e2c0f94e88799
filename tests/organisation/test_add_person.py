"""POST /organisation/people/newcomer/"""

import pytest

from palier.accounts.models import User
from palier.journal.models import Entry
from palier.organisation.actions.people import Introduced, add_person
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from tests.cast import NOW, Cast
from tests.organisation.pages import post, words


def add(*, by: Person, **said: str) -> int:
    data = {"name": "Zoé Faure", "email": "Zoe@acme.example", **said}
    return post("/organisation/people/newcomer/", data, by=by).status_code


@pytest.mark.parametrize("who", ["pia", "dora"])
def test_somebody_new_may_sign_in_at_once(cast: Cast, who: str) -> None:
    assert add(by=getattr(cast, who), is_pilot="on") == 204
    zoe = Person.objects.get(name="Zoé Faure")
    assert (zoe.organisation, zoe.key, zoe.email) == (cast.acme, "zoe-faure", "zoe@acme.example")
    assert (zoe.is_pilot, zoe.is_direction) == (True, False)
    assert zoe.user == User.objects.get(email="zoe@acme.example")
    assert Entry.objects.get().verb == "person.added"


def test_without_an_address_there_is_no_account(cast: Cast) -> None:
    assert add(by=cast.pia, email="") == 204
    assert Person.objects.get(name="Zoé Faure").user is None


def test_a_user_of_another_company_is_one_user(cast: Cast) -> None:
    assert add(by=cast.pia, email="jo@beta.example") == 204
    assert Person.objects.get(name="Zoé Faure").user == cast.beta_jo.user


@pytest.mark.parametrize("who", ["luc", "marie", "jo"])
def test_others_are_refused(cast: Cast, who: str) -> None:
    assert add(by=getattr(cast, who)) == 403
    assert not Person.objects.filter(name="Zoé Faure").exists()


def test_the_action_itself_refuses_others(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-pilot"):
        add_person(Introduced("Zoé"), by=cast.jo, at=NOW)


def test_a_person_added_in_another_company_is_not_seen_here(cast: Cast) -> None:
    assert add(by=cast.beta_dora) == 204
    assert not cast.acme.people.filter(name="Zoé Faure").exists()


def test_adding_twice_is_refused_with_a_sentence(cast: Cast) -> None:
    add(by=cast.pia)
    data = {"name": "Zoé F.", "email": "ZOE@acme.example"}
    response = post("/organisation/people/newcomer/", data, by=cast.pia)
    assert response.status_code == 422 and "déjà cette adresse" in words(response)
    assert cast.acme.people.filter(name__startswith="Zoé").count() == 1


def test_two_people_of_one_name_have_two_keys(cast: Cast) -> None:
    for email in ("one@acme.example", "two@acme.example"):
        add_person(Introduced("Zoé Faure", email), by=cast.pia, at=NOW)
    keys = cast.acme.people.filter(name="Zoé Faure").values_list("key", flat=True)
    assert set(keys) == {"zoe-faure", "zoe-faure-2"}


@pytest.mark.parametrize("said", [{"name": " "}, {"email": "zoe"}])
def test_what_cannot_be_is_shown_again(cast: Cast, said: dict[str, str]) -> None:
    assert add(by=cast.pia, **said) == 422
