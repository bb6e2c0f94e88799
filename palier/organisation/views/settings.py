"""The settings of the organisation: the pilot's page."""

from dataclasses import fields

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from palier.organisation.access import editor_required, may
from palier.organisation.actions.settings import Settings, change_settings
from palier.organisation.forms import SettingsForm
from palier.organisation.middleware import PersonRequest
from palier.organisation.refusals import sentence
from palier.organisation.rules import Refused
from palier.organisation.views.dialog import UNPROCESSABLE, posted


@require_http_methods(["GET", "POST"])
@editor_required
def edit(request: PersonRequest) -> HttpResponse:
    organisation = request.person.organisation
    initial = {field.name: getattr(organisation, field.name) for field in fields(Settings)}
    form = SettingsForm(posted(request), initial=initial)
    context = {
        "organisation": organisation,
        "form": form,
        "refusal": "",
        "may": may(request.person),
        "here": {"settings": True},
    }
    if form.is_valid():
        try:
            change_settings(organisation, form.settings(), by=request.person, at=timezone.now())
        except Refused as refused:
            context["refusal"] = sentence(refused)
        else:
            messages.success(request, _("The settings are saved."))
            return redirect("organisation-settings")
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "organisation/settings.html", context, status=status)
