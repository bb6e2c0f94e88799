"""One unit: seeing it, and the dialogs that change it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from palier.organisation import history, queries
from palier.organisation.access import editor_required, may, reader_required
from palier.organisation.actions import units as actions
from palier.organisation.forms import MembersForm, UnitForm
from palier.organisation.links import links_of
from palier.organisation.middleware import PersonRequest
from palier.organisation.models import Unit
from palier.organisation.refusals import sentence
from palier.organisation.rules import Kind, Refused
from palier.organisation.views.dialog import Dialog, ask, done, posted


@require_GET
@reader_required
def show(request: PersonRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    context = {
        "unit": unit,
        "above": queries.line_above(unit),
        "below": queries.rows_under(unit),
        "members": queries.members_of(unit),
        "links": list(links_of(unit, request.person)),
        "history": history.history_of(unit),
        "may": may(request.person, unit),
    }
    return render(request, "organisation/unit.html", context)


@require_http_methods(["GET", "POST"])
@editor_required
def add(request: PersonRequest, pk: int) -> HttpResponse:
    """Add a unit under this one."""
    above = _unit(request, pk)
    kind = Kind.POLE if above.is_company else Kind.TEAM
    form = UnitForm(
        posted(request),
        organisation=request.person.organisation,
        initial={"parent": above.pk, "kind": kind},
    )
    dialog = _dialog(above, "unit-below", _("A new unit"), _("Add"))
    if not form.is_valid():
        return ask(request, dialog, form)
    try:
        actions.add_unit(form.described(), by=request.person, at=timezone.now())
    except Refused as refused:
        return ask(request, dialog, form, sentence(refused))
    return done(request, dialog.back)


@require_http_methods(["GET", "POST"])
@editor_required
def describe(request: PersonRequest, pk: int) -> HttpResponse:
    """Rename a unit, move it, give it another head."""
    unit = _unit(request, pk)
    form = UnitForm(
        posted(request),
        organisation=request.person.organisation,
        unit=unit,
        initial={
            "name": unit.name,
            "kind": unit.kind,
            "parent": unit.parent_id,
            "head": unit.head_id,
        },
    )
    dialog = _dialog(unit, "unit-description", _("Change %(unit)s") % {"unit": unit}, _("Save"))
    if not form.is_valid():
        return ask(request, dialog, form)
    try:
        actions.change_unit(unit, form.described(), by=request.person, at=timezone.now())
    except Refused as refused:
        return ask(request, dialog, form, sentence(refused))
    return done(request, dialog.back)


@require_http_methods(["GET", "POST"])
@reader_required
def members(request: PersonRequest, pk: int) -> HttpResponse:
    """Say who belongs to a unit; its head may too."""
    unit = _unit(request, pk)
    if not may(request.person, unit).choose_members:
        raise PermissionDenied
    form = MembersForm(
        posted(request),
        organisation=request.person.organisation,
        initial={"members": [person.pk for person in queries.members_of(unit)]},
    )
    title = _("Members of %(unit)s") % {"unit": unit}
    dialog = _dialog(unit, "unit-members", title, _("Save"))
    if not form.is_valid():
        return ask(request, dialog, form)
    try:
        people = form.cleaned_data["members"]
        actions.set_members(unit, people, by=request.person, at=timezone.now())
    except Refused as refused:
        return ask(request, dialog, form, sentence(refused))
    return done(request, dialog.back)


@require_http_methods(["GET", "POST"])
@editor_required
def close(request: PersonRequest, pk: int) -> HttpResponse:
    unit = _unit(request, pk)
    dialog = Dialog(
        title=_("Close %(unit)s?") % {"unit": unit},
        action=reverse("unit-closing", args=[pk]),
        back=reverse("unit", args=[pk]),
        button=_("Close this unit"),
        is_danger=True,
        words=_("It leaves the tree. Its past slides and its history stay."),
    )
    if request.method == "GET":
        return ask(request, dialog)
    try:
        actions.close_unit(unit, by=request.person, at=timezone.now())
    except Refused as refused:
        return ask(request, dialog, refusal=sentence(refused))
    return done(request, reverse("organisation"))


def _unit(request: PersonRequest, pk: int) -> Unit:
    units = Unit.objects.visible_to(request.person).select_related("organisation", "parent", "head")
    return get_object_or_404(units, pk=pk)


def _dialog(unit: Unit, url: str, title: str, button: str) -> Dialog:
    return Dialog(title, reverse(url, args=[unit.pk]), reverse("unit", args=[unit.pk]), button)
