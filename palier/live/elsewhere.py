"""What other processes change: heard while a page is open here, told when we change something.

With PostgreSQL, ids travel by LISTEN and NOTIFY, those of who is present too. With SQLite nobody
says anything: the file is looked at twice a second, and what registers with `ask` says whether
others wrote.
"""

import asyncio
import hashlib
import logging
import secrets
import sqlite3
from collections.abc import AsyncIterator, Callable, Collection, Sequence
from contextlib import asynccontextmanager

from django.db import DatabaseError, connection

from palier.live import streams, versions
from palier.live.database import visit
from palier.live.watcher import Watcher

Since = Callable[[int | None], tuple[int, bool]]
Changed = Callable[[], Collection[str]]
Hear = Callable[[str, str], None]

POLL = 0.5  # seconds
RETRY = 1.0  # seconds
IN_FLIGHT = 50  # entries that may be written at one time
CHANNEL = "palier_live"
LISTEN = "LISTEN palier_live"
ORIGIN = secrets.token_hex(4)  # our own notices come back to us

logger = logging.getLogger(__name__)
_asked: list[Since] = []
_looks: list[Changed] = []
_kinds: dict[str, Hear] = {}
_at_first: list[Callable[[], None]] = []
_telling: set[asyncio.Task[None]] = set()
_place: int | None = None  # how far in the SQLite file we know what others wrote
_pages: dict[asyncio.AbstractEventLoop, int] = {}
_listening: dict[asyncio.AbstractEventLoop, asyncio.Task[None]] = {}
_hearing: set[asyncio.AbstractEventLoop] = set()


def ask(since: Since) -> None:
    """Let `since(place)` say where the journal is now, and whether others wrote after `place`."""
    _asked[:] = [since]


def look_for(changed: Changed) -> None:
    """Let `changed()` name the topics that others changed, of what the journal does not tell."""
    _looks[:] = [*_looks, changed]


def listen_for(kind: str, hear: Hear, at_first: Callable[[], None]) -> None:
    """Call `hear(process, words)` for each message of a kind, `at_first` once others are heard."""
    _kinds[kind] = hear
    _at_first[:] = [*_at_first, at_first]


def is_heard() -> bool:
    """Tell whether this loop hears of the changes of others, so that pieces may be kept."""
    return asyncio.get_running_loop() in _hearing


@asynccontextmanager
async def heard() -> AsyncIterator[None]:
    """Listen to the other processes while at least one page is open."""
    loop = asyncio.get_running_loop()
    _pages[loop] = _pages.get(loop, 0) + 1
    if _pages[loop] == 1:
        _listening[loop] = loop.create_task(_listen())
    try:
        yield
    finally:
        _pages[loop] -= 1
        if not _pages[loop]:
            del _pages[loop]
            _listening.pop(loop).cancel()


async def _listen() -> None:
    global _place  # noqa: PLW0603 -- one journal, one place in it
    listen = _listen_to_postgresql if connection.vendor == "postgresql" else _look_at_sqlite
    while True:
        try:
            await listen()
        except (DatabaseError, OSError, sqlite3.Error) as error:
            logger.warning("The changes of other processes are not heard: %s", error)
            _place = 0  # once they are heard again, whatever others ever wrote is news
        finally:
            _hearing.discard(asyncio.get_running_loop())
        await asyncio.sleep(RETRY)


def _anything_may_have_changed() -> None:
    with versions.lock:
        versions.advance_all()
        streams.refresh()


async def _catch_up(look_back: int = 0) -> None:
    """Refresh everything if others wrote after the place we know, less `look_back` entries."""
    global _place
    known = None if _place is None else max(_place - look_back, 0)
    for since in _asked:
        _place, others_wrote = await visit(since, known)
        if others_wrote:
            _anything_may_have_changed()
    for changed in _looks:
        topics = await visit(changed)
        with versions.lock:
            streams.deliver({topic: versions.advance(topic) for topic in topics})


async def _look_at_sqlite() -> None:
    # Asking for the version takes microseconds and never waits: no thread is needed.
    name = str(connection.settings_dict["NAME"])
    file = sqlite3.connect(name, isolation_level=None, timeout=0)
    try:
        seen = None
        while True:
            version = file.execute("PRAGMA data_version").fetchone()[0]
            if version != seen:
                seen = version
                await _catch_up()
            _hearing.add(asyncio.get_running_loop())
            await asyncio.sleep(POLL)
    finally:
        file.close()


async def _listen_to_postgresql() -> None:
    from psycopg import AsyncConnection, Error  # heavy, and not needed with SQLite
    from psycopg.conninfo import make_conninfo

    options = connection.get_connection_params().items()
    plain = {name: str(value) for name, value in options if isinstance(value, str | int)}
    address = make_conninfo("", **{"keepalives_idle": "30", **plain})
    try:
        async with await AsyncConnection.connect(address, autocommit=True) as line:
            await line.execute(LISTEN)
            # Here a smaller id may be committed after a larger one.
            await _catch_up(look_back=IN_FLIGHT)
            _hearing.add(asyncio.get_running_loop())
            for act in _at_first:
                act()
            async for notice in line.notifies():
                hear(notice.payload)
    except Error as error:
        raise DatabaseError(str(error)) from error


def tell(messages: Sequence[str]) -> None:
    """Send messages to the other processes: ids only, 8,000 bytes abort a transaction."""
    if messages and connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_notify(%s, line) FROM unnest(%s::text[]) AS line",
                [CHANNEL, [f"{ORIGIN} {message}" for message in messages]],
            )


def tell_soon(message: str) -> None:
    """Send a message from the loop, without waiting for it; to nobody with SQLite."""
    if connection.vendor == "postgresql":
        task = asyncio.get_running_loop().create_task(_tell_once(message))
        _telling.add(task)  # the loop alone would let go of it
        task.add_done_callback(_telling.discard)


async def _tell_once(message: str) -> None:
    try:
        await visit(tell, [message])
    except DatabaseError as error:
        logger.warning("Other processes could not be told: %s", error)


def hear(payload: str) -> None:
    """Act on what another process told."""
    origin, message = payload.split(" ", 1)
    if origin == ORIGIN:
        return
    kind, _, words = message.partition(" ")
    if kind in _kinds:
        _kinds[kind](origin, words)
    elif message.startswith("topic "):
        _, topic, version = message.split(" ")
        with versions.lock:
            streams.deliver({topic: versions.advance(topic, at_least=int(version))})
    elif message == "doubt":
        streams.doubt()
    else:
        streams.close(lambda watcher: message in _names_of(watcher))


def close_everywhere(whose: str) -> None:
    """Close the streams of "person 42", "session <mark>" or "everyone", here and elsewhere."""
    streams.close(lambda watcher: whose in _names_of(watcher))
    tell([whose])


def doubt_everywhere() -> None:
    """Have every stream ask again whether it may go on, here and elsewhere."""
    streams.doubt()
    tell(["doubt"])


def mark_of(session_key: str) -> str:
    """Return what names a session without opening it."""
    return hashlib.blake2b(session_key.encode(), digest_size=16).hexdigest()


def _names_of(watcher: Watcher) -> tuple[str, ...]:
    mark = mark_of(watcher.session_key)
    return ("everyone", f"person {watcher.person_id}", f"session {mark}")
