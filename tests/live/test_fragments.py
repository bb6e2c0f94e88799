"""A piece that all see alike is rendered once for each change and language, and kept."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from django.utils import translation
from starlette.responses import HTMLResponse

from palier.live import elsewhere, fragments, revoke, topics
from palier.live.fragments import Shelf
from palier.live.publish import publish
from palier.organisation.models import Person
from tests.cast import Cast, make_cast
from tests.live.page import cookies_of, open_page

pytestmark = pytest.mark.django_db(transaction=True)


def wait_until_heard() -> None:
    """Wait until the server hears of the changes of other processes: only then it keeps pieces."""
    end = time.monotonic() + 10
    while not any(loop.is_running() for loop in elsewhere._hearing):
        assert time.monotonic() < end, "the stream did not begin to listen"
        time.sleep(0.01)


@pytest.fixture
def cast(server: str) -> Cast:
    return make_cast()


@pytest.fixture
def rendered(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """Register the topic "poem-1", which Jo and Marie may watch; gives its renderings."""
    times: list[str] = []

    def render(pk: int) -> str | None:
        times.append(translation.get_language() or "")
        time.sleep(0.05)
        return f"<p>{translation.get_language()} {len(times)}</p>" if pk == 1 else None

    readers = {cast.jo.pk, cast.marie.pk}
    topics.register("poem", lambda person, _pk: person.pk in readers, render)
    monkeypatch.setattr(fragments, "shelf", Shelf())
    yield times
    del topics._kinds["poem"]


def get(
    server: str, person: Person | dict[str, str] | None, topic: str, **params: str | int
) -> httpx.Response:
    cookies = cookies_of(person) if isinstance(person, Person) else person
    with httpx.Client(base_url=server, cookies=cookies) as client:
        return client.get(f"/live/fragment/{topic}/", params=params)


def test_a_piece_is_rendered_once_for_each_change_and_language(
    server: str, cast: Cast, rendered: list[str]
) -> None:
    cookies = cookies_of(cast.jo)
    with open_page(server, cookies, "poem-1") as page:
        wait_until_heard()
        for _ in range(3):
            assert get(server, cookies, "poem-1", lang="fr").text == "<p>fr 1</p>"
        assert get(server, cookies, "poem-1", lang="en").text == "<p>en 2</p>"
        publish("poem-1")
        page.next()
        assert get(server, cookies, "poem-1", lang="fr").text == "<p>fr 3</p>"
        assert get(server, cookies, "poem-1", lang="en").text == "<p>en 4</p>"
        assert get(server, cookies, "poem-1", lang="en").text == "<p>en 4</p>"


def test_a_crowd_that_asks_at_once_is_served_one_rendering(
    server: str, cast: Cast, rendered: list[str]
) -> None:
    cookies = cookies_of(cast.jo)
    with open_page(server, cookies, "poem-1"), ThreadPoolExecutor(12) as crowd:
        wait_until_heard()
        answers = list(crowd.map(lambda _: get(server, cookies, "poem-1").text, range(12)))
    assert set(answers) == {"<p>fr 1</p>"}
    assert rendered == ["fr"]


def test_without_a_stream_nothing_old_is_served(
    server: str, cast: Cast, rendered: list[str]
) -> None:
    # No page is open here, so the changes of others are not heard.
    assert get(server, cast.jo, "poem-1").text == "<p>fr 1</p>"
    assert get(server, cast.jo, "poem-1").text == "<p>fr 2</p>"


def test_a_change_another_server_heard_of_first_is_not_missed(
    server: str, cast: Cast, rendered: list[str]
) -> None:
    cookies = cookies_of(cast.jo)
    with open_page(server, cookies, "poem-1"):
        wait_until_heard()
        get(server, cookies, "poem-1")
        assert get(server, cookies, "poem-1", v=9 * 10**15).text == "<p>fr 2</p>"
        assert get(server, cookies, "poem-1", v="x").text == "<p>fr 1</p>"


def test_a_stranger_is_served_nothing_kept(server: str, cast: Cast, rendered: list[str]) -> None:
    cookies = cookies_of(cast.jo)
    with open_page(server, cookies, "poem-1"):
        wait_until_heard()
        assert get(server, cookies, "poem-1").status_code == 200
        assert get(server, cast.luc, "poem-1").status_code == 404
        assert get(server, cast.beta_jo, "poem-1").status_code == 404
        assert get(server, None, "poem-1").status_code == 404
        # A stream on one topic opens no other.
        assert get(server, cookies, cast.beta.topic).status_code == 404


def test_what_does_not_exist_is_not_found(server: str, cast: Cast, rendered: list[str]) -> None:
    assert get(server, cast.jo, "poem-2").status_code == 404
    assert get(server, cast.jo, "nothing-1").status_code == 404
    assert get(server, cast.jo, cast.acme.topic).status_code == 404  # it has no renderer


def test_a_revoked_stream_opens_no_piece(server: str, cast: Cast, rendered: list[str]) -> None:
    cookies = cookies_of(cast.jo)
    with open_page(server, cookies, "poem-1") as page:
        Person.objects.filter(pk=cast.jo.pk).update(is_present=False)
        revoke.person(cast.jo.pk)
        assert page.closed.wait(1)
        assert get(server, cookies, "poem-1").status_code == 404


def test_pieces_are_never_kept_by_a_browser(server: str, cast: Cast, rendered: list[str]) -> None:
    answer = get(server, cast.jo, "poem-1", lang="en")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-language"] == "en"
    assert answer.headers["content-type"].startswith("text/html")


def test_the_shelf_lets_go_of_what_was_not_asked_for() -> None:
    shelf = Shelf(room=10)
    first, second, third, last = (HTMLResponse(text) for text in ("aaaa", "bbbb", "cccc", "a"))
    shelf.keep(("a-1", "fr"), 1, first)
    shelf.keep(("b-1", "fr"), 1, second)
    assert shelf.find(("a-1", "fr"), 1) is first
    shelf.keep(("c-1", "fr"), 1, third)
    assert shelf.find(("b-1", "fr"), 1) is None
    assert shelf.find(("a-1", "fr"), 1) is first
    shelf.keep(("a-1", "fr"), 2, last)
    assert shelf.find(("a-1", "fr"), 1) is None
    assert shelf.find(("c-1", "fr"), 1) is third
