"""An import that was applied: what it wrote, and undoing it as a whole."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from palier.exchange.actions.undoing import Undone, undo_import
from palier.exchange.refusals import refused_sentence
from palier.exchange.undoing import undoing_of
from palier.exchange.views.imports import runner_required
from palier.exchange.views.preview import find_import
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused


@require_POST
@runner_required
def undo(request: PersonRequest, pk: int) -> HttpResponse:
    """Take back what a file wrote, once; a second submission changes nothing."""
    row = find_import(request, pk)
    try:
        undone = undo_import(row, by=request.person, at=timezone.now())
    except Refused as refused:
        messages.error(request, refused_sentence(refused))
        return redirect("import")
    if undone:
        messages.success(request, _said(undone))
    return redirect("import-applied", row.pk)


@require_safe
@runner_required
def show(request: PersonRequest, pk: int) -> HttpResponse:
    """Show what undoing an import would take back."""
    row = find_import(request, pk)
    if not (row.is_applied or row.is_undone):
        return redirect("import-preview", row.pk)
    undoing = undoing_of(row) if row.is_applied else None
    context = {"row": row, "undoing": undoing}
    return render(request, "exchange/applied.html", context)


def _said(undone: Undone) -> str:
    if undone.kept:
        count = len(undone.kept)
        return ngettext(
            "Undone, save %(count)s line that somebody wrote on since.",
            "Undone, save %(count)s lines that somebody wrote on since.",
            count,
        ) % {"count": count}
    return _("Undone: everything is as it was before this file.")
