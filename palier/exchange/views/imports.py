"""An import: a file is brought, looked at, then applied once."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palier.exchange.actions import Report, apply_import, bringing
from palier.exchange.document import Unreadable
from palier.exchange.files import ACCEPTED, MOST_CELLS_ON_A_PAGE, read_file
from palier.exchange.models import Import
from palier.exchange.previews import Part, Preview, draw, first_part, preview_of, table_of
from palier.exchange.refusals import fault_sentence, refused_sentence, unreadable_sentence
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]
MOST_FAULTS = 20  # said at once


def runner_required(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Show `view` to the pilot and the direction; to others it does not exist."""

    @person_required
    @wraps(view)
    def checked(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.person.standing.may_run_the_process:
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@require_http_methods(["GET", "HEAD", "POST"])
@runner_required
def bring(request: PersonRequest) -> HttpResponse:
    """Show where a file is brought; take one, if it can be read."""
    bringing.forget_stale(timezone.now())
    if request.method != "POST":
        return _upload_page(request)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _upload_page(request, sentence=_("Choose a file first."), status=422)
    data, name = file.read(), file.name or ""
    try:
        read_file(data, name=name, most_cells=MOST_CELLS_ON_A_PAGE)
    except Unreadable as fault:
        return _unreadable(request, fault, name)
    row = bringing.bring(name, data, _language(), by=request.person, at=timezone.now())
    return redirect("import-preview", row.pk)


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


def _upload_page(
    request: PersonRequest, *, sentence: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    waiting = Import.objects.visible_to(request.person).filter(state=Import.State.DRAFT)
    context |= {
        "sentence": sentence,
        "accepted": ACCEPTED,
        "waiting": waiting.defer("data").select_related("person")[:10],
    }
    return render(request, "exchange/import.html", context, status=status)


def _unreadable(request: PersonRequest, fault: Unreadable, name: str) -> HttpResponse:
    faults = [(each, fault_sentence(each)) for each in fault.faults[:MOST_FAULTS]]
    sentence = unreadable_sentence(fault)
    return _upload_page(request, sentence=sentence, status=422, faults=faults, file_name=name)


def _preview_page(
    request: PersonRequest, row: Import, *, sentence: str = "", status: int = 200
) -> HttpResponse:
    try:
        preview = preview_of(row, today=timezone.localdate())
    except Unreadable as fault:
        return _unreadable(request, fault, row.name)
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
    drawn = draw(slide, preview.plan, _language()) if slide else None
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


def _language() -> str:
    return (translation.get_language() or "fr")[:2]
