"""What a browser makes of the notices: events, across hidden tabs and lost lines."""

import time
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from palier.live import revoke, streams
from palier.live.publish import publish
from tests.cast import Cast, make_cast

pytestmark = pytest.mark.django_db(transaction=True)

LISTEN = """topic => {
  window.told = window.told ?? {};
  document.body.addEventListener(`live:${topic}`, () => {
    window.told[topic] = (window.told[topic] ?? 0) + 1;
  });
}"""
HIDE = """hidden => {
  Object.defineProperty(document, "hidden", { value: hidden, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
ADD = """topic => {
  document.body.insertAdjacentHTML("beforeend", `<i data-live="${topic}"></i>`);
  document.body.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
}"""


@pytest.fixture
def cast(server: str) -> Cast:
    return make_cast()


@pytest.fixture
def page(cast: Cast, sign_in: Callable[..., Page]) -> Page:
    page = sign_in(cast.dora.user)
    page.goto("/organisation/")
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    page.evaluate(LISTEN, cast.acme.topic)
    return page


def wait_until_told(page: Page, topic: str, times: int) -> None:
    page.wait_for_function(
        "([topic, times]) => (window.told[topic] ?? 0) === times", arg=[topic, times], timeout=5000
    )


def wait_until_closed() -> None:
    end = time.monotonic() + 5
    while streams._streams and time.monotonic() < end:
        time.sleep(0.02)
    assert not streams._streams


def test_a_notice_is_an_event_and_the_piece_is_asked_for(cast: Cast, page: Page) -> None:
    with page.expect_request(lambda request: "hx-request" in request.headers):
        publish(cast.acme.topic)
    wait_until_told(page, cast.acme.topic, 1)


def test_a_hidden_tab_is_silent_and_is_told_on_return(cast: Cast, page: Page) -> None:
    page.evaluate(HIDE, True)
    wait_until_closed()
    publish(cast.acme.topic)
    page.evaluate(HIDE, False)
    wait_until_told(page, cast.acme.topic, 1)
    page.evaluate(HIDE, True)
    wait_until_closed()
    page.evaluate(HIDE, False)
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    publish(cast.acme.topic)
    wait_until_told(page, cast.acme.topic, 2)  # nothing was told twice


def test_a_line_that_is_cut_heals_by_itself(cast: Cast, page: Page) -> None:
    revoke.everyone()
    expect(page.locator("html")).not_to_have_attribute("data-connected", "yes")
    publish(cast.acme.topic)
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    wait_until_told(page, cast.acme.topic, 1)


def test_a_topic_that_came_later_is_watched_too(cast: Cast, page: Page) -> None:
    topic = f"wall-{cast.current.pk}"
    page.evaluate(LISTEN, topic)
    with page.expect_request(lambda request: topic in request.url):
        page.evaluate(ADD, topic)
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    time.sleep(0.3)
    publish(topic)
    wait_until_told(page, topic, 1)
    publish(cast.acme.topic)
    wait_until_told(page, cast.acme.topic, 1)
