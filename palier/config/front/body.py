"""The body of a request, taken in whole before a thread is: a slow sender holds none."""

import asyncio
from dataclasses import dataclass

from starlette.requests import Request
from starlette.types import Receive

from palier.config.front.spool import DiskRefusedError, Spool


@dataclass(frozen=True, slots=True)
class Limits:
    """What a body may weigh, in bytes, and how long it may take, in seconds."""

    size: int
    silence: float = 30
    total: float = 600
    # What is too large is read to its end and thrown away: a browser that cannot finish sending
    # shows a broken connection in place of our words.
    thrown_away: int = 256 * 1024 * 1024


class RefusedBodyError(Exception):
    """The request cannot be taken in; `status` says why: 408, 413 or 507."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


class VisitorLeftError(Exception):
    """Nobody waits for the answer any more."""


async def take_in(request: Request, receive: Receive, limits: Limits) -> Spool:
    """Return the whole body.

    :raises RefusedBodyError: too slow, too large, or no room on the disk
    :raises VisitorLeftError: before the end
    """
    spool = Spool()
    try:
        async with asyncio.timeout(limits.total):
            await _fill(spool, request, _Pieces(receive, limits))
    except TimeoutError:
        spool.close()
        raise RefusedBodyError(408) from None
    except BaseException:
        spool.close()
        raise
    return spool


async def _fill(spool: Spool, request: Request, pieces: "_Pieces") -> None:
    if not _has_body(request):
        return
    declared = int(request.headers.get("content-length", "0"))
    if declared > pieces.limits.size:
        if "expect" not in request.headers:  # it waits for our word before it sends
            await pieces.throw_away(declared)
        raise RefusedBodyError(413)
    while piece := await pieces.next():
        if spool.size + len(piece) > pieces.limits.size:
            await pieces.throw_away(spool.size)
            raise RefusedBodyError(413)
        try:
            await _keep(spool, piece)
        except DiskRefusedError:
            await pieces.throw_away(spool.size)
            raise RefusedBodyError(507) from None


def _has_body(request: Request) -> bool:
    return "transfer-encoding" in request.headers or (
        request.headers.get("content-length", "0") != "0"
    )


async def _keep(spool: Spool, piece: bytes) -> None:
    if spool.fits_in_memory(len(piece)):
        spool.write(piece)
    else:
        await asyncio.to_thread(spool.write, piece)


class _Pieces:
    """What the visitor sends, piece by piece, within the limits of time."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self.limits = limits
        self._receive = receive
        self._has_more = True

    async def next(self) -> bytes:
        """Return the next piece, empty at the end."""
        piece = b""
        while self._has_more and not piece:
            async with asyncio.timeout(self.limits.silence):
                message = await self._receive()
            if message["type"] == "http.disconnect":
                raise VisitorLeftError
            self._has_more = message.get("more_body", False)
            piece = message.get("body", b"")
        return piece

    async def throw_away(self, size: int) -> None:
        """Read to the end, unless it is so long that a broken connection is the lesser evil."""
        while size <= self.limits.thrown_away and (piece := await self.next()):
            size += len(piece)
