"""Presenting: the slides of a quarter full screen."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from palier.cycles.queries import cycles_of
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.pages.views.wall import pick


@require_GET
@person_required
def show(request: PersonRequest, key: str) -> HttpResponse:
    cycle = pick(cycles_of(request.person), key)
    return render(request, "pages/presentation.html", {"cycle": cycle})


@require_GET
@person_required
def sheets(request: PersonRequest, key: str) -> HttpResponse:
    if pick(cycles_of(request.person), key) is None:
        raise Http404
    return HttpResponse("")
