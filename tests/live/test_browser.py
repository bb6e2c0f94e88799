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


def show_presence(page: Page, topic: str) -> None:
    """Do what a slide page does: be shown on a topic, and keep what is told."""
    page.evaluate(
        """topic => {
          window.seen = {};
          document.body.addEventListener(`presence:${topic}`, ({ detail }) => {
            window.seen = Object.fromEntries(
              detail.people.map(({ id, name, place }) => [id === detail.me ? "me" : name, place]));
          });
          document.body.insertAdjacentHTML("beforeend", `<i data-presence="${topic}"></i>`);
          document.body.dispatchEvent(new CustomEvent("htmx:afterSettle", { bubbles: true }));
        }""",
        topic,
    )


def go(page: Page, topic: str, *places: str) -> None:
    page.evaluate(
        """async ([topic, places]) => {
          const live = document.querySelector("script[src$='live/live.js']").src;
          const { whereabouts } = await import(live);
          for (const place of places) whereabouts(topic, place);
        }""",
        [topic, places],
    )


def wait_until_seen(page: Page, people: dict[str, str]) -> None:
    page.wait_for_function(
        """people => Object.keys(people).length === Object.keys(window.seen).length
          && Object.entries(people).every(([name, place]) => window.seen[name] === place)""",
        arg=people,
        timeout=5000,
    )


def test_two_pages_see_each_other_and_where_each_is(
    cast: Cast, page: Page, sign_in: Callable[..., Page]
) -> None:
    topic = cast.acme.topic
    other = sign_in(cast.marie.user)
    other.goto("/organisation/")
    for one in (page, other):
        show_presence(one, topic)
        wait_until_seen(one, {"me": ""} if one is page else {"me": "", "Dora Lenoir": ""})
    wait_until_seen(page, {"me": "", "Marie Laurent": ""})
    go(other, topic, "objective-1/title", "objective-2/title", "objective-3/title")
    wait_until_seen(page, {"me": "", "Marie Laurent": "objective-3/title"})
    wait_until_seen(other, {"me": "objective-3/title", "Dora Lenoir": ""})


def test_whoever_comes_back_says_again_where_they_are(
    cast: Cast, page: Page, sign_in: Callable[..., Page]
) -> None:
    topic = cast.acme.topic
    other = sign_in(cast.marie.user)
    other.goto("/organisation/")
    show_presence(page, topic)
    show_presence(other, topic)
    go(other, topic, "objective-1/title")
    wait_until_seen(page, {"me": "", "Marie Laurent": "objective-1/title"})
    revoke.person(cast.marie.pk)
    wait_until_seen(page, {"me": ""})
    wait_until_seen(page, {"me": "", "Marie Laurent": "objective-1/title"})
    other.evaluate(HIDE, True)
    wait_until_seen(page, {"me": ""})
    other.evaluate(HIDE, False)
    wait_until_seen(page, {"me": "", "Marie Laurent": "objective-1/title"})
