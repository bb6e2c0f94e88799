"""What one person saves, the open pages of those who may see it are told."""

import threading
import time
from contextlib import ExitStack

import httpx
import pytest

from palier.journal.record import record
from palier.live import revoke, streams
from palier.live.publish import publish
from palier.organisation.models import Person
from tests.cast import NOW, Cast, make_cast
from tests.live.page import cookies_of, open_page

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def cast(server: str) -> Cast:
    return make_cast()


def status(server: str, person: Person | None, *topics: str) -> int:
    cookies = cookies_of(person) if person else {}
    with httpx.Client(base_url=server, cookies=cookies) as client:
        # A head, since a stream that opens never ends.
        return client.head("/live/", params={"topic": topics}).status_code


def test_a_change_is_told_within_a_second(server: str, cast: Cast) -> None:
    topic = cast.acme.topic
    with open_page(server, cookies_of(cast.jo), topic) as page:
        start = time.monotonic()
        record("a.b", subject=topic, organisation_id=cast.acme.pk, actor=cast.marie, at=NOW)
        moment, told = page.next()
    assert told == topic
    assert moment - start < 1


def test_the_first_notice_leaves_at_once_and_the_next_ones_together(
    server: str, cast: Cast
) -> None:
    topic = cast.acme.topic
    with open_page(server, cookies_of(cast.jo), topic) as page:
        start = time.monotonic()
        publish(topic)
        first, _ = page.next()
        for _ in range(20):
            publish(topic)
        second, _ = page.next()
        assert page.topics(within=0.5) == []
    assert first - start < 0.15
    assert streams.JOIN * 0.7 < second - first < 1


def test_only_what_is_watched_is_told(server: str, cast: Cast) -> None:
    with open_page(server, cookies_of(cast.jo), cast.acme.topic) as page:
        publish("slide-1", cast.beta.topic)
        assert page.topics(within=0.5) == []


@pytest.mark.parametrize(
    "topics",
    [["nothing-1"], ["organisation-x"], ["organisation-99999999999999999999"], ["-"], [""], []],
)
def test_what_does_not_exist_cannot_be_watched(server: str, cast: Cast, topics: list[str]) -> None:
    assert status(server, cast.jo, *topics) == 404


def test_what_one_may_not_see_cannot_be_watched(server: str, cast: Cast) -> None:
    assert status(server, cast.jo, cast.beta.topic) == 404
    assert status(server, cast.jo, cast.acme.topic, cast.beta.topic) == 404
    assert status(server, None, cast.acme.topic) == 404
    assert status(server, cast.jo, *[f"slide-{n}" for n in range(300)]) == 404


def test_a_forged_session_opens_nothing(server: str, cast: Cast) -> None:
    for cookie in ("", "x", "a" * 32, "a" * 5000, "%00"):
        answer = httpx.get(
            f"{server}/live/",
            params={"topic": cast.acme.topic},
            headers={"Cookie": f"sessionid={cookie}"},
        )
        assert answer.status_code == 404


def test_streams_of_a_person_end_when_told_so(server: str, cast: Cast) -> None:
    with (
        open_page(server, cookies_of(cast.jo), cast.acme.topic) as theirs,
        open_page(server, cookies_of(cast.marie), cast.acme.topic) as others,
    ):
        revoke.person(cast.jo.pk)
        assert theirs.closed.wait(1)
        assert not others.closed.wait(0.3)
        revoke.everyone()
        assert others.closed.wait(1)


def test_streams_of_a_session_end_with_it(server: str, cast: Cast) -> None:
    here, elsewhere = cookies_of(cast.jo), cookies_of(cast.jo)
    with (
        open_page(server, here, cast.acme.topic) as left,
        open_page(server, elsewhere, cast.acme.topic) as stays,
        httpx.Client(base_url=server, cookies=here) as client,
    ):
        client.get("/accounts/logout/")
        token = client.cookies["csrftoken"]
        answer = client.post("/accounts/logout/", headers={"X-CSRFToken": token})
        assert answer.status_code == 302
        assert left.closed.wait(1)
        assert not stays.closed.wait(0.3)
    with httpx.Client(base_url=server, cookies=here) as client:
        assert client.get("/live/", params={"topic": cast.acme.topic}).status_code == 404


def test_a_stream_looks_by_itself_whether_it_may_go_on(
    server: str, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "CHECK", 0.3)
    monkeypatch.setattr(streams, "HEARTBEAT", 0.1)
    with open_page(server, cookies_of(cast.jo), cast.acme.topic) as page:
        assert not page.closed.wait(1)
        Person.objects.filter(pk=cast.jo.pk).update(is_present=False)  # and nobody tells it
        assert page.closed.wait(2)


def test_a_page_that_lost_its_line_is_told_what_it_missed(server: str, cast: Cast) -> None:
    cookies, topics = cookies_of(cast.jo), (cast.acme.topic, f"wall-{cast.current.pk}")
    with open_page(server, cookies, *topics) as page:
        publish(cast.acme.topic)
        _, told, _ = page.events.get(timeout=3)
    publish(topics[1])
    with open_page(server, cookies, *topics, since=told) as page:
        assert page.topics(within=0.5) == [topics[1]]
    with open_page(server, cookies, *topics, since="1") as page:
        assert sorted(page.topics(within=0.5)) == sorted(topics)
    with open_page(server, cookies, *topics, since="9" * 5000) as page:
        assert page.topics(within=0.5) == []


def test_open_pages_hold_no_thread(server: str, cast: Cast) -> None:
    cookies = cookies_of(cast.jo)
    with ExitStack() as stack:
        for _ in range(30):
            stack.enter_context(open_page(server, cookies, cast.acme.topic))
        names = [thread.name for thread in threading.enumerate()]
        assert sum(name.startswith("live") for name in names) <= 2
        assert sum(name.startswith("django") for name in names) <= 4
        start = time.monotonic()
        assert httpx.get(f"{server}/accounts/login/").status_code == 200
        assert time.monotonic() - start < 2


def test_a_page_that_leaves_is_forgotten(server: str, cast: Cast) -> None:
    with open_page(server, cookies_of(cast.jo), cast.acme.topic):
        assert streams._streams
    end = time.monotonic() + 3
    while streams._streams and time.monotonic() < end:
        time.sleep(0.02)
    assert not streams._streams
