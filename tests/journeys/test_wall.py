"""The wall of one follows what others do, in two real browsers."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from palier.organisation.actions.units import Described, change_unit
from palier.organisation.rules import Kind
from palier.pages.queries.wall import SCREEN
from palier.slides.actions.opening import open_slide
from palier.slides.models import Slide
from tests.cast import Cast, make_cast, make_slide, make_unit

SignIn = Callable[..., Page]
WALL = "/quarters/2027-Q1/slides/"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    make_slide(cast.platform, cast.coming, {"Tenir la charge": ["Disponibilité"]})
    return make_slide(cast.sales_france, cast.coming, {"Donner envie": ["Rendez-vous"]})


def open_wall(page: Page) -> Page:
    page.goto(WALL)
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    return page


def names(page: Page) -> list[str]:
    return [str(card.get_attribute("aria-label")) for card in page.locator(".card-slide a").all()]


def top_of(card: Locator) -> float:
    """Return where a card stands in the window, in pixels."""
    return float(card.evaluate("card => card.getBoundingClientRect().top"))


def write(page: Page, slide: Slide, words: str) -> None:
    page.goto(f"/slides/{slide.pk}/")
    page.locator("h3[data-field=title]").click()
    page.keyboard.press("End")
    page.keyboard.type(words)


def test_what_one_writes_shows_on_the_wall_of_another(
    cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    wall = open_wall(sign_in(cast.jo.user))
    asked: list[str] = []
    wall.on("request", lambda request: asked.append(request.url))
    card = wall.get_by_role("link", name="Sales France", exact=True)
    other = wall.get_by_role("link", name="Platform", exact=True)
    other.evaluate("card => { card.same = true }")
    card.focus()
    write(sign_in(cast.marie.user), slide, " d’acheter")
    expect(card.get_by_role("heading", name="Donner envie d’acheter")).to_be_visible()
    expect(card).to_be_focused()
    assert other.evaluate("card => card.same")  # what did not change is not put in anew
    pieces = {url.partition("?")[0] for url in asked if "/fragment/" in url}
    assert {piece.rpartition("fragment/")[2] for piece in pieces} == {f"{slide.topic}/"}


def test_a_reader_far_down_stays_where_they_are(cast: Cast, slide: Slide, sign_in: SignIn) -> None:
    for number in range(SCREEN + 6):
        unit = make_unit(cast.acme, Kind.TEAM, f"Équipe {number:03}", under=cast.sales)
        make_slide(unit, cast.coming, {f"Objectif {number:03}": ["Ventes", "Marge"]})
    wall = open_wall(sign_in(cast.jo.user))
    last = wall.get_by_role("link", name=f"Équipe {SCREEN + 5:03}")
    wall.keyboard.press("End")
    expect(last).to_be_attached()
    last.scroll_into_view_if_needed()
    assert wall.evaluate("scrollY") > 500
    before = top_of(last)
    write(sign_in(cast.marie.user), slide, " d’acheter")
    expect(wall.get_by_text("Donner envie d’acheter")).to_be_attached()
    expect(last).to_be_in_viewport()
    assert abs(top_of(last) - before) < 2
    assert len(names(wall)) == SCREEN + 8


def test_a_slide_that_is_opened_comes_in_its_place(
    cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    wall = open_wall(sign_in(cast.jo.user))
    expect(wall.get_by_text("2 slides")).to_be_visible()
    expect(wall.locator(".wall-missing")).to_contain_text("Support")
    open_slide(cast.support, cast.coming, by=cast.hugo, at=timezone.now())
    expect(wall.get_by_role("link", name="Support", exact=True)).to_be_visible()
    assert names(wall) == ["Support", "Sales France", "Platform"]
    expect(wall.locator(".wall-missing")).not_to_contain_text("Support")
    expect(wall.get_by_text("3 slides")).to_be_visible()


def test_a_unit_that_is_renamed_or_moved_is_so_on_the_wall(
    cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    wall = open_wall(sign_in(cast.jo.user))
    described = Described("Ventes France", Kind.TEAM, cast.tech, cast.marie)
    change_unit(cast.sales_france, described, by=cast.pia, at=timezone.now())
    card = wall.get_by_role("link", name="Ventes France", exact=True)
    expect(card.get_by_role("heading", name="Ventes France")).to_be_visible()
    assert names(wall) == ["Platform", "Ventes France"]
    expect(wall.locator(".pole-name").first).to_have_text("Tech 2")
