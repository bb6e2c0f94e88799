"""The browser of the journeys notices what goes wrong in a page."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.cast import Cast

SIGN_IN = "/accounts/login/"


def test_a_page_loads_without_a_word_in_the_console(page: Page, script_errors: list[str]) -> None:
    page.goto(SIGN_IN)
    expect(page.locator("h1")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert script_errors == []


def test_a_script_error_is_noticed(page: Page, script_errors: list[str]) -> None:
    page.goto(SIGN_IN)
    with page.context.expect_event("weberror"):
        page.evaluate("setTimeout(() => { throw new Error('broken') })")
    assert any("broken" in error for error in script_errors)
    script_errors.clear()


def test_a_missing_file_is_noticed(page: Page, script_errors: list[str]) -> None:
    page.goto(SIGN_IN)
    with page.context.expect_event("console"):
        page.evaluate("fetch('/static/0000000000/nowhere.js')")
    assert any("404" in error for error in script_errors)
    script_errors.clear()


def test_what_the_security_policy_forbids_is_noticed(page: Page, script_errors: list[str]) -> None:
    page.goto(SIGN_IN)
    with page.context.expect_event("console"):
        page.evaluate("document.body.append(document.createElement('style'))")
        page.evaluate("document.querySelector('style').textContent = 'p { color: red }'")
    assert any("Content Security Policy" in error for error in script_errors)
    script_errors.clear()


def test_people_of_the_cast_sign_in(cast: Cast, sign_in: Callable[..., Page]) -> None:
    assert cast.marie.user
    page = sign_in(cast.marie.user)
    response = page.goto("/accounts/password/change/")
    assert response
    assert response.status == 200
    assert SIGN_IN not in page.url
