"""POST /people/<pk>/departure/ and /people/<pk>/return/"""

import pytest

from palier.journal.models import Entry
from palier.organisation.actions.people import see_off, welcome_back
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from tests.cast import NOW, Cast
from tests.organisation.pages import browser, get, post, words


def depart(person: Person, *, by: Person) -> int:
    status = post(f"/people/{person.pk}/departure/", by=by).status_code
    person.refresh_from_db()
    return status


@pytest.mark.parametrize("who", ["pia", "dora"])
def test_access_ends_at_once_and_units_have_no_head(cast: Cast, who: str) -> None:
    client = browser(cast.marie)
    assert client.get("/organisation/").status_code == 200
    assert depart(cast.marie, by=getattr(cast, who)) == 204
    assert client.get("/organisation/").status_code == 403
    cast.sales_france.refresh_from_db()
    assert cast.sales_france.head is None
    assert set(Entry.objects.values_list("verb", flat=True)) == {"person.left", "unit.changed"}


def test_they_belong_to_nothing_and_are_in_no_list(cast: Cast) -> None:
    depart(cast.jo, by=cast.pia)
    assert not cast.jo.memberships.exists()
    assert "Jo Petit" not in words(get("/organisation/people/", by=cast.luc))
    assert "Jo Petit" in words(get("/organisation/people/?left=1", by=cast.luc))


def test_the_unit_tells_that_its_head_left(cast: Cast) -> None:
    depart(cast.marie, by=cast.pia)
    page = words(get(f"/units/{cast.sales_france.pk}/", by=cast.luc))
    assert "Marie Laurent n’en est plus responsable." in page


@pytest.mark.parametrize("who", ["luc", "marie", "jo"])
def test_others_are_refused(cast: Cast, who: str) -> None:
    assert depart(cast.jo, by=getattr(cast, who)) == 403
    assert cast.jo.is_present


def test_the_actions_themselves_refuse_others(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-pilot"):
        see_off(cast.jo, by=cast.marie, at=NOW)
    with pytest.raises(Refused, match="not-pilot"):
        welcome_back(cast.jo, by=cast.marie, at=NOW)


def test_another_company_sees_nothing(cast: Cast) -> None:
    assert depart(cast.jo, by=cast.beta_dora) == 404
    assert post(f"/people/{cast.jo.pk}/return/", by=cast.beta_dora).status_code == 404


def test_leaving_twice_is_leaving_once(cast: Cast) -> None:
    assert (depart(cast.jo, by=cast.pia), depart(cast.jo, by=cast.pia)) == (204, 204)
    assert Entry.objects.count() == 1


def test_the_only_pilot_does_not_leave(cast: Cast) -> None:
    assert depart(cast.pia, by=cast.dora) == 422
    assert cast.pia.is_present


def test_who_comes_back_signs_in_again_without_the_units_of_before(cast: Cast) -> None:
    depart(cast.marie, by=cast.pia)
    for _time in range(2):
        assert post(f"/people/{cast.marie.pk}/return/", by=cast.pia).status_code == 204
    assert get("/organisation/", by=cast.marie).status_code == 200
    assert not cast.marie.headed_units.exists()
    assert Entry.objects.filter(verb="person.returned").count() == 1
