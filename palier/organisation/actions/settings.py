"""Changing what an organisation is called, where it is, and what its slides advise."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction

from palier.journal.record import record
from palier.organisation.actions.units import Described, change_unit
from palier.organisation.changes import organisation_changed
from palier.organisation.models import Organisation, Person
from palier.organisation.rules import Kind, Refused, check_may_run


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of an organisation; the limits advise and never refuse."""

    name: str
    language: str
    country: str
    region: str
    max_objectives: int
    max_key_results: int
    max_objective_characters: int
    max_key_result_characters: int


@transaction.atomic
def change_settings(
    organisation: Organisation, settings: Settings, *, by: Person, at: datetime
) -> None:
    """Change the settings; a company unit that bore the old name takes the new one.

    :raises Refused: "not-pilot" or "no-name"
    """
    check_may_run(by.standing)
    if not settings.name.strip():
        raise Refused("no-name")
    before, after = _facts(organisation), asdict(settings)
    after["name"] = settings.name.strip()
    if after == before:
        return
    for name, value in after.items():
        setattr(organisation, name, value)
    organisation.save(update_fields=list(after))
    record(
        "organisation.changed",
        subject=organisation.topic,
        organisation_id=organisation.pk,
        actor=by,
        at=at,
        before={name: value for name, value in before.items() if after[name] != value},
        after={name: value for name, value in after.items() if before[name] != value},
    )
    organisation_changed(organisation, at)
    _rename_company(organisation, str(before["name"]), by=by, at=at)


def _facts(organisation: Organisation) -> dict[str, object]:
    return {name: getattr(organisation, name) for name in Settings.__dataclass_fields__}


def _rename_company(organisation: Organisation, old: str, *, by: Person, at: datetime) -> None:
    company = organisation.units.filter(kind=Kind.COMPANY, name=old).first()
    if company and organisation.name != old:
        described = Described(organisation.name, Kind.COMPANY, company, company.head)
        change_unit(company, described, by=by, at=at)
