"""Slides taken away as files."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from palier.cycles.models import Cycle
from palier.exchange.later import Asked, place_of
from palier.exchange.writing.files import (
    OF_DOCUMENT,
    TYPES,
    Deck,
    deck_of,
    deck_of_one,
    deck_under,
    in_memory,
    palier_json,
    under,
)
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.models import Unit
from palier.slides.models import Slide

DECK_KINDS = frozenset({"pptx", "zip", "pdf"}) | OF_DOCUMENT
CYCLE_KINDS = DECK_KINDS | {"json"}
SLIDE_KINDS = frozenset({"pptx", "pdf", "png"}) | OF_DOCUMENT


@require_safe
@person_required
def cycle_export(request: PersonRequest, key: str, kind: str) -> HttpResponse:
    """Answer with the slides of a quarter that this person sees, in the order of the wall."""
    if kind not in CYCLE_KINDS:
        raise Http404
    cycle = get_object_or_404(Cycle.objects.visible_to(request.person), key=key)
    slides = Slide.objects.visible_to(request.person).filter(cycle=cycle)
    organisation, language = request.person.organisation, _language()
    if place := place_of(Asked(kind, cycle=key, slides=slides.count())):
        return redirect(place)
    if kind == "json":
        name = f"{organisation.name} - {cycle.label_in(language)}"
        with_emails = request.person.standing.may_run_the_process
        data = palier_json(organisation, slides, with_emails=with_emails)
        return _file(data, Deck((), name, language).stem, kind)
    return _deck(deck_of(organisation, cycle, slides, language), kind)


@require_safe
@person_required
def unit_export(request: PersonRequest, key: str, unit: str, kind: str) -> HttpResponse:
    """Answer with the slides of a pole and of the units in it, as they stood in that quarter."""
    if kind not in DECK_KINDS:
        raise Http404
    cycle = get_object_or_404(Cycle.objects.visible_to(request.person), key=key)
    pole = get_object_or_404(Unit, organisation=request.person.organisation, key=unit)
    slides = Slide.objects.visible_to(request.person).filter(cycle=cycle)
    if place := place_of(Asked(kind, cycle=key, unit=unit, slides=under(pole, slides).count())):
        return redirect(place)
    return _deck(deck_under(pole, cycle, slides, _language()), kind)


@require_safe
@person_required
def slide_export(request: PersonRequest, pk: int, kind: str) -> HttpResponse:
    """Answer with one slide."""
    slides = Slide.objects.visible_to(request.person).filter(pk=pk)
    if kind not in SLIDE_KINDS or not slides.exists():
        raise Http404
    return _deck(deck_of_one(slides, _language()), kind)


def _deck(deck: Deck, kind: str) -> HttpResponse:
    try:
        data, written = in_memory(deck, kind)
    except ValueError as fault:
        raise Http404 from fault
    return _file(data, deck.stem, written)


def _file(data: bytes, stem: str, kind: str) -> HttpResponse:
    disposition = content_disposition_header(as_attachment=True, filename=f"{stem}.{kind}")
    headers = {"Content-Disposition": disposition or "", "Cache-Control": "private, no-store"}
    return HttpResponse(data, content_type=TYPES[kind], headers=headers)


def _language() -> str:
    return (translation.get_language() or "fr")[:2]
