"""The remarks beside a slide follow what is written, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palier.slides.models import Dismissal, Slide
from tests.cast import Cast, make_cast, make_slide

SignIn = Callable[..., Page]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    lines = ["Lancer le site", "Participer au salon", "Publier un guide"]
    return make_slide(cast.sales_france, cast.coming, {"Vendre mieux": lines})


def test_remarks_follow_what_is_written_and_move_nothing(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    page = sign_in(cast.marie.user, viewport={"width": 1440, "height": 900})
    page.goto(f"{server}/slides/{slide.pk}/")
    remarks = page.locator(".findings > .checks > .remark")
    expect(remarks).to_have_count(2)
    expect(remarks.first).to_contain_text("« Participer » dit le travail")
    expect(page.locator(".mark-checks")).to_have_count(2)
    sheet = page.locator(f"#slide-{slide.pk}").bounding_box()
    line = page.locator("li.kr [data-field=title]").nth(1)
    line.click()
    page.keyboard.press("End")
    page.keyboard.type(" : 30 contacts pris")
    expect(remarks.first).to_contain_text("« Lancer » dit ce que vous ferez")
    expect(line).to_be_focused()
    assert page.locator(f"#slide-{slide.pk}").bounding_box() == sheet
    assert page.evaluate("scrollY") == 0


def test_a_remark_leads_to_its_line_is_ignored_and_shown_again(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    card = page.locator(".findings")
    card.get_by_role("button", name="Participer au salon", exact=True).click()
    expect(page.locator("li.kr [data-field=title]").nth(1)).to_be_focused()
    card.get_by_role("button", name="Ignorer").first.click()
    expect(card.locator("summary")).to_have_text("1 remarque ignorée")
    expect(page.locator("#findings-heading")).to_be_focused()
    expect(card.locator("> .checks > .remark").first).to_contain_text("Lancer le site")
    assert Dismissal.objects.get().code == "K5"
    card.locator("summary").click()
    card.get_by_role("button", name="Réafficher").click()
    expect(card.locator("> .checks > .remark").first).to_contain_text("Participer au salon")
    assert not Dismissal.objects.exists()


def test_what_one_ignores_the_other_no_longer_reads(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    marie, jo = sign_in(cast.marie.user), sign_in(cast.jo.user)
    for page in (marie, jo):
        page.goto(f"{server}/slides/{slide.pk}/")
        expect(page.locator("html[data-connected]")).to_be_attached()
    fold = jo.locator("[data-fold=others]")
    fold.locator("summary").click()
    marie.locator(".findings").get_by_role("button", name="Ignorer").first.click()
    expect(jo.locator(".findings [data-fold=dismissed] summary")).to_have_text("1 remarque ignorée")
    expect(jo.locator(".findings > .checks > .remark").first).to_contain_text("Lancer le site")
