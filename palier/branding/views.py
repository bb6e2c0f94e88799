"""The page of the template: bring one, look at it, have decks stand on it, take it away."""

import io
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palier.branding import actions
from palier.branding.drawing.picture import png_of
from palier.branding.models import DeckTemplate
from palier.branding.queries.looks import PREVIEW, Look, look_at, sheet_for
from palier.branding.refusals import left_out_sentences, refused_sentence, unreadable_sentence
from palier.exchange.document import Unreadable
from palier.exchange.writing.files import TYPES
from palier.organisation.access import editor_required, may
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused
from palier.sheets.draw_pptx import write_pptx

THUMBNAIL = 320  # pixels across
PRIVATE = {"Cache-Control": "private, no-store"}


@require_http_methods(["GET", "HEAD", "POST"])
@editor_required
def show(request: PersonRequest) -> HttpResponse:
    """Show the template and the one that waits; POST brings one."""
    if request.method != "POST":
        return _page(request)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _page(request, sentence=_("Choose a file first."))
    person = request.person
    try:
        actions.bring(
            person.organisation, file.name or "", file.read(), by=person, at=timezone.now()
        )
    except Unreadable as fault:
        return _page(request, sentence=unreadable_sentence(fault))
    except Refused as refused:
        return _page(request, sentence=refused_sentence(refused))
    return redirect("deck-template")


@require_POST
@editor_required
def use(request: PersonRequest, pk: int) -> HttpResponse:
    """Have decks stand on a layout of a template from now on."""
    row = _found(request, pk)
    try:
        actions.switch_on(row, _asked(request.POST.get("layout")) or row.layout,
                          by=request.person, at=timezone.now())  # fmt: skip
    except Refused as refused:
        return _page(request, sentence=refused_sentence(refused))
    messages.success(request, _("Decks stand on this template from now on."))
    return redirect("deck-template")


@require_POST
@editor_required
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    """Take a template away."""
    row = _found(request, pk)
    actions.remove(row, by=request.person, at=timezone.now())
    if row.is_on:
        messages.success(request, _("The template is removed: decks have Palier’s look again."))
    return redirect("deck-template")


@require_safe
@editor_required
def layout_picture(request: PersonRequest, pk: int, layout: int) -> HttpResponse:
    """Answer with a layout, and the place of a sheet on it."""
    row = _found(request, pk)
    return _picture(row, layout, THUMBNAIL)


@require_safe
@editor_required
def preview(request: PersonRequest, pk: int, layout: int) -> HttpResponse:
    """Answer with a layout and a sheet of the organisation on it."""
    row = _found(request, pk)
    return _picture(row, layout, PREVIEW, sheet_for(request.person, _language()))


@require_safe
@editor_required
def sample(request: PersonRequest, pk: int, layout: int) -> HttpResponse:
    """Answer with the sheet of the preview as a deck on this layout."""
    row = _found(request, pk)
    target = io.BytesIO()
    try:
        design = row.ground(layout).design()
    except KeyError as fault:
        raise Http404 from fault
    drawn = sheet_for(request.person, _language())
    write_pptx([drawn], target, title=drawn[0].title, language=_language(), design=design)
    disposition = content_disposition_header(as_attachment=True, filename=_("preview") + ".pptx")
    headers = PRIVATE | {"Content-Disposition": disposition or ""}
    return HttpResponse(target.getvalue(), content_type=TYPES["pptx"], headers=headers)


def _picture(row: DeckTemplate, layout: int, width: int, drawn: Any = None) -> HttpResponse:
    try:
        picture = png_of(row.ground(layout), width, drawn)
    except KeyError as fault:
        raise Http404 from fault
    return HttpResponse(picture, content_type="image/png", headers=PRIVATE)


def _page(request: PersonRequest, *, sentence: str = "") -> HttpResponse:
    person, asked = request.person, _asked(request.GET.get("layout"))
    rows = list(DeckTemplate.objects.visible_to(person).order_by("is_on"))
    which = request.GET.get("template", "")
    looks = [
        look_at(row, _layout(row, asked if str(row.pk) == which else 0), person, _language())
        for row in rows
    ]
    context = {
        "organisation": person.organisation,
        "sentence": sentence,
        "looks": [(look, _left_out(look)) for look in looks],
        "is_on": any(row.is_on for row in rows),
        "may": may(person),
        "here": {"template": True},
    }
    return render(request, "branding/template.html", context, status=422 if sentence else 200)


def _left_out(look: Look) -> list[str]:
    return left_out_sentences(look.row.left_out)


def _found(request: PersonRequest, pk: int) -> DeckTemplate:
    return get_object_or_404(DeckTemplate.objects.visible_to(request.person), pk=pk)


def _layout(row: DeckTemplate, asked: int) -> int:
    """Return the layout that is asked for if the template has it, else the chosen one."""
    return asked if asked in row.grounds else row.layout


def _asked(text: str | None) -> int:
    digits = text or ""
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 5 else 0


def _language() -> str:
    return (translation.get_language() or "fr")[:2]
