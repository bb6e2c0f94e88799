"""The history of a slide: who changed what, how it was, and bringing it back."""

import re

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import translation
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from palier.journal.models import Entry
from palier.journal.queries import about
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.pages.queries.moment import moment_of
from palier.pages.queries.story import Wanted, story_of, writers_of
from palier.pages.queries.wording import titles_of
from palier.slides.actions import undo
from palier.slides.actions.restoring import Restored, restore
from palier.slides.forms import number_of
from palier.slides.models import Slide
from palier.slides.refusals import sentence
from palier.slides.rules.sending import AlreadyDone
from palier.slides.views.acting import acting
from palier.slides.views.finding import find_slide

_REF = re.compile(r"(?:objective|key-result)-\d{1,18}", re.ASCII)


@require_GET
@person_required
def show(request: PersonRequest, pk: int) -> HttpResponse:
    return _page(request, find_slide(request, pk))


@require_POST
@person_required
def bring_back(request: PersonRequest, pk: int) -> HttpResponse:
    slide = find_slide(request, pk)
    entry = _entry(slide, request.POST.get("entry", ""))
    try:
        done = restore(slide, entry, ref=request.POST.get("line", ""), **acting(request))
    except AlreadyDone:
        return _moment(slide, entry)
    except Refused as refused:
        return _page(request, slide, refusal=sentence(refused), entry=entry)
    messages.success(request, _news(done))
    return _moment(slide, entry)


@require_POST
@person_required
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Undo the bringing back that is named, unless this person did something else since."""
    slide = find_slide(request, pk)
    entry = _entry(slide, request.POST.get("entry", ""))
    try:
        if not _is_last(slide, request.person, request.POST.get("burst", "")):
            raise Refused("changed-since")  # noqa: TRY301 - told like the refusals of the action
        undo.undo(slide, **acting(request))
    except AlreadyDone:
        return _moment(slide, entry)
    except Refused as refused:
        return _page(request, slide, refusal=sentence(refused), entry=entry)
    messages.success(request, _("The slide is back as it was before."))
    return _moment(slide, entry)


def _page(
    request: PersonRequest, slide: Slide, *, refusal: str = "", entry: Entry | None = None
) -> HttpResponse:
    language = translation.get_language() or "fr"
    if "at" in request.GET:
        entry = _entry(slide, request.GET["at"])
    wanted, lines = _wanted(request), titles_of(slide)
    context = {
        "slide": slide,
        "here": reverse("slide-history", args=[slide.pk]),
        "story": story_of(slide, wanted, language),
        "wanted": wanted,
        "writers": writers_of(slide),
        "lines": lines,
        "line": lines.get(wanted.line, ""),
        "moment": moment_of(slide, entry, language) if entry else None,
        "may_write": slide.may_be_written_by(request.person),
        "is_locked": not slide.is_open and slide.has_writer(request.person),
        "refusal": refusal,
    }
    status = 422 if refusal else 200
    return render(request, "pages/history.html", context, status=status)


def _wanted(request: PersonRequest) -> Wanted:
    person, line = request.GET.get("person", ""), request.GET.get("line", "")
    return Wanted(
        person=number_of(person) if person else None,
        line=line if _REF.fullmatch(line) else "",
        before=number_of(request.GET.get("before", "")),
    )


def _entry(slide: Slide, name: str) -> Entry:
    entries = about(slide.topic, organisation_id=slide.unit.organisation_id)
    return get_object_or_404(entries, pk=number_of(name))


def _is_last(slide: Slide, person: Person, burst: str) -> bool:
    """Test if `burst` is the last thing that this person did on the slide."""
    entries = about(slide.topic, organisation_id=person.organisation_id)
    last = entries.filter(actor=person).first()
    return bool(burst) and last is not None and last.details.get("burst") == burst


def _news(done: Restored) -> str:
    if not done.steps:
        return _("There was nothing to restore: it is like that already.")
    words = _("It is back as it was.")
    button = '{} <button type="submit" form="undo-restoration" name="burst" value="{}">{}</button>'
    return format_html(button, words, done.burst, _("Undo"))


def _moment(slide: Slide, entry: Entry) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('slide-history', args=[slide.pk])}?at={entry.pk}")
