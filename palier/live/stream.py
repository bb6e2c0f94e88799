"""The open line to one page, as server-sent events. Holds no thread and no connection."""

import asyncio
from functools import lru_cache

from django.conf import settings
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send
from typing_extensions import override

from palier.live import elsewhere, presence, streams, versions
from palier.live.streams import Stream
from palier.live.watcher import find_watcher

MOST = 200  # topics of one page
HEADERS = {
    "Content-Type": "text/event-stream",
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",
}


async def stream(request: Request) -> Response:
    """Open the line, or answer 404 when one of the topics is not this visitor's to watch."""
    topics = tuple(dict.fromkeys(request.query_params.getlist("topic")))
    present_on = tuple(dict.fromkeys(request.query_params.getlist("presence")))
    session_key = request.cookies.get(settings.SESSION_COOKIE_NAME)
    known = 0 < len(topics) <= MOST and set(present_on) <= set(topics)
    watcher = await find_watcher(session_key, topics) if known else None
    if watcher is None:
        return PlainTextResponse("", status_code=404)
    if request.method == "HEAD":
        return Response(headers=HEADERS)
    return EventStream(Stream(watcher, topics, present_on), since=_since(request))


def _since(request: Request) -> int | None:
    """Return up to which version the page was told: by the browser that reconnects, or itself."""
    told = request.headers.get("last-event-id") or request.query_params.get("since", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) < 20 else None


class EventStream(Response):
    """Says `topic version` for every change until the page leaves or the stream is closed."""

    def __init__(self, stream: Stream, since: int | None) -> None:
        super().__init__(headers=HEADERS)
        del self.headers["content-length"]
        self._stream = stream
        self._since = since

    @override
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async with elsewhere.heard():
            with streams.opened(self._stream):
                leaving = asyncio.create_task(self._wait_until_left(receive))
                try:
                    await self._speak(send)
                except asyncio.CancelledError:
                    return  # the server stops: an end like any other, and no error to report
                finally:
                    leaving.cancel()

    async def _speak(self, send: Send) -> None:
        await send(
            {"type": "http.response.start", "status": 200, "headers": self.raw_headers},
        )
        stream = self._stream
        now = versions.now()
        if self._since is not None:
            stream.catch_up(self._since)
        await _say(send, b"retry: 1000\n" + _event("ready", now, presence.passport(stream)))
        with presence.entered(stream):
            while True:
                await stream.wait()
                if not await stream.may_go_on():
                    break
                changed, sayings = stream.changes(), stream.sayings()
                await _say(send, _notices(*changed.items()) + sayings or b":\n\n")
        await send({"type": "http.response.body", "body": b""})

    async def _wait_until_left(self, receive: Receive) -> None:
        while (await receive())["type"] != "http.disconnect":
            pass
        self._stream.leave()


@lru_cache(maxsize=256)  # a thousand pages are told the same
def _notices(*changed: tuple[str, int]) -> bytes:
    return b"".join(_event("change", version, f"{topic} {version}") for topic, version in changed)


def _event(name: str, version: int, data: str) -> bytes:
    return f"id: {version}\nevent: {name}\ndata: {data}\n\n".encode()


async def _say(send: Send, words: bytes) -> None:
    await send({"type": "http.response.body", "body": words, "more_body": True})
