"""Sharing and reading in real browsers: one who has signed in, one who has never been here."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect

from palier.organisation.rules import Kind
from palier.sharing.actions import revoke, share_deck, share_slide
from palier.sharing.models import Link
from palier.sharing.queries.reading import SCREEN
from palier.sharing.rules import Term
from palier.slides.models import Slide
from tests.cast import Cast, make_cast, make_slide, make_unit
from tests.ui.test_accessibility import LOOKS, faults

SignIn = Callable[..., Page]
NewContext = Callable[..., BrowserContext]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Donner envie": ["Rendez-vous", "NPS"]})


def make_deck(cast: Cast, count: int) -> Link:
    for number in range(count):
        unit = make_unit(cast.acme, Kind.TEAM, f"Équipe {number:03}", under=cast.sales)
        make_slide(unit, cast.coming, {f"Objectif {number:03}": ["Ventes", "Marge"]})
    at = timezone.now()
    return share_deck(cast.coming, term=Term.WEEK, label="", by=cast.pia, at=at)


def open_share(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="Partager").click()
    expect(page.get_by_role("dialog", name="Liens de lecture")).to_be_visible()
    expect(page.get_by_role("button", name="Créer un lien")).to_be_visible()


def test_a_link_is_made_copied_read_without_an_account_and_closed(
    cast: Cast, slide: Slide, sign_in: SignIn, new_context: NewContext, script_errors: list[str]
) -> None:
    page = sign_in(cast.marie.user, permissions=["clipboard-read", "clipboard-write"])
    open_share(page, f"/slides/{slide.pk}/")
    dialog = page.get_by_role("dialog", name="Liens de lecture")
    dialog.get_by_label("Pour qui").fill("La banque")
    dialog.get_by_role("button", name="Créer un lien").click()
    expect(dialog.get_by_role("status")).to_have_text("Le lien est prêt : copiez-le.")
    expect(dialog.get_by_text("La banque")).to_be_visible()
    expect(dialog.get_by_role("button", name="Copier")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("status")).to_have_text("Le lien est copié.")
    address = page.evaluate("navigator.clipboard.readText()")

    reader = new_context().new_page()
    sent: list[dict[str, str]] = []
    reader.on("request", lambda request: sent.append(request.all_headers()))
    reader.goto(address)
    expect(reader.get_by_role("heading", name="Donner envie")).to_be_visible()
    assert reader.context.cookies() == []
    assert len(sent) > 3
    # Fonts name the style sheet that asks for them.
    assert not [headers for headers in sent if "/read/" in headers.get("referer", "")]

    dialog.get_by_role("button", name="Fermer le lien").click()
    expect(dialog.get_by_role("status")).to_have_text("Le lien est fermé : il n’ouvre plus rien.")
    expect(dialog.get_by_role("button", name="Copier")).to_have_count(0)
    expect(dialog.get_by_role("button", name="Créer un lien")).to_be_focused()
    expect(reader.get_by_role("heading", name="Donner envie")).to_be_visible()
    reader.reload()
    expect(reader.get_by_role("heading", name="Ce lien n’ouvre rien")).to_be_visible()
    script_errors[:] = [error for error in script_errors if "404" not in error]


def test_where_there_is_no_clipboard_the_link_is_copied_all_the_same(
    cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    page = sign_in(cast.jo.user)
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.add_init_script("document.addEventListener('copy', () => { window.copied = true })")
    open_share(page, f"/slides/{slide.pk}/")
    page.get_by_role("button", name="Créer un lien").click()
    page.get_by_role("button", name="Copier").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_have_text("Le lien est copié.")
    assert page.evaluate("window.copied")
    page.evaluate("document.execCommand = () => false")
    page.get_by_role("button", name="Copier").click()
    expect(page.get_by_role("dialog").get_by_role("status")).to_contain_text("Ctrl+C")
    field = page.get_by_label("Adresse du lien")
    assert page.evaluate("getSelection().toString()") == field.input_value()


def test_two_presses_make_one_link(cast: Cast, slide: Slide, sign_in: SignIn) -> None:
    page = sign_in(cast.marie.user)
    open_share(page, f"/slides/{slide.pk}/")
    page.get_by_role("button", name="Créer un lien").dblclick()
    expect(page.get_by_role("button", name="Copier")).to_have_count(1)
    assert Link.objects.count() == 1


def test_the_list_of_all_links_follows(cast: Cast, slide: Slide, sign_in: SignIn) -> None:
    page = sign_in(cast.pia.user)
    page.goto("/organisation/settings/")
    page.get_by_role("link", name="Liens de lecture").click()
    expect(page.get_by_text("Aucun lien n’est ouvert")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    at = timezone.now()
    link = share_slide(slide, term=Term.DAY, label="La banque", by=cast.marie, at=at)
    expect(page.get_by_text("La banque")).to_be_visible()
    page.get_by_role("button", name="Fermer le lien").click()
    expect(page.get_by_text("Aucun lien n’est ouvert")).to_be_visible()
    link.refresh_from_db()
    assert link.revoked_by == cast.pia


def test_a_deck_is_read_by_keyboard_and_comes_as_one_reads(
    cast: Cast, new_context: NewContext
) -> None:
    deck = make_deck(cast, SCREEN + 3)
    page = new_context(viewport={"width": 1200, "height": 760}).new_page()
    page.goto(f"/read/{deck.token}/")
    expect(page.locator(".slide")).to_have_count(SCREEN)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("heading", name="Objectif 001")).to_be_in_viewport(ratio=1)
    page.keyboard.press("PageUp")
    expect(page.get_by_role("heading", name="Objectif 000")).to_be_in_viewport(ratio=1)
    page.keyboard.press("End")
    expect(page.locator(".slide")).to_have_count(SCREEN + 3)
    expect(page.get_by_role("link", name="Les slides suivantes")).to_have_count(0)


def test_a_deck_fills_the_screen(cast: Cast, new_context: NewContext) -> None:
    deck = make_deck(cast, 3)
    page = new_context(viewport={"width": 1280, "height": 720}).new_page()
    page.goto(f"/read/{deck.token}/")
    page.get_by_role("button", name="Plein écran").click()
    page.wait_for_function("document.fullscreenElement")
    page.keyboard.press("ArrowDown")
    sheet = page.locator(".slide").nth(1)
    expect(sheet).to_be_in_viewport(ratio=0.99)
    box = sheet.bounding_box()
    assert box is not None
    assert (round(box["width"]), round(box["height"])) == (1280, 720)


def test_a_link_closed_while_one_reads_gives_nothing_more(
    cast: Cast, new_context: NewContext, script_errors: list[str]
) -> None:
    deck = make_deck(cast, SCREEN + 1)
    page = new_context(viewport={"width": 1200, "height": 760}).new_page()
    page.goto(f"/read/{deck.token}/")
    revoke(deck, by=cast.pia, at=timezone.now())
    more = page.get_by_role("link", name="Les slides suivantes")
    with page.expect_response(lambda response: "?from=" in response.url) as answer:
        more.scroll_into_view_if_needed()
    assert answer.value.status == 404
    expect(page.locator(".slide")).to_have_count(SCREEN)
    more.click()
    expect(page.get_by_role("heading", name="Ce lien n’ouvre rien")).to_be_visible()
    script_errors[:] = [error for error in script_errors if "404" not in error]


def test_without_script_a_deck_is_read_whole(cast: Cast, new_context: NewContext) -> None:
    deck = make_deck(cast, SCREEN + 1)
    page = new_context(java_script_enabled=False).new_page()
    page.goto(f"/read/{deck.token}/")
    page.get_by_role("link", name="Les slides suivantes").click()
    expect(page.get_by_role("heading", name=f"Objectif {SCREEN:03}")).to_be_visible()


def test_a_deck_is_printed_one_sheet_a_page(cast: Cast, new_context: NewContext) -> None:
    deck = make_deck(cast, 3)
    page = new_context().new_page()
    page.goto(f"/read/{deck.token}/")
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") == 3


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_dialog_and_the_list_can_be_used_by_all(
    cast: Cast, slide: Slide, sign_in: SignIn, scheme: str, width: int
) -> None:
    at = timezone.now()
    share_slide(slide, term=Term.DAY, label="Le conseil " * 9, by=cast.pia, at=at)
    page = sign_in(cast.pia.user, color_scheme=scheme, viewport={"width": width, "height": 900})
    for address in ("/organisation/links/", f"/slides/{slide.pk}/links/"):
        page.goto(address)
        assert faults(page) == [], address
        assert overflow(page) <= 0, address
    open_share(page, f"/slides/{slide.pk}/")
    expect(page.get_by_role("button", name="Copier")).to_be_visible()
    assert faults(page) == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_what_a_link_opens_can_be_used_by_all(
    cast: Cast, new_context: NewContext, scheme: str, width: int, script_errors: list[str]
) -> None:
    deck = make_deck(cast, 2)
    window = {"width": width, "height": 900}
    page = new_context(color_scheme=scheme, viewport=window).new_page()
    for address in (f"/read/{deck.token}/", "/read/none/"):
        page.goto(address)
        assert faults(page) == [], address
        assert overflow(page) <= 0, address
    script_errors[:] = [error for error in script_errors if "404" not in error]


def overflow(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
