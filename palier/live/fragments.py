"""Pieces of pages that all who watch a topic see alike: rendered once, kept in memory."""

import asyncio
from collections import OrderedDict
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from palier.live import elsewhere, streams, topics, versions
from palier.live.database import visit
from palier.live.watcher import find_watcher

ROOM = 32_000_000  # bytes kept
NOTHING = PlainTextResponse("", status_code=404)
Place = tuple[str, str]  # topic, language


class Shelf:
    """The pieces kept, the one asked for least recently first to go."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used = 0
        self._pieces: OrderedDict[Place, tuple[int, Response]] = OrderedDict()

    def find(self, place: Place, version: int) -> Response | None:
        """Return the piece if it is of this version."""
        kept = self._pieces.get(place)
        if kept is None or kept[0] != version:
            return None
        self._pieces.move_to_end(place)
        return kept[1]

    def keep(self, place: Place, version: int, piece: Response) -> None:
        """Keep a piece instead of its earlier versions."""
        _, before = self._pieces.pop(place, (0, NOTHING))
        self._used += len(piece.body) - len(before.body)
        self._pieces[place] = (version, piece)
        while self._used > self._room:
            _, (_, dropped) = self._pieces.popitem(last=False)
            self._used -= len(dropped.body)


shelf = Shelf()
_rendering: dict[tuple[asyncio.AbstractEventLoop, Place, int], asyncio.Task[Response]] = {}


async def fragment(request: Request, topic: str) -> Response:
    """Answer the piece of a topic, or 404 when it is not this visitor's to watch."""
    session_key = request.cookies.get(settings.SESSION_COOKIE_NAME, "")
    if not streams.is_watching(session_key, topic) and not await find_watcher(
        session_key, (topic,)
    ):
        return NOTHING
    return await _piece(topic, *_asked(request.scope["query_string"]))


@lru_cache(maxsize=256)  # a thousand pages ask for the same
def _asked(query: bytes) -> tuple[str, int]:
    """Return in which language a piece is asked for, and of which version at least."""
    asked = QueryParams(query)
    return _language(asked.get("lang", "")), _number(asked.get("v", ""))


async def _piece(topic: str, language: str, asked: int) -> Response:
    version = versions.current(topic)
    # Asked for more than we know: another server already heard of a change, and we did not.
    if asked > version or not elsewhere.is_heard():
        return await _draw(topic, language)
    piece = shelf.find((topic, language), version)
    return piece if piece is not None else await _draw_once(topic, language, version)


async def _draw_once(topic: str, language: str, version: int) -> Response:
    """Render what a hundred pages ask for in the same moment only once."""
    key = (asyncio.get_running_loop(), (topic, language), version)
    task = _rendering.get(key)
    if task is None:
        task = _rendering[key] = asyncio.create_task(_draw_and_keep(topic, language, version))
        task.add_done_callback(lambda _: _rendering.pop(key, None))
    # One visitor who leaves must not take the piece from the others.
    return await asyncio.shield(task)


async def _draw_and_keep(topic: str, language: str, version: int) -> Response:
    # Kept before the task is done: whoever asks next finds one or the other.
    piece = await _draw(topic, language)
    if piece is not NOTHING:
        shelf.keep((topic, language), version, piece)
    return piece


async def _draw(topic: str, language: str) -> Response:
    """Return a whole answer, headers and all, so that it is made once for a thousand pages."""
    html = await visit(_render, topic, language)
    if html is None:
        return NOTHING
    headers = {
        "Cache-Control": "no-store",
        "Content-Language": language,
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(html, headers=headers)


def _render(topic: str, language: str) -> str | None:
    with translation.override(language):
        return topics.render(topic)


def _language(asked: str) -> str:
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _number(asked: str) -> int:
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 20 else 0
