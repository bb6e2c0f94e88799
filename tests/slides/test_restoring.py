"""POST /slides/<pk>/restoration/: bringing back a line, an objective, the whole slide."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palier.journal.models import Entry
from palier.journal.queries import about
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions import lines, restoring, serving, undo, words
from palier.slides.models import Slide
from palier.slides.queries.lines import refs_of, text_of
from palier.slides.queries.past import content_of, loosened
from palier.slides.rules.comparing import written
from palier.slides.rules.past import Content
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_cast, make_slide
from tests.slides.doing import drawn, staged, told
from tests.slides.test_lines import key_result, objective, picture


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Un": ["a", "b"], "Deux": ["c"]})


@pytest.fixture
def start(cast: Cast, slide: Slide) -> Entry:
    """The moment to come back to: the slide of the fixture, with a measure."""
    words.edit(key_result(slide, "a"), "measure", "0 → 3", by=cast.marie, at=NOW)
    return last(slide)


def last(slide: Slide) -> Entry:
    entry = about(slide.topic, organisation_id=slide.unit.organisation_id).first()
    assert entry
    return entry


def wording(content: Content) -> list[Any]:
    return [
        (row.serves, [(line.ref, written(line)) for line in (row, *row.key_results)])
        for row in content.objectives
    ]


def test_one_line_comes_back_and_the_others_stay(cast: Cast, slide: Slide, start: Entry) -> None:
    line = key_result(slide, "a")
    words.edit(line, "title", "autre", by=cast.jo, at=NOW)
    words.edit(line, "measure", "5 → 9 %", by=cast.jo, at=NOW)
    words.edit(key_result(slide, "b"), "title", "b de Jo", by=cast.jo, at=NOW)
    restoring.restore(slide, start, ref=line.ref, by=cast.marie, at=NOW)
    assert picture(slide)["Un"] == ["a", "b de Jo"]
    assert text_of(key_result(slide, "a"), "measure", "fr") == "0 → 3"


def test_a_removed_objective_comes_back_with_its_key_results(
    cast: Cast, slide: Slide, start: Entry
) -> None:
    ref = objective(slide, "Un").ref
    lines.remove(key_result(slide, "b"), by=cast.jo, at=NOW)
    lines.remove(objective(slide, "Un"), by=cast.jo, at=NOW)
    restoring.restore(slide, start, ref=ref, by=cast.marie, at=NOW)
    assert picture(slide) == {"Un": ["a", "b"], "Deux": ["c"]}
    assert list(picture(slide)) == ["Un", "Deux"]
    assert objective(slide, "Un").ref == ref


def test_a_key_result_whose_objective_is_gone_brings_it_alone(
    cast: Cast, slide: Slide, start: Entry
) -> None:
    line = key_result(slide, "b")
    lines.remove(objective(slide, "Un"), by=cast.jo, at=NOW)
    restoring.restore(slide, start, ref=line.ref, by=cast.marie, at=NOW)
    assert picture(slide) == {"Un": ["b"], "Deux": ["c"]}


def test_an_objective_lets_go_of_what_was_not_in_it(cast: Cast, slide: Slide, start: Entry) -> None:
    first = objective(slide, "Un")
    lines.add_key_result(first, title="neuf", by=cast.jo, at=NOW)
    lines.move(key_result(slide, "c"), -1, by=cast.jo, at=NOW)
    assert picture(slide) == {"Un": ["a", "b", "neuf", "c"], "Deux": []}
    restoring.restore(slide, start, ref=first.ref, by=cast.marie, at=NOW)
    assert picture(slide) == {"Un": ["a", "b"], "Deux": ["c"]}


def test_a_restoration_is_undone_at_once_and_seen_in_the_journal(
    cast: Cast, slide: Slide, start: Entry
) -> None:
    lines.remove(objective(slide, "Un"), by=cast.jo, at=NOW)
    lines.add_objective(slide, title="Trois", by=cast.jo, at=NOW)
    words.edit(key_result(slide, "c"), "title", "c de Jo", by=cast.jo, at=NOW)
    before = content_of(slide)
    done = restoring.restore(slide, start, by=cast.marie, at=NOW)
    steps = Entry.objects.filter(details__restores=start.pk)
    assert done.steps == steps.count() == 3
    assert {step.details["burst"] for step in steps} == {done.burst}
    undo.undo(slide, by=cast.marie, at=NOW)
    assert told(content_of(slide)) == told(before)
    undo.redo(slide, by=cast.marie, at=NOW)
    assert picture(slide) == {"Un": ["a", "b"], "Deux": ["c"]}


def test_what_was_measured_since_stays(cast: Cast, slide: Slide, start: Entry) -> None:
    line = key_result(slide, "a")
    words.edit(line, "current", "2", by=cast.jo, at=NOW)
    words.edit(line, "title", "autre", by=cast.jo, at=NOW)
    restoring.restore(slide, start, by=cast.marie, at=NOW)
    assert key_result(slide, "a").current == Decimal(2)


def test_a_colour_that_is_gone_is_left_out(cast: Cast, slide: Slide) -> None:
    category = cast.acme.categories.create(name="Croissance", colour=1)
    words.edit(objective(slide, "Un"), "category_id", str(category.pk), by=cast.marie, at=NOW)
    start = last(slide)
    words.edit(objective(slide, "Un"), "title", "Autre", by=cast.marie, at=NOW)
    category.delete()
    restoring.restore(slide, start, by=cast.marie, at=NOW)
    assert objective(slide, "Un").category is None


def test_an_objective_serves_again_what_is_still_there(cast: Cast, slide: Slide) -> None:
    company = make_slide(cast.company, cast.coming, {"Durer": ["Résultat", "Marge"]})
    below = objective(slide, "Un")
    kept, gone = (key_result(company, title) for title in ("Résultat", "Marge"))
    serving.set_parents(below, [kept.ref, gone.ref], by=cast.marie, at=NOW)
    start = last(slide)
    lines.remove(below, by=cast.marie, at=NOW)
    lines.remove(gone, by=cast.dora, at=NOW)
    restoring.restore(slide, start, by=cast.marie, at=NOW)
    assert refs_of(objective(slide, "Un")) == [kept.ref]


def test_twice_is_the_same_as_once(cast: Cast, slide: Slide, start: Entry) -> None:
    words.edit(key_result(slide, "a"), "title", "autre", by=cast.jo, at=NOW)
    first = restoring.restore(slide, start, by=cast.marie, at=NOW)
    second = restoring.restore(slide, start, by=cast.jo, at=NOW)
    assert (first.steps, second.steps) == (1, 0)


def test_an_imported_key_may_have_been_taken_since(cast: Cast, slide: Slide, start: Entry) -> None:
    first, third = objective(slide, "Un"), key_result(slide, "c")
    for row in (first, third):
        lines.remove(row, by=cast.jo, at=NOW)
    lines.add_objective(slide, key=first.key, title="même clé", by=cast.jo, at=NOW)
    second = objective(slide, "Deux")
    lines.add_key_result(second, key=third.key, title="même clé", by=cast.jo, at=NOW)
    restoring.restore(slide, start, ref="", by=cast.marie, at=NOW)
    assert picture(slide) == {"Un": ["a", "b"], "Deux": ["c"]}


def test_a_line_that_was_not_there_cannot_come_back(cast: Cast, slide: Slide, start: Entry) -> None:
    line = lines.add_objective(slide, title="Trois", by=cast.jo, at=NOW)
    with pytest.raises(Refused, match="no-such-line"):
        restoring.restore(slide, start, ref=line.ref, by=cast.marie, at=NOW)


def test_a_locked_slide_stays_as_it_is(cast: Cast, slide: Slide, start: Entry) -> None:
    Slide.objects.update(state=SlideState.SUBMITTED)
    slide.refresh_from_db()
    with pytest.raises(Refused, match="locked"):
        restoring.restore(slide, start, by=cast.marie, at=NOW)


def test_who_does_not_write_does_not_restore(
    client: Client, cast: Cast, slide: Slide, start: Entry
) -> None:
    words.edit(key_result(slide, "a"), "title", "autre", by=cast.jo, at=NOW)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    response = client.post(f"/slides/{slide.pk}/restoration/", {"entry": start.pk})
    assert response.status_code == 422
    assert picture(slide)["Un"] == ["autre", "b"]


def test_an_outsider_finds_nothing(client: Client, cast: Cast, slide: Slide, start: Entry) -> None:
    client.force_login(cast.beta_marie.user)  # type: ignore[arg-type]
    response = client.post(f"/slides/{slide.pk}/restoration/", {"entry": start.pk})
    assert response.status_code == 404


@pytest.mark.parametrize("entry", ["", "x", "0", "9" * 30])
def test_a_moment_of_another_slide_is_not_found(
    client: Client, cast: Cast, slide: Slide, start: Entry, entry: str
) -> None:
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    other = make_slide(cast.support, cast.coming, {"X": []})
    words.edit(objective(other, "X"), "title", "Y", by=cast.hugo, at=NOW)
    for name in (entry, str(last(other).pk)):
        response = client.post(f"/slides/{slide.pk}/restoration/", {"entry": name})
        assert response.status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_who_restore_at_once_bring_it_back_once() -> None:
    cast = make_cast()
    slide = make_slide(cast.sales_france, cast.coming, {"Un": ["a", "b"], "Deux": ["c"]})
    words.edit(key_result(slide, "a"), "title", "A", by=cast.marie, at=NOW)
    start = last(slide)
    lines.remove(objective(slide, "Un"), by=cast.jo, at=NOW)

    def bring_back(by: Person) -> int:
        try:
            mine = Slide.objects.select_related("unit", "cycle").get(pk=slide.pk)
            return restoring.restore(mine, start, by=by, at=NOW).steps
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as people:
        steps = list(people.map(bring_back, [cast.marie, cast.jo]))
    assert sorted(steps) == [0, 1]
    assert picture(slide) == {"Un": ["A", "b"], "Deux": ["c"]}


@pytest.mark.slow
@given(steps=drawn, moment=st.integers(0, 40))
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=settings().max_examples // 4,
)
def test_whatever_happened_the_slide_comes_back_and_goes_again(
    cast: Cast, steps: list[tuple[str, int, int]], moment: int
) -> None:
    with transaction.atomic():
        stage = staged(cast)
        stage.play("edit", 0, 1)
        for step in steps:
            stage.play(*step)
        before = content_of(stage.slide)
        entry, content = stage.moments[moment % len(stage.moments)]
        done = restoring.restore(stage.slide, entry, by=cast.luc, at=NOW)
        after = content_of(stage.slide)
        assert wording(after) == wording(loosened(content, stage.slide))
        if done.steps:
            undo.undo(stage.slide, by=cast.luc, at=NOW)
            assert told(content_of(stage.slide)) == told(before)
        transaction.set_rollback(True)
