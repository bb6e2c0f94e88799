"""POST /units/<pk>/description/"""

import pytest

from palier.journal.models import Entry
from palier.organisation.actions.units import Described, change_unit
from palier.organisation.models import Person, Unit
from palier.organisation.rules import Kind, Refused
from tests.cast import NOW, Cast, make_unit
from tests.organisation.pages import get_dialog, post, words


def change(cast: Cast, unit: Unit, *, by: Person, **said: str | int) -> int:
    data = {"name": unit.name, "kind": unit.kind, "parent": unit.parent_id or "", "head": ""}
    status = post(f"/units/{unit.pk}/description/", {**data, **said}, by=by).status_code
    unit.refresh_from_db()
    return status


@pytest.mark.parametrize("who", ["pia", "dora"])
def test_the_pilot_and_the_direction_rename_a_unit(cast: Cast, who: str) -> None:
    assert change(cast, cast.support, by=getattr(cast, who), name="Assistance") == 204
    assert cast.support.name == "Assistance"


def test_the_journal_keeps_what_was_before_and_after(cast: Cast) -> None:
    change(cast, cast.sales_france, by=cast.pia, name="France", head=cast.jo.pk)
    details = Entry.objects.get(verb="unit.changed").details
    assert (details["before"]["name"], details["after"]["name"]) == ("Sales France", "France")
    assert (details["before"]["head"], details["after"]["head"]) == (cast.marie.pk, cast.jo.pk)


def test_a_moved_unit_takes_all_below_it_along(cast: Cast) -> None:
    madrid = make_unit(cast.acme, Kind.TEAM, "Madrid", under=cast.sales_france)
    assert change(cast, cast.sales_france, by=cast.pia, parent=cast.tech.pk) == 204
    madrid.refresh_from_db()
    assert cast.sales_france.path == f"{cast.tech.path}{cast.sales_france.pk}/"
    assert madrid.path == f"{cast.sales_france.path}{madrid.pk}/"
    assert set(Unit.objects.below(cast.tech)) == {cast.platform, cast.sales_france, madrid}


def test_a_unit_whose_path_starts_alike_stays_where_it_is(cast: Cast) -> None:
    twin = make_unit(cast.acme, Kind.TEAM, "Twin", under=cast.sales)
    Unit.objects.filter(pk=twin.pk).update(path=cast.sales_france.path[:-1] + "9/")
    change(cast, cast.sales_france, by=cast.pia, parent=cast.tech.pk)
    twin.refresh_from_db()
    assert twin.path.startswith(cast.sales.path)


def test_a_unit_loses_its_head(cast: Cast) -> None:
    assert change(cast, cast.sales_france, by=cast.pia, head="") == 204
    assert cast.sales_france.head is None


@pytest.mark.parametrize("who", ["luc", "marie", "jo"])
def test_others_are_refused(cast: Cast, who: str) -> None:
    assert change(cast, cast.sales_france, by=getattr(cast, who), name="France") == 403
    assert cast.sales_france.name == "Sales France"


def test_the_action_itself_refuses_others(cast: Cast) -> None:
    described = Described("France", Kind.TEAM, cast.sales)
    with pytest.raises(Refused, match="not-pilot"):
        change_unit(cast.sales_france, described, by=cast.luc, at=NOW)


def test_another_company_sees_nothing(cast: Cast) -> None:
    assert change(cast, cast.support, by=cast.beta_dora, name="Ours") == 404


def test_changing_twice_writes_once(cast: Cast) -> None:
    for _time in range(2):
        assert change(cast, cast.support, by=cast.pia, name="Assistance") == 204
    assert Entry.objects.filter(verb="unit.changed").count() == 1


def test_a_unit_cannot_stand_under_itself(cast: Cast) -> None:
    madrid = make_unit(cast.acme, Kind.TEAM, "Madrid", under=cast.sales_france)
    assert change(cast, cast.sales_france, by=cast.pia, parent=madrid.pk) == 422
    described = Described("Sales France", Kind.TEAM, madrid)
    with pytest.raises(Refused, match="loop"):
        change_unit(cast.sales_france, described, by=cast.pia, at=NOW)


def test_a_name_taken_at_the_new_place_is_refused_with_a_sentence(cast: Cast) -> None:
    twin = make_unit(cast.acme, Kind.TEAM, "Twin", under=cast.sales)
    Unit.objects.filter(pk=twin.pk).update(name="SUPPORT")
    data = {"name": "Support", "kind": "team", "parent": cast.sales.pk, "head": ""}
    response = post(f"/units/{cast.support.pk}/description/", data, by=cast.pia)
    assert response.status_code == 422
    assert "Choisissez un autre nom" in words(response)


def test_a_pole_with_a_pole_under_it_cannot_become_a_team(cast: Cast) -> None:
    make_unit(cast.acme, Kind.POLE, "Export", under=cast.sales)
    assert change(cast, cast.sales, by=cast.pia, kind="team") == 422
    assert cast.sales.is_pole


def test_a_closed_unit_is_not_changed(cast: Cast) -> None:
    Unit.objects.filter(pk=cast.support.pk).update(closed_on=NOW.date())
    assert change(cast, cast.support, by=cast.pia, name="Assistance") == 422


def test_the_company_is_renamed_and_handed_over_and_stays_at_the_top(cast: Cast) -> None:
    assert change(cast, cast.company, by=cast.pia, name="Acme SA", head=cast.luc.pk) == 204
    assert (cast.company.name, cast.company.head) == ("Acme SA", cast.luc)
    assert (cast.company.parent, cast.company.kind) == (None, Kind.COMPANY)


def test_nobody_of_another_company_becomes_head_of_the_company(cast: Cast) -> None:
    described = Described("Acme", Kind.COMPANY, cast.company, cast.beta_jo)
    with pytest.raises(Refused, match="other-organisation"):
        change_unit(cast.company, described, by=cast.pia, at=NOW)


def test_the_dialog_offers_no_place_under_the_unit_itself(cast: Cast) -> None:
    page = words(get_dialog(f"/units/{cast.sales.pk}/description/", by=cast.pia))
    assert f'<option value="{cast.tech.pk}"' in page
    assert f'<option value="{cast.sales.pk}"' not in page
    assert f'<option value="{cast.sales_france.pk}"' not in page
