"""No serious accessibility fault, in light and dark, on a screen and on a phone (axe, WCAG 2.2)."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import BrowserContext, Page

from palier.accounts.models import User

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.urls")]

RULES = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
LOOKS = [("light", 1440), ("dark", 390)]  # each colour and each width once


def faults(page: Page) -> list[str]:
    """List what axe finds, with the places, as lines to read."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{fault['impact']} {fault['id']}: {node['html'][:160]} {node['failureSummary'][:300]}"
        for fault in found
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_components_can_be_used_by_all(
    sign_in: Callable[..., Page], scheme: str, width: int
) -> None:
    marie = User.objects.create_user("marie.laurent@acme.example")
    page = sign_in(marie, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto("/?errors=1&message=1")
    assert faults(page) == []
    page.get_by_text("Exporter").click()
    page.get_by_role("button", name="Ouvrir").click()
    assert faults(page) == []


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/signup/"])
def test_signing_in_can_be_done_by_all(
    new_context: Callable[..., BrowserContext], scheme: str, width: int, path: str
) -> None:
    page = new_context(color_scheme=scheme, viewport={"width": width, "height": 900}).new_page()
    page.goto(path)
    for summary in page.locator("summary").all():
        summary.click()
    assert faults(page) == []


@pytest.mark.parametrize("width", [320, 390, 1024, 1440])
def test_no_page_scrolls_sideways(sign_in: Callable[..., Page], width: int) -> None:
    marie = User.objects.create_user("marie.laurent@acme.example")
    page = sign_in(marie, viewport={"width": width, "height": 900})
    for path in ("/?errors=1", "/accounts/password/change/"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_what_is_pressed_on_a_phone_is_large_enough(sign_in: Callable[..., Page]) -> None:
    marie = User.objects.create_user("marie.laurent@acme.example")
    page = sign_in(marie, viewport={"width": 390, "height": 900})
    page.goto("/")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main .button, .place, main input, main select")]
          .filter((element) => element.checkVisibility())
          .filter((element) => !element.matches("[type=checkbox], [type=radio]"))
          .filter((element) => element.getBoundingClientRect().height < 44)
          .map((element) => element.outerHTML.slice(0, 120))"""
    )
    assert small == []
