"""Pieces of pages that all who watch a topic see alike: rendered once, kept in memory."""

import asyncio
from collections import OrderedDict

from django.conf import settings
from django.utils import translation
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from palier.live import elsewhere, streams, topics, versions
from palier.live.database import visit
from palier.live.watcher import find_watcher

ROOM = 32_000_000  # characters kept
Place = tuple[str, str]  # topic, language


class Shelf:
    """The pieces kept, the one asked for least recently first to go."""

    def __init__(self, room: int = ROOM) -> None:
        self._room = room
        self._used = 0
        self._pieces: OrderedDict[Place, tuple[int, str]] = OrderedDict()

    def find(self, place: Place, version: int) -> str | None:
        """Return the piece if it is of this version."""
        kept = self._pieces.get(place)
        if kept is None or kept[0] != version:
            return None
        self._pieces.move_to_end(place)
        return kept[1]

    def keep(self, place: Place, version: int, piece: str) -> None:
        """Keep a piece instead of its earlier versions."""
        _, before = self._pieces.pop(place, (0, ""))
        self._used += len(piece) - len(before)
        self._pieces[place] = (version, piece)
        while self._used > self._room:
            _, (_, dropped) = self._pieces.popitem(last=False)
            self._used -= len(dropped)


shelf = Shelf()
_rendering: dict[tuple[asyncio.AbstractEventLoop, Place, int], asyncio.Task[str | None]] = {}


async def fragment(request: Request) -> Response:
    """Answer the piece of a topic, or 404 when it is not this visitor's to watch."""
    topic = request.path_params["topic"]
    session_key = request.cookies.get(settings.SESSION_COOKIE_NAME, "")
    if not streams.is_watching(session_key, topic) and not await find_watcher(
        session_key, (topic,)
    ):
        return PlainTextResponse("", status_code=404)
    language = _language(request)
    piece = await _piece(topic, language, _asked_version(request))
    if piece is None:
        return PlainTextResponse("", status_code=404)
    return HTMLResponse(
        piece,
        headers={
            "Cache-Control": "no-store",
            "Content-Language": language,
            "X-Content-Type-Options": "nosniff",
        },
    )


async def _piece(topic: str, language: str, asked: int) -> str | None:
    version = versions.current(topic)
    # Asked for more than we know: another server already heard of a change, and we did not.
    if asked > version or not elsewhere.is_heard():
        return await visit(_render, topic, language)
    piece = shelf.find((topic, language), version)
    return piece if piece is not None else await _render_once(topic, language, version)


async def _render_once(topic: str, language: str, version: int) -> str | None:
    """Render what a hundred pages ask for in the same moment only once."""
    key = (asyncio.get_running_loop(), (topic, language), version)
    task = _rendering.get(key)
    if task is None:
        task = _rendering[key] = asyncio.create_task(_render_and_keep(topic, language, version))
        task.add_done_callback(lambda _: _rendering.pop(key, None))
    # One visitor who leaves must not take the piece from the others.
    return await asyncio.shield(task)


async def _render_and_keep(topic: str, language: str, version: int) -> str | None:
    # Kept before the task is done: whoever asks next finds one or the other.
    piece = await visit(_render, topic, language)
    if piece is not None:
        shelf.keep((topic, language), version, piece)
    return piece


def _render(topic: str, language: str) -> str | None:
    with translation.override(language):
        return topics.render(topic)


def _language(request: Request) -> str:
    asked = request.query_params.get("lang", "")
    return asked if asked in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _asked_version(request: Request) -> int:
    asked = request.query_params.get("v", "")
    return int(asked) if asked.isascii() and asked.isdecimal() and len(asked) < 20 else 0
