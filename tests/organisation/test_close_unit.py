"""POST /units/<pk>/closing/"""

import pytest

from palier.journal.models import Entry
from palier.organisation.actions.units import close_unit
from palier.organisation.models import Person, Unit
from palier.organisation.rules import Refused
from tests.cast import NOW, Cast, make_slide
from tests.organisation.pages import get, post, words


def close(unit: Unit, *, by: Person) -> int:
    status = post(f"/units/{unit.pk}/closing/", by=by).status_code
    unit.refresh_from_db()
    return status


@pytest.mark.parametrize("who", ["pia", "dora"])
def test_a_closed_unit_leaves_the_tree_and_keeps_its_past(cast: Cast, who: str) -> None:
    slide = make_slide(cast.support, cast.past, {"Répondre vite": ["90 % en une heure"]})
    assert close(cast.support, by=getattr(cast, who)) == 204
    assert cast.support.closed_on is not None
    assert "Support" not in words(get("/organisation/", by=cast.jo))
    assert get(f"/units/{cast.support.pk}/", by=cast.jo).status_code == 200
    slide.refresh_from_db()
    assert (slide.unit_name, slide.head) == ("Support", cast.hugo)


def test_its_head_heads_it_no_more(cast: Cast) -> None:
    close(cast.support, by=cast.pia)
    hugo = Person.objects.get(pk=cast.hugo.pk)
    assert hugo.standing.heads == {cast.platform.pk}


@pytest.mark.parametrize("who", ["hugo", "luc", "jo"])
def test_others_are_refused(cast: Cast, who: str) -> None:
    assert close(cast.support, by=getattr(cast, who)) == 403
    assert cast.support.closed_on is None


def test_the_action_itself_refuses_others(cast: Cast) -> None:
    with pytest.raises(Refused, match="not-pilot"):
        close_unit(cast.support, by=cast.hugo, at=NOW)


def test_another_company_sees_nothing(cast: Cast) -> None:
    assert close(cast.support, by=cast.beta_dora) == 404


def test_closing_twice_is_closing_once(cast: Cast) -> None:
    assert (close(cast.support, by=cast.pia), close(cast.support, by=cast.pia)) == (204, 204)
    assert Entry.objects.filter(verb="unit.closed").count() == 1


def test_a_pole_with_open_teams_is_not_closed(cast: Cast) -> None:
    response = post(f"/units/{cast.sales.pk}/closing/", by=cast.pia)
    assert response.status_code == 422 and "fermez-les" in words(response)
    close(cast.sales_france, by=cast.pia)
    assert close(cast.sales, by=cast.pia) == 204


def test_the_company_is_not_closed(cast: Cast) -> None:
    assert close(cast.company, by=cast.pia) == 422
