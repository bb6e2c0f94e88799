"""Who is on a slide in another process: told with PostgreSQL, where there may be several."""

import asyncio
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator

import httpx
import pytest
from django.db import connection

from palier.live import elsewhere, presence, rooms
from palier.slides.models import Slide
from tests.cast import Cast, make_cast, make_slide
from tests.live.page import cookies_of, open_page
from tests.live.test_presence import LINE, go, on

pytestmark = pytest.mark.django_db(transaction=True)

SERVE = """
import sys
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
django.setup()
import uvicorn
from palier.config.asgi import application
uvicorn.run(application, port=int(sys.argv[2]), lifespan="off", log_level="error")
"""


@pytest.fixture
def cast(server: str) -> Cast:
    return make_cast()


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming)


@pytest.fixture
def other_server(server: str, cast: Cast) -> Iterator[str]:
    """Serve the same database from a process of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-c", SERVE, str(connection.settings_dict["NAME"]), str(port)]
    process = subprocess.Popen(command, env=environment)  # noqa: S603
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address)
        yield address
    finally:
        process.kill()
        process.wait()


def _wait_for(address: str) -> None:
    end = time.monotonic() + 30
    while True:
        try:
            httpx.get(f"{address}/accounts/login/")
        except httpx.TransportError:
            assert time.monotonic() < end, "the other server did not start"
            time.sleep(0.05)
        else:
            return


def loop_of_server() -> asyncio.AbstractEventLoop:
    return next(loop for loop in presence._rooms if loop.is_running())


def say(number: int, slide: Slide, more: int, *people: str) -> None:
    """Let another process say who is there."""
    words = f"0123abcd presence here {number} {slide.topic} {more} {','.join(people)}"
    loop_of_server().call_soon_threadsafe(elsewhere.hear, words)


def test_people_of_another_process_are_shown(server: str, cast: Cast, slide: Slide) -> None:
    with on(server, slide, cookies_of(cast.jo)) as jo:
        jo.wait_for({"Jo Petit": ""})
        say(2, slide, 7, f"{cast.marie.pk}:{LINE}", f"{cast.jo.pk}:objective-1/title", "99999999:")
        jo.wait_for({"Jo Petit": "objective-1/title", "Marie Laurent": LINE})
        assert jo.present[-1]["more"] == 7
        say(1, slide, 0)  # older, and overtaken on its way
        say(3, slide, 0, f"{cast.marie.pk}:")
        jo.wait_for({"Jo Petit": "", "Marie Laurent": ""})
        say(4, slide, 0)
        jo.wait_for({"Jo Petit": ""})


def test_a_process_that_falls_silent_has_nobody(
    server: str, cast: Cast, slide: Slide, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rooms, "EXPIRE", 0.5)
    with on(server, slide, cookies_of(cast.jo)) as jo:
        jo.wait_for({"Jo Petit": ""})
        say(1, slide, 3, f"{cast.marie.pk}:")
        jo.wait_for({"Jo Petit": "", "Marie Laurent": ""})
        loop = loop_of_server()
        room = presence._rooms[loop][slide.topic]
        loop.call_soon_threadsafe(room.renew)
        time.sleep(0.4)
        assert jo.people() == {"Jo Petit": "", "Marie Laurent": ""}
        time.sleep(0.3)
        loop.call_soon_threadsafe(room.renew)
        jo.wait_for({"Jo Petit": ""})
        assert jo.present[-1]["more"] == 0


@pytest.mark.slow
def test_two_processes_tell_each_other_who_is_there(
    server: str, other_server: str, cast: Cast, slide: Slide
) -> None:
    ours, theirs = cookies_of(cast.marie), cookies_of(cast.jo)
    # With SQLite nothing travels: there is one process, and `palier serve` sees to it.
    travels = connection.vendor == "postgresql"
    with on(other_server, slide, theirs) as jo, on(server, slide, ours) as marie:
        marie.wait_for({"Marie Laurent": "", **({"Jo Petit": ""} if travels else {})}, within=5)
        jo.wait_for({"Jo Petit": "", **({"Marie Laurent": ""} if travels else {})}, within=5)
        assert go(other_server, theirs, jo, slide.topic, LINE) == 204
        marie.wait_for({"Marie Laurent": "", **({"Jo Petit": LINE} if travels else {})})
        # What is posted may reach another process than the one that has the stream.
        assert go(server, theirs, jo, slide.topic, "objective-1/title") == (202 if travels else 404)
        place = "objective-1/title" if travels else LINE
        jo.wait_for({"Jo Petit": place, **({"Marie Laurent": ""} if travels else {})})
        assert go(server, ours, jo, slide.topic, LINE) == (202 if travels else 404)
        assert go(server, cookies_of(cast.beta_jo), jo, slide.topic, LINE) == 404
        time.sleep(0.5)
        assert jo.people()["Jo Petit"] == place  # not moved by another session


@pytest.mark.slow
def test_a_page_of_another_process_that_leaves_is_gone(
    server: str, other_server: str, cast: Cast, slide: Slide
) -> None:
    with on(server, slide, cookies_of(cast.marie)) as marie:
        marie.wait_for({"Marie Laurent": ""})
        with on(other_server, slide, cookies_of(cast.jo)) as jo:
            jo.wait_for(
                {"Jo Petit": "", "Marie Laurent": ""}
                if connection.vendor == "postgresql"
                else {"Jo Petit": ""},
                within=5,
            )
        marie.wait_for({"Marie Laurent": ""}, within=rooms.GRACE + 2)
        with open_page(server, cookies_of(cast.jo), slide.topic) as wall:
            assert wall.present == []
