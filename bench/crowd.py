"""A thousand open pages, as cheap as they can be made: bare sockets, no client library.

Everything here runs in one loop of the measuring process, beside the server on the same machine.
"""

import asyncio
import resource
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from typing_extensions import override

HOST = "127.0.0.1"
PATIENCE = 60  # seconds until a row gives up
AT_ONCE = 50  # pages opened at one time
FILES = 8192  # more than two sockets for each of a thousand pages
HEADING_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who has signed in, by their session cookie."""

    cookie: str

    def get(self, path: str) -> bytes:
        return f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nCookie: {self.cookie}\r\n\r\n".encode()

    def post(self, path: str, fields: dict[str, str]) -> bytes:
        body, token = urlencode(fields), "a" * 32
        return (
            f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nOrigin: http://{HOST}\r\n"
            f"Cookie: {self.cookie}; csrftoken={token}\r\nX-CSRFToken: {token}\r\n"
            "HX-Request: true\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}"
        ).encode()


class Page(asyncio.Protocol):
    """One open stream: the events it was told, and how many bytes came."""

    def __init__(self, request: bytes) -> None:
        self._request = request
        self._rest = b""
        loop = asyncio.get_running_loop()
        self.opened: asyncio.Future[None] = loop.create_future()
        self.on_event: Callable[[bytes], object] | None = None
        self.received = 0
        self.key = ""
        self.is_lost = False
        self.transport: asyncio.BaseTransport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = transport
        assert isinstance(transport, asyncio.WriteTransport)
        transport.write(self._request)

    @override
    def data_received(self, data: bytes) -> None:
        self.received += len(data)
        *events, self._rest = (self._rest + data).split(b"\n\n")
        for event in events:
            if b"event: ready" in event:
                self.key = event.partition(b'"stream": "')[2].partition(b'"')[0].decode()
                self.opened.set_result(None)
            elif self.on_event and b"event: " in event:
                self.on_event(event)

    @override
    def connection_lost(self, error: Exception | None) -> None:
        self.is_lost = True
        if not self.opened.done():
            self.opened.set_exception(ConnectionError(f"not opened: {self._rest[:80]!r}"))


class Line(asyncio.Protocol):
    """A connection that is kept, for one request after another."""

    def __init__(self) -> None:
        self._answer: asyncio.Future[bytes] | None = None
        self._came = b""
        self._length = -1
        self.transport: asyncio.WriteTransport | None = None

    @override
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport

    def ask(self, request: bytes) -> "asyncio.Future[bytes]":
        """Send a request; the future is the whole answer."""
        assert self.transport
        self._answer = asyncio.get_running_loop().create_future()
        self._came, self._length = b"", -1
        self.transport.write(request)
        return self._answer

    @override
    def data_received(self, data: bytes) -> None:
        self._came += data
        if self._length < 0 and HEADING_END in self._came:
            heading = self._came.partition(HEADING_END)[0]
            length = heading.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
            self._length = len(heading) + len(HEADING_END) + int(length or 0)
        if 0 <= self._length <= len(self._came) and self._answer and not self._answer.done():
            self._answer.set_result(self._came)

    @override
    def connection_lost(self, error: Exception | None) -> None:
        if self._answer and not self._answer.done():
            self._answer.set_exception(error or ConnectionError("the server closed the line"))


async def open_pages(port: int, readers: Iterable[Reader], query: str) -> list[Page]:
    """Open a stream for each reader, a few at a time; all are ready."""
    loop, gate = asyncio.get_running_loop(), asyncio.Semaphore(AT_ONCE)

    async def open_one(reader: Reader) -> Page:
        async with gate:
            request = reader.get(f"/live/?{query}")
            _, page = await loop.create_connection(lambda: Page(request), HOST, port)
            await asyncio.wait_for(page.opened, PATIENCE)
            return page

    allow_files()
    return await asyncio.gather(*[open_one(reader) for reader in readers])


async def open_lines(port: int, count: int) -> list[Line]:
    loop = asyncio.get_running_loop()
    return [(await loop.create_connection(Line, HOST, port))[1] for _number in range(count)]


def close(connections: Sequence[Page | Line]) -> None:
    for connection in connections:
        if connection.transport:
            connection.transport.close()


def allow_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(FILES, hard), hard))


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value under which `share` of the values are, 0..1."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]
