"""Being somebody of the sample company by one click, in the sample mode alone."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from palier.organisation import personas as sample
from palier.organisation.middleware import SESSION_KEY
from palier.organisation.personas import Persona, Role

ROLES = {
    Role.MANAGER: (_("A manager"), _("Writes the slide of a team.")),
    Role.POLE_HEAD: (_("A head of pole"), _("Sees the teams of a pole come together.")),
    Role.DIRECTION: (_("The direction"), _("Owns the slide of the company.")),
    Role.PILOT: (_("The pilot"), _("Runs the process: people, dates, imports.")),
    Role.COLLABORATOR: (_("A collaborator"), _("Reads what all the teams are after.")),
}


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def personas(request: HttpRequest) -> HttpResponse:
    """Show the personas, and sign in as the one chosen."""
    if not sample.are_open(request):
        raise Http404
    offered = sample.personas()
    if request.method == "POST":
        return _become(request, offered)
    cards = [(*ROLES[persona.role], persona) for persona in offered]
    return render(request, "organisation/personas.html", {"cards": cards})


def _become(request: HttpRequest, offered: list[Persona]) -> HttpResponse:
    role = request.POST.get("role")
    person = next((each.person for each in offered if each.role == role), None)
    if person is None or person.user is None:
        raise Http404
    login(request, person.user, backend=settings.AUTHENTICATION_BACKENDS[0])
    request.session[SESSION_KEY] = person.pk
    return redirect("/")
