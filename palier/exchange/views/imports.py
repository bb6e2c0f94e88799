"""An import: a file is brought, and kept until it is applied, dropped or forgotten."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palier.exchange.actions import bringing
from palier.exchange.document import Unreadable
from palier.exchange.files import ACCEPTED, MOST_CELLS_ON_A_PAGE, read_file
from palier.exchange.models import Import
from palier.exchange.refusals import fault_sentence, unreadable_sentence
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]
MOST_FAULTS = 20  # said at once


def runner_required(view: View[P]) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Show `view` to the pilot and the direction; to others it does not exist."""

    @person_required
    @wraps(view)
    def checked(request: PersonRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.person.standing.may_run_the_process:
            raise Http404
        return view(request, *args, **kwargs)

    return checked


@require_http_methods(["GET", "HEAD", "POST"])
@runner_required
def bring(request: PersonRequest) -> HttpResponse:
    """Show where a file is brought; take one, if it can be read."""
    bringing.forget_stale(timezone.now())
    if request.method != "POST":
        return upload_page(request)
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile):
        return upload_page(request, sentence=_("Choose a file first."), status=422)
    data, name = file.read(), file.name or ""
    try:
        read_file(data, name=name, most_cells=MOST_CELLS_ON_A_PAGE)
    except Unreadable as fault:
        return unreadable_page(request, fault, name)
    row = bringing.bring(name, data, language_here(), by=request.person, at=timezone.now())
    return redirect("import-preview", row.pk)


def upload_page(
    request: PersonRequest, *, sentence: str = "", status: int = 200, **context: Any
) -> HttpResponse:
    """Show where a file is brought, with what was said of the last one."""
    waiting = Import.objects.visible_to(request.person).filter(state=Import.State.DRAFT)
    context |= {
        "sentence": sentence,
        "accepted": ACCEPTED,
        "waiting": waiting.defer("data").select_related("person")[:10],
    }
    return render(request, "exchange/import.html", context, status=status)


def unreadable_page(request: PersonRequest, fault: Unreadable, name: str) -> HttpResponse:
    """Say why a file cannot be read, and ask for another."""
    faults = [(each, fault_sentence(each)) for each in fault.faults[:MOST_FAULTS]]
    sentence = unreadable_sentence(fault)
    return upload_page(request, sentence=sentence, status=422, faults=faults, file_name=name)


def language_here() -> str:
    """Return the language of the page, "fr" or "en"."""
    return (translation.get_language() or "fr")[:2]
