"""The tree of the company, and which of their organisations somebody looks at."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from palier.live import revoke
from palier.organisation import queries
from palier.organisation.access import may, person_required, reader_required
from palier.organisation.middleware import SESSION_KEY, PersonRequest
from palier.organisation.models import Person, PersonQuerySet, Unit


@require_GET
@reader_required
def tree(request: PersonRequest) -> HttpResponse:
    organisation = request.person.organisation
    context = {
        "organisation": organisation,
        "tree": queries.tree_of(organisation),
        "may": may(request.person),
        "here": {"tree": True},
        "has_several": _mine(request).count() > 1,
    }
    part = "#tree" if "HX-Request" in request.headers else ""
    return render(request, f"organisation/tree.html{part}", context)


@require_GET
@reader_required
def branch(request: PersonRequest, pk: int) -> HttpResponse:
    """Show the next rows of one card of a large tree."""
    unit = get_object_or_404(Unit.objects.visible_to(request.person).open(), pk=pk)
    start = request.GET.get("start", "")
    rows = queries.branch_of(unit, start=int(start) if start.isdecimal() else 0)
    context = {"branch": rows, "may": may(request.person)}
    return render(request, "organisation/tree.html#rows", context)


@require_http_methods(["GET", "POST"])
@person_required
def organisations(request: PersonRequest) -> HttpResponse:
    """List the organisations of somebody who has several, and go to another."""
    mine = _mine(request)
    if request.method == "POST":
        chosen = get_object_or_404(mine, pk=_number(request, "person"))
        _act_as(request, chosen)
        return redirect("/")
    people = sorted(mine, key=lambda person: (person.organisation.name, person.pk))
    return render(request, "organisation/organisations.html", {"people": people})


def _mine(request: PersonRequest) -> PersonQuerySet:
    """Return who the user is, in each of their organisations."""
    return Person.objects.present().filter(user_id=request.user.pk).select_related("organisation")


def _act_as(request: PersonRequest, person: Person) -> None:
    request.session[SESSION_KEY] = person.pk
    if request.session.session_key:
        revoke.session(request.session.session_key)


def _number(request: HttpRequest, name: str) -> int:
    value = request.POST.get(name, "")
    return int(value) if value.isdecimal() and len(value) <= 18 else 0
