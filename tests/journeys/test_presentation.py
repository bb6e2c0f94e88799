"""Presenting a quarter, in a real browser, as at a board."""

import re
from collections.abc import Callable

import pytest
from django.db.models import F
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from palier.organisation.rules import Kind
from palier.slides.actions.words import edit
from palier.slides.models import Slide
from tests.cast import Cast, make_cast, make_slide, make_unit
from tests.ui.test_accessibility import faults

SignIn = Callable[..., Page]
ADDRESS = "/quarters/2027-Q1/presentation/"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def slides(cast: Cast) -> dict[str, Slide]:
    """Company, Support, Sales France, Écoute, Platform: in the order of the wall."""
    listening = make_unit(cast.acme, Kind.TEAM, "Écoute clients", under=cast.sales)
    make_slide(cast.sales_france, cast.current, {"Ce qui fut": ["Salons tenus"]})
    units = (cast.company, cast.support, cast.sales_france, listening, cast.platform)
    return {
        unit.name: make_slide(unit, cast.coming, {f"Objectif {unit.name}": ["Rendez-vous"]})
        for unit in units
    }


@pytest.fixture
def page(server: str, cast: Cast, slides: dict[str, Slide], sign_in: SignIn) -> Page:
    page = sign_in(cast.hugo.user)
    page.goto(ADDRESS)
    shows(page, "Acme", "1 / 5")
    return page


def stage(page: Page) -> Locator:
    return page.locator("[data-stage] article")


