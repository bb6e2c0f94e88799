"""From ASGI to Django's WSGI application, so that only work, never waiting, holds a thread.

The body has arrived when a thread begins, and the answer is complete when it ends: it is sent
from the loop, however slowly the visitor reads.
"""

import asyncio
import sys
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, cast
from urllib.parse import unquote_to_bytes
from wsgiref.types import StartResponse, WSGIApplication

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from palier.config.front.body import Limits, RefusedBodyError, VisitorLeftError, take_in
from palier.config.front.refusals import refusal
from palier.config.front.spool import DiskRefusedError, Spool

THREADS = 4
PATIENCE = 60  # seconds a visitor may leave a piece of a long answer unread
NO_BODY = {204, 304}


class Bridge:
    """An ASGI application that answers with a WSGI one."""

    def __init__(
        self,
        wsgi: WSGIApplication,
        *,
        upload_limit: int,
        limits: Limits | None = None,
        threads: int = THREADS,
    ) -> None:
        self._wsgi = wsgi
        self._limits = limits or Limits(size=upload_limit)
        self._threads = ThreadPoolExecutor(threads, thread_name_prefix="django")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            try:
                await self._respond(Request(scope), receive, send)
            except VisitorLeftError:
                return

    async def _respond(self, request: Request, receive: Receive, send: Send) -> None:
        try:
            body = await take_in(request, receive, self._limits)
            try:
                answer = await self._ask(request, body)
            finally:
                body.close()
        except RefusedBodyError as error:
            await (await refusal(request, error.status))(request.scope, receive, send)
            return
        try:
            await answer.leave(request.method, receive, send)
        finally:
            answer.spool.close()

    async def _ask(self, request: Request, body: Spool) -> "Answer":
        environ = environment(request, body)
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, Answer.of, self._wsgi, environ)
        except DiskRefusedError:
            raise RefusedBodyError(507) from None


class Answer:
    """A whole answer of the WSGI application."""

    def __init__(self) -> None:
        self.status = 500
        self.headers: list[tuple[str, str]] = []
        self.spool = Spool()

    @classmethod
    def of(cls, wsgi: WSGIApplication, environ: dict[str, Any]) -> "Answer":
        """Ask, read everything and close, in the thread that holds Django's connection."""
        answer = cls()
        pieces = wsgi(environ, cast(StartResponse, answer._start))
        try:
            answer._take(pieces)
        finally:
            if hasattr(pieces, "close"):
                pieces.close()
        return answer

    def _start(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> object:
        del exc_info  # nothing has been sent yet: an error's headers simply take the place
        self.status = int(status.split(" ", 1)[0])
        self.headers = headers
        return self.spool.write

    def _take(self, pieces: Iterable[bytes]) -> None:
        try:
            for piece in pieces:
                self.spool.write(piece)
        except BaseException:
            self.spool.close()
            raise

    async def leave(self, method: str, receive: Receive, send: Send) -> None:
        """Send everything, at the visitor's pace."""
        has_body = method != "HEAD" and self.status not in NO_BODY
        headers = [(name.lower().encode(), value.encode("latin1")) for name, value in self.headers]
        if has_body and b"content-length" not in dict(headers):
            headers.append((b"content-length", str(self.spool.size).encode()))
        await send({"type": "http.response.start", "status": self.status, "headers": headers})
        file = self.spool.rewind()
        if has_body and self.spool.is_on_disk:
            await self._send_long(receive, send)
        rest = file.read() if has_body else b""
        await send({"type": "http.response.body", "body": rest})

    async def _send_long(self, receive: Receive, send: Send) -> None:
        leaving = asyncio.create_task(_left(receive))
        try:
            while piece := await asyncio.to_thread(self.spool.read):
                async with asyncio.timeout(PATIENCE):
                    await send({"type": "http.response.body", "body": piece, "more_body": True})
                if leaving.done():
                    raise VisitorLeftError
        except TimeoutError:
            raise VisitorLeftError from None
        finally:
            leaving.cancel()


async def _left(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


def environment(request: Request, body: Spool) -> dict[str, Any]:
    """Return what WSGI says of a request (PEP 3333): text is bytes, one character each."""
    scope = request.scope
    host, port = scope.get("server") or ("localhost", 80)
    path = scope.get("raw_path") or scope["path"].encode()
    return {
        **_headers(request),
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin1"),
        "QUERY_STRING": scope["query_string"].decode("latin1"),
        # A body sent in chunks has no length of its own, and Django would read none of it.
        "CONTENT_LENGTH": str(body.size) if body.size else "",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port or 0),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "REMOTE_ADDR": (scope.get("client") or ("", 0))[0],
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body.rewind(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }


def _headers(request: Request) -> dict[str, str]:
    found: dict[str, str] = {}
    for raw_name, raw_value in request.headers.raw:
        name, value = raw_name.decode("latin1"), raw_value.decode("latin1")
        if "_" in name:  # it would pass for the one with a hyphen, which proxies guard
            continue
        key = f"HTTP_{name.upper().replace('-', '_')}"
        if key == "HTTP_CONTENT_TYPE":
            key = "CONTENT_TYPE"
        joint = "; " if name == "cookie" else ","
        found[key] = f"{found[key]}{joint}{value}" if key in found else value
    # The body is whole and measured by now: what it was on the way would only mislead.
    for key in ("HTTP_CONTENT_LENGTH", "HTTP_TRANSFER_ENCODING", "HTTP_EXPECT"):
        found.pop(key, None)
    return found
