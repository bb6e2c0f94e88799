"""What stands around the sheet follows what others do."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from palier.live.publish import publish
from palier.organisation.actions.units import Described, change_unit
from palier.organisation.rules import Kind
from palier.slides.models import Slide
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_slide


def test_the_name_and_the_state_of_a_slide_follow(
    server: str, cast: Cast, sign_in: Callable[..., Page]
) -> None:
    slide = make_slide(cast.sales_france, cast.coming, {"Donner envie": ["NPS"]})
    page = sign_in(cast.jo.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    described = Described("Sales Nord", Kind.TEAM, cast.sales, cast.luc)
    change_unit(cast.sales_france, described, by=cast.pia, at=NOW)
    expect(page.locator("h1")).to_have_text("Sales Nord")
    expect(page.locator("#people")).to_contain_text("Luc Martin")
    page.locator("li.kr [data-field=title]").click()
    page.keyboard.press("End")
    page.keyboard.type(" des clients")
    Slide.objects.filter(pk=slide.pk).update(state=SlideState.SUBMITTED, version=99)
    publish(slide.topic)
    page.keyboard.press("Escape")
    expect(page.locator(".crumbs")).to_contain_text("Soumis")
    expect(page.locator("[data-writable]")).to_have_count(0)
