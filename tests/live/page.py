"""An open page as the server sees it: a session and a stream of events."""

import json
import queue
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.test import Client

from palier.organisation.models import Person


def cookies_of(person: Person) -> dict[str, str]:
    client = Client()
    assert person.user
    client.force_login(person.user)
    return {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}


@dataclass
class OpenPage:
    """What a stream said, event by event."""

    events: "queue.Queue[tuple[float, str, str]]" = field(default_factory=queue.Queue)
    closed: threading.Event = field(default_factory=threading.Event)
    passport: dict[str, str] = field(default_factory=dict)  # what `ready` told
    present: list[dict[str, Any]] = field(default_factory=list)  # what `presence` told

    def next(self, within: float = 3) -> tuple[float, str]:
        """Return the moment of the next change and its topic."""
        moment, _id, data = self.events.get(timeout=within)
        return moment, data.split(" ")[0]

    def topics(self, within: float) -> list[str]:
        """Return the topics of all changes of the next seconds."""
        end, found = time.monotonic() + within, []
        while (rest := end - time.monotonic()) > 0:
            try:
                found.append(self.next(within=rest)[1])
            except queue.Empty:
                break
        return found

    def people(self) -> dict[str, str]:
        """Return {name: place} as last told."""
        told = self.present[-1]["people"] if self.present else []
        return {person["name"]: person["place"] for person in told}

    def wait_for(self, people: dict[str, str], within: float = 3) -> float:
        """Wait until exactly these people are told to be here; return how long it took."""
        start = time.monotonic()
        while self.people() != people:
            assert time.monotonic() - start < within, f"{self.people()} instead of {people}"
            time.sleep(0.005)
        return time.monotonic() - start


@contextmanager
def open_page(
    server: str,
    cookies: dict[str, str],
    *topics: str,
    since: str = "",
    presence: tuple[str, ...] = (),
) -> Iterator[OpenPage]:
    """Open a stream; it is ready when the block begins."""
    page, ready = OpenPage(), threading.Event()
    asked = [("topic", topic) for topic in topics] + [("presence", topic) for topic in presence]
    query = urlencode(asked)
    cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
    head = f"GET /live/?{query} HTTP/1.1\r\nHost: x\r\nCookie: {cookie}\r\nConnection: close\r\n"
    if since:
        head += f"Last-Event-ID: {since}\r\n"
    host, port = server.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as line:
        line.sendall(f"{head}\r\n".encode())
        thread = threading.Thread(target=_read, args=(line, page, ready), daemon=True)
        thread.start()
        try:
            assert ready.wait(5), "the stream was not opened"
            yield page
        finally:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def _read(line: socket.socket, page: OpenPage, ready: threading.Event) -> None:
    event: dict[str, str] = {}
    with line.makefile("rb") as lines, suppress(OSError):
        for text in lines:
            if text.endswith(b"\r\n"):
                continue  # HTTP's own: headers, lengths of chunks
            name, _sign, value = text.decode().rstrip("\n").partition(": ")
            event[name] = value
            if name:
                continue
            if event.get("event") == "ready":
                page.passport = json.loads(event["data"])
                ready.set()
            elif event.get("event") == "presence":
                page.present.append(json.loads(event["data"]))
            elif "data" in event:
                page.events.put((time.monotonic(), event["id"], event["data"]))
            event.clear()
    page.closed.set()
