"""The panel beside the sheet: what the words of a line do not say."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.slides.forms import number_of
from palier.slides.models import LEVEL_LABELS
from palier.slides.queries.panels import panel_of
from palier.slides.views.finding import find_line, find_slide


@require_GET
@person_required
def show(request: PersonRequest, ref: str) -> HttpResponse:
    """Show the panel of a line; 204 where the slide that is named has no such line any more."""
    language = translation.get_language() or "fr"
    try:
        line = find_line(request, ref)
    except Http404:
        find_slide(request, number_of(request.GET.get("slide", "")))
        return HttpResponse(status=204)
    panel = panel_of(line, request.person, language)
    context = {"panel": panel, "line": panel.line, "levels": LEVEL_LABELS.items()}
    return render(request, "slides/_panel.html", context)
