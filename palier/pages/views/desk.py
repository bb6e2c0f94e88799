"""The page of one slide, and the ways to it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET, require_http_methods

from palier.cycles.queries import coming, cycles_of
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.models import Unit
from palier.organisation.rules import Refused
from palier.pages.queries.desk import desk_of
from palier.pages.views.wall import pick
from palier.slides.actions.opening import open_slide
from palier.slides.models import Slide
from palier.slides.refusals import sentence
from palier.slides.rules.writing import may_write


@require_GET
@person_required
def show(request: PersonRequest, pk: int) -> HttpResponse:
    slide = _find(request, pk)
    language = translation.get_language() or "fr"
    desk = desk_of(slide, request.person, language, is_beside="beside" in request.GET)
    if slide.unit_id in request.person.standing.heads | request.person.standing.member_of:
        request.place = "mine"  # the rail shows where one is
    context = {"desk": desk, "is_beside": desk.past_drawing is not None}
    return render(request, "pages/slide.html", context)


@require_http_methods(["GET", "POST"])
@person_required
def of_unit(request: PersonRequest, pk: int, key: str) -> HttpResponse:
    """Show the unit's slide of a quarter; POST opens it where there is none."""
    unit = get_object_or_404(Unit.objects.visible_to(request.person), pk=pk)
    cycle = pick(cycles_of(request.person), key)
    existing = Slide.objects.visible_to(request.person).filter(unit=unit, cycle=cycle).first()
    if existing:
        return redirect("slide", existing.pk)
    context: dict[str, object] = {
        "unit": unit,
        "cycle": cycle,
        "may_write": may_write(request.person.standing, line=unit.line, is_company=unit.is_company),
    }
    if request.method == "POST" and cycle:
        try:
            slide = open_slide(unit, cycle, by=request.person, at=timezone.now())
        except Refused as refused:
            context["refusal"] = sentence(refused)
            return render(request, "pages/no_slide.html", context, status=422)
        return redirect("slide", slide.pk)
    return render(request, "pages/no_slide.html", context)


@require_GET
@person_required
def mine(request: PersonRequest) -> HttpResponse:
    """Go to the slide this person writes, or list them where there are several."""
    standing = request.person.standing
    units = list(
        Unit.objects.visible_to(request.person)
        .open()
        .filter(pk__in=standing.heads or standing.member_of)
        .exclude(kind="pole")
    )
    cycle = coming(cycles_of(request.person), timezone.localdate())
    if cycle is None or not units:
        return redirect("wall")
    if len(units) == 1:
        return redirect("unit-slide", units[0].pk, cycle.key)
    return render(request, "pages/mine.html", {"units": units, "cycle": cycle})


def _find(request: PersonRequest, pk: int) -> Slide:
    slides = Slide.objects.visible_to(request.person)
    return get_object_or_404(
        slides.select_related("unit__organisation", "unit__parent", "cycle", "head", "parent"),
        pk=pk,
    )
