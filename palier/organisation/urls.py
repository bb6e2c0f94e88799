"""The addresses of the organisation, its units and its people."""

from django.urls import path

from palier.organisation.views import company, people, personas, settings, units

urlpatterns = [
    path("organisations/", company.organisations, name="organisations"),
    path("organisation/", company.tree, name="organisation"),
    path("organisation/settings/", settings.edit, name="organisation-settings"),
    path("organisation/people/", people.people, name="people"),
    path("organisation/people/newcomer/", people.newcomer, name="newcomer"),
    path("organisation/people/choices/", people.choices, name="people-choices"),
    path("units/<int:pk>/", units.show, name="unit"),
    path("units/<int:pk>/branch/", company.branch, name="unit-branch"),
    path("units/<int:pk>/unit/", units.add, name="unit-below"),
    path("units/<int:pk>/description/", units.describe, name="unit-description"),
    path("units/<int:pk>/members/", units.members, name="unit-members"),
    path("units/<int:pk>/closing/", units.close, name="unit-closing"),
    path("people/<int:pk>/", people.show, name="person"),
    path("people/<int:pk>/description/", people.describe, name="person-description"),
    path("people/<int:pk>/departure/", people.depart, name="person-departure"),
    path("people/<int:pk>/return/", people.come_back, name="person-return"),
    path("personas/", personas.personas, name="personas"),
]
