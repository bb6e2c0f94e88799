"""Who has a slide open, and on which line: known to all who have it open, kept nowhere."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import httpx
import pytest
from django.apps import apps
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

from palier.live import elsewhere, presence, revoke, rooms, streams
from palier.organisation.models import Person
from palier.slides.models import Slide
from tests.cast import Cast, make_cast, make_person, make_slide
from tests.live.page import OpenPage, cookies_of, open_page

pytestmark = pytest.mark.django_db(transaction=True)

LINE = "key-result-12/title"


@pytest.fixture
def cast(server: str) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming)


@contextmanager
def on(server: str, slide: Slide, cookies: dict[str, str]) -> Iterator[OpenPage]:
    """Open the page of a slide that shows who is there."""
    with open_page(server, cookies, slide.topic, presence=(slide.topic,)) as page:
        yield page


def go(server: str, cookies: dict[str, str], page: OpenPage, topic: str, place: str) -> int:
    form = {"stream": page.passport["stream"], "topic": topic, "place": place}
    return say(server, cookies, form)


def say(
    server: str,
    cookies: dict[str, str],
    form: dict[str, str],
    headers: dict[str, str] | None = None,
) -> int:
    with httpx.Client(base_url=server, cookies=cookies) as client:
        return client.post(
            "/live/presence/", data=form, headers=headers or {"Origin": server}
        ).status_code


def test_each_sees_who_is_there_and_where(server: str, cast: Cast, slide: Slide) -> None:
    theirs, ours = cookies_of(cast.jo), cookies_of(cast.marie)
    with on(server, slide, ours) as marie:
        marie.wait_for({"Marie Laurent": ""})
        with on(server, slide, theirs) as jo:
            marie.wait_for({"Jo Petit": "", "Marie Laurent": ""})
            jo.wait_for({"Jo Petit": "", "Marie Laurent": ""})
            assert go(server, theirs, jo, slide.topic, LINE) == 204
            marie.wait_for({"Jo Petit": LINE, "Marie Laurent": ""}, within=1)
            assert go(server, theirs, jo, slide.topic, "") == 204
            marie.wait_for({"Jo Petit": "", "Marie Laurent": ""}, within=1)


def test_a_page_knows_itself_and_others_are_opaque(server: str, cast: Cast, slide: Slide) -> None:
    with (
        on(server, slide, cookies_of(cast.marie)) as marie,
        on(server, slide, cookies_of(cast.jo)) as jo,
    ):
        jo.wait_for({"Jo Petit": "", "Marie Laurent": ""})
        told = jo.present[-1]
        assert (told["topic"], told["more"]) == (slide.topic, 0)
        assert [person["id"] for person in told["people"]] == [
            jo.passport["me"],
            marie.passport["me"],
        ]
        assert marie.passport["stream"] not in str(told)
        assert jo.passport["me"] != str(cast.jo.pk)


def test_a_reload_is_not_seen_and_leaving_is(
    server: str, cast: Cast, slide: Slide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "GRACE", 0.6)
    ours, theirs = cookies_of(cast.marie), cookies_of(cast.jo)
    both = {"Jo Petit": "", "Marie Laurent": ""}
    with on(server, slide, ours) as marie:
        with on(server, slide, theirs) as jo:
            marie.wait_for(both)
            go(server, theirs, jo, slide.topic, LINE)
            marie.wait_for({**both, "Jo Petit": LINE})
        before = len(marie.present)
        with on(server, slide, theirs) as jo:
            go(server, theirs, jo, slide.topic, LINE)  # as live.js does
            time.sleep(1)
            assert len(marie.present) == before
        assert marie.wait_for({"Marie Laurent": ""}) > 0.3


def test_several_tabs_are_one_person_who_is_where_they_last_went(
    server: str, cast: Cast, slide: Slide
) -> None:
    cookies = cookies_of(cast.jo)
    with on(server, slide, cookies_of(cast.marie)) as marie:
        marie.wait_for({"Marie Laurent": ""})
        with on(server, slide, cookies) as one, on(server, slide, cookies) as two:
            go(server, cookies, one, slide.topic, "objective-1/title")
            go(server, cookies, two, slide.topic, LINE)
            marie.wait_for({"Jo Petit": LINE, "Marie Laurent": ""})
            assert len(marie.present[-1]["people"]) == 2
            go(server, cookies, two, slide.topic, "")
            marie.wait_for({"Jo Petit": "objective-1/title", "Marie Laurent": ""})


def test_who_did_not_ask_is_neither_shown_nor_told(server: str, cast: Cast, slide: Slide) -> None:
    with (
        on(server, slide, cookies_of(cast.marie)) as marie,
        open_page(server, cookies_of(cast.jo), slide.topic) as wall,
    ):
        marie.wait_for({"Marie Laurent": ""})
        time.sleep(0.5)
        assert marie.people() == {"Marie Laurent": ""}
        assert wall.present == []
        assert wall.passport["me"] == ""


def test_presence_is_asked_only_of_what_is_watched(server: str, cast: Cast, slide: Slide) -> None:
    cookies = cookies_of(cast.beta_jo)
    with httpx.Client(base_url=server, cookies=cookies) as client:
        for topics in ([slide.topic], [cast.beta.topic]):
            query = {"topic": topics, "presence": slide.topic}
            assert client.head("/live/", params=query).status_code == 404


def test_only_the_session_of_a_stream_moves_it(server: str, cast: Cast, slide: Slide) -> None:
    ours, theirs = cookies_of(cast.marie), cookies_of(cast.jo)
    with on(server, slide, ours) as marie, on(server, slide, theirs) as jo:
        marie.wait_for({"Jo Petit": "", "Marie Laurent": ""})
        for cookies in (ours, cookies_of(cast.jo), cookies_of(cast.beta_jo), {}):
            assert go(server, cookies, jo, slide.topic, LINE) == 404
        for topic in (cast.acme.topic, "slide-999999", cast.beta.topic):
            assert go(server, theirs, jo, topic, LINE) == 404
        time.sleep(0.4)
        assert marie.people() == {"Jo Petit": "", "Marie Laurent": ""}


@pytest.mark.parametrize(
    "changed",
    [
        {"place": "<script>"},
        {"place": "a" * 81},
        {"place": "a" * 5000},
        {"place": "Objective-1"},
        {"stream": "x"},
        {"topic": "slide"},
        {"topic": "slide-1 slide-2"},
    ],
)
def test_a_misshapen_form_is_refused(
    server: str, cast: Cast, slide: Slide, changed: dict[str, str]
) -> None:
    cookies = cookies_of(cast.jo)
    with on(server, slide, cookies) as jo:
        form = {"stream": jo.passport["stream"], "topic": slide.topic, "place": LINE}
        assert say(server, cookies, {**form, **changed}) == 400
        assert say(server, cookies, {"topic": slide.topic}) == 400
        assert httpx.get(f"{server}/live/presence/", cookies=cookies).status_code == 404


def test_other_sites_move_nobody(server: str, cast: Cast, slide: Slide) -> None:
    cookies = cookies_of(cast.jo)
    with on(server, slide, cookies) as jo:
        form = {"stream": jo.passport["stream"], "topic": slide.topic, "place": LINE}
        for headers in (
            {"Origin": "https://elsewhere.example"},
            {"Origin": "null"},
            {"Origin": server, "Sec-Fetch-Site": "cross-site"},
            {"Origin": server, "Sec-Fetch-Site": "same-site"},
            {"Accept": "*/*"},
        ):
            assert say(server, cookies, form, headers) == 403
        assert say(server, cookies, form, {"Sec-Fetch-Site": "same-origin"}) == 204


def test_a_revoked_person_is_gone_at_once(server: str, cast: Cast, slide: Slide) -> None:
    theirs = cookies_of(cast.jo)
    with on(server, slide, cookies_of(cast.marie)) as marie, on(server, slide, theirs) as jo:
        marie.wait_for({"Jo Petit": "", "Marie Laurent": ""})
        Person.objects.filter(pk=cast.jo.pk).update(is_present=False)
        revoke.person(cast.jo.pk)
        assert marie.wait_for({"Marie Laurent": ""}) < rooms.GRACE / 2
        assert jo.closed.wait(1)
        assert go(server, theirs, jo, slide.topic, LINE) == 404


def test_moves_leave_at_once_then_together(server: str, cast: Cast, slide: Slide) -> None:
    cookies = cookies_of(cast.jo)
    with on(server, slide, cookies_of(cast.marie)) as marie, on(server, slide, cookies) as jo:
        marie.wait_for({"Jo Petit": "", "Marie Laurent": ""})
        time.sleep(0.4)
        before = len(marie.present)
        start = time.monotonic()
        go(server, cookies, jo, slide.topic, "objective-1/title")
        marie.wait_for({"Jo Petit": "objective-1/title", "Marie Laurent": ""}, within=0.15)
        with httpx.Client(base_url=server, cookies=cookies) as client:
            for number in range(30):
                form = {
                    "stream": jo.passport["stream"],
                    "topic": slide.topic,
                    "place": f"key-result-{number}/title",
                }
                client.post("/live/presence/", data=form, headers={"Origin": server})
        marie.wait_for({"Jo Petit": "key-result-29/title", "Marie Laurent": ""}, within=1)
        seconds = time.monotonic() - start
        assert len(marie.present) - before <= 2 + seconds / rooms.JOIN


def test_of_a_crowd_thirty_are_named_and_those_who_write_first(
    server: str, cast: Cast, slide: Slide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "SHOWN", 3)
    crowd = [make_person(cast.acme, f"Person {n}", key=f"person-{n}") for n in range(6)]
    with ExitStack() as stack:
        pages = [stack.enter_context(on(server, slide, cookies_of(one))) for one in crowd]
        first = {"Person 0": "", "Person 1": "", "Person 2": ""}
        pages[5].wait_for(first)
        assert pages[5].present[-1]["more"] == 3
        last = crowd[5]
        form = {"stream": pages[5].passport["stream"], "topic": slide.topic, "place": LINE}
        (session,) = {
            stream.watcher.session_key
            for here in streams._streams.values()
            for stream in here.by_key.values()
            if stream.watcher.person_id == last.pk
        }
        assert say(server, {"sessionid": session}, form) == 204
        pages[0].wait_for({"Person 5": LINE, "Person 0": "", "Person 1": ""})


def rows() -> dict[str, int]:
    tables = set(connection.introspection.table_names())
    models = [model for model in apps.get_models() if model._meta.db_table in tables]
    return {model.__name__: model._default_manager.count() for model in models}


def test_presence_opens_no_connection_and_writes_nothing(
    server: str, cast: Cast, slide: Slide
) -> None:
    cookies, opened = cookies_of(cast.jo), []

    def note(connection: BaseDatabaseWrapper, **_others: object) -> None:
        opened.append(connection)

    with on(server, slide, cookies) as jo:
        jo.wait_for({"Jo Petit": ""})
        before = rows()
        time.sleep(2 * elsewhere.POLL + 0.2)  # what was written before is looked at once
        connection_created.connect(note)
        try:
            assert go(server, cookies, jo, slide.topic, LINE) == 204
            jo.wait_for({"Jo Petit": LINE})
        finally:
            connection_created.disconnect(note)
        assert rows() == before
    # With PostgreSQL other processes are told, by a connection that is closed at once.
    assert opened == [] or connection.vendor == "postgresql"


def test_an_empty_room_is_forgotten(
    server: str, cast: Cast, slide: Slide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "GRACE", 0.1)
    before = set(presence._rooms)
    with on(server, slide, cookies_of(cast.jo)) as jo:
        jo.wait_for({"Jo Petit": ""})
        assert set(presence._rooms) > before
    end = time.monotonic() + 3
    while set(presence._rooms) > before and time.monotonic() < end:
        time.sleep(0.02)
    assert set(presence._rooms) <= before
