"""The panel beside the sheet: what the words of a line do not say."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.slides.models import LEVEL_LABELS
from palier.slides.queries.panels import panel_of
from palier.slides.views.finding import find_line


@require_GET
@person_required
def show(request: PersonRequest, ref: str) -> HttpResponse:
    language = translation.get_language() or "fr"
    panel = panel_of(find_line(request, ref), request.person, language)
    context = {"panel": panel, "line": panel.line, "levels": LEVEL_LABELS.items()}
    return render(request, "slides/_panel.html", context)
