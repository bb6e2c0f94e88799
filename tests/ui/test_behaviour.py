"""What every page does in a real browser: words survive trouble, menus and keys work."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from palier.accounts.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.urls")]


@pytest.fixture
def page(sign_in: Callable[..., Page]) -> Page:
    page = sign_in(User.objects.create_user("marie.laurent@acme.example"))
    page.goto("/")
    return page


def send(page: Page, status: int, words: str = "Recruter trois sales") -> None:
    page.get_by_label("Mots").fill(words)
    page.get_by_label("Réponse").select_option(str(status))
    page.get_by_role("button", name="Envoyer").click()


def test_a_refusal_takes_the_place_of_the_fragment(page: Page) -> None:
    send(page, 422)
    expect(page.locator("#answer")).to_have_text("422: Recruter trois sales")


def test_a_busy_server_is_asked_again_with_the_words_as_they_are_by_then(page: Page) -> None:
    send(page, 503, "Recruter")
    expect(page.locator(".toast")).to_contain_text("Le serveur est occupé, nouvel essai…")
    page.get_by_label("Mots").fill("Recruter trois sales")
    expect(page.locator("#answer")).to_have_text("200: Recruter trois sales", timeout=15_000)
    expect(page.locator(".toast")).to_contain_text("ce qui attendait est enregistré")


def test_a_full_disk_is_said_in_the_words_of_the_server(
    page: Page, script_errors: list[str]
) -> None:
    send(page, 507)
    expect(page.locator(".toast.error")).to_contain_text("Le disque du serveur est plein")
    expect(page.get_by_label("Mots")).to_have_value("Recruter trois sales")
    script_errors.clear()  # the browser logs the 507 it was given


def test_what_is_gone_is_said(page: Page, script_errors: list[str]) -> None:
    send(page, 404)
    expect(page.locator(".toast.error")).to_contain_text("Ceci n’est plus ici")
    page.get_by_role("button", name="Masquer ce message").click()
    expect(page.locator(".toast")).to_have_count(0)
    script_errors.clear()


def test_an_ended_session_keeps_the_words_and_offers_to_sign_in(
    page: Page, script_errors: list[str]
) -> None:
    page.get_by_label("Mots").fill("Recruter trois sales")
    page.context.clear_cookies()
    page.locator("#ask-private").click()
    toast = page.locator(".toast.error")
    expect(toast).to_contain_text("Votre session est terminée")
    expect(toast.get_by_role("link", name="Se connecter")).to_have_attribute(
        "href", "/accounts/login/"
    )
    expect(page.get_by_label("Mots")).to_have_value("Recruter trois sales")
    expect(page.locator("#result")).to_be_empty()
    script_errors.clear()


def test_a_lost_network_is_said(page: Page, script_errors: list[str]) -> None:
    page.context.set_offline(True)
    send(page, 200)
    expect(page.locator(".toast.error")).to_contain_text("Le serveur ne répond pas")
    expect(page.get_by_label("Mots")).to_have_value("Recruter trois sales")
    script_errors.clear()


@pytest.mark.parametrize("form", ["#sample-form", "#htmx-form"])
def test_a_form_pressed_twice_leaves_once(page: Page, form: str) -> None:
    sent: list[str] = []

    def hold(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
            return
        sent.append(route.request.url)
        page.wait_for_timeout(200)
        route.fulfill(body="<p id='answer'>ok</p>", content_type="text/html")

    page.route("**/*", hold)
    page.locator(f"{form} .button").first.dblclick()
    expect(page.locator("#answer")).to_have_text("ok")
    assert len(sent) == 1


def test_a_menu_is_walked_and_closed_by_keyboard(page: Page) -> None:
    summary = page.locator("summary", has_text="Exporter")
    summary.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("link", name="Présentation (pptx)")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("button", name="Supprimer").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(summary).to_be_focused()
    expect(page.get_by_role("link", name="Présentation (pptx)")).to_be_hidden()


def test_a_menu_closes_when_one_presses_elsewhere(page: Page) -> None:
    page.get_by_text("Exporter").click()
    page.get_by_role("heading", name="Tous les composants").click()
    expect(page.get_by_role("link", name="Présentation (pptx)")).to_be_hidden()


def test_a_dialog_gives_the_focus_back(page: Page) -> None:
    opener = page.get_by_role("button", name="Ouvrir")
    opener.click()
    dialog = page.get_by_role("dialog", name="Supprimer cette ligne ?")
    expect(dialog).to_be_visible()
    dialog.get_by_role("button", name="Garder").click()
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()


def test_keys_open_the_help_press_buttons_and_can_be_switched_off(page: Page) -> None:
    page.keyboard.press("?")
    help_dialog = page.get_by_role("dialog", name="Raccourcis clavier")
    expect(help_dialog).to_contain_text("Ouvrir la fenêtre.")
    page.get_by_label("Utiliser les raccourcis d’une seule touche").uncheck()
    page.keyboard.press("Escape")
    page.keyboard.press("d")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_keys_are_letters_where_one_types(page: Page) -> None:
    page.get_by_label("Mots").press("d")
    expect(page.get_by_label("Mots")).to_have_value("d")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Mots").blur()
    page.keyboard.press("d")
    expect(page.get_by_role("dialog", name="Supprimer cette ligne ?")).to_be_visible()


def test_the_theme_chosen_is_kept(page: Page) -> None:
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sombre").click()
    page.reload()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    background = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(background) == "rgb(20, 23, 28)"


def test_the_language_is_changed_from_the_rail(page: Page) -> None:
    page.locator(".me summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_lost_stream_is_said_until_it_is_back(page: Page) -> None:
    banner = page.locator("[data-connection]")
    page.evaluate("document.documentElement.dataset.connected = 'yes'")
    expect(banner).to_be_hidden()
    page.evaluate("delete document.documentElement.dataset.connected")
    expect(banner).to_contain_text("La connexion est perdue", timeout=6_000)
    page.evaluate("document.documentElement.dataset.connected = 'yes'")
    expect(banner).to_be_hidden()


def test_a_long_sending_shows_a_bar(page: Page) -> None:
    page.route("**/saving/", lambda _route: None)  # the answer never comes
    send(page, 200)
    expect(page.locator("progress-bar")).to_be_visible()


def test_news_are_announced_and_left_to_those_who_read(page: Page) -> None:
    page.goto("/?message=1")
    toast = page.get_by_role("status").filter(has_text="C’est enregistré.")
    expect(toast).to_be_visible()
