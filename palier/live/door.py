"""Everything under /live/, answered with no layer between: each word to each page goes through it.

Told through a framework's middleware, a thousand pages took half as long again.
"""

import re

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import Receive, Scope, Send

from palier.live.fragments import fragment
from palier.live.stream import stream
from palier.live.whereabouts import whereabouts

FRAGMENT = re.compile(r"/live/fragment/([^/]+)/")
READING = {"GET", "HEAD"}


async def live(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request for an address under /live/ (an ASGI application)."""
    response = await _response(Request(scope, receive))
    await response(scope, receive, send)


async def _response(request: Request) -> Response:
    path, method = request.scope["path"], request.method
    if path == "/live/" and method in READING:
        return await stream(request)
    if path == "/live/presence/" and method == "POST":
        return await whereabouts(request)
    if method in READING and (found := FRAGMENT.fullmatch(path)):
        return await fragment(request, found[1])
    return PlainTextResponse("", status_code=404)
