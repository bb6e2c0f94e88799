"""The wall: all slides of a quarter."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET

from palier.cycles.models import Cycle
from palier.cycles.queries import coming, cycles_of
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.pages.queries.wall import SCREEN, screen_of, totals_of, without_slide


@require_GET
@person_required
def show(request: PersonRequest, key: str = "") -> HttpResponse:
    cycles = cycles_of(request.person)
    cycle = pick(cycles, key)
    if cycle is None:
        return render(request, "pages/no_cycle.html")
    totals = totals_of(cycle, request.person)
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "totals": totals,
        "missing": [] if cycle.is_past(_today()) else without_slide(cycle, request.person),
        **_screen(request, cycle, 0, totals.units),
    }
    return render(request, "pages/wall.html", context)


@require_GET
@person_required
def more(request: PersonRequest, key: str, offset: int) -> HttpResponse:
    cycle = pick(cycles_of(request.person), key)
    if cycle is None:
        raise Http404
    total = totals_of(cycle, request.person).units
    context = {"cycle": cycle, **_screen(request, cycle, min(offset, total), total)}
    return render(request, "pages/wall.html#groups", context)


def pick(cycles: list[Cycle], key: str) -> Cycle | None:
    """Return the quarter `key`, or the one being written without a key.

    :raises Http404: if there is no such quarter
    """
    if not key:
        return coming(cycles, _today())
    found = next((cycle for cycle in cycles if cycle.key == key), None)
    if found is None:
        raise Http404
    return found


def _screen(request: PersonRequest, cycle: Cycle, offset: int, total: int) -> dict[str, object]:
    language = translation.get_language() or "fr"
    groups = screen_of(cycle, request.person, language, offset=offset)
    following = offset + SCREEN
    return {"groups": groups, "next_offset": following if following < total else None}


def _today() -> date:
    return timezone.localdate()
