"""Adding, moving and taking away lines, and taking it back."""

from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palier.organisation.rules import Refused
from palier.slides.actions import lines, undo, words
from palier.slides.actions.carrying import carry_over
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.queries.lines import text_of
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_slide


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Un": ["a", "b"], "Deux": ["c"]})


def picture(slide: Slide) -> dict[str, list[str]]:
    """What a reader sees of a slide: titles in their order."""
    return {
        objective.title: [row.title for row in objective.key_results.all()]
        for objective in Objective.objects.filter(slide=slide)
    }


def objective(slide: Slide, title: str) -> Objective:
    return Objective.objects.select_related("slide__unit").get(slide=slide, title=title)


def key_result(slide: Slide, title: str) -> KeyResult:
    rows = KeyResult.objects.select_related("objective__slide__unit")
    return rows.get(objective__slide=slide, title=title)


def test_a_line_goes_below_the_one_it_was_asked_from(cast: Cast, slide: Slide) -> None:
    first = key_result(slide, "a")
    lines.add_key_result(first.objective, after=first, title="a bis", by=cast.marie, at=NOW)
    lines.add_objective(slide, after=objective(slide, "Un"), title="Un bis", by=cast.marie, at=NOW)
    assert picture(slide) == {"Un": ["a", "a bis", "b"], "Un bis": [], "Deux": ["c"]}


