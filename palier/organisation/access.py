"""Who may open a page: somebody of an organisation, somebody who may see the company."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse  # noqa: TID251 - wraps views
from django.shortcuts import render  # noqa: TID251

from palier.organisation import rules
from palier.organisation.middleware import PersonRequest
from palier.organisation.models import Person, Unit

View = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class May:
    """What the person of the request may do here, as templates ask it."""

    edit: bool
    choose_members: bool = False


def person_required(view: View) -> View:
    """Show `view` to people of an organisation; others are told that they are of none."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not getattr(request, "person", None):
            return render(request, "organisation/nobody.html", status=403)
        return view(request, *args, **kwargs)

    return checked


def reader_required(view: View) -> View:
    """Show `view` to people who may see the company; to others of it, it does not exist."""

    @person_required
    @wraps(view)
    def checked(request: PersonRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not may_look(request.person):
            raise Http404
        return view(request, *args, **kwargs)

    return checked


def editor_required(view: View) -> View:
    """Show `view` to those who run the process; others are told they may not."""

    @reader_required
    @wraps(view)
    def checked(request: PersonRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not request.person.standing.may_run_the_process:
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return checked


def may_look(person: Person) -> bool:
    """Test if a person may see the company."""
    # The direction and the stage are known without asking the database.
    if rules.Stage.SHARE in person.organisation.stages:
        return True
    return rules.may_look(person.standing, person.organisation.stages)


def shows_company(request: HttpRequest) -> bool:
    """Test if the company is there at all for this request: the rail asks."""
    person = getattr(request, "person", None)
    return may_look(person) if person else False


def may(person: Person, unit: Unit | None = None) -> May:
    """Return what a person may do with the company, or with one unit of it."""
    standing = person.standing
    return May(
        edit=standing.may_run_the_process,
        choose_members=unit is not None and rules.may_choose_members(standing, unit.pk),
    )
