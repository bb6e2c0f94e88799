"""The wall: all slides of a quarter."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET, require_POST

from palier.cycles.actions import open_cycle
from palier.cycles.models import Cycle
from palier.cycles.queries import coming, cycles_of, openable
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused
from palier.pages.queries.wall import (
    SCREEN,
    count_of,
    outline_of,
    screen_of,
    totals_of,
    without_slide,
)

DIGITS = 6  # of a number of slides; no quarter has more


@require_GET
@person_required
def show(request: PersonRequest, key: str = "") -> HttpResponse:
    """Show the wall; `?outline=30` answers with 30 cards without sheets, for an open page."""
    cycles = cycles_of(request.person)
    cycle = pick(cycles, key)
    if cycle is None:
        return render(request, "pages/no_cycle.html", {"openable": _openable(request, cycles)})
    totals = totals_of(cycle, request.person)
    context = {
        "cycle": cycle,
        "cycles": cycles,
        "openable": _openable(request, cycles),
        "totals": totals,
        "missing": [] if cycle.is_past(_today()) else without_slide(cycle, request.person),
    }
    if "outline" in request.GET:
        count = min(max(_number(request.GET["outline"]), SCREEN), totals.units)
        context["groups"] = outline_of(cycle, request.person, count=count)
        context["next_offset"] = count if count < totals.units else None
        return render(request, "pages/_wall_outline.html", context)
    context |= _screen(request, cycle, 0, totals.units)
    return render(request, "pages/wall.html", context)


@require_POST
@person_required
def open_quarter(request: PersonRequest) -> HttpResponse:
    """Open a quarter, so that slides can be written for it."""
    cycles = cycles_of(request.person)
    offered = {quarter.key for quarter in openable(cycles, _today())}
    key = request.POST.get("key", "")
    if key not in offered | {cycle.key for cycle in cycles}:
        raise Http404
    organisation = request.person.organisation
    try:
        cycle = open_cycle(organisation, key=key, by=request.person, at=timezone.now())
    except Refused as refused:
        raise PermissionDenied from refused
    return redirect("cycle-wall", cycle.key)


@require_GET
@person_required
def more(request: PersonRequest, key: str, offset: int) -> HttpResponse:
    cycle = pick(cycles_of(request.person), key)
    if cycle is None:
        raise Http404
    total = count_of(cycle, request.person)
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


def _number(words: str) -> int:
    is_number = words.isascii() and words.isdecimal() and len(words) <= DIGITS
    return int(words) if is_number else 0


def _openable(request: PersonRequest, cycles: list[Cycle]) -> list[tuple[str, str]]:
    """Return (key, label) of the quarters that this person may open."""
    if not request.person.standing.may_run_the_process:
        return []
    language = translation.get_language() or "fr"
    return [(one.key, one.label(language)) for one in openable(cycles, _today())]


def _today() -> date:
    return timezone.localdate()
