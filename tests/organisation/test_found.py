"""Founding an organisation."""

import pytest

from palier.journal.models import Entry
from palier.organisation.actions.founding import Founding, found
from palier.organisation.models import Organisation
from palier.organisation.rules import Kind, Refused
from tests.cast import NOW


@pytest.mark.django_db
def test_an_organisation_starts_with_its_company_and_one_stage() -> None:
    organisation = found(Founding("acme", "Acme", country="BE"), at=NOW)
    company = organisation.units.get()
    assert (company.kind, company.name, company.path) == (Kind.COMPANY, "Acme", f"/{company.pk}/")
    assert (organisation.country, organisation.stages) == ("BE", ["define"])
    entry = Entry.objects.get()
    assert (entry.verb, entry.actor, entry.at) == ("organisation.founded", None, NOW)


@pytest.mark.django_db
def test_founding_twice_is_refused() -> None:
    found(Founding("acme", "Acme"), at=NOW)
    with pytest.raises(Refused, match="key-taken"):
        found(Founding("acme", "Other"), at=NOW)
    assert Organisation.objects.count() == 1
