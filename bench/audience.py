"""A server, a slide on it, and the thousand people who have it open."""

import asyncio
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from bench.crowd import PATIENCE, Line, Page, Reader, percentile
from bench.harness import Reading, told
from bench.serving import environment, get, place, start, stop

PAGES = 1000
T = TypeVar("T")
# People with an account and an open session each; the first may write on the slide.
PEOPLE = """
import sys
from datetime import timedelta
import django
django.setup()
from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from bench.companies import company
from palier.accounts.models import User
from palier.organisation.models import Person
from palier.slides.models import KeyResult, Slide
acme = company(60)
count = int(sys.argv[1])
writer = Person.objects.get(organisation=acme, is_direction=True).user
users = User.objects.bulk_create(
    User(email=f"reader-{n}@acme.example", password="!") for n in range(1, count)
)
Person.objects.bulk_create(
    Person(organisation=acme, user=user, key=f"reader-{n}", name=f"Lectrice {n}")
    for n, user in enumerate(users, 1)
)
store = SessionStore()
sessions = [
    Session(
        session_key=f"{n:032d}",
        expire_date=timezone.now() + timedelta(days=1),
        session_data=store.encode({
            "_auth_user_id": str(user.pk),
            "_auth_user_backend": settings.AUTHENTICATION_BACKENDS[0],
            "_auth_user_hash": user.get_session_auth_hash(),
        }),
    )
    for n, user in enumerate([writer, *users])
]
Session.objects.bulk_create(sessions)
slide = Slide.objects.filter(unit__organisation=acme).first()
line = KeyResult.objects.filter(objective__slide=slide).first()
print(slide.pk, line.ref, slide.cycle_id)
"""


@dataclass(frozen=True, slots=True)
class Site:
    """A server of its own, with a slide that everybody has open."""

    process: "subprocess.Popen[bytes]"
    port: int
    slide: int
    line: str
    cycle: int
    readers: tuple[Reader, ...]

    @property
    def topic(self) -> str:
        return f"slide-{self.slide}"

    def is_change(self, event: bytes) -> bool:
        """Test if an event says that the slide changed."""
        return b"event: change" in event and self.topic.encode() in event

    @property
    def query(self) -> str:
        """What the page of a slide watches."""
        return f"topic={self.topic}&topic=wall-{self.cycle}&presence={self.topic}"

    def edit(self, text: str) -> bytes:
        fields = {"field": "title", "text": text}
        return self.readers[0].post(f"/lines/{self.line}/words/", fields)


@cache
def furnished() -> tuple[str, int, str, int]:
    """Return a data folder with people and a slide; the slide, a line of it, its quarter."""
    folder = place("live")
    command = [sys.executable, "-c", PEOPLE, str(PAGES)]
    done = subprocess.run(command, env=environment(folder), check=True, capture_output=True)
    slide, line, cycle = done.stdout.decode().split()
    return folder, int(slide), line, int(cycle)


def on_site(measure: Callable[[Site], Awaitable[T]]) -> T:
    """Run `measure` beside a fresh server: what one row left behind is not counted in another."""
    folder, slide, line, cycle = furnished()
    process, port = start(folder)
    readers = tuple(Reader(f"sessionid={number:032d}") for number in range(PAGES))
    try:
        get(port)
        site = Site(process, port, slide, line, cycle, readers)
        return asyncio.run(_in_time(measure, site))
    finally:
        stop(process)


async def _in_time(measure: Callable[[Site], Awaitable[T]], site: Site) -> T:
    async with asyncio.timeout(PATIENCE * 5):
        return await measure(site)


class Delays:
    """How long after the start of its round each page heard or had something, in seconds."""

    def __init__(self, pages: list[Page]) -> None:
        self.all: list[float] = []
        self.worst: list[float] = []  # of each round
        self._pages = len(pages)
        self._missing = 0
        self._start = 0.0
        self._done = asyncio.Event()

    def begin(self) -> None:
        self._missing, self._start = self._pages, time.perf_counter()
        self._done.clear()

    def note(self) -> None:
        self.all.append(time.perf_counter() - self._start)
        self._missing -= 1
        if self._missing == 0:
            self.worst.append(self.all[-1])
            self._done.set()

    async def wait(self) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._done.wait()

    def reading(self, bound: float, **more: float) -> Reading:
        value = percentile(self.all, 0.99)
        details = [f"{PAGES} pages", f"{len(self.worst)} rounds"]
        details += [f"median {told(percentile(self.all, 0.5))}", f"last {told(max(self.all))}"]
        details += [f"{name} {told(seconds)}" for name, seconds in more.items()]
        details.append("on a quiet machine of 2 cores, shared with the load")
        return Reading(value * 1000, bound, "ms", ", ".join(details))


async def save(site: Site, writer: Line, text: str) -> float:
    """Save other words; return how long the writer waited."""
    begun = time.perf_counter()
    answer = await writer.ask(site.edit(text))
    if b" 200 " not in answer[:20]:
        raise RuntimeError(f"the save was answered {answer[:400]!r}")
    return time.perf_counter() - begun