def test_the_same_key_twice_adds_one_line(client: Client, cast: Cast, slide: Slide) -> None:
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    address = f"/objectives/{objective(slide, 'Deux').ref}/key-results/"
    answers = [client.post(address, {"key": "k-1f", "title": "d"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0]["X-Line"] == answers[1]["X-Line"]
    assert picture(slide)["Deux"] == ["c", "d"]


def test_a_key_result_moves_up_and_on_into_the_objective_above(cast: Cast, slide: Slide) -> None:
    assert lines.move(key_result(slide, "c"), -1, by=cast.marie, at=NOW)
    assert picture(slide) == {"Un": ["a", "b", "c"], "Deux": []}
    assert lines.move(key_result(slide, "c"), -1, by=cast.marie, at=NOW)
    assert picture(slide) == {"Un": ["a", "c", "b"], "Deux": []}


def test_there_is_nowhere_above_the_first(cast: Cast, slide: Slide) -> None:
    assert not lines.move(key_result(slide, "a"), -1, by=cast.marie, at=NOW)
    assert not lines.move(objective(slide, "Un"), -1, by=cast.marie, at=NOW)


def test_taking_an_objective_away_and_back_again(cast: Cast, slide: Slide) -> None:
    before = picture(slide)
    lines.remove(objective(slide, "Un"), by=cast.marie, at=NOW)
    assert picture(slide) == {"Deux": ["c"]}
    undo.undo(slide, by=cast.marie, at=NOW)
    assert picture(slide) == before
    undo.redo(slide, by=cast.marie, at=NOW)
    assert picture(slide) == {"Deux": ["c"]}


def test_undo_takes_back_only_ones_own_last_change(cast: Cast, slide: Slide) -> None:
    words.edit(key_result(slide, "a"), "title", "a de Marie", by=cast.marie, at=NOW)
    words.edit(key_result(slide, "b"), "title", "b de Jo", by=cast.jo, at=NOW)
    undo.undo(slide, by=cast.marie, at=NOW)
    assert picture(slide)["Un"] == ["a", "b de Jo"]
    with pytest.raises(Refused, match="nothing-to-undo"):
        undo.undo(slide, by=cast.marie, at=NOW)


def test_undo_never_overwrites_what_somebody_wrote_since(cast: Cast, slide: Slide) -> None:
    words.edit(key_result(slide, "a"), "title", "de Marie", by=cast.marie, at=NOW)
    words.edit(key_result(slide, "de Marie"), "title", "de Jo", by=cast.jo, at=NOW)
    with pytest.raises(Refused, match="changed-since"):
        undo.undo(slide, by=cast.marie, at=NOW)
    assert picture(slide)["Un"][0] == "de Jo"


def test_a_measure_is_taken_back_as_it_was(cast: Cast, slide: Slide) -> None:
    line = key_result(slide, "a")
    words.edit(line, "measure", "35 à 70 %", by=cast.marie, at=NOW)
    words.edit(key_result(slide, "a"), "measure", "0 → 100 000 €", by=cast.marie, at=NOW)
    undo.undo(slide, by=cast.marie, at=NOW)
    assert text_of(key_result(slide, "a"), "measure", "fr") == "35 → 70\u00a0%"


def test_wrong_role_cannot_add_move_or_remove(client: Client, cast: Cast, slide: Slide) -> None:
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    ref = key_result(slide, "a").ref
    posts = [
        client.post(f"/slides/{slide.pk}/objectives/"),
        client.post(f"/lines/{ref}/position/", {"step": "1"}),
        client.post(f"/lines/{ref}/removal/"),
        client.post(f"/slides/{slide.pk}/undo/"),
    ]
    assert [post.status_code for post in posts] == [422] * 4
    assert picture(slide) == {"Un": ["a", "b"], "Deux": ["c"]}


def test_an_unfinished_line_is_carried_once_with_the_value_it_reached(
    cast: Cast, slide: Slide
) -> None:
    past = make_slide(cast.sales_france, cast.current, {"Avant": ["fini", "raté"]})
    rows = KeyResult.objects.filter(objective__slide=past)
    rows.filter(title="fini").update(end_state="ok")
    rows.filter(title="raté").update(
        end_state="ko", kind="number", baseline=0, target=10, end_value=4
    )
    line = key_result(past, "raté")
    first = carry_over(line, slide, by=cast.marie, at=NOW)
    second = carry_over(line, slide, by=cast.marie, at=NOW)
    assert first == second
    assert picture(slide)["Avant"] == ["raté"]
    first.refresh_from_db()
    assert isinstance(first, KeyResult)
    assert (first.baseline, first.target, first.carried_from) == (Decimal(4), Decimal(10), line)


def test_a_line_of_another_unit_is_not_carried(cast: Cast, slide: Slide) -> None:
    other = make_slide(cast.support, cast.current, {"Ailleurs": ["x"]})
    with pytest.raises(Refused, match="other-unit"):
        carry_over(key_result(other, "x"), slide, by=cast.pia, at=NOW)


steps = st.lists(
    st.tuples(
        st.sampled_from(["add", "edit", "up", "down", "remove", "objective"]), st.integers(0, 9)
    ),
    max_size=8,
)


@pytest.mark.slow
@given(steps=steps)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    max_examples=settings().max_examples // 4,
)
def test_whatever_was_done_can_be_taken_back_to_the_start(
    cast: Cast, steps: list[tuple[str, int]]
) -> None:
    Slide.objects.all().delete()
    slide = make_slide(cast.sales_france, cast.coming, {"Un": ["a", "b"], "Deux": ["c"]})
    start = picture(slide)
    for verb, number in steps:
        _do(verb, number, slide, cast)
    end = picture(slide)
    count = 0
    while True:
        try:
            undo.undo(slide, by=cast.marie, at=NOW)
        except Refused:
            break
        count += 1
    assert picture(slide) == start
    for _ in range(count):
        undo.redo(slide, by=cast.marie, at=NOW)
    assert picture(slide) == end


def _do(verb: str, number: int, slide: Slide, cast: Cast) -> None:
    rows = list(
        KeyResult.objects.filter(objective__slide=slide).select_related("objective__slide__unit")
    )
    if verb == "objective" or not rows:
        title = f"o{number}-{Objective.objects.count()}"
        lines.add_objective(slide, title=title, by=cast.marie, at=NOW)
        return
    line = rows[number % len(rows)]
    match verb:
        case "add":
            lines.add_key_result(
                line.objective, after=line, title=f"n{number}", by=cast.marie, at=NOW
            )
        case "edit":
            words.edit(line, "title", f"{line.title}{number}", by=cast.marie, at=NOW)
        case "remove":
            lines.remove(line, by=cast.marie, at=NOW)
        case _:
            lines.move(line, -1 if verb == "up" else 1, by=cast.marie, at=NOW)


def test_a_closed_slide_is_not_touched(cast: Cast, slide: Slide) -> None:
    Slide.objects.update(state=SlideState.CLOSED)
    slide.refresh_from_db()
    with pytest.raises(Refused, match="locked"):
        lines.add_objective(slide, by=cast.marie, at=NOW)


def test_taking_back_needs_no_category_that_is_gone(cast: Cast, slide: Slide) -> None:
    first, second = (
        cast.acme.categories.create(name=name, colour=1) for name in ("Croissance", "Équipe")
    )
    line = objective(slide, "Un")
    for category in (first, second):
        words.edit(line, "category_id", str(category.pk), by=cast.marie, at=NOW)
    lines.remove(line, by=cast.marie, at=NOW)
    second.delete()
    undo.undo(slide, by=cast.marie, at=NOW)  # the line comes back without its colour
    assert objective(slide, "Un").category_id is None
    first.delete()
    with pytest.raises(Refused) as refused:
        undo.undo(slide, by=cast.marie, at=NOW)
    assert refused.value.code == "changed-since"


@pytest.mark.parametrize("number", ["9" * 30, "9" * 5000])
def test_a_number_past_every_row_names_nothing(
    client: Client, cast: Cast, slide: Slide, number: str
) -> None:
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    added = client.post(f"/slides/{slide.pk}/objectives/", {"after": f"objective-{number}"})
    assert added.status_code == 200
    address = f"/slides/{slide.pk}/carried-lines/"
    assert client.post(address, {"line": f"key-result-{number}"}).status_code == 404
    people = "/organisation/people/choices/"
    assert client.get(people, {"name": "members", "members": number}).status_code == 200
    wall = f"/quarters/{slide.cycle.key}/slides/{number[:30]}/"
    assert client.get(wall).status_code == 200
