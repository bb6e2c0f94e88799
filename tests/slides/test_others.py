"""What one person does to a line never takes along what another has just written in it."""

import pytest
from django.test import Client

from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions import lines, serving, undo, words
from palier.slides.live import render_slide
from palier.slides.models import KeyResult, Objective, Slide, Variant
from palier.slides.queries.lines import refs_of
from tests.cast import NOW, Cast, make_slide


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Donner envie": ["Rendez-vous", "NPS"]})


@pytest.fixture
def nps(slide: Slide) -> KeyResult:
    return KeyResult.objects.select_related("objective__slide__unit").get(title="NPS")


@pytest.fixture
def objective(slide: Slide) -> Objective:
    return Objective.objects.select_related("slide__unit").get(slide=slide)


def titles() -> list[str]:
    return list(KeyResult.objects.values_list("title", flat=True))


def post(who: Person, address: str, **fields: str) -> int:
    client = Client()
    client.force_login(who.user)  # type: ignore[arg-type]
    return client.post(address, fields).status_code


def test_a_line_that_somebody_has_just_filled_is_not_removed(
    cast: Cast, slide: Slide, nps: KeyResult
) -> None:
    slide.refresh_from_db()
    words.edit(nps, "title", "NPS des clients", by=cast.jo, at=NOW)
    with pytest.raises(Refused, match="written-since"):
        lines.remove(nps, by=cast.marie, at=NOW, seen=slide.version)
    address = f"/lines/{nps.ref}/removal/"
    assert post(cast.marie, address, seen=str(slide.version)) == 422
    assert "NPS des clients" in titles()
    assert post(cast.jo, address, seen=str(slide.version)) == 200  # it is their own
    assert titles() == ["Rendez-vous"]


def test_an_objective_is_not_removed_with_a_line_somebody_has_just_added(
    cast: Cast, slide: Slide, objective: Objective
) -> None:
    slide.refresh_from_db()
    lines.add_key_result(objective, title="Appels", by=cast.jo, at=NOW)
    with pytest.raises(Refused, match="written-since"):
        lines.remove(objective, by=cast.marie, at=NOW, seen=slide.version)
    slide.refresh_from_db()
    lines.remove(objective, by=cast.marie, at=NOW, seen=slide.version)
    assert titles() == []


def test_undoing_an_added_line_leaves_what_somebody_wrote_in_it(
    cast: Cast, slide: Slide, objective: Objective
) -> None:
    added = lines.add_key_result(objective, by=cast.marie, at=NOW)
    words.edit(added, "title", "Appels", by=cast.jo, at=NOW)
    with pytest.raises(Refused, match="changed-since"):
        undo.undo(slide, by=cast.marie, at=NOW)
    assert "Appels" in titles()


def test_undoing_an_added_objective_leaves_the_line_somebody_moved_into_it(
    cast: Cast, slide: Slide, nps: KeyResult
) -> None:
    lines.add_objective(slide, title="Vendre", by=cast.marie, at=NOW)
    lines.move(nps, 1, by=cast.jo, at=NOW)
    with pytest.raises(Refused, match="changed-since"):
        undo.undo(slide, by=cast.marie, at=NOW)
    assert "NPS" in titles()


def test_removing_again_leaves_what_somebody_wrote_meanwhile(
    cast: Cast, slide: Slide, nps: KeyResult
) -> None:
    ref = nps.ref
    lines.remove(nps, by=cast.marie, at=NOW)
    undo.undo(slide, by=cast.marie, at=NOW)
    back = KeyResult.objects.select_related("objective__slide__unit").get(title="NPS")
    assert back.ref == ref
    words.edit(back, "title", "NPS des clients", by=cast.jo, at=NOW)
    with pytest.raises(Refused, match="changed-since"):
        undo.redo(slide, by=cast.marie, at=NOW)
    assert "NPS des clients" in titles()


def test_two_people_choose_what_an_objective_serves(
    cast: Cast, slide: Slide, objective: Objective
) -> None:
    above = make_slide(cast.company, cast.coming, {"Un": [], "Deux": [], "Trois": []})
    one, two, three = (row.ref for row in above.objectives.all())
    serving.set_parents(objective, [one], by=cast.marie, at=NOW)
    address = f"/objectives/{objective.pk}/parents/"
    # Jo saw "Un" chosen, and chose "Deux" instead; Marie saw it too, and chose "Trois" as well.
    assert post(cast.jo, address, serves=[two], before=["", one]) == 200  # type: ignore[arg-type]
    assert post(cast.marie, address, serves=[one, three], before=["", one]) == 200  # type: ignore[arg-type]
    assert refs_of(objective) == [two, three]


@pytest.mark.parametrize("field", ["level", "due_on", "nonsense", "why" * 9])
def test_only_words_are_kept_for_a_line_that_is_gone(
    cast: Cast, slide: Slide, nps: KeyResult, field: str
) -> None:
    ref = nps.ref
    lines.remove(nps, by=cast.marie, at=NOW)
    address = f"/lines/{ref}/words/"
    assert post(cast.jo, address, field=field, text="x", slide=str(slide.pk)) == 422
    assert not Variant.objects.exists()
    undo.undo(slide, by=cast.marie, at=NOW)
    assert post(cast.jo, address, field="title", text="NPS !", before="NPS") == 200


def test_who_only_reads_is_not_sent_the_versions_of_others(
    cast: Cast, slide: Slide, nps: KeyResult
) -> None:
    words.edit(nps, "title", "Appels", before="NPS", by=cast.marie, at=NOW)
    words.edit(nps, "title", "Visites", before="NPS", by=cast.jo, at=NOW)
    assert Variant.objects.get().text == "Visites"
    for who, is_sent in ((cast.marie, True), (cast.hugo, False)):
        client = Client()
        client.force_login(who.user)  # type: ignore[arg-type]
        sheet = client.get(f"/slides/{slide.pk}/sheet/").content.decode()
        assert ("Visites" in sheet) is is_sent
    shared = render_slide(slide.pk)  # what all who watch are sent, whoever they are
    assert shared
    assert "Appels" in shared
    assert "Visites" not in shared


def test_the_panel_of_a_line_that_is_gone_is_empty_for_those_who_see_the_slide(
    cast: Cast, slide: Slide, nps: KeyResult
) -> None:
    address = f"/lines/{nps.ref}/?slide={slide.pk}"
    lines.remove(nps, by=cast.jo, at=NOW)
    for who, status in ((cast.marie, 204), (cast.beta_marie, 404)):
        client = Client()
        client.force_login(who.user)  # type: ignore[arg-type]
        assert client.get(address).status_code == status
