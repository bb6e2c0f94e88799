"""What every change under a slide answers."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from palier.comments.live import render_comments
from palier.comments.models import Comment
from palier.comments.refusals import sentence
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused
from palier.slides.models import Slide


def find_slide(request: PersonRequest, pk: int) -> Slide:
    """Return the slide with its unit, or answer 404."""
    slides = Slide.objects.visible_to(request.person).select_related("unit__organisation", "cycle")
    return get_object_or_404(slides, pk=pk)


def find_comment(request: PersonRequest, pk: int) -> Comment:
    """Return a comment under a slide this person sees, with its thread, or answer 404."""
    rows = Comment.objects.visible_to(request.person).select_related(
        "thread__slide__unit", "slide__unit__organisation", "slide__cycle"
    )
    return get_object_or_404(rows, pk=pk)


def answer(request: PersonRequest, slide_id: int, change: Callable[[], object]) -> HttpResponse:
    """Do a change and answer with all threads, or with 422 and the sentence of the refusal."""
    try:
        change()
    except Refused as refused:
        context = {"sentence": sentence(refused)}
        return render(request, "comments/_refusal.html", context, status=422)
    return HttpResponse(render_comments(slide_id))
