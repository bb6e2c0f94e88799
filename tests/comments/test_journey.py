"""Talking under a slide in real browsers, two at a time."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from palier.comments.models import Comment, Mention, Suggestion
from palier.organisation.actions.people import see_off
from palier.slides.models import KeyResult, Slide
from tests.cast import NOW, Cast, make_cast
from tests.comments.builders import MEETINGS, line_of, make_sheet, say

SignIn = Callable[..., Page]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_sheet(cast)


@pytest.fixture
def visit(server: str, slide: Slide, sign_in: SignIn) -> SignIn:
    """Open the slide as somebody, and wait until the page is live."""

    def open_page(person: object, **options: object) -> Page:
        page = sign_in(person.user, **options)  # type: ignore[attr-defined]
        page.goto(f"{server}/slides/{slide.pk}/")
        expect(page.locator("html")).to_have_attribute("data-connected", "yes")
        return page

    return open_page


def forget_lost_lines(errors: list[str]) -> None:
    """The browser and htmx log what did not get through, which is what the test is about."""
    lost = ("ERR_FAILED", "htmx:afterRequest", "htmx:sendError")
    errors[:] = [error for error in errors if not any(word in error for word in lost)]


def box(page: Page) -> Locator:
    return page.locator("[data-composer=slide] [name=body]")


def test_what_one_says_the_other_reads_and_answers(cast: Cast, slide: Slide, visit: SignIn) -> None:
    hugo, marie = visit(cast.hugo), visit(cast.marie)
    hugo.locator("[data-lines]").select_option(label=f"Sur\u00a0: {MEETINGS}")
    box(hugo).fill("Vous vendez **avant** la release ?")
    box(hugo).press("Control+Enter")
    expect(box(hugo)).to_have_value("")
    thread = marie.locator(".thread")
    expect(thread.locator("strong")).to_have_text("avant")
    expect(thread).to_contain_text("maintenant")
    expect(thread.locator(".on")).to_contain_text(MEETINGS)
    expect(marie.locator("[data-news]")).to_have_text("Hugo Blanc a écrit un commentaire.")
    badge = marie.locator(".mark-comments")
    expect(badge).to_have_accessible_name("Un fil ouvert sur cette ligne")
    badge.click()
    marie.keyboard.press("Enter")
    marie.keyboard.type("Oui, dès mars.")
    marie.keyboard.press("Control+Enter")
    expect(hugo.locator(".thread .comment")).to_have_count(2)
    assert Comment.objects.get(author=cast.marie).thread == Comment.objects.get(author=cast.hugo)


def test_one_changes_and_deletes_only_ones_own(cast: Cast, slide: Slide, visit: SignIn) -> None:
    question = say(slide, "Quand ?", by=cast.hugo)
    say(slide, "Demain.", by=cast.marie, thread=question)
    page = visit(cast.hugo)
    expect(page.locator(".comment-menu:visible")).to_have_count(1)
    expect(page.locator(".you:visible")).to_have_count(1)
    page.locator(".comment-menu:visible summary").click()
    page.get_by_role("button", name="Modifier").click()
    page.locator(".edit textarea").fill("Quand, et où ?")
    page.locator(".edit").get_by_role("button", name="Enregistrer").click()
    expect(page.locator(".said").first).to_have_text("Quand, et où ?")
    page.get_by_role("button", name="modifié").click()
    expect(page.locator(".wordings ins")).to_contain_text("et où")
    page.get_by_role("button", name="Fermer").click()
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator(".comment-menu:visible summary").click()
    page.get_by_role("button", name="Supprimer").click()
    expect(page.locator(".comment.deleted")).to_have_text("– Commentaire supprimé.")
    expect(page.locator(".said")).to_have_text("Demain.")


def test_a_person_is_named_by_keyboard(cast: Cast, slide: Slide, visit: SignIn) -> None:
    page, marie = visit(cast.hugo), visit(cast.marie)
    box(page).press_sequentially("Et toi @mar")
    options = page.locator("[role=option]")
    expect(options).to_have_count(2)
    expect(box(page)).to_have_attribute("aria-activedescendant", f"offer-{cast.marie.pk}")
    page.keyboard.press("ArrowDown")
    expect(box(page)).to_have_attribute("aria-activedescendant", f"offer-{cast.luc.pk}")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(box(page)).to_have_value("Et toi @Marie Laurent ")
    expect(options).to_have_count(0)
    page.keyboard.type("? @lu")
    expect(options).to_have_count(1)
    page.keyboard.press("Escape")
    expect(options).to_have_count(0)
    expect(box(page)).to_have_value("Et toi @Marie Laurent ? @lu")
    page.keyboard.press("Control+Enter")
    expect(marie.locator(".mention.me")).to_have_text("@Marie Laurent")
    expect(page.locator(".mention:not(.me)")).to_have_text("@Marie Laurent")
    assert [row.person for row in Mention.objects.all()] == [cast.marie]


def test_other_words_are_proposed_and_taken_in_one_click(
    cast: Cast, slide: Slide, visit: SignIn
) -> None:
    hugo, marie = visit(cast.hugo), visit(cast.marie)
    hugo.locator("li.kr").first.hover()  # who reads points at a line
    hugo.get_by_role("button", name="Commenter cette ligne").click()
    expect(hugo.locator("[data-lines]")).to_have_value(line_of(slide).ref)
    hugo.get_by_role("button", name="Proposer d’autres mots").click()
    proposed = hugo.locator("[name=proposed]")
    expect(proposed).to_have_value(MEETINGS)
    proposed.fill("Rendez-vous tenus par semaine")
    hugo.get_by_role("button", name="Envoyer").click()
    expect(hugo.locator(".suggestion del")).to_have_text("qualifiés")
    expect(hugo.get_by_role("button", name="Prendre")).to_have_count(0)
    marie.get_by_role("button", name="Prendre").click()
    line = hugo.locator("li.kr [data-field=title]").first
    expect(line).to_have_text("Rendez-vous tenus par semaine")
    expect(hugo.locator("details.resolved > summary")).to_have_text("1 fil clos")
    hugo.locator("details.resolved > summary").click()
    expect(hugo.locator(".suggestion")).to_contain_text("Prise par Marie Laurent.")
    assert Suggestion.objects.get().decided_by == cast.marie


def test_what_others_say_does_not_move_what_one_types(
    cast: Cast, slide: Slide, visit: SignIn
) -> None:
    question = say(slide, "Quand ?", by=cast.hugo)
    marie, hugo = visit(cast.marie, viewport={"width": 1440, "height": 500}), visit(cast.hugo)
    marie.locator(f"[data-answer='{question.pk}']").click()
    marie.keyboard.type("Je réfléchis")
    box(marie).click()
    marie.keyboard.type("Autre chose")
    before = box(marie).bounding_box()
    for number in range(3):
        box(hugo).fill(f"Ligne {number}\n\n\n\nfin")
        box(hugo).press("Control+Enter")
        expect(marie.locator(".thread")).to_have_count(number + 2)
    marie.keyboard.type(" encore")
    expect(box(marie)).to_have_value("Autre chose encore")
    expect(marie.locator(".thread textarea")).to_have_value("Je réfléchis")
    after = box(marie).bounding_box()
    assert before and after and abs(before["y"] - after["y"]) < 3


def test_a_double_click_says_it_once(cast: Cast, slide: Slide, visit: SignIn) -> None:
    page = visit(cast.hugo)
    box(page).fill("Une fois")
    page.get_by_role("button", name="Envoyer").dblclick()
    expect(page.locator(".thread")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    assert Comment.objects.count() == 1


def test_what_is_typed_survives_a_reload_and_a_lost_line(
    cast: Cast, slide: Slide, visit: SignIn, script_errors: list[str]
) -> None:
    question = say(slide, "Quand ?", by=cast.marie)
    page = visit(cast.hugo)
    page.locator("[data-lines]").select_option(line_of(slide).ref)
    box(page).fill("À demi éc")
    page.locator(f"[data-answer='{question.pk}']").click()
    page.keyboard.type("En mars")
    page.reload()
    expect(box(page)).to_have_value("À demi éc")
    expect(page.locator("[data-lines]")).to_have_value(line_of(slide).ref)
    expect(page.locator(".thread textarea")).to_have_value("En mars")
    page.route("**/comments/", lambda route: route.abort())
    box(page).press("Control+Enter")
    expect(page.locator(".toast.error")).to_contain_text("toujours là")
    page.unroute("**/comments/")
    page.reload()
    box(page).press("Control+Enter")
    expect(box(page)).to_have_value("")
    page.reload()
    expect(box(page)).to_have_value("")
    assert Comment.objects.get(author=cast.hugo).body == "À demi éc"
    forget_lost_lines(script_errors)


def test_an_answer_that_got_lost_makes_no_second_comment(
    cast: Cast, slide: Slide, visit: SignIn, script_errors: list[str]
) -> None:
    page = visit(cast.hugo)

    def lose(route: object) -> None:
        route.fetch()  # type: ignore[attr-defined]  # the server has it
        route.abort()  # type: ignore[attr-defined]  # the browser never knows

    page.route("**/comments/", lose, times=1)
    box(page).fill("Une seule fois")
    box(page).press("Control+Enter")
    expect(page.locator(".thread")).to_have_count(1)  # heard by the stream
    expect(box(page)).to_have_value("Une seule fois")
    box(page).press("Control+Enter")
    expect(box(page)).to_have_value("")
    assert Comment.objects.count() == 1
    forget_lost_lines(script_errors)


def test_words_typed_in_a_session_that_ended_wait_for_the_next(
    server: str, cast: Cast, slide: Slide, visit: SignIn, script_errors: list[str]
) -> None:
    page = visit(cast.hugo)
    box(page).fill("Avant la fin")
    cookies = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    box(page).press("Control+Enter")
    expect(page.locator(".toast.error")).to_contain_text("Votre session")
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(f"{server}/slides/{slide.pk}/")
    expect(box(page)).to_have_value("Avant la fin")
    script_errors[:] = [error for error in script_errors if "40" not in error]


def test_a_refusal_is_said_and_the_words_stay(cast: Cast, slide: Slide, visit: SignIn) -> None:
    page = visit(cast.hugo)
    box(page).fill("é" * 10_001)
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("[data-composer=slide] [role=alert]")).to_contain_text("trop long")
    assert len(box(page).input_value()) == 10_001
    box(page).fill("é")
    expect(page.locator("[data-composer=slide] [role=alert]")).to_have_count(0)


def test_c_comments_on_the_line_one_was_writing(cast: Cast, slide: Slide, visit: SignIn) -> None:
    page, line = visit(cast.marie), line_of(slide, "NPS")
    page.locator("li.kr [data-field=title]").last.click()
    expect(page.get_by_role("button", name="Commenter cette ligne")).to_have_text("+")
    page.keyboard.press("c")  # a letter like any other while one writes
    page.keyboard.press("Escape")
    page.keyboard.press("c")
    expect(box(page)).to_be_focused()
    expect(page.locator("[data-lines]")).to_have_value(line.ref)


def test_a_line_that_changed_or_went_is_told(cast: Cast, slide: Slide, visit: SignIn) -> None:
    first, second = line_of(slide), line_of(slide, "NPS")
    for line in (first, second):
        say(slide, "Quand ?", by=cast.hugo, line=line.ref)
    KeyResult.objects.filter(pk=first.pk).update(title="Autre chose")
    second.delete()
    Slide.objects.update(version=slide.version + 1)
    page = visit(cast.marie)
    threads = page.locator(".thread")
    expect(threads.nth(0).locator(".about")).to_contain_text("(modifiée depuis)")
    expect(threads.nth(1).locator(".about")).to_contain_text("(retirée depuis)")
    expect(threads.nth(1).locator(".about")).to_contain_text("NPS")


def test_who_has_left_hears_nothing_more(
    cast: Cast, slide: Slide, visit: SignIn, script_errors: list[str]
) -> None:
    page, marie = visit(cast.hugo), visit(cast.marie)
    see_off(cast.hugo, by=cast.pia, at=NOW)
    box(marie).fill("Entre nous")
    box(marie).press("Control+Enter")
    expect(marie.locator(".thread")).to_have_count(1)
    page.wait_for_timeout(600)
    expect(page.locator(".thread")).to_have_count(0)
    # A page whose line was closed asks once more, and is told that there is none.
    script_errors[:] = [error for error in script_errors if "404" not in error]
