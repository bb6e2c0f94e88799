"""Where files that take long are asked for, and which pages tell what became of them."""

from urllib.parse import urlencode

from django.http import HttpRequest  # noqa: TID251 - asked of requests by the frame
from django.urls import reverse

from palier.exchange.later import Asked
from palier.exports.rules import is_long

NEWS = "exports"  # in the session: something was asked for, whose end was not seen


def place_of(asked: Asked) -> str | None:
    """Return the address of the page that offers a file which takes long; None for others."""
    if not is_long(asked.kind, asked.slides, asked.entries):
        return None
    said = {"kind": asked.kind, "cycle": asked.cycle, "unit": asked.unit}
    query = urlencode({name: value for name, value in said.items() if value})
    return f"{reverse('exports')}?{query}"


def has_news(request: HttpRequest) -> bool:
    """Test if the pages of this session tell of exports (no query)."""
    session = getattr(request, "session", {})
    return bool(session.get(NEWS)) and bool(getattr(request, "person", None))
