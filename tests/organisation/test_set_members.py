"""POST /units/<pk>/members/"""

import pytest

from palier.journal.models import Entry
from palier.organisation.actions.units import set_members
from palier.organisation.models import Person, Unit
from palier.organisation.rules import Refused
from tests.cast import NOW, Cast
from tests.organisation.pages import get_dialog, post, words


def choose(unit: Unit, *people: Person, by: Person) -> int:
    data = {"members": [person.pk for person in people]}
    return post(f"/units/{unit.pk}/members/", data, by=by).status_code


def members(unit: Unit) -> set[str]:
    return set(unit.memberships.values_list("person__key", flat=True))


@pytest.mark.parametrize("who", ["pia", "dora", "marie"])
def test_the_pilot_the_direction_and_the_head_choose_members(cast: Cast, who: str) -> None:
    assert choose(cast.sales_france, cast.jo, cast.sam, by=getattr(cast, who)) == 204
    assert members(cast.sales_france) == {"jo", "sam"}
    details = Entry.objects.get().details
    assert (details["before"], details["after"]) == ([cast.jo.pk], [cast.jo.pk, cast.sam.pk])


def test_everybody_can_be_taken_out(cast: Cast) -> None:
    assert choose(cast.sales_france, by=cast.marie) == 204
    assert members(cast.sales_france) == set()


@pytest.mark.parametrize("who", ["luc", "hugo", "jo"])
def test_others_are_refused(cast: Cast, who: str) -> None:
    assert choose(cast.sales_france, cast.sam, by=getattr(cast, who)) == 403
    assert members(cast.sales_france) == {"jo"}


def test_the_action_itself_refuses_others(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-pilot"):
        set_members(cast.sales_france, [cast.sam], by=cast.luc, at=NOW)


def test_another_company_sees_nothing(cast: Cast) -> None:
    assert choose(cast.sales_france, by=cast.beta_dora) == 404


def test_nobody_of_another_company_can_be_chosen(cast: Cast) -> None:
    assert choose(cast.sales_france, cast.beta_jo, by=cast.pia) == 422
    with pytest.raises(Refused, match="other-organisation"):
        set_members(cast.sales_france, [cast.beta_jo], by=cast.pia, at=NOW)
    assert members(cast.sales_france) == {"jo"}


def test_choosing_twice_writes_once(cast: Cast) -> None:
    for _time in range(2):
        assert choose(cast.sales_france, cast.sam, by=cast.pia) == 204
    assert Entry.objects.count() == 1


def test_a_closed_unit_keeps_its_members(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.support.pk).update(closed_on=NOW.date())
    assert choose(cast.support, cast.sam, by=cast.pia) == 422


def test_the_dialog_shows_the_members_and_offers_others(cast: Cast) -> None:
    page = words(get_dialog(f"/units/{cast.sales_france.pk}/members/", by=cast.marie))
    picked, found = page.split('class="found"')
    assert "Jo Petit" in picked and "checked" in picked
    assert "Sam Roux" in found and "Jo Petit" not in found and "checked" not in found


def test_the_search_sets_accents_aside_and_leaves_out_those_picked(cast: Cast) -> None:
    Person.objects.filter(pk=cast.sam.pk).update(name="Élodie Roux")
    address = f"/organisation/people/choices/?name=members&words=elodie&members={cast.jo.pk}"
    page = words(get_dialog(address, by=cast.marie))
    assert "Élodie Roux" in page and 'type="checkbox"' in page and "Jo Petit" not in page


def test_the_search_finds_nobody_of_another_company(cast: Cast) -> None:
    page = words(get_dialog("/organisation/people/choices/?words=marie", by=cast.beta_jo))
    assert f'value="{cast.beta_marie.pk}"' in page and f'value="{cast.marie.pk}"' not in page
