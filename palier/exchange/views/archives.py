"""The archive of an organisation: taken away by its pilot, read back into an empty one."""

import tempfile
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from palier.exchange.actions.whole import ReadBack, is_empty, read_back
from palier.exchange.actions.whole_company import Into
from palier.exchange.document import Unreadable
from palier.exchange.later import Asked, place_of
from palier.exchange.reading.whole import MOST_ON_A_PAGE, opened
from palier.exchange.refusals import fault_sentence, refused_sentence, unreadable_sentence
from palier.exchange.writing.archive import archive_name, write_archive
from palier.exchange.writing.files import TYPES
from palier.journal.models import Entry
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.models import Organisation
from palier.organisation.rules import Refused
from palier.slides.models import Slide

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponseBase]
MOST_FAULTS = 20  # said at once
IN_MEMORY = 5_000_000  # bytes; a larger archive leaves from the disk


def pilot_required(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Show `view` to the pilot; to others it does not exist: the archive names everybody."""

    @wraps(view)
    def checked(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.person.is_pilot:
            raise Http404
        return view(request, *args, **kwargs)

    return person_required(checked)  # type: ignore[arg-type]  # an answer from the disk is one too


@require_http_methods(["GET", "HEAD", "POST"])
@pilot_required
def show(request: PersonRequest) -> HttpResponse:
    """Offer the archive, and read one back where the organisation is empty."""
    if request.method != "POST":
        return _page(request)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return _page(request, sentence=_("Choose a file first."), status=422)
    try:
        found = _read(request, file)
    except Unreadable as fault:
        faults = [(each, fault_sentence(each)) for each in fault.faults[:MOST_FAULTS]]
        return _page(request, sentence=unreadable_sentence(fault), faults=faults, status=422)
    except Refused as refused:
        return _page(request, sentence=refused_sentence(refused), status=422)
    messages.success(request, _said(found))
    return redirect("wall")


@require_safe
@pilot_required
def take_away(request: PersonRequest) -> HttpResponseBase:
    """Answer with the archive."""
    organisation = request.person.organisation
    if place := place_of(asked_of(organisation)):
        return redirect(place)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - a large one is closed once it has left
    write_archive(organisation, file)
    size = file.tell()
    file.seek(0)
    name = archive_name(organisation)
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "",
        "Cache-Control": "private, no-store",
    }
    if size > IN_MEMORY:
        return FileResponse(file, content_type=TYPES["zip"], headers=headers)
    with file:
        return HttpResponse(file.read(), content_type=TYPES["zip"], headers=headers)


def asked_of(organisation: Organisation) -> Asked:
    """Return what is asked for with an archive: how much is in it tells how long it takes."""
    slides = Slide.objects.filter(unit__organisation=organisation).count()
    entries = Entry.objects.filter(organisation=organisation).count()
    return Asked("archive", slides=slides, entries=entries)


def _read(request: PersonRequest, file: "UploadedFile[Any]") -> ReadBack:
    stream: Any = file.file
    parts = opened(stream, most=MOST_ON_A_PAGE)
    into = Into(request.person.organisation_id)
    return read_back(parts, into, by=request.person, at=timezone.now())


def _page(request: PersonRequest, *, status: int = 200, **context: Any) -> HttpResponse:
    organisation = request.person.organisation
    context |= {
        "organisation": organisation,
        "is_empty": is_empty(organisation),
        "is_long": place_of(asked_of(organisation)) is not None,
    }
    return render(request, "exchange/archive.html", context, status=status)


def _said(found: ReadBack) -> str:
    words = _(
        "Read back: %(units)s units, %(objectives)s objectives, %(comments)s comments and "
        "%(entries)s changes of the history."
    ) % {
        "units": found.counts.units,
        "objectives": found.counts.objectives,
        "comments": found.comments,
        "entries": found.entries,
    }
    if not found.leftovers:
        return words
    return f"{words} {_('Reading links open nothing any more: make new ones.')}"
