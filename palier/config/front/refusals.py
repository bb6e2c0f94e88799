"""The pages of what is refused before Django sees it, in the visitor's language."""

import asyncio

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header
from starlette.requests import Request
from starlette.responses import HTMLResponse


async def refusal(request: Request, status: int) -> HTMLResponse:
    """Return the page of 408, 413 or 507; the connection ends with it."""
    language = _language(request)
    text = await asyncio.to_thread(_page, status, language, "hx-request" in request.headers)
    headers = {
        "Connection": "close",
        "Cache-Control": "no-store",
        "Content-Language": language,
        "Content-Security-Policy": "default-src 'self'; frame-ancestors 'none'",
    }
    return HTMLResponse(text, status, headers)


def _page(status: int, language: str, is_fragment: bool) -> str:  # noqa: FBT001 -- one caller
    with translation.override(language):
        name = "ui/_trouble.html" if is_fragment and status == 507 else f"{status}.html"
        return render_to_string(name, {"trouble": "full"})


def _language(request: Request) -> str:
    """Return the language of the browser's choice; who the visitor is takes Django to know."""
    accepted = parse_accept_lang_header(request.headers.get("accept-language", ""))
    wanted = [request.cookies.get(settings.LANGUAGE_COOKIE_NAME, ""), *(c for c, _ in accepted)]
    known = dict(settings.LANGUAGES)
    spoken = (code.split("-")[0] for code in wanted)
    return next((code for code in spoken if code in known), settings.LANGUAGE_CODE)
