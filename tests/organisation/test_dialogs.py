"""The dialogs of the organisation, in a browser."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from palier.organisation.models import Person
from tests.cast import Cast, make_cast, make_person

SignIn = Callable[..., Page]


def open_as(sign_in: SignIn, person: Person, address: str) -> Page:
    page = sign_in(person.user)
    page.goto(address)
    return page


def test_a_rename_shows_on_the_tree_of_everybody(sign_in: SignIn) -> None:
    cast = make_cast()
    pia = open_as(sign_in, cast.pia, "/organisation/")
    jo = open_as(sign_in, cast.jo, "/organisation/")
    expect(jo.locator("html")).to_have_attribute("data-connected", "yes")
    pia.get_by_role("link", name="Modifier Sales France").click()
    dialog = pia.get_by_role("dialog", name="Modifier Sales France")
    expect(dialog.get_by_label("Nom")).to_be_focused()
    dialog.get_by_label("Nom").fill("Sales Europe")
    pia.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    for page in (pia, jo):
        expect(page.get_by_role("link", name="Sales Europe", exact=True)).to_be_visible()
    expect(pia.get_by_role("link", name="Modifier Sales Europe")).to_be_focused()


def test_a_refusal_stays_in_the_dialog_with_what_was_typed(sign_in: SignIn) -> None:
    cast = make_cast()
    page = open_as(sign_in, cast.pia, f"/units/{cast.platform.pk}/")
    page.get_by_role("link", name="Modifier").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Nom").fill("Support")
    dialog.get_by_label("Rattaché à").select_option(str(cast.company.pk))
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Choisissez un autre nom")
    expect(dialog.get_by_label("Nom")).to_have_value("Support")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("heading", name="Platform")).to_be_visible()


def test_members_are_found_by_a_few_letters_and_kept_through_the_next_search(
    sign_in: SignIn,
) -> None:
    cast: Cast = make_cast()
    for number in range(12):
        make_person(cast.acme, f"Aa{number} Person")
    page = open_as(sign_in, cast.marie, f"/units/{cast.sales_france.pk}/")
    page.get_by_role("link", name="Choisir les membres").click()
    dialog = page.get_by_role("dialog")
    search = dialog.get_by_role("searchbox")
    for letters, name in (("tess", "Tess Garnier"), ("hug", "Hugo Blanc")):
        search.fill(letters)
        dialog.get_by_role("checkbox", name=name).check()
    expect(dialog.locator(".picked").get_by_role("checkbox")).to_have_count(3)
    dialog.get_by_role("checkbox", name="Jo Petit").uncheck()
    search.press("Enter")  # sends nothing
    dialog.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_role("heading", name="2 membres")).to_be_visible()
    expect(page.locator(".faces")).to_contain_text("Hugo Blanc")
    expect(page.locator(".faces")).not_to_contain_text("Jo Petit")
    expect(page.get_by_text("Ont quitté")).to_be_visible()


def test_a_card_that_was_closed_stays_closed_when_the_tree_refreshes(sign_in: SignIn) -> None:
    cast = make_cast()
    page = open_as(sign_in, cast.pia, "/organisation/")
    sales = page.locator(f"#branch-{cast.sales.pk}")
    sales.get_by_role("button", name="Équipes de Sales").click()
    expect(sales.get_by_text("Sales France")).to_be_hidden()
    page.get_by_role("link", name="Modifier Support").click()
    page.get_by_role("dialog").get_by_label("Nom").fill("Assistance")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Assistance", exact=True)).to_be_visible()
    expect(sales.get_by_text("Sales France")).to_be_hidden()
