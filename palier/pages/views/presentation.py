"""Presenting: the slides of a quarter full screen."""

from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from palier.cycles.models import Cycle
from palier.cycles.queries import before, cycles_of
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.pages.queries.presentation import BATCH, draw_first, outline_of, sheets_of
from palier.pages.views.wall import pick

DIGITS = 18  # of an id; more would not fit in the database


@require_GET
@person_required
def show(request: PersonRequest, key: str) -> HttpResponse:
    """Show the presentation; `?outline` answers with its outline alone, for a page that is open."""
    cycles = cycles_of(request.person)
    cycle = _pick(cycles, key)
    past = before(cycles, cycle)
    parts = outline_of(cycle, past, request.person)
    context = {"cycle": cycle, "past": past, "parts": parts, "batch": BATCH}
    if "outline" in request.GET:
        return render(request, "pages/_presentation_outline.html", context)
    if not parts:
        return render(request, "pages/_presentation_empty.html", context)
    draw_first(parts, _language())
    return render(request, "pages/presentation.html", context)


@require_GET
@person_required
def sheets(request: PersonRequest, key: str) -> HttpResponse:
    """Answer with the sheets named by `?ids=1,2`."""
    cycle = _pick(cycles_of(request.person), key)
    drawings = sheets_of(_ids(request), cycle, request.person, _language())
    return render(request, "pages/_presentation_sheets.html", {"drawings": drawings})


def _pick(cycles: list[Cycle], key: str) -> Cycle:
    cycle = pick(cycles, key)
    if cycle is None:
        raise Http404
    return cycle


def _ids(request: PersonRequest) -> list[int]:
    words = [word for word in request.GET.get("ids", "").split(",") if word]
    if len(words) > BATCH:
        raise BadRequest(f"At most {BATCH} sheets at a time.")
    if not all(word.isascii() and word.isdecimal() and len(word) <= DIGITS for word in words):
        raise BadRequest("Sheets are asked for by number.")
    return [int(word) for word in words]


def _language() -> str:
    return translation.get_language() or "fr"