def shows(page: Page, unit: str, count: str) -> None:
    expect(page.locator("[data-name]")).to_have_text(unit)
    expect(page.locator("[data-count]")).to_have_text(count)
    expect(stage(page).last.locator("h2")).to_have_text(unit)


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(
    ("forward", "back"),
    [
        ("ArrowRight", "ArrowLeft"),
        ("ArrowDown", "ArrowUp"),
        ("PageDown", "PageUp"),
        ("Space", "Shift+Space"),
    ],
)
def test_keys_turn_the_slides(page: Page, forward: str, back: str) -> None:
    press(page, forward, forward)
    shows(page, "Sales France", "3 / 5")
    press(page, back)
    shows(page, "Support", "2 / 5")
    press(page, "End", forward)
    shows(page, "Platform", "5 / 5")
    press(page, "Home", back)
    shows(page, "Acme", "1 / 5")


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1440, 900), (1024, 768), (390, 844)])
def test_the_sheet_is_whole_and_as_large_as_the_window(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    box = stage(page).bounding_box()
    assert box
    assert box["width"] == pytest.approx(min(width, height * 16 / 9), abs=1)
    assert box["height"] == pytest.approx(box["width"] * 9 / 16, abs=1)
    assert box["x"] + box["width"] / 2 == pytest.approx(width / 2, abs=1)
    assert box["y"] + box["height"] / 2 == pytest.approx(height / 2, abs=1)


def test_a_click_at_a_side_turns_and_in_the_middle_does_not(page: Page) -> None:
    size = page.viewport_size
    assert size
    page.mouse.click(size["width"] * 0.9, size["height"] / 2)
    shows(page, "Support", "2 / 5")
    page.mouse.click(size["width"] * 0.5, size["height"] / 2)
    page.mouse.click(size["width"] * 0.9, size["height"] / 2)
    shows(page, "Sales France", "3 / 5")
    page.mouse.click(size["width"] * 0.1, size["height"] / 2)
    shows(page, "Support", "2 / 5")


def test_a_swipe_turns(server: str, cast: Cast, slides: dict[str, Slide], sign_in: SignIn) -> None:
    page = sign_in(cast.hugo.user, has_touch=True, viewport={"width": 390, "height": 844})
    page.goto(ADDRESS)
    shows(page, "Acme", "1 / 5")
    touch = page.context.new_cdp_session(page)

    def swipe(start: int, end: int, down: int = 0) -> None:
        kinds = {"touchStart": (start, 400), "touchMove": (end, 400 + down)}
        for kind, (x, y) in kinds.items():
            point = {"type": kind, "touchPoints": [{"x": x, "y": y}]}
            touch.send("Input.dispatchTouchEvent", point)
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    swipe(300, 100)
    shows(page, "Support", "2 / 5")
    swipe(200, 180)  # a tap that trembles
    swipe(200, 140, down=200)  # a scroll
    swipe(100, 300)
    shows(page, "Acme", "1 / 5")


def test_typing_a_name_leads_to_the_slide(page: Page) -> None:
    page.keyboard.type("ecoute")
    expect(page.get_by_role("option")).to_have_text([re.compile("Écoute clients")])
    press(page, "Enter")
    shows(page, "Écoute clients", "4 / 5")
    page.keyboard.type("Fra")  # the start of a word inside the name
    press(page, "Enter")
    shows(page, "Sales France", "3 / 5")
    page.keyboard.type("o")  # Support, Écoute, Platform
    expect(page.get_by_role("option")).to_have_count(3)
    press(page, "ArrowDown", "Enter")
    shows(page, "Écoute clients", "4 / 5")


def test_typing_a_number_leads_to_the_slide(page: Page) -> None:
    press(page, "5", "Enter")
    shows(page, "Platform", "5 / 5")


def test_a_name_that_nobody_has_leads_nowhere(page: Page) -> None:
    page.keyboard.type("zzz")
    expect(page.get_by_text("Aucun périmètre ne porte ce nom.")).to_be_visible()
    press(page, "Enter", "Escape")
    expect(page.get_by_role("combobox")).not_to_be_visible()
    shows(page, "Acme", "1 / 5")


def test_single_keys_can_be_switched_off(page: Page) -> None:
    press(page, "?")
    page.get_by_label("Utiliser les raccourcis d’une seule touche").uncheck()
    press(page, "Escape", "s", "-", "<", "ArrowRight")
    shows(page, "Support", "2 / 5")
    expect(page.get_by_role("combobox")).not_to_be_visible()
    expect(stage(page)).to_have_count(1)


def test_the_overview_shows_all_by_pole_and_opens_one(page: Page) -> None:
    press(page, "-")
    outline = page.get_by_role("navigation", name="Toutes les slides")
    expect(outline.locator("section > h2:visible")).to_have_text(["Acme", "Sales", "Tech"])
    expect(outline.locator("[data-sheet]")).to_have_count(5)
    expect(outline.get_by_role("link", name="Acme")).to_be_focused()
    press(page, "ArrowDown", "ArrowDown")
    expect(outline.get_by_role("link", name="Sales France")).to_be_focused()
    press(page, "ArrowRight", "Enter")
    expect(outline).not_to_be_visible()
    shows(page, "Écoute clients", "4 / 5")
    press(page, "-", "Home", "Escape")  # looked around, stayed
    shows(page, "Écoute clients", "4 / 5")


def test_the_past_slide_is_shown_at_the_left(page: Page) -> None:
    press(page, "3", "Enter", "<")
    expect(stage(page)).to_have_count(2)
    expect(stage(page).first).to_contain_text("Ce qui fut")
    expect(stage(page).last).to_contain_text("Objectif Sales France")
    past, coming = stage(page).first.bounding_box(), stage(page).last.bounding_box()
    assert past and coming
    assert past["x"] + past["width"] <= coming["x"]
    press(page, "ArrowRight")
    expect(page.locator("[data-stage]")).to_contain_text("Pas de slide au trimestre précédent.")
    press(page, "ArrowLeft")
    page.wait_for_url("**/?beside#unit-*")
    page.reload()
    expect(stage(page).first).to_contain_text("Ce qui fut")
    press(page, "<")
    expect(stage(page)).to_have_count(1)


def test_the_address_leads_back_to_the_slide(page: Page, slides: dict[str, Slide]) -> None:
    press(page, "ArrowRight", "ArrowRight")
    page.wait_for_url(f"**#unit-{slides['Sales France'].unit_id}")
    page.reload()
    shows(page, "Sales France", "3 / 5")
    page.goto(f"/slides/{slides['Support'].pk}/")
    page.go_back()
    shows(page, "Sales France", "3 / 5")
    page.goto(f"{ADDRESS}#unit-{slides['Platform'].unit_id}")
    shows(page, "Platform", "5 / 5")
    page.goto(f"{ADDRESS}#unit-0")
    shows(page, "Acme", "1 / 5")


def test_escape_leads_back_to_where_one_came_from(page: Page, slides: dict[str, Slide]) -> None:
    press(page, "Escape")
    page.wait_for_url("**/quarters/2027-Q1/slides/")
    slide = slides["Support"]
    page.goto(f"/slides/{slide.pk}/")
    page.locator(f"a[href$='#unit-{slide.unit_id}']").click()
    shows(page, "Support", "2 / 5")
    press(page, "Escape")
    page.wait_for_url(f"**/slides/{slide.pk}/")


def test_full_screen_comes_and_goes(page: Page) -> None:
    press(page, "Alt+Enter")
    button = page.get_by_role("button", name="Plein écran")
    expect(button).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.fullscreenElement === document.documentElement")
    press(page, "Escape")
    expect(button).to_have_attribute("aria-pressed", "false")
    shows(page, "Acme", "1 / 5")  # still presenting


def test_the_pointer_hides_and_the_bar_with_it(page: Page) -> None:
    bar = page.locator("[data-bar]")
    place = page.locator("#presentation")
    page.mouse.move(300, 300)
    expect(bar).to_have_css("opacity", "1")
    expect(bar).to_have_css("opacity", "0")
    expect(place).to_have_css("cursor", "none")
    page.mouse.move(320, 300)
    expect(bar).to_have_css("opacity", "1")
    expect(place).not_to_have_css("cursor", "none")
    expect(bar).to_have_css("opacity", "0")
    page.get_by_role("button", name="Slide suivante").focus()
    expect(bar).to_have_css("opacity", "1")
    press(page, "Space")  # presses the button, once
    shows(page, "Support", "2 / 5")


def test_a_dark_room_turns_the_paper_dark(page: Page) -> None:
    light = stage(page).evaluate("sheet => getComputedStyle(sheet).backgroundColor")
    press(page, ".")
    expect(page.get_by_role("button", name="Salle sombre")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(stage(page)).not_to_have_css("background-color", light)
    press(page, ".")
    expect(stage(page)).to_have_css("background-color", light)


def test_what_somebody_saves_is_shown_in_place(
    page: Page, cast: Cast, slides: dict[str, Slide]
) -> None:
    press(page, "2", "Enter")
    shows(page, "Support", "2 / 5")
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    objective = slides["Support"].objectives.get()
    edit(objective, "title", "Répondre le jour même", by=cast.hugo, at=timezone.now())
    expect(stage(page)).to_contain_text("Répondre le jour même")
    shows(page, "Support", "2 / 5")


def test_a_slide_that_comes_keeps_the_place(
    page: Page, cast: Cast, slides: dict[str, Slide]
) -> None:
    press(page, "End")
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    early = make_unit(cast.acme, Kind.TEAM, "Achats", under=cast.company)
    make_slide(early, cast.coming, {"Acheter mieux": ["k"]})
    objective = slides["Support"].objectives.get()
    edit(objective, "title", "Répondre", by=cast.hugo, at=timezone.now())
    shows(page, "Platform", "6 / 6")


def test_a_second_sheet_is_a_step_of_its_own(
    cast: Cast, slides: dict[str, Slide], sign_in: SignIn
) -> None:
    long = " ".join(["Rencontrer chacun de nos clients historiques dans leur magasin"] * 4)
    make_slide(
        make_unit(cast.acme, Kind.TEAM, "Vieux fichier", under=cast.tech),
        cast.coming,
        {f"Objectif {n}": [f"{long} {k}" for k in range(8)] for n in range(2)},
    )
    page = sign_in(cast.hugo.user)
    page.goto(ADDRESS)
    press(page, "End")
    shows(page, "Vieux fichier", "6 / 6 · 2 sur 2")
    press(page, "ArrowLeft")
    shows(page, "Vieux fichier", "6 / 6 · 1 sur 2")
    press(page, "ArrowLeft")
    shows(page, "Platform", "5 / 6")
    press(page, "ArrowRight", "ArrowRight", "ArrowRight")
    shows(page, "Vieux fichier", "6 / 6 · 2 sur 2")


def test_sheets_come_a_few_at_a_time(cast: Cast, slides: dict[str, Slide], sign_in: SignIn) -> None:
    for number in range(40):
        team = make_unit(cast.acme, Kind.TEAM, f"Magasin {number}", under=cast.tech)
        make_slide(team, cast.coming, {f"Ouvrir {number}": ["k"]})
    page = sign_in(cast.hugo.user)
    asked: list[list[str]] = []
    page.on(
        "request",
        lambda request: (
            asked.append(request.url.split("ids=")[1].split(",")) if "ids=" in request.url else None
        ),
    )
    page.goto(ADDRESS)
    press(page, "End")
    shows(page, "Magasin 39", "45 / 45")
    page.wait_for_load_state("networkidle")
    assert all(len(ids) <= 12 for ids in asked)
    assert len({number for ids in asked for number in ids}) <= 20  # around the first and the last
    press(page, "-", "Home")
    expect(page.locator("[data-outline] [data-sheet]").first).to_be_attached()
    assert page.locator("[data-outline] [data-sheet]").count() < 45


def test_printing_takes_every_sheet(page: Page, slides: dict[str, Slide]) -> None:
    page.evaluate(
        """window.print = () => {
          window.printed = document.querySelectorAll("[data-outline] [data-sheet]").length;
        }"""
    )
    page.get_by_role("button", name="Imprimer").click()
    page.wait_for_load_state("networkidle")
    assert page.evaluate("window.printed") == 5


def test_a_lost_server_is_asked_again(page: Page, script_errors: list[str]) -> None:
    Slide.objects.update(version=F("version") + 1)
    page.route("**/sheets/?ids=*", lambda route: route.fulfill(status=503))
    page.reload()
    press(page, "End")
    expect(page.locator("[data-stage] .blank")).to_have_text("Platform")
    page.unroute("**/sheets/?ids=*")
    shows(page, "Platform", "5 / 5")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_presenting_can_be_done_by_all(
    cast: Cast, slides: dict[str, Slide], sign_in: SignIn, scheme: str, width: int
) -> None:
    page = sign_in(cast.hugo.user, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(ADDRESS)
    shows(page, "Acme", "1 / 5")
    page.get_by_role("button", name="Slide suivante").focus()
    assert faults(page) == []
    press(page, "-")
    assert faults(page) == []
    press(page, "s")
    expect(page.get_by_role("option").first).to_be_visible()
    assert faults(page) == []
    press(page, "Escape", "?")
    assert faults(page) == []
