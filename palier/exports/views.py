"""Files that take long: asked for, followed on any page, taken away, listed."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palier.cycles.models import Cycle
from palier.exchange.writing.files import TYPES
from palier.exports.actions import asking
from palier.exports.actions.asking import Wanted
from palier.exports.models import Export
from palier.exports.places import NEWS
from palier.exports.queries import may_have
from palier.exports.rules import KINDS
from palier.exports.words import SENTENCES
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.models import Unit

MOST = 50  # exports of one list


@require_http_methods(["GET", "HEAD", "POST"])
@person_required
def show(request: PersonRequest) -> HttpResponse:
    """List the files that somebody asked for, and offer the one of the address; make one asked."""
    wanted = _wanted(request)
    if request.method != "POST":
        return _page(request, wanted)
    if wanted is None:
        raise Http404
    asking.ask(wanted, by=request.person, at=timezone.now())
    request.session[NEWS] = True
    return _corner(request) if _is_fragment(request) else redirect("exports")


@require_safe
@person_required
def corner(request: PersonRequest) -> HttpResponse:
    """Tell what is being made and how what was asked for has ended, until it has been seen."""
    return _corner(request)


@require_safe
@person_required  # type: ignore[arg-type]  # an answer from the disk is one too
def take(request: PersonRequest, pk: int) -> HttpResponseBase:
    """Answer with a file, to its person alone, who may still see what is in it."""
    row = _find(request, pk)
    if not row.is_ready or not may_have(row, request.person):
        raise Http404
    try:
        file = row.place.open("rb")
    except FileNotFoundError as fault:
        raise Http404 from fault
    kind = row.name.rpartition(".")[2]
    answer = FileResponse(file, as_attachment=True, filename=row.name, content_type=TYPES[kind])
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_POST
@person_required
def note_seen(request: PersonRequest, pk: int) -> HttpResponse:
    asking.mark_seen(_find(request, pk))
    return _corner(request) if _is_fragment(request) else redirect("exports")


@require_POST
@person_required
def try_again(request: PersonRequest, pk: int) -> HttpResponse:
    asking.ask_again(_find(request, pk), at=timezone.now())
    request.session[NEWS] = True
    return _corner(request) if _is_fragment(request) else redirect("exports")


@require_POST
@person_required
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    asking.remove(_find(request, pk))
    return redirect("exports")


def _find(request: PersonRequest, pk: int) -> Export:
    return get_object_or_404(Export.objects.visible_to(request.person), pk=pk)


def _wanted(request: PersonRequest) -> Wanted | None:
    """Return the file that an address or a form names, if it is this person's to have."""
    said = request.POST if request.method == "POST" else request.GET
    kind, person = said.get("kind", ""), request.person
    cycle, unit = said.get("cycle", ""), said.get("unit", "")
    if kind not in KINDS:
        return None
    wanted = Wanted(kind, (translation.get_language() or "fr")[:2], cycle, unit)
    if kind == "archive":
        return wanted if person.is_pilot and not (cycle or unit) else None
    units = Unit.objects.visible_to(person).filter(key=unit)
    if unit and (kind == "json" or not units.exists()):
        return None
    return wanted if Cycle.objects.visible_to(person).filter(key=cycle).exists() else None


def _corner(request: PersonRequest) -> HttpResponse:
    news = list(Export.objects.visible_to(request.person).news().order_by("pk"))
    if not news:
        request.session.pop(NEWS, None)
    return render(request, "exports/_corner.html", _told(request, news))


def _page(request: PersonRequest, wanted: Wanted | None) -> HttpResponse:
    rows = Export.objects.visible_to(request.person)[:MOST]
    context = {**_told(request, list(rows)), "wanted": wanted, "days": settings.EXPORT_DAYS}
    return render(request, "exports/exports.html", context)


def _told(request: PersonRequest, rows: list[Export]) -> dict[str, Any]:
    cycles = _labels(request, rows)
    return {
        "rows": [
            (row, cycles.get(row.cycle_key, row.cycle_key), SENTENCES.get(row.fault, ""))
            for row in rows
        ],
        "is_under_way": any(row.is_under_way for row in rows),
    }


def _labels(request: PersonRequest, rows: list[Export]) -> dict[str, str]:
    if not rows:
        return {}
    language = translation.get_language() or "fr"
    cycles = Cycle.objects.visible_to(request.person).filter(
        key__in={row.cycle_key for row in rows}
    )
    return {cycle.key: cycle.label_in(language) for cycle in cycles}


def _is_fragment(request: HttpRequest) -> bool:
    return "HX-Request" in request.headers
