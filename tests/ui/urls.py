"""The addresses these tests need, whatever the rest of Palier serves."""

import errno
import itertools
import sqlite3
from pathlib import Path

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import URLPattern, URLResolver, include, path

FOLDER = Path(__file__).parent
handler400 = "palier.ui.views.bad_request"
handler500 = "palier.ui.views.server_error"
saves = itertools.count()


class SampleForm(forms.Form):
    """One field of each kind."""

    name = forms.CharField(label="Nom", help_text="Celui que tout le monde emploie.")
    why = forms.CharField(label="Pourquoi", widget=forms.Textarea, required=False)
    level = forms.ChoiceField(label="Niveau", choices=[("input", "Input"), ("output", "Output")])
    kind = forms.ChoiceField(
        label="Mesure", widget=forms.RadioSelect, choices=[("n", "Nombre"), ("y", "Oui ou non")]
    )
    agreed = forms.BooleanField(label="Je m’y engage")
    file = forms.FileField(label="Fichier")


def show(request: HttpRequest, name: str) -> HttpResponse:
    template = engines["django"].from_string((FOLDER / f"{name}.html").read_text())
    data = {"n": "o"} if request.method == "POST" or "errors" in request.GET else None
    if "message" in request.GET:
        messages.success(request, "C’est enregistré.")
    return HttpResponse(template.render({"form": SampleForm(data)}, request))


@login_not_required
def kitchen_sink(request: HttpRequest) -> HttpResponse:
    return show(request, "kitchen_sink")


@login_not_required
def saving(request: HttpRequest) -> HttpResponse:
    """Answer what the test asks for in `status`; busy twice, then saved, for 503."""
    status = int(request.POST.get("status", "200"))
    if status == 503 and next(saves) % 3 < 2:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY  # as the driver sets it
        raise OperationalError(*error.args) from error
    if status == 507:
        raise OSError(errno.ENOSPC, "No space left on device")
    words = request.POST.get("words", "")
    if status == 503:
        status = 200
    text = f'<p id="answer">{status}: {words}</p>'
    return HttpResponse(text, status=status)


def private(request: HttpRequest) -> HttpResponse:
    return HttpResponse("private")


@login_not_required
def broken(request: HttpRequest) -> HttpResponse:
    raise ValueError


urlpatterns: list[URLPattern | URLResolver] = [
    path("", kitchen_sink, name="wall"),
    path("saving/", saving),
    path("private/", private),
    path("broken/", broken),
    path("", include("palier.accounts.urls")),
]
