"""The open streams of this process, and what is waiting to be said on each."""

import asyncio
import secrets
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from palier.live import versions
from palier.live.watcher import Watcher

CHECK = 60  # seconds between two looks at whether one may still watch
JOIN = 0.2  # seconds: after a notice, what follows within them leaves together
NEARLY = 0.02  # seconds: whose time comes that soon is told with the others
HEARTBEAT = 20  # seconds: proxies cut a line that is silent for thirty
TICK = 0.5  # seconds between two looks at which streams are due a heartbeat


class Stream:
    """One open page: what it watches, and what it must be told. Belongs to one loop."""

    # A thousand of them are open: no dictionary for each, and no timer.
    __slots__ = (
        "_checked_at", "_sayings", "_stirred", "_waiting", "has_left", "is_open", "key",
        "present_on", "quiet_until", "spoke_at", "topics", "watcher",
    )  # fmt: skip

    def __init__(
        self, watcher: Watcher, topics: tuple[str, ...], present_on: tuple[str, ...] = ()
    ) -> None:
        self.watcher = watcher
        self.topics = topics
        self.present_on = present_on  # those of the topics where others are shown who is here
        self.key = secrets.token_urlsafe(12)  # known to its page alone
        self.is_open = True
        self.has_left = False
        self._waiting: dict[str, int] = {}
        self._sayings: dict[str, bytes] = {}
        self._stirred = asyncio.Event()
        self._checked_at = self.spoke_at = self.quiet_until = time.monotonic()

    def watches(self, topic: str) -> bool:
        return self.is_open and topic in self.topics

    def notice(self, topic: str, version: int) -> None:
        """Have `topic` told when it is stirred; of several changes of a topic, the last."""
        self._waiting[topic] = version

    def stir(self) -> None:
        """Have it say now what is waiting, or a heartbeat."""
        self._stirred.set()

    def say(self, about: str, event: bytes) -> None:
        """Have a whole event said; of several about the same, the last."""
        self._sayings[about] = event
        self.stir()

    def catch_up(self, since: int) -> None:
        """Have all told that changed after the version `since`."""
        for topic in self.topics:
            version = versions.current(topic)
            if version > since:
                self.notice(topic, version)
                self.stir()

    async def wait(self) -> None:
        """Wait until there is something to say or to do, if only a heartbeat."""
        await self._stirred.wait()
        self._stirred.clear()
        self.spoke_at = time.monotonic()

    def changes(self) -> dict[str, int]:
        """Take the changes that are waiting, oldest first."""
        if not self._waiting:
            return {}
        self.quiet_until = self.spoke_at + JOIN
        waiting, self._waiting = self._waiting, {}
        return dict(sorted(waiting.items(), key=lambda item: item[1]))

    def sayings(self) -> bytes:
        """Take the events that are waiting."""
        if not self._sayings:
            return b""
        events, self._sayings = self._sayings, {}
        return b"".join(events.values())

    async def may_go_on(self) -> bool:
        """Tell whether the stream may live; asks the database once a minute."""
        if self.is_open and time.monotonic() - self._checked_at >= CHECK:
            self._checked_at = time.monotonic()
            self.is_open = await self.watcher.may_watch(self.topics)
        return self.is_open and not self.has_left

    def check_soon(self) -> None:
        self._checked_at = float("-inf")
        self.stir()

    def leave(self) -> None:
        """End it because the page has left."""
        self.has_left = True
        self.stir()

    def close(self) -> None:
        """End it because it may not go on."""
        self.is_open = False
        self.stir()


