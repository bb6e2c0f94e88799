"""What a presentation is sent: the outline whole, the sheets a few at a time, to whom may see."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from palier.organisation.models import Person
from palier.organisation.rules import Kind, Stage
from palier.pages.queries.presentation import BATCH, FIRST
from palier.sheets.cache import forget_all
from palier.slides.models import Slide
from tests.cast import Cast, make_slide, make_unit

Get = Callable[..., HttpResponse]


@pytest.fixture
def slides(cast: Cast) -> dict[str, Slide]:
    units = (cast.platform, cast.sales_france, cast.support, cast.company)  # not in order
    return {unit.name: make_slide(unit, cast.coming, {unit.name: ["k"]}) for unit in units}


@pytest.fixture
def get(client: Client) -> Get:
    def visit(person: Person, path: str = "", key: str = "2027-Q1", **query: str) -> Any:
        assert person.user
        client.force_login(person.user)
        return client.get(f"/quarters/{key}/presentation/{path}", query)

    return visit


def text(response: HttpResponse) -> str:
    return response.content.decode()


def units_of(response: HttpResponse) -> list[str]:
    return re.findall(r"<span>([^<]+)</span></a>", text(response))


def ids_of(response: HttpResponse) -> set[int]:
    return {int(number) for number in re.findall(r'data-sheet="(\d+)"', text(response))}


def add_teams(cast: Cast, count: int, name: str = "Team") -> None:
    for number in range(count):
        team = make_unit(
            cast.acme, Kind.TEAM, f"{name} {number}", under=cast.sales, head=cast.marie
        )
        make_slide(team, cast.coming, {"Vendre": ["Un contrat"]})


def test_slides_come_in_the_order_of_the_wall(
    cast: Cast, slides: dict[str, Slide], get: Get
) -> None:
    shown = get(cast.marie)
    assert units_of(shown) == ["Acme", "Support", "Sales France", "Platform"]
    assert re.findall(r"<h2>([^<]+)</h2>\s*<ol", text(shown)) == ["Acme", "Sales", "Tech"]
    assert re.findall(r'<ol start="(\d+)"', text(shown)) == ["1", "2", "3", "4"]


def test_only_the_first_sheets_come_with_the_page(
    cast: Cast, slides: dict[str, Slide], get: Get
) -> None:
    add_teams(cast, 6)
    assert len(ids_of(get(cast.marie))) == FIRST
    outline = get(cast.marie, outline="")
    assert ids_of(outline) == set()
    assert len(units_of(outline)) == 10


def test_the_outline_is_light(cast: Cast, get: Get) -> None:
    add_teams(cast, 1)
    before = len(get(cast.marie, outline="").content)
    add_teams(cast, 10, "Bureau")
    after = len(get(cast.marie, outline="").content)
    assert (after - before) / 10 < 300  # bytes a slide, spaces of the template included


def test_a_unit_names_its_slide_of_the_quarter_before(
    cast: Cast, slides: dict[str, Slide], get: Get
) -> None:
    past = make_slide(cast.sales_france, cast.current, {"Tenir": ["k"]})
    make_slide(cast.platform, cast.past, {"Plus ancien": ["k"]})
    assert re.findall(r'data-past="(\d+)"', text(get(cast.marie))) == [str(past.pk)]


def test_the_first_quarter_offers_nothing_beside(cast: Cast, get: Get) -> None:
    make_slide(cast.sales_france, cast.past, {"Tenir": ["k"]})
    assert 'data-act="beside"' not in text(get(cast.marie, key="2026-Q3"))
    make_slide(cast.sales_france, cast.current, {"Tenir": ["k"]})
    assert 'data-act="beside"' in text(get(cast.marie, key="2026-Q4"))


def test_a_quarter_without_slides_says_what_to_do(cast: Cast, get: Get) -> None:
    shown = get(cast.marie)
    assert shown.status_code == 200
    assert "Rien à présenter pour le T1 2027" in text(shown)
    assert "/quarters/2027-Q1/slides/" in text(shown)


def test_an_unknown_quarter_is_not_found(cast: Cast, get: Get) -> None:
    assert get(cast.marie, key="2031-Q1").status_code == 404
    assert get(cast.marie, "sheets/", key="2031-Q1").status_code == 404


def test_another_company_sees_nothing(cast: Cast, slides: dict[str, Slide], get: Get) -> None:
    assert units_of(get(cast.beta_dora)) == []
    ids = ",".join(str(slide.pk) for slide in slides.values())
    assert ids_of(get(cast.beta_dora, "sheets/", ids=ids)) == set()


def test_before_sharing_a_member_is_shown_their_own_alone(
    cast: Cast, slides: dict[str, Slide], get: Get
) -> None:
    cast.acme.stages = [Stage.DEFINE]
    cast.acme.save()
    assert units_of(get(cast.jo)) == ["Sales France"]
    ids = ",".join(str(slide.pk) for slide in slides.values())
    assert ids_of(get(cast.jo, "sheets/", ids=ids)) == {slides["Sales France"].pk}


def test_a_sheet_is_as_new_as_the_slide(cast: Cast, slides: dict[str, Slide], get: Get) -> None:
    slide = slides["Support"]
    assert "Répondre" not in text(get(cast.marie, "sheets/", ids=str(slide.pk)))
    slide.objectives.update(title="Répondre le jour même")
    Slide.objects.filter(pk=slide.pk).update(version=2)
    assert "Répondre" in text(get(cast.marie, "sheets/", ids=str(slide.pk)))
    assert 'data-version="2"' in text(get(cast.marie, outline=""))


def test_the_past_may_be_asked_for_and_the_future_not(cast: Cast, get: Get) -> None:
    past = make_slide(cast.support, cast.past, {"Avant": ["k"]})
    later = make_slide(cast.support, cast.coming, {"Après": ["k"]})
    ids = f"{past.pk},{later.pk}"
    assert ids_of(get(cast.marie, "sheets/", key="2026-Q4", ids=ids)) == {past.pk}


@pytest.mark.parametrize("ids", ["one", "1;2", "-1", "9" * 19, "²", ",".join(["1"] * (BATCH + 1))])
def test_a_wrong_question_is_refused(cast: Cast, get: Get, ids: str) -> None:
    assert get(cast.marie, "sheets/", ids=ids).status_code == 400


def test_no_question_has_an_empty_answer(cast: Cast, get: Get) -> None:
    answer = get(cast.marie, "sheets/")
    assert (answer.status_code, text(answer).strip()) == (200, "")


@pytest.mark.parametrize("query", [{}, {"outline": ""}])
def test_more_slides_need_no_more_queries(
    cast: Cast, slides: dict[str, Slide], get: Get, query: dict[str, str]
) -> None:
    def queries() -> int:
        forget_all()
        with CaptureQueriesContext(connection) as captured:
            get(cast.marie, **query)
        return len(captured)

    get(cast.marie)
    before = queries()
    add_teams(cast, 10)
    assert queries() == before


def test_a_full_batch_needs_no_more_queries_than_one_sheet(cast: Cast, get: Get) -> None:
    add_teams(cast, BATCH)
    ids = [str(pk) for pk in Slide.objects.values_list("pk", flat=True)]

    def queries(wanted: list[str]) -> int:
        forget_all()
        with CaptureQueriesContext(connection) as captured:
            assert len(ids_of(get(cast.marie, "sheets/", ids=",".join(wanted)))) == len(wanted)
        return len(captured)

    queries(ids[:1])
    assert queries(ids) == queries(ids[:1])
