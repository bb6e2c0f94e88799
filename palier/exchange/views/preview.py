"""What a file would write, decided piece by piece, then applied once."""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palier.exchange.actions import Report, apply_import, bringing
from palier.exchange.document import Unreadable
from palier.exchange.models import Import
from palier.exchange.previews import Part, Preview, draw, first_part, preview_of, table_of
from palier.exchange.refusals import refused_sentence
from palier.exchange.views.imports import language_here, runner_required, unreadable_page
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused


@require_safe
@runner_required
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what a file would write; a fragment is one tab with its slide."""
    row = _find(request, pk)
    if not row.is_draft:
        messages.info(request, _("This file was applied or dropped already."))
        return redirect("import")
    return _preview_page(request, row)


@require_POST
@runner_required
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Say whether a name is the one it looks like."""
    row = _find(request, pk)
    preview = preview_of(row, today=timezone.localdate()) if row.is_draft else None
    asked = request.POST.get("name", "")
    proposals = preview.plan.proposals if preview else []
    proposal = next((each for each in proposals if each.ref == asked), None)
    answer = request.POST.get("answer", "")
    if proposal and answer in (proposal.key, "+", ""):
        bringing.decide(row, proposal, answer, by=request.person)
    return _back(request, row)


@require_POST
@runner_required
def set_aside(request: PersonRequest, pk: int) -> HttpResponse:
    """Leave a piece out on purpose, or everything; or take it up again."""
    row, places = _find(request, pk), request.POST.getlist("place")
    if row.is_draft and "everything" in request.POST:
        preview = preview_of(row, today=timezone.localdate())
        places = [question.place for question in preview.questions]
    if row.is_draft:
        bringing.set_aside(row, places, by=request.person, back="back" in request.POST)
    return _back(request, row)


@require_POST
@runner_required
def choose_cycle(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose the quarter of the whole file."""
    row = _find(request, pk)
    try:
        bringing.choose_cycle(row, request.POST.get("cycle", ""), by=request.person)
    except Refused as refused:
        return _refused(request, row, refused)
    return _back(request, row)


@require_POST
@runner_required
def apply(request: PersonRequest, pk: int) -> HttpResponse:
    """Write what was shown, once; a second submission changes nothing."""
    row, now = _find(request, pk), timezone.now()
    if not row.is_draft:
        return redirect("wall")
    try:
        plan = preview_of(row, today=timezone.localdate()).plan
        report = apply_import(row, plan, by=request.person, at=now)
    except Refused as refused:
        return _refused(request, row, refused)
    if report is None:
        return redirect("wall")
    messages.success(request, _said(report))
    keys = sorted({slide.cycle for slide in plan.slides})
    return redirect("cycle-wall", keys[-1]) if keys else redirect("wall")


@require_POST
@runner_required
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget the file."""
    bringing.drop(_find(request, pk), by=request.person)
    return redirect("import")


def _find(request: PersonRequest, pk: int) -> Import:
    rows = Import.objects.visible_to(request.person)
    return get_object_or_404(rows.select_related("organisation"), pk=pk)


def _preview_page(
    request: PersonRequest, row: Import, *, sentence: str = "", status: int = 200
) -> HttpResponse:
    try:
        preview = preview_of(row, today=timezone.localdate())
    except Unreadable as fault:
        return unreadable_page(request, fault, row.name)
    context = {
        "preview": preview,
        "row": row,
        "sentence": sentence,
        "counts": preview.plan.counts(),
    }
    context |= _part_context(request, preview)
    is_fragment = request.headers.get("HX-Target") == "part"
    name = "exchange/preview.html#part" if is_fragment else "exchange/preview.html"
    return render(request, name, context, status=status)


def _part_context(request: PersonRequest, preview: Preview) -> dict[str, Any]:
    """Return one part alone: a page of twelve tabs stays light."""
    parts = preview.parts or [Part(0, preview.row.name)]
    part = parts[min(_number(request.GET.get("part"), first_part(parts)), len(parts) - 1)]
    part.is_current = True
    number = min(_number(request.GET.get("slide"), 0), max(len(part.slides) - 1, 0))
    slide = part.slides[number] if part.slides else None
    drawn = draw(slide, preview.plan, language_here()) if slide else None
    return {
        "part": part,
        "table": table_of(part.grid) if part.grid else None,
        "slide": slide,
        "slide_number": number,
        "drawn": drawn,
        "places": json.dumps(drawn.places) if drawn else "{}",
    }


def _refused(request: PersonRequest, row: Import, refused: Refused) -> HttpResponse:
    row.refresh_from_db()
    if not row.is_draft:
        return redirect("import")
    return _preview_page(request, row, sentence=refused_sentence(refused), status=422)


def _back(request: PersonRequest, row: Import) -> HttpResponse:
    part = _number(request.POST.get("part"), -1)
    address = reverse("import-preview", args=[row.pk])
    return redirect(f"{address}?part={part}" if part >= 0 else address)


def _said(report: Report) -> str:
    counts = report.counts
    if not report.is_written:
        return _("Everything was there already: nothing was written.")
    return _("Imported: %(created)s added, %(changed)s changed, %(unchanged)s as before.") % {
        "created": counts.created,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
    }


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else default
