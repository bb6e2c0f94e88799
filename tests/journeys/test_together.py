"""Several people write on one slide at once, each in a real browser."""

import random
from collections.abc import Callable

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from playwright.sync_api import APIResponse, Page, Route, expect

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.slides.actions import lines
from palier.slides.models import KeyResult, Objective, Slide, Variant
from tests.cast import NOW, Cast, make_cast, make_slide

pytestmark = pytest.mark.together

SignIn = Callable[..., Page]
FIRST = "li.kr [data-field=title]"


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Donner envie": ["Rendez-vous", "NPS"]})


def opened(page: Page, server: str, slide: Slide) -> Page:
    page.goto(f"{server}/slides/{slide.pk}/")
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    return page


def saved(*pages: Page) -> None:
    for page in pages:
        expect(page.locator("[data-state]")).to_have_text("Enregistré.")


def title(slide: Slide) -> str:
    return KeyResult.objects.filter(objective__slide=slide).earliest("position").title


def caret(page: Page) -> tuple[str, str]:
    """Return the words before and after the caret."""
    before, after = page.evaluate(
        """() => {
          const { anchorNode: node, anchorOffset: at } = getSelection();
          return [node.textContent.slice(0, at), node.textContent.slice(at)];
        }"""
    )
    return before, after


def test_two_people_write_at_both_ends_of_a_line_and_see_each_other(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    marie, jo = (opened(sign_in(who.user), server, slide) for who in (cast.marie, cast.jo))
    for page, key in ((marie, "Home"), (jo, "End")):
        page.locator(FIRST).first.click()
        page.keyboard.press(key)
    for one, other in zip("Dix beaux ", " par mois!", strict=True):
        marie.keyboard.type(one)
        jo.keyboard.type(other)
    for page in (marie, jo):  # while both carets stand in the line
        expect(page.locator(FIRST).first).to_have_text("Dix beaux Rendez-vous par mois!")
    assert caret(marie) == ("Dix beaux ", "Rendez-vous par mois!")
    assert caret(jo) == ("Dix beaux Rendez-vous par mois!", "")
    saved(marie, jo)
    assert title(slide) == "Dix beaux Rendez-vous par mois!"
    assert not Variant.objects.exists()


def test_what_is_typed_without_a_pause_is_seen_while_it_is_typed(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    marie, jo = (opened(sign_in(who.user), server, slide) for who in (cast.marie, cast.jo))
    marie.locator(FIRST).first.click()
    marie.keyboard.press("End")
    for letter in " qualifiés et tenus":
        marie.keyboard.type(letter)
        marie.wait_for_timeout(60)
        if "qualif" in (jo.locator(FIRST).first.text_content() or ""):
            return
    pytest.fail("nothing was seen before the end")


def test_both_versions_of_the_same_words_are_kept_and_one_click_chooses(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    marie, jo = (opened(sign_in(who.user), server, slide) for who in (cast.marie, cast.jo))
    for page in (marie, jo):
        page.locator(FIRST).first.click()
        page.keyboard.press("Control+a")
    marie.keyboard.type("Visites")
    jo.keyboard.type("Appels")
    card = ".variant"
    for page in (marie, jo):
        expect(page.locator(card)).to_have_count(1)
    # Whoever was slower writes on without being stopped.
    slower, faster = (jo, marie) if title(slide) == "Visites" else (marie, jo)
    slower.keyboard.type(" par semaine")
    expect(faster.locator(card)).to_contain_text("par semaine")
    expect(slower.locator(FIRST).first).to_contain_text("par semaine")
    slower.keyboard.press("Escape")
    expect(slower.locator(FIRST).first).to_have_text(title(slide))
    saved(slower, faster)
    faster.keyboard.press("Escape")
    faster.locator(card).get_by_role("button", name="Prendre").dblclick()
    for page in (marie, jo):
        expect(page.locator(card)).to_have_count(0)
        expect(page.locator(FIRST).first).to_contain_text("par semaine")
    assert title(slide).endswith("par semaine")
    assert Variant.objects.get().choice == "taken"


def test_the_words_for_a_line_that_somebody_removes_bring_it_back(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    marie = opened(sign_in(cast.marie.user), server, slide)
    marie.locator(FIRST).last.click()
    marie.keyboard.press("End")
    marie.keyboard.type(" des clients")
    saved(marie)
    line = KeyResult.objects.select_related("objective__slide__unit").get(title__startswith="NPS")
    lines.remove(line, by=cast.jo, at=NOW)
    marie.keyboard.type(" suivis")
    card = marie.locator(".variant")
    expect(card).to_contain_text("NPS des clients suivis")
    marie.keyboard.type(" de près")  # the line stays under the fingers
    expect(card).to_contain_text("suivis de près")
    marie.keyboard.press("Escape")
    expect(marie.locator(FIRST)).to_have_count(1)
    card.get_by_role("button", name="Remettre").click()
    expect(marie.locator(FIRST).last).to_have_text("NPS des clients suivis de près")
    saved(marie)


def test_who_is_there_and_on_which_line_is_seen(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    marie, jo = (opened(sign_in(who.user), server, slide) for who in (cast.marie, cast.jo))
    head = marie.locator("[data-here]")
    expect(head.get_by_role("img", name="Jo Petit")).to_be_visible()
    jo.locator(FIRST).last.click()
    expect(head).to_contain_text("Jo Petit écrit")
    face = marie.locator(".marks").get_by_role("img", name="Jo Petit")
    expect(face).to_be_visible()
    line, box = marie.locator(FIRST).last.bounding_box(), face.bounding_box()
    assert line and box
    assert abs((line["y"] + line["height"] / 2) - (box["y"] + box["height"] / 2)) < 12
    jo.keyboard.press("Escape")
    expect(face).to_have_count(0)
    jo.close()
    expect(head.get_by_role("img")).to_have_count(0)


def test_a_lost_connection_keeps_the_words_and_sends_them_on_return(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn, script_errors: list[str]
) -> None:
    marie, jo = (opened(sign_in(who.user), server, slide) for who in (cast.marie, cast.jo))
    marie.context.set_offline(True)
    for page, key, words in ((marie, "Home", "Dix "), (jo, "End", " tenus")):
        page.locator(FIRST).first.click()
        page.keyboard.press(key)
        page.keyboard.type(words)
    saved(jo)
    expect(marie.locator("[data-state]")).to_contain_text("gardé sur cet appareil")
    marie.close()  # the tab too
    back = marie.context.new_page()
    marie.context.set_offline(False)
    back.goto(f"{server}/slides/")  # any page of theirs will do
    expect(back.get_by_text("sans connexion est enregistré")).to_be_visible()
    for page in (opened(back, server, slide), jo):
        expect(page.locator(FIRST).first).to_have_text("Dix Rendez-vous tenus")
    script_errors[:] = [error for error in script_errors if "ERR_INTERNET" not in error]


def test_a_session_that_ends_while_one_types_loses_nothing(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn, script_errors: list[str]
) -> None:
    page = opened(sign_in(cast.marie.user), server, slide)
    page.locator(FIRST).first.click()
    page.keyboard.press("End")
    Session.objects.all().delete()
    page.keyboard.type(" qualifiés")
    state = page.locator("[data-state]")
    expect(state).to_contain_text("déconnecté")
    state.get_by_role("link").click()
    page.wait_for_url("**/accounts/login/**")
    sign_in_again(page, server, cast.marie)
    page.goto(f"{server}/slides/{slide.pk}/")
    saved(page)
    assert title(slide) == "Rendez-vous qualifiés"
    script_errors.clear()


def test_who_signs_in_again_in_another_tab_goes_on_in_the_first(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn, script_errors: list[str]
) -> None:
    page = opened(sign_in(cast.marie.user), server, slide)
    page.locator(FIRST).first.click()
    page.keyboard.press("End")
    Session.objects.all().delete()
    page.keyboard.type(" qualifiés")
    expect(page.locator("[data-state]")).to_contain_text("déconnecté")
    page.context.clear_cookies(name="csrftoken")  # signing in makes another one
    for person, words in ((cast.jo, "déconnecté"), (cast.marie, "Enregistré.")):
        sign_in_again(page, server, person)
        other = page.context.new_page()
        other.goto(f"{server}/slides/")
        other.close()
        page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator("[data-state]")).to_contain_text(words)
    assert title(slide) == "Rendez-vous qualifiés"
    assert Entry.objects.get(verb="slide.edited").actor == cast.marie
    script_errors.clear()


def sign_in_again(page: Page, server: str, person: Person) -> None:
    client = Client()
    client.force_login(person.user)  # type: ignore[arg-type]
    key = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": key, "url": server}])


def test_an_answer_that_gets_lost_changes_nothing_twice(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn, script_errors: list[str]
) -> None:
    page = opened(sign_in(cast.marie.user), server, slide)
    lost: list[APIResponse] = []

    def lose_the_answer(route: Route) -> None:
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())  # the server has it
            route.abort()

    page.route("**/undo/", lose_the_answer)
    for word in ("Un", "Deux"):
        page.locator(FIRST).first.click()
        page.keyboard.press("Control+a")
        page.keyboard.type(word)
        page.keyboard.press("Escape")
        saved(page)
    page.keyboard.press("Escape")
    page.locator("[data-act=undo]").click()
    expect(page.locator("[data-state]")).to_contain_text("gardé sur cet appareil")
    saved(page)
    assert title(slide) == "Un"
    assert Objective.objects.count() == 1
    script_errors[:] = [error for error in script_errors if "ERR_FAILED" not in error]


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1])
def test_three_people_type_at_random_in_one_line_and_no_word_is_lost(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    people = {"marie": cast.marie, "jo": cast.jo, "luc": cast.luc}
    pages = {name: opened(sign_in(who.user), server, slide) for name, who in people.items()}
    written = [word for number in range(45) if (word := type_somewhere(pages, chance, number))]
    for page in pages.values():
        page.keyboard.press("Escape")
    saved(*(page for name, page in pages.items() if any(name in word for word in written)))
    for page in pages.values():
        expect(page.locator(FIRST).first).to_have_text(title(slide))
    there = " ".join([title(slide), *Variant.objects.values_list("text", flat=True)])
    assert len(written) > 10
    assert [word for word in written if word not in there] == []


def type_somewhere(pages: dict[str, Page], chance: random.Random, number: int) -> str:
    """Have somebody type a word between two others of the line; return it."""
    name = chance.choice(list(pages))
    page = pages[name]
    if chance.random() < 0.25:
        page.locator(FIRST).first.click()
    if page.evaluate("document.activeElement.dataset.field") != "title":
        return ""
    page.keyboard.press(chance.choice(["Home", "End"]))
    for _ in range(chance.randrange(4)):
        page.keyboard.press(chance.choice(["Control+ArrowLeft", "Control+ArrowRight"]))
    word = f"{name}{number}"
    page.keyboard.type(f" {word} ", delay=chance.choice([0, 20, 60]))
    if chance.random() < 0.2:
        page.keyboard.press("Escape")
    return word
