"""What a link opens: no account, no cookie, nothing that a proxy may keep."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.http import require_safe

from palier.sharing.models import Link
from palier.sharing.queries.picture import HEIGHT, WIDTH, kept, pictured, tag_of
from palier.sharing.queries.reading import find, reading_of

DIGITS = 6  # of an offset; no quarter has more slides
MINUTES = 5  # a chat may show a picture that long without asking again


@login_not_required
@require_safe
def show(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the link opens; the answer is the same for every link that opens nothing."""
    now = timezone.now()
    link = find(token, timezone.localdate(now))
    if link is None:
        return _closed(request)
    language = _language(request, link)
    with translation.override(language):
        reading = reading_of(link, language, offset=_offset(request))
        slide = pictured(link)
        context = {
            "reading": reading,
            "now": now,
            "picture": _picture_address(request, token, tag_of(slide, language), language)
            if slide
            else "",
            "width": WIDTH,
            "height": HEIGHT,
        }
        response = render(request, "sharing/reading.html", context)
    return _private(response, language)


@login_not_required
@require_safe
def picture(request: HttpRequest, token: str) -> HttpResponse:
    """Answer with the picture of the first sheet; `?lang=` says in which language."""
    link = find(token, timezone.localdate())
    slide = pictured(link) if link else None
    if link is None or slide is None:
        return _closed(request)
    asked = request.GET.get("lang", "")
    language = asked if asked in dict(settings.LANGUAGES) else _language(request, link)
    tag = f'"{tag_of(slide, language)}"'
    same = get_conditional_response(request, etag=tag)
    response = same or HttpResponse(kept.picture(slide, language), content_type="image/png")
    response["ETag"] = tag
    response["Cache-Control"] = f"private, max-age={MINUTES * 60}"
    return _private(response, language)


def _closed(request: HttpRequest) -> HttpResponse:
    response = render(request, "sharing/closed.html", status=404)
    # Dead links are ordinary: a log of them would only be a list of who was sent one.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return _private(response, translation.get_language() or settings.LANGUAGE_CODE)


def _private(response: HttpResponse, language: str) -> HttpResponse:
    response.headers.setdefault("Cache-Control", "private, no-store")
    response["Referrer-Policy"] = "no-referrer"  # the address is the key
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Content-Language"] = language
    patch_vary_headers(response, ["Accept-Language"])
    return response


def _language(request: HttpRequest, link: Link) -> str:
    """Return the first language the visitor reads of those we speak, else the organisation's."""
    accepted = parse_accept_lang_header(request.headers.get("Accept-Language", ""))
    spoken = (code.split("-")[0] for code, _quality in accepted)
    known = dict(settings.LANGUAGES)
    return next((code for code in spoken if code in known), link.organisation.language)


def _offset(request: HttpRequest) -> int:
    asked = request.GET.get("from", "")
    is_number = asked.isascii() and asked.isdecimal() and len(asked) <= DIGITS
    return int(asked) if is_number else 0


def _picture_address(request: HttpRequest, token: str, tag: str, language: str) -> str:
    path = reverse("reading-picture", args=[token])
    return request.build_absolute_uri(f"{path}?lang={language}&v={tag}")
