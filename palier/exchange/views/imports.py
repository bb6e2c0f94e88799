"""Imports: files and pasted texts are brought, and kept until they are applied or forgotten."""

import re
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from palier.exchange.actions import bringing
from palier.exchange.document import Fault, Unreadable
from palier.exchange.files import ACCEPTED
from palier.exchange.matching import Counts
from palier.exchange.models import Import
from palier.exchange.previews import preview_of
from palier.exchange.refusals import fault_sentence, refused_sentence, unreadable_sentence
from palier.exchange.several import Brought, apply_all, bring_all
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused

P = ParamSpec("P")
View = Callable[Concatenate[PersonRequest, P], HttpResponse]
MOST_FAULTS = 20  # said at once
_KEY = re.compile("[0-9]{1,18}")
MOST_FILES = 30  # brought, listed and applied at once
MOST_APPLIED = 5


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
    """Show where files are brought; take those that can be read, or a text that was pasted."""
    now = timezone.now()
    bringing.forget_stale(now)
    if request.method != "POST":
        return upload_page(request)
    files = _files(request)
    if not files or len(files) > MOST_FILES:
        sentence = _("Choose a file first, or paste a text.") if not files else _too_many()
        return upload_page(request, sentence=sentence, status=422)
    brought = bring_all(files, language_here(), by=request.person, at=now)
    return _answer(request, brought)


@require_POST
@runner_required
def apply_several(request: PersonRequest) -> HttpResponse:
    """Write the files that were ticked, each whole or not at all, and say what became of each."""
    keys = [key for key in request.POST.getlist("file") if _KEY.fullmatch(key)]
    rows = Import.objects.visible_to(request.person).filter(state=Import.State.DRAFT)
    chosen = rows.filter(pk__in=keys[:MOST_FILES]).select_related("organisation")
    if not keys:
        return upload_page(request, sentence=_("Tick a file first."), status=422)
    at, today = timezone.now(), timezone.localdate()
    done = apply_all(chosen, by=request.person, at=at, today=today)
    written = [each.report.counts for each in done if each.report is not None]
    if written:
        messages.success(request, _written(written))
    kept = [_refusal(each.row.name, each.fault) for each in done if each.fault is not None]
    if kept:
        return upload_page(request, refused=kept, status=422)
    return redirect("import")


@require_safe
@runner_required
def summarise(request: PersonRequest, pk: int) -> HttpResponse:
    """Say in one line what a waiting file would write, for the list of those that wait."""
    rows = Import.objects.visible_to(request.person).filter(state=Import.State.DRAFT)
    row = get_object_or_404(rows.select_related("organisation"), pk=pk)
    context: dict[str, Any] = {"row": row}
    try:
        preview = preview_of(row, today=timezone.localdate())
        context |= {"preview": preview, "counts": preview.plan.counts()}
    except Unreadable as fault:
        context["sentence"] = unreadable_sentence(fault)
    return render(request, "exchange/_summary.html", context)


def _files(request: PersonRequest) -> list[tuple[str, bytes]]:
    """Return the name and the bytes of each file brought, and of a text that was pasted."""
    files = [(file.name or "", file.read()) for file in request.FILES.getlist("file")]
    html, text = request.POST.get("pasted_html", ""), request.POST.get("pasted", "")
    if html.strip() and text.strip():
        files.append((_("Pasted text") + ".html", html.encode()))
    elif text.strip():
        files.append((_("Pasted text") + ".txt", text.encode()))
    return files


def _answer(request: PersonRequest, brought: list[Brought]) -> HttpResponse:
    """Lead to the one file, or to the list of what waits, with what was said of the others."""
    unreadable = [_refusal(each.name, each.fault) for each in brought if each.fault is not None]
    for each in brought:
        if each.is_twin and each.row is not None:
            messages.info(request, _twin_sentence(each.name, each.row.name))
    if unreadable:
        return upload_page(request, refused=unreadable, status=422)
    if len(brought) == 1 and brought[0].row is not None:
        return redirect("import-preview", brought[0].row.pk)
    new = sum(not each.is_twin for each in brought)
    if new:
        messages.success(request, _waiting_sentence(new))
    return redirect("import")


def upload_page(
    request: PersonRequest,
    *,
    sentence: str = "",
    refused: Sequence[tuple[str, str, list[tuple[Fault, str]]]] = (),
    status: int = 200,
) -> HttpResponse:
    """Show where files are brought, with what was said of the last ones."""
    waiting = Import.objects.visible_to(request.person).filter(state=Import.State.DRAFT)
    context = {
        "sentence": sentence,
        "refused": refused,
        "accepted": ACCEPTED,
        # What was pasted and refused is not to be copied once more.
        "pasted": request.POST.get("pasted", ""),
        "pasted_html": request.POST.get("pasted_html", ""),
        "waiting": waiting.defer("data").select_related("person")[:MOST_FILES],
        "applied": _applied(request),
    }
    return render(request, "exchange/import.html", context, status=status)


def unreadable_page(request: PersonRequest, fault: Unreadable, name: str) -> HttpResponse:
    """Say why a file cannot be read, and ask for another."""
    return upload_page(request, refused=[_refusal(name, fault)], status=422)


def language_here() -> str:
    """Return the language of the page, "fr" or "en"."""
    return (translation.get_language() or "fr")[:2]


def _refusal(name: str, fault: Unreadable | Refused) -> tuple[str, str, list[tuple[Fault, str]]]:
    """Return the name of a file, why it was not taken, and the faults in it."""
    if isinstance(fault, Refused):
        return name, refused_sentence(fault), []
    faults = [(each, fault_sentence(each)) for each in fault.faults[:MOST_FAULTS]]
    return name, unreadable_sentence(fault), faults


def _too_many() -> str:
    return _("Bring %(count)d files at most at once, then the others.") % {"count": MOST_FILES}


def _twin_sentence(name: str, known: str) -> str:
    if name == known:
        return _("“%(name)s” waits already: the same file was brought before.") % {"name": name}
    return _("“%(name)s” is the same file as “%(known)s”, which waits already.") % {
        "name": name,
        "known": known,
    }


def _applied(request: PersonRequest) -> Iterable[Import]:
    """Return the last files that were imported: each can be undone as a whole."""
    rows = Import.objects.visible_to(request.person)
    done = rows.filter(
        state__in=(Import.State.APPLIED, Import.State.UNDONE), written__has_key="entries"
    )
    return (
        done.defer("data", "written")
        .select_related("person")
        .order_by("-applied_at")[:MOST_APPLIED]
    )


def _waiting_sentence(count: int) -> str:
    return ngettext(
        "%(count)d file was brought. Nothing of it is written yet.",
        "%(count)d files were brought. Nothing of them is written yet.",
        count,
    ) % {"count": count}


def _written(counts: list[Counts]) -> str:
    return ngettext(
        "%(count)d file imported: %(created)d pieces added, %(changed)d changed, "
        "%(unchanged)d as before.",
        "%(count)d files imported: %(created)d pieces added, %(changed)d changed, "
        "%(unchanged)d as before.",
        len(counts),
    ) % {
        "count": len(counts),
        "created": sum(each.created for each in counts),
        "changed": sum(each.changed for each in counts),
        "unchanged": sum(each.unchanged for each in counts),
    }
