"""The rows a request names, among those its person may see; anything else is not found."""

from django.http import Http404
from django.shortcuts import get_object_or_404

from palier.organisation.middleware import PersonRequest
from palier.slides.forms import MAX_ID
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.queries.lines import Line


def find_slide(request: PersonRequest, pk: int) -> Slide:
    """Return the slide with its unit, quarter and head, or answer 404."""
    slides = Slide.objects.visible_to(request.person)
    return get_object_or_404(slides.select_related("unit", "cycle", "head"), pk=pk)


def find_objective(request: PersonRequest, pk: int) -> Objective:
    """Return the objective with its slide, as `find_slide` does, or answer 404."""
    rows = Objective.objects.visible_to(request.person)
    related = rows.select_related("slide__unit", "slide__cycle", "slide__head")
    return get_object_or_404(related, pk=pk)


def find_key_result(request: PersonRequest, pk: int) -> KeyResult:
    """Return the key result with its slide, as `find_slide` does, or answer 404."""
    rows = KeyResult.objects.visible_to(request.person)
    related = rows.select_related(
        "objective__slide__unit", "objective__slide__cycle", "objective__slide__head"
    )
    return get_object_or_404(related, pk=pk)


def find_line(request: PersonRequest, ref: str) -> Line:
    """Return the line that "objective-7" or "key-result-12" names, or answer 404."""
    kind, _, number = ref.rpartition("-")
    if not number.isdecimal() or len(number) > MAX_ID:
        raise Http404
    if kind == "objective":
        return find_objective(request, int(number))
    if kind == "key-result":
        return find_key_result(request, int(number))
    raise Http404
