"""A form that stands in a dialog over the page, or alone on a page where no script runs."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Dialog:
    """What a dialog asks, and where its answer goes."""

    title: "StrOrPromise"
    action: str  # address
    back: str  # address of the page it stands over
    button: "StrOrPromise"
    words: "StrOrPromise" = ""
    is_danger: bool = False


def ask(
    request: HttpRequest, dialog: Dialog, form: Form | None = None, refusal: str = ""
) -> HttpResponse:
    """Show the dialog: anew, or as it was filled in with what is wrong (422)."""
    is_wrong = bool(refusal) or (form is not None and form.is_bound)
    part = "#dialog" if "HX-Request" in request.headers else ""
    return render(
        request,
        f"organisation/dialog.html{part}",
        {"dialog": dialog, "form": form, "refusal": refusal},
        status=UNPROCESSABLE if is_wrong else 200,
    )


def done(request: HttpRequest, address: str) -> HttpResponse:
    """Close the dialog and let the page under it refresh; without script, go to `address`."""
    if "HX-Request" not in request.headers:
        return redirect(address)
    return HttpResponse(status=204, headers={"HX-Trigger": "organisation-changed"})


def posted(request: HttpRequest) -> QueryDict | None:
    """Return what was sent, however empty: nobody checked is an answer too."""
    return request.POST if request.method == "POST" else None
