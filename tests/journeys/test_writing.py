"""Writing a slide in place, as its head does, in a real browser."""

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.rules.words import SlideState
from tests.cast import Cast, make_cast, make_slide

SignIn = Callable[..., Page]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Donner envie": ["Rendez-vous", "NPS"]})


def saved(page: Page) -> None:
    """Wait until everything typed is on the server."""
    expect(page.locator("[data-state]")).to_have_text("Enregistré.")


def titles(slide: Slide) -> list[list[str]]:
    return [
        [row.title for row in objective.key_results.all()]
        for objective in Objective.objects.filter(slide=slide)
    ]


def test_a_head_writes_a_slide_by_keyboard_alone(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    first = page.locator("li.kr [data-field=title]").first
    first.click()
    page.keyboard.press("End")
    page.keyboard.type(" qualifiés par semaine")
    page.keyboard.press("Tab")
    page.keyboard.type("1,2 → 3 RDV/sem.")
    page.keyboard.press("Enter")
    page.keyboard.type("Ventes du produit X")  # at once, before the server has answered
    page.keyboard.press("Tab")
    page.keyboard.type("0 -> 100 000 €")
    page.keyboard.press("Alt+ArrowUp")
    saved(page)
    expect(page.locator("li.kr [data-field=title]").first).to_have_text("Ventes du produit X")
    assert titles(slide) == [["Ventes du produit X", "Rendez-vous qualifiés par semaine", "NPS"]]
    row = KeyResult.objects.get(title="Ventes du produit X")
    assert (row.baseline, row.target, row.measure_unit) == (Decimal(0), Decimal(100_000), "€")
    meetings = KeyResult.objects.get(title__startswith="Rendez-vous")
    assert (meetings.baseline, meetings.measure_unit) == (Decimal("1.2"), "RDV/sem.")


def test_backspace_on_an_empty_line_takes_it_away_and_undo_brings_it_back(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    page.locator("li.kr [data-field=title]").nth(1).click()
    page.keyboard.press("Control+a")
    page.keyboard.press("Backspace")
    page.keyboard.press("Backspace")
    expect(page.locator("li.kr")).to_have_count(1)
    saved(page)
    assert titles(slide) == [["Rendez-vous"]]
    page.keyboard.press("Control+z")
    expect(page.locator("li.kr")).to_have_count(2)
    page.keyboard.press("Control+z")
    expect(page.locator("li.kr [data-field=title]").nth(1)).to_have_text("NPS")


def test_enter_on_an_empty_line_starts_an_objective(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    page.locator("li.kr [data-field=title]").last.click()
    page.keyboard.press("Enter")
    expect(page.locator("li.kr")).to_have_count(3)
    page.keyboard.press("Enter")
    expect(page.locator("section.objective")).to_have_count(2)
    page.keyboard.type("Une équipe au complet avant l’été")
    saved(page)
    assert Objective.objects.filter(slide=slide).last().title == "Une équipe au complet avant l’été"  # type: ignore[union-attr]


def test_several_lines_pasted_become_key_results(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    page.locator("li.kr [data-field=title]").last.click()
    page.keyboard.press("Control+a")
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/plain", "- Un\\n- Deux\\n\\n- Trois");
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("li.kr")).to_have_count(4)
    saved(page)
    assert titles(slide) == [["Rendez-vous", "Un", "Deux", "Trois"]]


@pytest.mark.together
def test_what_one_saves_the_other_sees_without_losing_their_place(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    marie, jo = sign_in(cast.marie.user), sign_in(cast.jo.user)
    for page in (marie, jo):
        page.goto(f"{server}/slides/{slide.pk}/")
        expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    jo.locator("li.kr [data-field=title]").last.click()
    jo.keyboard.press("End")
    jo.keyboard.type(" des clients")
    marie.locator("h3[data-field=title]").click()
    marie.keyboard.press("End")
    marie.keyboard.type(" de rester")
    expect(jo.locator("h3[data-field=title]")).to_have_text("Donner envie de rester")
    jo.keyboard.type(" rencontrés")
    expect(marie.locator("li.kr [data-field=title]").last).to_have_text(
        "NPS des clients rencontrés"
    )
    saved(jo)
    assert titles(slide) == [["Rendez-vous", "NPS des clients rencontrés"]]


def test_words_typed_while_the_line_is_cut_are_sent_when_it_is_back(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn, script_errors: list[str]
) -> None:
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    page.route("**/words/", lambda route: route.abort())
    page.locator("h3[data-field=title]").click()
    page.keyboard.press("End")
    page.keyboard.type(" de rester")
    expect(page.locator("[data-state]")).to_contain_text("gardé sur cet appareil")
    page.unroute("**/words/")
    page.goto(f"{server}/slides/{slide.pk}/")  # the page was closed in between
    saved(page)
    expect(page.locator("h3[data-field=title]")).to_have_text("Donner envie de rester")
    script_errors[:] = [error for error in script_errors if "ERR_FAILED" not in error]


def test_somebody_of_another_team_only_reads(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    page = sign_in(cast.hugo.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    expect(page.locator("h3[data-field=title]")).to_have_text("Donner envie")
    expect(page.locator("[contenteditable]")).to_have_count(0)


def test_a_line_is_carried_over_in_one_click(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    past = make_slide(
        cast.sales_france, cast.current, {"Avant": ["Pas fini"]}, state=SlideState.CLOSED
    )
    KeyResult.objects.filter(objective__slide=past).update(end_state="ko")
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/?beside")
    page.locator("[data-act=carry]").click()
    expect(page.locator(".editor li.kr")).to_have_count(3)
    expect(page.locator(".editor .tag")).to_have_text("↻ T4 2026")
    assert titles(slide)[-1] == ["Pas fini"]


def test_level_and_category_are_set_in_the_panel(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    cast.acme.categories.create(name="Croissance", colour=3)
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    page.locator("li.kr [data-field=title]").first.click()
    page.locator("#line-panel input[value=outcome]").check()
    expect(page.locator("li.kr").first.locator(".level.n3")).to_be_visible()
    page.locator("h3[data-field=title]").click()
    page.locator("#line-panel").get_by_text("Croissance").click()
    expect(page.locator("section.objective.cat-3")).to_have_count(1)
    saved(page)
    assert KeyResult.objects.get(title="Rendez-vous").level == "outcome"


def test_words_refused_stay_until_they_are_put_away(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn, script_errors: list[str]
) -> None:
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    page.locator("li.kr [data-field=title]").last.click()
    page.keyboard.press("End")
    Slide.objects.update(state=SlideState.SUBMITTED)  # from another page
    # Long enough for the first words to be refused while the last are typed.
    page.keyboard.type(" des clients que nous suivons", delay=60)
    card = page.locator("[data-refused] > *")
    expect(card).to_contain_text("NPS des clients que nous suivons")
    page.keyboard.type(" ici")  # over words that were refused
    expect(card).to_contain_text("NPS des clients que nous suivons ici")
    expect(page.locator("[data-field] .card")).to_have_count(0)
    page.reload()
    expect(page.locator("[data-writable]")).to_have_count(0)  # a closed slide is only read
    expect(card).to_contain_text("NPS des clients que nous suivons")
    card.get_by_role("button", name="Fermer").click()
    expect(card).to_have_count(0)
    Slide.objects.update(state=SlideState.DRAFT)
    page.reload()
    expect(page.locator("[data-writable]")).to_be_visible()
    expect(card).to_have_count(0)
    assert titles(slide) == [["Rendez-vous", "NPS"]]
    script_errors[:] = [error for error in script_errors if "422" not in error]


@pytest.mark.together
def test_a_line_moved_by_somebody_keeps_the_caret_of_who_writes_in_it(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    marie, jo = sign_in(cast.marie.user), sign_in(cast.jo.user)
    for page in (marie, jo):
        page.goto(f"{server}/slides/{slide.pk}/")
        expect(page.locator("html")).to_have_attribute("data-connected", "yes")
        page.locator("li.kr [data-field=title]").first.click()
    jo.keyboard.press("Home")
    jo.keyboard.type("Dix ")
    expect(marie.locator("li.kr [data-field=title]").first).to_have_text("Dix Rendez-vous")
    marie.keyboard.press("End")
    marie.keyboard.press("Alt+ArrowDown")
    expect(jo.locator("li.kr [data-field=title]").last).to_have_text("Dix Rendez-vous")
    jo.keyboard.type("grands ")
    marie.keyboard.type(" par mois")
    saved(jo)
    saved(marie)
    assert titles(slide) == [["NPS", "Dix grands Rendez-vous par mois"]]


def test_what_is_set_after_enter_goes_to_the_new_line(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    panel = page.locator("#line-panel")
    page.locator("li.kr [data-field=title]").first.click()
    expect(panel.locator(".panel-words")).to_have_text("Rendez-vous")
    page.keyboard.press("Enter")
    expect(panel.locator(".panel-words")).to_have_text("…")
    panel.locator("input[value=outcome]").check()
    saved(page)
    assert KeyResult.objects.get(level="outcome").title == ""


@pytest.mark.together
def test_words_unsent_on_a_shared_device_wait_for_who_typed_them(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn, script_errors: list[str]
) -> None:
    page = sign_in(cast.marie.user)
    other = page.context.new_page()
    for tab, line in ((page, 0), (other, 1)):  # two tabs, neither forgets the other's words
        tab.route("**/words/", lambda route: route.abort())
        tab.goto(f"{server}/slides/{slide.pk}/")
        tab.locator("li.kr [data-field=title]").nth(line).click()
        tab.keyboard.press("End")
        tab.keyboard.type(" !")
        expect(tab.locator("[data-state]")).to_contain_text("gardé sur cet appareil")
    for tab in (page, other):
        tab.goto("about:blank")
        tab.unroute("**/words/")
    for person in (cast.jo, cast.marie):
        client = Client()
        client.force_login(person.user)  # type: ignore[arg-type]
        key = client.cookies["sessionid"].value
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": server}])
        page.goto(f"{server}/slides/{slide.pk}/")
        if person == cast.jo:
            expect(page.locator("html")).to_have_attribute("data-connected", "yes")
            assert titles(slide) == [["Rendez-vous", "NPS"]]
    saved(page)
    assert titles(slide) == [["Rendez-vous !", "NPS !"]]
    script_errors[:] = [error for error in script_errors if "ERR_FAILED" not in error]


def test_a_click_puts_the_caret_where_it_points(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    words = "Signer des contrats de trois ans avec les grands comptes de l’agroalimentaire " * 3
    KeyResult.objects.filter(title="NPS").update(title=words.strip())
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    line = page.locator("li.kr [data-field=title]").last
    line.click(position={"x": 60, "y": 6})
    page.keyboard.type("#")
    text = line.text_content() or ""
    assert 0 < text.index("#") < 40
