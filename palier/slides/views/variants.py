"""Choosing between two versions of a line."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_POST

from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.slides.actions import choosing
from palier.slides.models import Slide, Variant
from palier.slides.views.acting import acting
from palier.slides.views.answers import answer


@require_POST
@person_required
def take(request: PersonRequest, pk: int) -> HttpResponse:
    variant = _find(request, pk)

    def change() -> str:
        return choosing.take(
            variant,
            before=request.POST.get("before"),
            language=translation.get_language() or "",
            **acting(request),
        )

    return answer(request, variant.slide_id, change)


@require_POST
@person_required
def leave(request: PersonRequest, pk: int) -> HttpResponse:
    variant = _find(request, pk)

    def change() -> str:
        choosing.leave(
            variant,
            **acting(request),
        )
        return ""

    return answer(request, variant.slide_id, change)


def _find(request: PersonRequest, pk: int) -> Variant:
    seen = Variant.objects.filter(slide__in=Slide.objects.visible_to(request.person))
    return get_object_or_404(seen.select_related("slide__unit", "slide__cycle"), pk=pk)
