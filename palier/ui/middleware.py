"""What every answer goes through: it is kept nowhere, and what stops a request becomes words."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template.loader import render_to_string

from palier.ui.trouble import Trouble, trouble_of

Handler = Callable[[HttpRequest], HttpResponse]
RETRY_AFTER = 2  # seconds; longer than most writes, shorter than patience
STATUS = {Trouble.BUSY: 503, Trouble.FULL: 507, Trouble.READONLY: 507}


class PrivateMiddleware:
    """Lets no proxy keep a page, and has browsers ask again; a view may say otherwise."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Cache-Control", "private, no-cache")
        return response


class BusyMiddleware:
    """Answers 503 with a time to retry when the database is busy, 507 when nothing can be kept."""

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        trouble = trouble_of(exception)
        return troubled(request, trouble) if trouble else None


class SignedOutMiddleware:
    """Answers 401 to a fragment asked by somebody whose session has ended.

    The redirection to the sign-in page is for navigation: a script would follow it and put the
    whole sign-in page in place of a fragment, over the words being typed.
    """

    def __init__(self, get_response: Handler) -> None:
        self.get_response = get_response
        self.sign_in = resolve_url(settings.LOGIN_URL)

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if is_fragment(request) and self._asks_to_sign_in(response):
            return HttpResponse(render_to_string("ui/_signed_out.html"), status=401)
        return response

    def _asks_to_sign_in(self, response: HttpResponse) -> bool:
        return isinstance(response, HttpResponseRedirect) and response.url.startswith(self.sign_in)


def troubled(request: HttpRequest, trouble: Trouble) -> HttpResponse:
    """Say what is wrong and what to do, as a page or a fragment; it asks the database nothing."""
    name = "ui/_trouble.html" if is_fragment(request) else f"{STATUS[trouble]}.html"
    text = render_to_string(name, {"trouble": trouble.value})
    response = HttpResponse(text, status=STATUS[trouble])
    if trouble is Trouble.BUSY:
        response.headers["Retry-After"] = str(RETRY_AFTER)
    return response


def is_fragment(request: HttpRequest) -> bool:
    """Return whether a script asks, rather than a person who goes to a page."""
    return "HX-Request" in request.headers or request.headers.get("Sec-Fetch-Mode") in {
        "cors",
        "same-origin",
    }
