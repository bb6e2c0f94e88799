"""The remarks beside a slide, for those who write it."""

from collections.abc import Callable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.http import require_GET, require_POST

from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused
from palier.slides.actions.dismissing import bring_back, dismiss
from palier.slides.models import Slide
from palier.slides.queries.findings import findings_of
from palier.slides.views.answers import refusal_answer
from palier.slides.views.finding import find_slide


@require_GET
@person_required
def show(request: PersonRequest, pk: int) -> HttpResponse:
    slide = find_slide(request, pk)
    if not slide.has_writer(request.person):
        raise PermissionDenied
    return _answer(request, slide)


@require_POST
@person_required
def put_aside(request: PersonRequest, pk: int) -> HttpResponse:
    return _change(request, pk, dismiss)


@require_POST
@person_required
def take_up(request: PersonRequest, pk: int) -> HttpResponse:
    return _change(request, pk, bring_back)


def _change(request: PersonRequest, pk: int, act: Callable[..., bool]) -> HttpResponse:
    slide = find_slide(request, pk)
    at: datetime = timezone.now()
    code, line = request.POST.get("check", ""), request.POST.get("line", "")
    try:
        act(slide, code, line, language=_language(), by=request.person, at=at)
    except Refused as refused:
        return refusal_answer(request, refused)
    return _answer(request, slide)


def _answer(request: PersonRequest, slide: Slide) -> HttpResponse:
    context = {"findings": findings_of(slide, _language())}
    return render(request, "slides/_findings.html", context)


def _language() -> str:
    return translation.get_language() or "fr"
