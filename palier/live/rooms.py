"""Who is on one topic, and where: told to all who are there, and kept nowhere.

A person is one, however many pages they have open, and is where they last went. Each process
tells the others the people of its own pages; what is not said again within a minute is dropped.
"""

import asyncio
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.utils.crypto import salted_hmac

from palier.live.streams import Stream

SHOWN = 30  # people; the others are a figure
GRACE = 3.0  # seconds: a page that reloads has not left
JOIN = 0.2  # seconds between two notices
EACH = 0.001  # seconds more for each page that hears them: a crowd is told less often
RENEW = 20.0  # seconds between two messages of a process, even if nothing changed
EXPIRE = 60.0  # seconds without a message after which a process has nobody here


@dataclass(slots=True)
class Page:
    """An open page in the room, or one that has just left."""

    stream: Stream
    place: str = ""
    move: int = 0  # the how-manieth of the room
    is_told: bool = False
    leaving: asyncio.TimerHandle | None = None

    @property
    def is_here(self) -> bool:
        return self.stream.is_open or self.leaving is not None


@dataclass(slots=True)
class Here:
    """A person as the others see them; `place` is "" when they are nowhere in particular."""

    name: str
    place: str = ""
    move: int = 0


@dataclass(frozen=True, slots=True)
class Process:
    """The people of another process, and how many more it has than it named."""

    number: int
    people: Mapping[int, Here]
    more: int
    heard_at: float


class Room:
    """Everybody who is on one topic, as one loop knows it."""

    def __init__(
        self,
        topic: str,
        *,
        tell_others: Callable[["Room", str], None],
        on_empty: Callable[["Room"], None],
    ) -> None:
        self.topic = topic
        self.processes: dict[str, Process] = {}
        self._pages: dict[str, Page] = {}
        self._moves = 0
        self._loop = asyncio.get_running_loop()
        self._telling: asyncio.TimerHandle | None = None
        self._told_at = float("-inf")
        self._said = b""
        self._told_others = ""
        self._tell_others = tell_others
        self._on_empty = on_empty

    def join(self, stream: Stream) -> None:
        """Let a page in: it hears who is here, and they hear of it."""
        self._pages[stream.key] = Page(stream)
        self.tell_soon()

    def move(self, stream: Stream, place: str) -> None:
        """Note where the person of a page is now."""
        page = self._pages.get(stream.key)
        if page and page.place != place:
            self._moves += 1
            page.place, page.move = place, self._moves
            self.tell_soon()

    def leave(self, stream: Stream) -> None:
        """Let a page out: at once when its stream was closed, else when it did not come back."""
        if stream.is_open:
            later = self._loop.call_later(GRACE, self._drop, stream.key)
            self._pages[stream.key].leaving = later
        else:
            self._drop(stream.key)

    def hear(self, origin: str, process: Process) -> None:
        """Note who is here in another process, unless it said something newer already."""
        known = self.processes.get(origin)
        if known is None or known.number < process.number:
            self.processes[origin] = process
            self.tell_soon()

    def tell_soon(self) -> None:
        """Tell everybody at once, or when the last time is long enough ago."""
        if self._telling is None:
            pause = JOIN + EACH * len(self._pages)
            wait = max(0.0, self._told_at + pause - self._loop.time())
            self._telling = self._loop.call_later(wait, self._tell)

    def renew(self) -> None:
        """Repeat to the other processes who is here, and drop those that no longer say so."""
        oldest = self._loop.time() - EXPIRE
        living = {key: one for key, one in self.processes.items() if one.heard_at > oldest}
        if living != self.processes:
            self.processes = living
            self.tell_soon()
        self.repeat()

    def repeat(self) -> None:
        """Tell the other processes who is here, although nothing changed."""
        self._told_others = ""
        self._tell_the_others()

    def _drop(self, key: str) -> None:
        del self._pages[key]
        if self._pages:
            self.tell_soon()
        else:
            self._tell()

    def _tell(self) -> None:
        if self._telling:
            self._telling.cancel()
            self._telling = None
        self._told_at = self._loop.time()
        said = self._event()
        for page in self._pages.values():
            if page.stream.is_open and not (page.is_told and said == self._said):
                page.stream.say(self.topic, said)
                page.is_told = True
        self._said = said
        self._tell_the_others()
        if not self._pages:
            self._on_empty(self)

    def _tell_the_others(self) -> None:
        shown, more = _shown(self._ours())
        people = ",".join(f"{person_id}:{here.place}" for person_id, here in shown)
        words = f"{more} {people}"
        if words != self._told_others:
            self._told_others = words
            self._tell_others(self, words)

    def _ours(self) -> dict[int, Here]:
        found: dict[int, Here] = {}
        for page in self._pages.values():
            if page.is_here:
                watcher = page.stream.watcher
                here = found.setdefault(watcher.person_id, Here(watcher.name))
                if page.place and page.move > here.move:
                    here.place, here.move = page.place, page.move
        return found

    def _event(self) -> bytes:
        found = self._ours()
        for process in self.processes.values():
            for person_id, here in process.people.items():
                if person_id not in found or not found[person_id].place:
                    found[person_id] = here
        shown, more = _shown(found)
        more += sum(process.more for process in self.processes.values())
        people = [
            {"id": public_id(person_id), "name": here.name, "place": here.place}
            for person_id, here in sorted(shown, key=lambda one: (one[1].name.casefold(), one[0]))
        ]
        data = json.dumps({"topic": self.topic, "people": people, "more": more})
        return f"event: presence\ndata: {data}\n\n".encode()


@lru_cache(maxsize=5000)
def public_id(person_id: int) -> str:
    """Return what the pages of others call a person: the same in all processes, and no key."""
    return salted_hmac("palier.live.presence", str(person_id)).hexdigest()[:12]


def _shown(found: Mapping[int, Here]) -> tuple[Iterable[tuple[int, Here]], int]:
    """Return who is shown, and how many are not: those who write first, then the first to come."""
    people = list(found.items())
    if len(people) > SHOWN:
        people.sort(key=lambda one: -one[1].move if one[1].place else 1)
    return people[:SHOWN], max(len(people) - SHOWN, 0)
