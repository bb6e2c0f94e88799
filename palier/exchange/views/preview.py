"""What a file would write, decided piece by piece, then applied once."""

import json
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from palier.exchange.actions import Report, apply_import, bringing
from palier.exchange.aiming import MOST_QUESTIONS, aims_of
from palier.exchange.differences import company_change, slide_change
from palier.exchange.document import Unreadable
from palier.exchange.drawing import draw
from palier.exchange.models import Import
from palier.exchange.previews import Part, Preview, first_part, preview_of
from palier.exchange.refusals import COLUMN_ROLES, refused_sentence
from palier.exchange.source import Table, marks_of, table_of
from palier.exchange.views.imports import language_here, runner_required, unreadable_page
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused


@require_safe
@runner_required
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what a file would write; a fragment is one tab with its slide."""
    row = find_import(request, pk)
    if row.is_applied or row.is_undone:
        return redirect("import-applied", row.pk)
    if not row.is_draft:
        messages.info(request, _("This file was applied or dropped already."))
        return redirect("import")
    return preview_page(request, row)


@require_POST
@runner_required
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Say whether a name is the one it looks like."""
    row = find_import(request, pk)
    preview = preview_of(row, today=timezone.localdate()) if row.is_draft else None
    asked = request.POST.get("name", "")
    proposals = preview.plan.proposals if preview else []
    proposal = next((each for each in proposals if each.ref == asked), None)
    answer = request.POST.get("answer", "")
    if proposal and answer in ("+", "", *(key for key, _name in proposal.choices)):
        bringing.decide(row, proposal, answer, by=request.person)
    return back_to(request, row)


@require_POST
@runner_required
def set_aside(request: PersonRequest, pk: int) -> HttpResponse:
    """Leave a piece out on purpose, or everything; or take it up again."""
    row, places = find_import(request, pk), request.POST.getlist("place")
    if row.is_draft and "everything" in request.POST:
        preview = preview_of(row, today=timezone.localdate())
        places = [question.ref for question in preview.questions if question.is_open]
    if row.is_draft:
        bringing.set_aside(row, places, by=request.person, back="back" in request.POST)
    return back_to(request, row)


@require_POST
@runner_required
def choose_cycle(request: PersonRequest, pk: int) -> HttpResponse:
    """Choose the quarter of the whole file."""
    row = find_import(request, pk)
    try:
        bringing.choose_cycle(row, request.POST.get("cycle", ""), by=request.person)
    except Refused as refused:
        return refused_page(request, row, refused)
    return back_to(request, row)


@require_POST
@runner_required
def apply(request: PersonRequest, pk: int) -> HttpResponse:
    """Write what was shown, once; a second submission changes nothing."""
    row, now = find_import(request, pk), timezone.now()
    if not row.is_draft:
        return redirect("wall")
    try:
        plan = preview_of(row, today=timezone.localdate()).plan
        report = apply_import(row, plan, by=request.person, at=now)
    except Refused as refused:
        return refused_page(request, row, refused)
    if report is None:
        return redirect("wall")
    messages.success(request, _said(report))
    keys = sorted({slide.cycle for slide in plan.slides})
    return redirect("cycle-wall", keys[-1]) if keys else redirect("wall")


@require_POST
@runner_required
def drop(request: PersonRequest, pk: int) -> HttpResponse:
    """Forget the file."""
    bringing.drop(find_import(request, pk), by=request.person)
    return redirect("import")


def find_import(request: PersonRequest, pk: int) -> Import:
    """Return a file of the person's own organisation, or raise Http404."""
    rows = Import.objects.visible_to(request.person)
    return get_object_or_404(rows.select_related("organisation"), pk=pk)


def preview_page(
    request: PersonRequest, row: Import, *, sentence: str = "", status: int = 200
) -> HttpResponse:
    """Show a file beside what it would write, with a sentence where something was refused."""
    try:
        preview = preview_of(row, today=timezone.localdate())
    except Unreadable as fault:
        return unreadable_page(request, fault, row.name)
    context = {
        "preview": preview,
        "row": row,
        "sentence": sentence,
        "counts": preview.plan.counts(),
        "company": company_change(preview.plan),
    }
    context |= _part_context(request, preview)
    is_fragment = request.headers.get("HX-Target") == "part"
    name = "exchange/preview.html#part" if is_fragment else "exchange/preview.html"
    return render(request, name, context, status=status)


def _part_context(request: PersonRequest, preview: Preview) -> dict[str, Any]:
    """Return one part alone: a page of twelve tabs stays light."""
    parts = preview.parts or [Part(0, preview.row.name, questions=preview.questions)]
    asked = request.POST.get("part") or request.GET.get("part")
    part = parts[min(number_in(asked, first_part(parts)), len(parts) - 1)]
    part.is_current = True
    asked = request.POST.get("slide") or request.GET.get("slide")
    number = min(number_in(asked, 0), max(len(part.slides) - 1, 0))
    slide = part.slides[number] if part.slides else None
    drawn = draw(slide, preview.plan, language_here()) if slide else None
    aims = aims_of(preview, part, number)
    return {
        "part": part,
        "questions": [
            (question, aims.nearest.get(question.ref, ""))
            for question in part.sorted_questions[:MOST_QUESTIONS]
        ],
        "further": max(0, len(part.questions) - MOST_QUESTIONS),
        "aims": aims,
        "slide": slide,
        "slide_number": number,
        "drawn": drawn,
        "places": json.dumps(drawn.places if drawn else {}),
        "line_aims": json.dumps(drawn.lines if drawn else {}),
        "change": slide_change(slide, preview.plan, language_here()) if slide else None,
        **_source_context(request, preview, part),
    }


def _source_context(request: PersonRequest, preview: Preview, part: Part) -> dict[str, Any]:
    """Return the tab of a part, and the column that is to be named."""
    if part.grid is None:
        return {"table": None, "at": "", "column": None}
    roles = {each["heading"]: each["role"] for each in preview.row.columns}
    said = [
        (question.leftover.place.spot, "sent" if question.sending else "aside")
        for question in part.questions
        if not question.is_open
    ]
    at = request.GET.get("at", "")[:20]
    table = table_of(part.grid, at=at, marks=marks_of(part.grid, said), roles=roles)
    return {
        "table": table,
        "at": at,
        "column": _column(request, table),
        "column_roles": COLUMN_ROLES,
    }


def _column(request: PersonRequest, table: Table) -> Any:
    index = number_in(request.GET.get("column"), -1)
    return next((column for column in table.columns if column.index == index), None)


def refused_page(request: PersonRequest, row: Import, refused: Refused) -> HttpResponse:
    """Show the file again, with why nothing was done."""
    row.refresh_from_db()
    if not row.is_draft:
        return redirect("import")
    return preview_page(request, row, sentence=refused_sentence(refused), status=422)


def back_to(request: PersonRequest, row: Import) -> HttpResponse:
    """Return to the part and the slide that were shown."""
    shown = {
        name: number
        for name in ("part", "slide")
        if (number := number_in(request.POST.get(name), -1)) >= 0
    }
    address = reverse("import-preview", args=[row.pk])
    return redirect(f"{address}?{urlencode(shown)}" if shown else address)


def _said(report: Report) -> str:
    counts = report.counts
    if not report.is_written:
        return _("Everything was there already: nothing was written.")
    return _("Imported: %(created)s added, %(changed)s changed, %(unchanged)s as before.") % {
        "created": counts.created,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
    }


def number_in(text: str | None, default: int) -> int:
    """Return the number that a field of an address holds, `default` where it holds none."""
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 6 else default
