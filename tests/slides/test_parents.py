"""POST /objectives/<pk>/parents/: what an objective serves."""

import pytest
from django.test import Client

from palier.journal.models import Entry
from palier.organisation.actions.units import Described, change_unit
from palier.organisation.rules import Kind, Refused
from palier.slides.actions import undo
from palier.slides.actions.serving import set_parents
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.queries.lines import candidates, refs_of
from tests.cast import NOW, Cast, make_slide


@pytest.fixture
def company(cast: Cast) -> Slide:
    return make_slide(cast.company, cast.coming, {"Durer": ["Résultat", "Marge"]})


@pytest.fixture
def objective(cast: Cast, company: Slide) -> Objective:
    slide = make_slide(cast.sales_france, cast.coming, {"Vendre": ["Rendez-vous"]})
    return Objective.objects.select_related("slide__unit").get(slide=slide)


def test_an_objective_serves_several_lines_above(
    client: Client, cast: Cast, company: Slide, objective: Objective
) -> None:
    above = Objective.objects.get(slide=company)
    margin = KeyResult.objects.get(title="Marge")
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    response = client.post(
        f"/objectives/{objective.pk}/parents/", {"serves": [above.ref, margin.ref]}
    )
    assert response.status_code == 200
    assert refs_of(objective) == [above.ref, margin.ref]
    assert Entry.objects.get().details["parents"] == [[], [above.ref, margin.ref]]


def test_only_lines_of_units_above_in_the_same_quarter_are_offered(
    cast: Cast, company: Slide, objective: Objective
) -> None:
    make_slide(cast.company, cast.past, {"Avant": []})
    make_slide(cast.platform, cast.coming, {"À côté": []})
    assert [line.title for line in candidates(objective)] == ["Durer", "Résultat", "Marge"]


def test_a_line_that_is_not_above_is_refused(cast: Cast, objective: Objective) -> None:
    beside = make_slide(cast.platform, cast.coming, {"À côté": []}).objectives.get()
    with pytest.raises(Refused, match="not-above"):
        set_parents(objective, [beside.ref], by=cast.marie, at=NOW)
    assert refs_of(objective) == []


def test_serving_nothing_any_more_is_kept_in_the_journal(
    cast: Cast, company: Slide, objective: Objective
) -> None:
    ref = Objective.objects.get(slide=company).ref
    set_parents(objective, [ref], by=cast.marie, at=NOW)
    set_parents(objective, [], by=cast.marie, at=NOW)
    set_parents(objective, [], by=cast.marie, at=NOW)
    assert refs_of(objective) == []
    assert Entry.objects.count() == 2


def test_others_are_refused_and_another_company_finds_nothing(
    client: Client, cast: Cast, objective: Objective
) -> None:
    for person, status in ((cast.hugo, 422), (cast.beta_marie, 404)):
        client.force_login(person.user)  # type: ignore[arg-type]
        assert client.post(f"/objectives/{objective.pk}/parents/").status_code == status


def test_what_an_objective_serves_is_undone_and_done_again(
    cast: Cast, company: Slide, objective: Objective
) -> None:
    above = Objective.objects.get(slide=company)
    set_parents(objective, [above.ref], by=cast.marie, at=NOW)
    for _ in range(2):
        undo.undo(objective.slide, by=cast.marie, at=NOW)
        assert refs_of(objective) == []
        undo.redo(objective.slide, by=cast.marie, at=NOW)
        assert refs_of(objective) == [above.ref]
    set_parents(objective, [], by=cast.jo, at=NOW)
    with pytest.raises(Refused, match="changed-since"):
        undo.undo(objective.slide, by=cast.marie, at=NOW)


def test_what_is_above_no_more_since_the_unit_was_moved_hinders_no_other_choice(
    cast: Cast, company: Slide, objective: Objective
) -> None:
    pole = make_slide(cast.sales, cast.coming, {"Croître": []}).objectives.get()
    set_parents(objective, [pole.ref], by=cast.marie, at=NOW)
    described = Described("Sales France", Kind.TEAM, cast.tech, cast.marie)
    change_unit(cast.sales_france, described, by=cast.pia, at=NOW)
    moved = Objective.objects.select_related("slide__unit").get(pk=objective.pk)
    margin = KeyResult.objects.get(title="Marge").ref
    # The panel offers lines above only: the pole's is not seen, and stays.
    set_parents(moved, [margin], before=[], by=cast.marie, at=NOW)
    assert refs_of(moved) == [pole.ref, margin]
    undo.undo(moved.slide, by=cast.marie, at=NOW)
    assert refs_of(moved) == [pole.ref]
