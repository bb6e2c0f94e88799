"""The people of the organisation: the list, one person, the dialogs that change them."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from palier.organisation import queries
from palier.organisation.access import editor_required, may, reader_required
from palier.organisation.actions import people as actions
from palier.organisation.forms import PersonForm
from palier.organisation.middleware import PersonRequest
from palier.organisation.models import Person
from palier.organisation.refusals import sentence
from palier.organisation.rules import Refused
from palier.organisation.views.dialog import Dialog, ask, done, posted

PER_PAGE = 50
MAX_ID = 18  # digits; more is no row of the database
PICKERS = {"head": "radio", "members": "checkbox"}


@require_GET
@reader_required
def people(request: PersonRequest) -> HttpResponse:
    words = request.GET.get("words", "")
    has_left = request.GET.get("left") == "1"
    everybody = Person.objects.visible_to(request.person).filter(is_present=not has_left)
    page = Paginator(queries.search_people(everybody, words), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "organisation": request.person.organisation,
        "people": queries.people_with_units(list(page.object_list)),
        "pages": page,
        "words": words,
        "has_left": has_left,
        "may": may(request.person),
        "here": {"people": True},
    }
    part = "#list" if request.headers.get("HX-Target") == "people" else ""
    return render(request, f"organisation/people.html{part}", context)


@require_GET
@reader_required
def choices(request: PersonRequest) -> HttpResponse:
    """Show whom a picker offers for a few letters, without those picked already."""
    name = request.GET.get("name", "")
    chosen = {int(pk) for pk in request.GET.getlist(name) if pk.isdecimal() and len(pk) <= MAX_ID}
    everybody = Person.objects.visible_to(request.person).present()
    picker = {
        "name": name if name in PICKERS else "members",
        "kind": PICKERS.get(name, "checkbox"),
        "found": queries.offered(everybody, request.GET.get("words", ""), without=chosen),
    }
    return render(request, "organisation/picker.html#found", {"picker": picker})


@require_GET
@reader_required
def show(request: PersonRequest, pk: int) -> HttpResponse:
    [person] = queries.people_with_units([_person(request, pk).pk])
    context = {
        "person": person,
        "organisation": request.person.organisation,
        "may": may(request.person),
    }
    return render(request, "organisation/person.html", context)


@require_http_methods(["GET", "POST"])
@editor_required
def newcomer(request: PersonRequest) -> HttpResponse:
    """Add a person."""
    form = PersonForm(posted(request))
    dialog = Dialog(_("A new person"), reverse("newcomer"), reverse("people"), _("Add"))
    if not form.is_valid():
        return ask(request, dialog, form)
    try:
        actions.add_person(form.introduced(), by=request.person, at=timezone.now())
    except Refused as refused:
        return ask(request, dialog, form, sentence(refused))
    return done(request, dialog.back)


@require_http_methods(["GET", "POST"])
@editor_required
def describe(request: PersonRequest, pk: int) -> HttpResponse:
    """Change a person's name, address or roles."""
    person = _person(request, pk)
    facts = ("name", "email", "is_direction", "is_pilot")
    form = PersonForm(posted(request), initial={name: getattr(person, name) for name in facts})
    title = _("Change %(person)s") % {"person": person}
    dialog = _dialog(person, "person-description", title, _("Save"))
    if not form.is_valid():
        return ask(request, dialog, form)
    try:
        actions.change_person(person, form.introduced(), by=request.person, at=timezone.now())
    except Refused as refused:
        return ask(request, dialog, form, sentence(refused))
    return done(request, dialog.back)


@require_http_methods(["GET", "POST"])
@editor_required
def depart(request: PersonRequest, pk: int) -> HttpResponse:
    """Note that a person has left."""
    person = _person(request, pk)
    dialog = Dialog(
        title=_("Has %(person)s left?") % {"person": person},
        action=reverse("person-departure", args=[pk]),
        back=reverse("person", args=[pk]),
        button=_("Has left"),
        words=_(
            "Access ends at once and their units have no head any more. What they wrote stays."
        ),
        is_danger=True,
    )
    if request.method == "GET":
        return ask(request, dialog)
    try:
        actions.see_off(person, by=request.person, at=timezone.now())
    except Refused as refused:
        return ask(request, dialog, refusal=sentence(refused))
    return done(request, dialog.back)


@require_http_methods(["GET", "POST"])
@editor_required
def come_back(request: PersonRequest, pk: int) -> HttpResponse:
    """Note that a person who had left is here again."""
    person = _person(request, pk)
    dialog = Dialog(
        title=_("Is %(person)s here again?") % {"person": person},
        action=reverse("person-return", args=[pk]),
        back=reverse("person", args=[pk]),
        button=_("Is here again"),
        words=_("Access is given back. Units are given again one by one."),
    )
    if request.method == "GET":
        return ask(request, dialog)
    actions.welcome_back(person, by=request.person, at=timezone.now())
    return done(request, dialog.back)


def _person(request: PersonRequest, pk: int) -> Person:
    people = Person.objects.visible_to(request.person).select_related("organisation")
    return get_object_or_404(people, pk=pk)


def _dialog(person: Person, url: str, title: str, button: str) -> Dialog:
    return Dialog(
        title, reverse(url, args=[person.pk]), reverse("person", args=[person.pk]), button
    )
