"""Making an organisation."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from palier.journal.record import record
from palier.organisation.models import Organisation, Unit
from palier.organisation.rules import Kind, Refused, Stage, path_of


@dataclass(frozen=True, slots=True)
class Founding:
    """What a new organisation is told at its start."""

    key: str
    name: str
    language: str = "fr"
    country: str = "FR"
    region: str = ""
    stages: tuple[str, ...] = field(default=(Stage.DEFINE,))
    is_sample: bool = False


@transaction.atomic
def found(founding: Founding, *, at: datetime) -> Organisation:
    """Make an organisation and its company unit, of the same key and name.

    :raises Refused: "key-taken"
    """
    if Organisation.objects.filter(key=founding.key).exists():
        raise Refused("key-taken", key=founding.key)
    organisation = Organisation.objects.create(
        key=founding.key,
        name=founding.name,
        language=founding.language,
        country=founding.country,
        region=founding.region,
        stages=list(founding.stages),
        is_sample=founding.is_sample,
    )
    company = Unit.objects.create(
        organisation=organisation, key=founding.key, kind=Kind.COMPANY, name=founding.name
    )
    company.path = path_of("", company.pk)
    company.save(update_fields=["path"])
    record(
        "organisation.founded",
        subject=organisation.topic,
        organisation_id=organisation.pk,
        actor=None,
        at=at,
        key=organisation.key,
        name=organisation.name,
    )
    return organisation
