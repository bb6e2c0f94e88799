"""What every change of a slide answers: the sheet as it is now, or the sentence of a refusal."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import translation

from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.queries.drawings import drawing_of
from palier.slides.queries.variants import variants_of
from palier.slides.refusals import sentence
from palier.slides.rules.sending import AlreadyDone
from palier.slides.views.finding import find_slide

Change = Callable[[], str]


def answer(
    request: PersonRequest, slide_id: int, change: Change, *, held: Slide | None = None
) -> HttpResponse:
    """Make a change and answer; `change` returns the line to be focused, or nothing.

    A change that came before is answered as the first time. `held` is the slide itself, read with
    its unit, quarter and head, where `change` leaves it with its new version: it is not read again.
    """
    try:
        ref = change()
    except AlreadyDone as done:
        ref, held = done.line, None  # it may have come after we read the slide
    except Refused as refused:
        return refusal_answer(request, refused)
    except (Objective.DoesNotExist, KeyResult.DoesNotExist):
        return refusal_answer(request, Refused("changed-since"))
    return sheet_answer(request, held or find_slide(request, slide_id), line=ref)


def sheet_answer(request: PersonRequest, slide: Slide, *, line: str = "") -> HttpResponse:
    """Answer with the slide's sheet; `line` names the line to be focused."""
    language = translation.get_language() or "fr"
    drawing = drawing_of(slide, language)
    may_write = slide.may_be_written_by(request.person)
    context = {
        "slide": slide,
        "drawing": drawing,
        "may_write": may_write,
        "variants": variants_of(slide, language) if may_write else [],
    }
    response = render(request, "slides/_answer.html", context)
    response["X-Version"] = str(drawing.version)
    if line:
        response["X-Line"] = line
    return response


def refusal_answer(request: PersonRequest, refused: Refused) -> HttpResponse:
    """Answer with the sentence of a refusal: 409 where somebody was faster, else 422."""
    status = 409 if refused.code == "changed-since" else 422
    context = {"sentence": sentence(refused)}
    return render(request, "slides/_refusal.html", context, status=status)
