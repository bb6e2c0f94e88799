"""What every change of a slide answers: the sheet as it is now, or the sentence of a refusal."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused
from palier.slides.models import Slide
from palier.slides.queries.drawings import drawings_of
from palier.slides.refusals import sentence

CONFLICTS = frozenset({"changed-meanwhile", "changed-since"})


def sheet_answer(request: PersonRequest, slide: Slide, *, line: str = "") -> HttpResponse:
    """Answer with the slide's sheet; `line` names the line to be focused."""
    language = translation.get_language() or "fr"
    may_write = slide.may_be_written_by(request.person)
    drawing = drawings_of([slide], language)[slide.pk]
    context = {"slide": slide, "drawing": drawing, "may_write": may_write}
    response = render(request, "slides/_sheet.html", context)
    response["X-Version"] = str(drawing.version)
    if line:
        response["X-Line"] = line
    return response


def refusal_answer(request: PersonRequest, refused: Refused) -> HttpResponse:
    """Answer with the sentence of a refusal: 409 where somebody was faster, else 422."""
    context = {"sentence": sentence(refused), "theirs": refused.details.get("theirs")}
    status = 409 if refused.code in CONFLICTS else 422
    return render(request, "slides/_refusal.html", context, status=status)
