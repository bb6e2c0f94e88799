"""Where a page says that its person is: POST /live/presence/, without a thread or a connection.

Form fields: `stream`, the key that the `ready` event of the page's stream gave; `topic`, one for
which that stream asked for presence; `place`, "key-result-12/title" or "" for nowhere.
"""

import asyncio
import re
from urllib.parse import parse_qs, urlsplit

from django.conf import settings
from django.db import connection
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from palier.live import elsewhere, presence, streams
from palier.live.watcher import find_watcher

LONGEST = 1000  # bytes of a form
PATIENCE = 10  # seconds for a form to arrive
FORMS = {
    "stream": re.compile(r"[\w-]{16}", re.ASCII),
    "topic": re.compile(r"[a-z-]{1,40}-[0-9]{1,18}"),
    "place": re.compile(r"[a-z0-9/-]{0,80}"),
}


async def whereabouts(request: Request) -> Response:
    """Note where somebody is: 204, or 202 when it is passed on to the other processes."""
    if not _is_from_our_page(request):
        return Response(status_code=403)
    form = await _form(request)
    if form is None:
        return Response(status_code=400)
    session_key = request.cookies.get(settings.SESSION_COOKIE_NAME, "")
    key, topic, place = form["stream"], form["topic"], form["place"]
    mark = elsewhere.mark_of(session_key)
    if presence.move(key, mark, topic, place):
        return Response(status_code=204)
    has_others = connection.vendor == "postgresql" and streams.find(key) is None
    if not has_others or not await find_watcher(session_key, (topic,)):
        return Response(status_code=404)
    presence.move_elsewhere(key, mark, topic, place)
    return Response(status_code=202)


def _is_from_our_page(request: Request) -> bool:
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin, host = request.headers.get("origin", ""), request.headers.get("host", "")
    return origin in settings.CSRF_TRUSTED_ORIGINS or (
        bool(host) and urlsplit(origin).netloc == host
    )


async def _form(request: Request) -> dict[str, str] | None:
    """Return the fields, or None when one is missing, misshapen or too slow to come."""
    try:
        async with asyncio.timeout(PATIENCE):
            body = await _body(request)
        fields = parse_qs(body.decode(), keep_blank_values=True, max_num_fields=10)
    except (TimeoutError, ClientDisconnect, ValueError):
        return None
    form = {name: values[-1] for name, values in fields.items()}
    is_right = all(shape.fullmatch(form.get(name, "?")) for name, shape in FORMS.items())
    return form if is_right else None


async def _body(request: Request) -> bytes:
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > LONGEST:
            raise ValueError("a form that says where somebody is is shorter")
    return body
