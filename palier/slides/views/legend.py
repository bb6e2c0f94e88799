"""The colour legend of the organisation, on a page of its own."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from palier.organisation.access import may_look, person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused
from palier.slides.actions import legend
from palier.slides.forms import CategoryForm
from palier.slides.models import COLOURS, Category
from palier.slides.refusals import sentence


@require_GET
@person_required
def show(request: PersonRequest) -> HttpResponse:
    return _page(request)


@require_POST
@person_required
def add(request: PersonRequest) -> HttpResponse:
    return _change(
        request,
        lambda name, colour: legend.add_category(
            name, colour, by=request.person, at=timezone.now()
        ),
    )


@require_POST
@person_required
def change(request: PersonRequest, pk: int) -> HttpResponse:
    category = _find(request, pk)
    return _change(
        request,
        lambda name, colour: legend.change_category(
            category, name, colour, by=request.person, at=timezone.now()
        ),
    )


@require_POST
@person_required
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    try:
        legend.remove_category(_find(request, pk), by=request.person, at=timezone.now())
    except Refused as refused:
        return _page(request, refusal=sentence(refused))
    return redirect("legend")


def _find(request: PersonRequest, pk: int) -> Category:
    return get_object_or_404(Category, organisation_id=request.person.organisation_id, pk=pk)


def _change(request: PersonRequest, act: Callable[[str, int], object]) -> HttpResponse:
    form = CategoryForm(request.POST)
    if not form.is_valid():
        return _page(request, refusal=_("Give the category a name of at most 60 characters."))
    try:
        act(form.cleaned_data["name"], form.cleaned_data["colour"])
    except Refused as refused:
        return _page(request, refusal=sentence(refused))
    return redirect("legend")


def _page(request: PersonRequest, refusal: str = "") -> HttpResponse:
    categories = list(request.person.organisation.categories.all())
    used = {category.colour for category in categories}
    free = next((colour for colour in range(1, COLOURS + 1) if colour not in used), 1)
    # Before the stage *share* not everybody is told what changes in the organisation.
    topic = request.person.organisation.topic if may_look(request.person) else ""
    context = {
        "categories": categories,
        "colours": range(1, COLOURS + 1),
        "free": free,
        "has_room": len(categories) < COLOURS,
        "may_edit": request.person.standing.may_run_the_process,
        "refusal": refusal,
        "topic": topic,
    }
    return render(request, "slides/legend.html", context, status=422 if refusal else 200)
