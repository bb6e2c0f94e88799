"""The colour legend of the organisation."""

from datetime import datetime
from typing import Any

from django.db import transaction

from palier.journal.record import record
from palier.organisation.models import Organisation, Person
from palier.organisation.rules import Refused, check_may_run
from palier.slides.actions.opening import refresh_all
from palier.slides.models import COLOURS, Category


@transaction.atomic
def add_category(name: str, colour: int, *, by: Person, at: datetime) -> Category:
    """Add a category to the legend.

    :raises Refused: "not-pilot", "no-name", "name-taken" or "legend-full"
    """
    check_may_run(by.standing)
    organisation = by.organisation
    _check(organisation, name, None)
    if organisation.categories.count() >= COLOURS:
        raise Refused("legend-full")
    category = Category.objects.create(
        organisation=organisation,
        name=name.strip(),
        colour=colour,
        position=organisation.categories.count(),
    )
    _note("category.added", organisation, by=by, at=at, name=category.name, colour=colour)
    return category


@transaction.atomic
def change_category(
    category: Category, name: str, colour: int, *, by: Person, at: datetime
) -> None:
    """Rename a category or give it another colour; every slide follows.

    :raises Refused: "not-pilot", "no-name" or "name-taken"
    """
    check_may_run(by.standing)
    _check(category.organisation, name, category)
    before = [category.name, category.colour]
    category.name, category.colour = name.strip(), colour
    if before == [category.name, category.colour]:
        return
    category.save(update_fields=["name", "colour"])
    refresh_all(category.organisation)
    _note(
        "category.changed",
        category.organisation,
        by=by,
        at=at,
        before=before,
        after=[category.name, category.colour],
    )


@transaction.atomic
def remove_category(category: Category, *, by: Person, at: datetime) -> None:
    """Take a category out of the legend; its objectives stay, without a colour.

    :raises Refused: "not-pilot"
    """
    check_may_run(by.standing)
    organisation, name = category.organisation, category.name
    objectives = list(category.objectives.values_list("pk", flat=True))
    category.delete()
    refresh_all(organisation)
    _note("category.removed", organisation, by=by, at=at, name=name, objectives=objectives)


def _check(organisation: Organisation, name: str, category: Category | None) -> None:
    if not name.strip():
        raise Refused("no-name")
    others = organisation.categories.exclude(pk=category.pk if category else 0)
    if others.filter(name__iexact=name.strip()).exists():
        raise Refused("name-taken")


def _note(
    verb: str, organisation: Organisation, *, by: Person, at: datetime, **details: Any
) -> None:
    record(
        verb,
        subject=organisation.topic,
        organisation_id=organisation.pk,
        actor=by,
        at=at,
        **details,
    )
