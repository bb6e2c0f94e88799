"""What wants to know when the tree or the people change registers here, from above."""

from collections.abc import Callable
from datetime import datetime

from palier.organisation.models import Organisation, Person, Unit

UnitChanged = Callable[[Unit, datetime], None]
PersonChanged = Callable[[Person, datetime], None]
OrganisationChanged = Callable[[Organisation, datetime], None]

_unit_changed: list[UnitChanged] = []
_person_changed: list[PersonChanged] = []
_organisation_changed: list[OrganisationChanged] = []


def on_unit_changed(callback: UnitChanged) -> None:
    """Call `callback` in the transaction that renames, moves or hands over a unit."""
    _unit_changed.append(callback)


def on_person_changed(callback: PersonChanged) -> None:
    """Call `callback` in the transaction that renames a person or changes their roles or units."""
    _person_changed.append(callback)


def on_organisation_changed(callback: OrganisationChanged) -> None:
    """Call `callback` in the transaction that changes the settings of an organisation."""
    _organisation_changed.append(callback)


def unit_changed(unit: Unit, at: datetime) -> None:
    """Tell those who registered that a unit has changed."""
    for callback in _unit_changed:
        callback(unit, at)


def person_changed(person: Person, at: datetime) -> None:
    """Tell those who registered that a person, or what they may see, has changed."""
    for callback in _person_changed:
        callback(person, at)


def organisation_changed(organisation: Organisation, at: datetime) -> None:
    """Tell those who registered that the settings of an organisation have changed."""
    for callback in _organisation_changed:
        callback(organisation, at)