class OpenStreams:
    """The open streams of one loop, by what they are looked for by, and their two timers."""

    def __init__(self) -> None:
        self.by_key: dict[str, Stream] = {}
        self.by_session: dict[str, set[Stream]] = {}
        self.by_topic: dict[str, set[Stream]] = {}
        self._held: set[Stream] = set()
        self._loop = asyncio.get_running_loop()
        self._releasing: asyncio.TimerHandle | None = None
        self._beating = self._loop.call_later(TICK, self._beat)

    def add(self, stream: Stream) -> None:
        self.by_key[stream.key] = stream
        self.by_session.setdefault(stream.watcher.session_key, set()).add(stream)
        for topic in stream.topics:
            self.by_topic.setdefault(topic, set()).add(stream)

    def remove(self, stream: Stream) -> None:
        del self.by_key[stream.key]
        _take_out(self.by_session, stream.watcher.session_key, stream)
        for topic in stream.topics:
            _take_out(self.by_topic, topic, stream)
        self._held.discard(stream)
        if not self.by_key:
            self._beating.cancel()
            if self._releasing:
                self._releasing.cancel()

    def deliver(self, changed: Mapping[str, int]) -> None:
        """Tell at once whom nothing was told just before, and the others together, soon."""
        now = time.monotonic()
        for topic, version in changed.items():
            for stream in self.by_topic.get(topic, ()):
                stream.notice(topic, version)
                if stream.quiet_until <= now:
                    stream.stir()
                else:
                    self._held.add(stream)
        self._release_later(now)

    def _release_later(self, now: float) -> None:
        if self._held and self._releasing is None:
            wait = min(stream.quiet_until for stream in self._held) - now
            self._releasing = self._loop.call_later(max(wait, 0.0), self._release)

    def _release(self) -> None:
        self._releasing = None
        now = time.monotonic()
        due = {stream for stream in self._held if stream.quiet_until <= now + NEARLY}
        self._held -= due
        for stream in due:
            stream.stir()
        self._release_later(now)

    def _beat(self) -> None:
        now = time.monotonic()
        for stream in self.by_key.values():
            if now - stream.spoke_at >= HEARTBEAT:
                stream.stir()
        self._beating = self._loop.call_later(TICK, self._beat)


def _take_out(shelves: dict[str, set[Stream]], name: str, stream: Stream) -> None:
    shelves[name].discard(stream)
    if not shelves[name]:
        del shelves[name]


_streams: dict[asyncio.AbstractEventLoop, OpenStreams] = {}


@contextmanager
def opened(stream: Stream) -> Iterator[None]:
    """Keep `stream` among the open ones."""
    loop = asyncio.get_running_loop()
    here = _streams.setdefault(loop, OpenStreams())
    here.add(stream)
    try:
        yield
    finally:
        stream.is_open = False
        here.remove(stream)
        if not here.by_key:
            del _streams[loop]


def find(key: str) -> Stream | None:
    """Return the stream that is open in this loop under this key."""
    here = _streams.get(asyncio.get_running_loop())
    stream = here.by_key.get(key) if here else None
    return stream if stream and stream.is_open else None


def is_watching(session_key: str, topic: str) -> bool:
    """Tell whether this session has an open stream, so a checked one, on `topic`."""
    here = _streams.get(asyncio.get_running_loop())
    theirs = here.by_session.get(session_key, ()) if here else ()
    return any(stream.watches(topic) for stream in theirs)


def deliver(changed: Mapping[str, int]) -> None:
    """Tell the versions of topics to every stream that watches them. Safe from any thread."""

    _in_each_loop(lambda here: here.deliver(changed))


def refresh() -> None:
    """Tell every stream that anything may have changed, permissions too. Any thread."""

    def tell(stream: Stream) -> None:
        stream.check_soon()
        stream.catch_up(0)

    each(tell)


def doubt() -> None:
    """Have every stream ask again whether it may go on. Any thread."""
    each(Stream.check_soon)


def close(is_concerned: Callable[[Watcher], bool]) -> None:
    """Close the streams of some; a browser that may opens another at once. Any thread."""
    each(lambda stream: stream.close() if is_concerned(stream.watcher) else None)


def each(act: Callable[[Stream], None]) -> None:
    """Do `act` to every stream, in the thread of its loop."""

    def act_on_all(here: OpenStreams) -> None:
        for stream in tuple(here.by_key.values()):
            act(stream)

    _in_each_loop(act_on_all)


def _in_each_loop(act: Callable[[OpenStreams], None]) -> None:
    for loop, here in tuple(_streams.items()):
        with suppress(RuntimeError):  # a loop that closed meanwhile has nobody left
            loop.call_soon_threadsafe(act, here)
