"""Pages for what went wrong; `config/urls.py` names them as its handlers."""

import sys

from django.core.exceptions import (
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from palier.ui.middleware import is_fragment, troubled
from palier.ui.trouble import trouble_of

TOO_LARGE = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(_request: HttpRequest, exception: Exception) -> HttpResponse:
    status = 413 if isinstance(exception, TOO_LARGE) else 400
    return HttpResponse(render_to_string(f"{status}.html"), status=status)


def server_error(request: HttpRequest) -> HttpResponse:
    # Django calls this while the exception is being handled: middleware too may have met a busy
    # database, when it saves the session.
    trouble = trouble_of(sys.exc_info()[1])
    if trouble:
        return troubled(request, trouble)
    name = "ui/_failed.html" if is_fragment(request) else "500.html"
    return HttpResponse(render_to_string(name), status=500)
