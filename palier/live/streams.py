"""The open streams of this process, and what is waiting to be said on each."""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress

from palier.live import versions
from palier.live.watcher import Watcher

CHECK = 60  # seconds between two looks at whether one may still watch


class Stream:
    """One open page: what it watches, and what it must be told. Belongs to one loop."""

    def __init__(self, watcher: Watcher, topics: tuple[str, ...]) -> None:
        self.watcher = watcher
        self.topics = topics
        self.is_open = True
        self._watched = frozenset(topics)
        self._waiting: dict[str, int] = {}
        self._stir = asyncio.Event()
        self._checked_at = time.monotonic()

    def watches(self, topic: str) -> bool:
        return self.is_open and topic in self._watched

    def notice(self, topic: str, version: int) -> None:
        """Have `topic` told; several changes of one topic are one notice, the last."""
        self._waiting[topic] = version
        self._stir.set()

    def catch_up(self, since: int) -> None:
        """Have all told that changed after the version `since`."""
        for topic in self.topics:
            version = versions.current(topic)
            if version > since:
                self.notice(topic, version)

    async def changes(self, timeout: float) -> dict[str, int]:
        """Wait up to `timeout` seconds for a change, and take what is waiting, oldest first."""
        with suppress(TimeoutError):
            async with asyncio.timeout(timeout):
                await self._stir.wait()
        self._stir.clear()
        waiting, self._waiting = self._waiting, {}
        return dict(sorted(waiting.items(), key=lambda item: item[1]))

    async def may_go_on(self) -> bool:
        """Tell whether the stream may live; asks the database once a minute."""
        if self.is_open and time.monotonic() - self._checked_at >= CHECK:
            self._checked_at = time.monotonic()
            self.is_open = await self.watcher.may_watch(self.topics)
        return self.is_open

    def check_soon(self) -> None:
        self._checked_at = float("-inf")
        self._stir.set()

    def close(self) -> None:
        self.is_open = False
        self._stir.set()


_streams: dict[asyncio.AbstractEventLoop, set[Stream]] = {}


@contextmanager
def opened(stream: Stream) -> Iterator[None]:
    """Keep `stream` among the open ones."""
    loop = asyncio.get_running_loop()
    _streams.setdefault(loop, set()).add(stream)
    try:
        yield
    finally:
        stream.is_open = False
        _streams[loop].discard(stream)
        if not _streams[loop]:
            del _streams[loop]


def is_watching(session_key: str, topic: str) -> bool:
    """Tell whether this session has an open stream, so a checked one, on `topic`."""
    streams = _streams.get(asyncio.get_running_loop(), ())
    return any(
        stream.watches(topic) and stream.watcher.session_key == session_key for stream in streams
    )


def deliver(changed: Mapping[str, int]) -> None:
    """Tell the versions of topics to every stream that watches them. Safe from any thread."""

    def tell(stream: Stream) -> None:
        for topic, version in changed.items():
            if stream.watches(topic):
                stream.notice(topic, version)

    each(tell)


def refresh() -> None:
    """Tell every stream that anything may have changed, permissions too. Any thread."""

    def tell(stream: Stream) -> None:
        stream.check_soon()
        stream.catch_up(0)

    each(tell)


def close(is_concerned: Callable[[Watcher], bool]) -> None:
    """Close the streams of some; a browser that may opens another at once. Any thread."""
    each(lambda stream: stream.close() if is_concerned(stream.watcher) else None)


def each(act: Callable[[Stream], None]) -> None:
    """Do `act` to every stream, in the thread of its loop."""

    def act_on_all(loop: asyncio.AbstractEventLoop) -> None:
        for stream in tuple(_streams.get(loop, ())):
            act(stream)

    for loop in tuple(_streams):
        with suppress(RuntimeError):  # a loop that closed meanwhile has nobody left
            loop.call_soon_threadsafe(act_on_all, loop)
