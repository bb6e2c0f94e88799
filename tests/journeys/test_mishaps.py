"""Hasty fingers, lost lines, full devices: what goes wrong while one writes loses nothing."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest
from playwright.sync_api import APIResponse, Page, Route, expect

from palier.slides.actions import lines, words
from palier.slides.models import KeyResult, Objective, Parent, Slide, Variant
from tests.cast import NOW, Cast, make_cast, make_slide

SignIn = Callable[..., Page]
PANEL = re.compile(r"/lines/[^/]+/\?")
TITLES = "li.kr [data-field=title]"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Donner envie": ["Un", "Deux", "Trois"]})


@pytest.fixture
def page(server: str, cast: Cast, slide: Slide, sign_in: SignIn) -> Page:
    return opened(sign_in(cast.marie.user), server, slide)


def opened(page: Page, server: str, slide: Slide) -> Page:
    page.goto(f"{server}/slides/{slide.pk}/")
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    return page


def saved(*pages: Page) -> None:
    for page in pages:
        expect(page.locator("[data-state]")).to_have_text("Enregistré.")


def titles() -> list[str]:
    rows = KeyResult.objects.order_by("objective__position", "position")
    return list(rows.values_list("title", flat=True))


def line(title: str) -> KeyResult:
    return KeyResult.objects.select_related("objective__slide__unit").get(title=title)


def write(page: Page, number: int) -> None:
    """Put the caret at the end of a key result."""
    page.locator(TITLES).nth(number).click()
    page.keyboard.press("End")


def paste(page: Page, text: str) -> None:
    page.evaluate(
        """(text) => {
          const data = new DataTransfer();
          data.setData("text/plain", text);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        text,
    )


def test_a_double_click_adds_or_takes_away_one_line(page: Page) -> None:
    page.locator("[data-act=add-objective]").dblclick()
    saved(page)
    assert Objective.objects.count() == 2
    write(page, 1)
    expect(page.locator("#line-panel .panel-words")).to_have_text("Deux")
    page.locator("#line-panel [data-act=remove]").dblclick()
    expect(page.locator(TITLES)).to_have_text(["Un", "Trois"])
    saved(page)
    assert titles() == ["Un", "Trois"]


def test_a_key_that_is_held_stops_at_the_empty_line(page: Page) -> None:
    write(page, 2)
    for _ in range(12):
        page.keyboard.down("Backspace")
    page.keyboard.up("Backspace")
    saved(page)
    assert titles() == ["Un", "Deux", ""]
    for _ in range(3):
        page.keyboard.down("Enter")
    page.keyboard.up("Enter")
    expect(page.locator("section.objective")).to_have_count(2)  # as one Enter makes there
    saved(page)
    assert titles() == ["Un", "Deux"]


def test_pasted_lines_are_seen_at_once_in_their_order(page: Page, script_errors: list[str]) -> None:
    page.context.set_offline(True)
    page.locator("h3[data-field=title]").click()
    page.keyboard.press("Control+a")
    paste(page, "Fidéliser\nA\nB\nC")
    expect(page.locator(TITLES)).to_have_text(["Un", "Deux", "Trois", "A", "B", "C"])
    page.keyboard.type(" !")  # at the end of the last one
    write(page, 0)
    page.context.set_offline(False)
    page.keyboard.type(" et", delay=50)  # the answers leave the caret alone
    saved(page)
    page.keyboard.type(" demi")
    saved(page)
    assert titles() == ["Un et demi", "Deux", "Trois", "A", "B", "C !"]
    assert Objective.objects.get().title == "Fidéliser"
    script_errors[:] = [error for error in script_errors if "ERR_INTERNET" not in error]


