"""Pieces are sent by keyboard alone, one after the other, on a page that stays where it is."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from palier.slides.models import KeyResult, Objective
from tests.cast import make_cast
from tests.exchange.imports import SALES
from tests.exchange.workbooks import written

ROWS = [["OKR Boutiques T1 2027"], *SALES[1:], ["Trois salons tenus"], ["Deux écoles visitées"]]


@pytest.fixture
def page(server: str, sign_in: Callable[..., Page], tmp_path: Path) -> Page:
    cast = make_cast()
    assert cast.pia.user is not None
    page = sign_in(cast.pia.user, viewport={"width": 1440, "height": 1000})
    file = tmp_path / "OKR T1 2027.xlsx"
    file.write_bytes(written(("Boutiques", ROWS)))
    page.goto("/imports/")
    page.set_input_files("#file", file)
    page.locator("#drop button").click()
    expect(page.locator("#part")).to_be_visible()
    return page


def test_by_keyboard_a_piece_goes_below_the_line_above_it_and_the_next_one_has_the_focus(
    page: Page,
) -> None:
    expect(page.locator("h1")).to_contain_text("3 lignes à placer")
    first = page.get_by_label("NB : à revoir avec le pôle")
    first.focus()
    page.keyboard.press("Space")
    expect(page.locator(".import-chosen")).to_have_text("1 ligne choisie")
    expect(page.locator("#sending-to")).to_have_value("key_result:Boutiques!B7")
    page.get_by_role("button", name="Comme key result à la suite").focus()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("2 lignes à placer")
    expect(page.locator("#piece-1")).to_be_focused()

    page.keyboard.press("Space")
    page.get_by_label("Deux écoles visitées").check()
    page.locator("#sending-to").select_option("objective:Boutiques!A4")
    page.get_by_role("button", name="Comme key result", exact=True).press("Enter")
    expect(page.locator("h1")).not_to_contain_text("à placer")
    page.get_by_role("button", name="Reprendre").first.press("Enter")
    expect(page.locator("h1")).to_contain_text("1 ligne à placer")

    page.get_by_role("button", name="Importer 2 objectifs et 6 key results").click()
    page.wait_for_url("**/slides/")
    assert Objective.objects.count() == 2 and KeyResult.objects.count() == 6


def test_a_line_of_the_slide_is_pointed_at_as_the_place(page: Page) -> None:
    page.get_by_label("Trois salons tenus").check()
    page.locator("[data-ref='key-result-1002']").click()
    expect(page.locator("#sending-to")).to_have_value("key_result:Boutiques!B5")
    expect(page.get_by_role("button", name="Comme responsable")).to_be_hidden()