def test_what_two_people_set_in_the_panel_is_kept(
    page: Page, server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    make_slide(cast.sales, cast.coming, {"Vendre": [], "Recruter": []})
    other = opened(sign_in(cast.jo.user), server, slide)
    for one in (page, other):
        one.locator("h3[data-field=title]").click()
        one.locator("#line-panel summary").click()
    page.locator("[name=serves]").first.check()
    other.locator("[name=serves]").last.check()
    page.locator("[data-set=why]").fill("Ils partent")
    other.locator("[data-set=why]").fill("Nous vieillissons")
    for one in (page, other):
        one.locator("h3[data-field=title]").click()
        saved(one)
    expect(page.locator(".variant")).to_contain_text("Nous vieillissons")
    assert Objective.objects.get(slide=slide).why == "Ils partent"
    assert Variant.objects.get().text == "Nous vieillissons"
    assert Parent.objects.count() == 2
    for one in (page, other):  # and each sees what there is
        expect(one.locator("[name=serves]:checked")).to_have_count(2)
        expect(one.locator("[data-set=why]")).to_have_value("Ils partent")


def test_a_panel_that_cannot_follow_sets_nothing_on_another_line(
    page: Page, script_errors: list[str]
) -> None:
    write(page, 0)
    expect(page.locator("#line-panel .panel-words")).to_have_text("Un")
    page.route(PANEL, lambda route: route.abort())
    write(page, 1)
    expect(page.locator("#line-panel")).to_have_attribute("inert", "")
    page.unroute(PANEL)
    page.keyboard.type(" !")
    page.locator("[data-act=add-objective]").click()
    write(page, 1)
    expect(page.locator("#line-panel .panel-words")).to_have_text("Deux !")
    expect(page.locator("#line-panel")).not_to_have_attribute("inert", "")
    script_errors[:] = [error for error in script_errors if "ERR_FAILED" not in error]


def test_a_line_that_is_left_shows_what_everybody_sees(page: Page, cast: Cast) -> None:
    write(page, 1)
    lines.remove(line("Trois"), by=cast.jo, at=NOW)
    expect(page.locator(TITLES)).to_have_count(2)
    page.keyboard.type("x")
    words.edit(line("Deux"), "title", "Deux clients", before="Deux", by=cast.jo, at=NOW)
    page.keyboard.press("Backspace")  # nothing to send
    expect(page.locator(TITLES).nth(1)).to_have_text("Deux clients")
    lines.remove(line("Deux clients"), by=cast.jo, at=NOW)
    lines.remove(line("Un"), by=cast.jo, at=NOW)
    expect(page.locator(TITLES)).to_have_count(1)  # the one under the caret
    page.keyboard.press("Escape")
    expect(page.locator(TITLES)).to_have_count(0)


def test_a_line_that_is_left_breaks_as_on_every_screen(page: Page) -> None:
    whole = page.locator(TITLES).nth(1)
    write(page, 1)
    page.keyboard.type(
        " mots qui en font une longue ligne, à couper en deux au même endroit pour tous"
    )
    saved(page)
    page.locator("h1").click()
    breaks = whole.locator("br").count()
    assert breaks
    whole.click()
    expect(whole.locator("br")).to_have_count(0)
    page.locator("h1").click()
    expect(whole.locator("br")).to_have_count(breaks)


def test_a_no_break_blank_is_a_change(page: Page) -> None:
    write(page, 1)
    page.keyboard.insert_text("\u202f!")
    saved(page)
    for _ in range(2):
        page.keyboard.press("Backspace")
    page.keyboard.insert_text(" !")
    saved(page)
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    page.keyboard.press("Delete")
    page.keyboard.insert_text("\u202f")
    page.keyboard.press("Escape")
    saved(page)
    assert titles()[1] == "Deux\u202f!"


def test_half_a_word_of_an_input_method_is_sent_when_the_page_is_left(
    page: Page, server: str
) -> None:
    write(page, 1)
    tools = page.context.new_cdp_session(page)
    half = {"text": " 漢字", "selectionStart": 3, "selectionEnd": 3}
    tools.send("Input.imeSetComposition", half)
    page.goto(f"{server}/slides/")
    expect(page.locator("main")).to_contain_text("Deux 漢字")
    assert titles()[1] == "Deux 漢字"


def test_an_answer_that_was_overtaken_hides_no_version(page: Page, cast: Cast) -> None:
    held: list[tuple[Route, APIResponse]] = []
    page.route("**/words/", lambda route: held.append((route, route.fetch())))
    write(page, 0)
    page.keyboard.type(" client")
    while not held:  # the answer is there, and kept from the page
        page.wait_for_timeout(20)
    for who, text in ((cast.jo, "Visites"), (cast.luc, "Appels")):
        now = KeyResult.objects.select_related("objective__slide__unit").get(key="k2")
        words.edit(now, "title", text, before="Deux", by=who, at=NOW)
    expect(page.locator(".variant")).to_contain_text("Appels")
    route, response = held[0]
    route.fulfill(response=response)
    saved(page)
    expect(page.locator(".variant")).to_contain_text("Appels")


def test_a_device_that_keeps_nothing_asks_before_the_page_is_closed(
    page: Page, script_errors: list[str]
) -> None:
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new DOMException('full'); }; }"
    )
    page.context.set_offline(True)
    write(page, 1)
    page.keyboard.type(" !")
    expect(page.locator("[data-state]")).to_contain_text("Pas encore enregistré")
    page.on("dialog", lambda dialog: dialog.dismiss())
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    page.context.set_offline(False)
    saved(page)
    assert titles()[1] == "Deux !"
    script_errors[:] = [error for error in script_errors if "ERR_INTERNET" not in error]


def test_marks_stay_within_a_narrow_window(page: Page, cast: Cast) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    for who, text in ((cast.jo, "Visites"), (cast.luc, "Appels")):
        now = KeyResult.objects.select_related("objective__slide__unit").get(key="k2")
        words.edit(now, "title", text, before="Deux", by=who, at=NOW)
    expect(page.locator(".mark-versions")).to_be_visible()
    expect(page.locator(".mark-versions + .mark")).to_be_visible()  # two beside one line
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 390


def test_a_figure_is_read_in_the_language_of_its_page(page: Page, cast: Cast) -> None:
    user = cast.marie.user
    assert user is not None
    user.language = "en"  # chosen in another tab
    user.save()
    page.locator("li.kr [data-field=measure]").first.click()
    page.keyboard.type("0 → 1,5")
    saved(page)
    assert line("Un").target == Decimal("1.5")
    expect(page.locator("li.kr [data-field=measure]").first).to_contain_text("1,5")


def test_five_thousand_characters_pasted_come_in_whole_beside_what_others_write(
    page: Page, cast: Cast
) -> None:
    long = "mot " * 1249 + "fin."
    write(page, 1)
    words.edit(line("Deux"), "title", "Très Deux", before="Deux", by=cast.jo, at=NOW)
    page.keyboard.insert_text(" " + long)  # one line is pasted by the browser itself
    saved(page)
    assert titles()[1] == f"Très Deux {long}"
    expect(page.locator(TITLES).nth(1)).to_have_text(f"Très Deux {long}")
    page.keyboard.insert_text("x" * 10_000)  # more than a line may hold: refused, and kept
    expect(page.locator("[data-refused] > *")).to_contain_text("x" * 1000)
    assert titles()[1] == f"Très Deux {long}"
