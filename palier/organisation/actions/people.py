"""Adding people, changing who they are, giving them an account, seeing them off."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from palier.accounts.models import User
from palier.journal.record import record
from palier.organisation.changes import person_changed, unit_changed
from palier.organisation.models import Organisation, Person
from palier.organisation.rules import Refused, check_may_run


@dataclass(frozen=True, slots=True)
class Introduced:
    """What is said of a person when they are added or changed."""

    name: str
    email: str = ""
    is_direction: bool = False
    is_pilot: bool = False
    key: str = ""


@transaction.atomic
def add_person(introduced: Introduced, *, by: Person, at: datetime) -> Person:
    """Add a person; with an e-mail address they can sign in at once.

    :raises Refused: "not-pilot", "no-name" or "email-taken"
    """
    check_may_run(by.standing)
    _check(introduced, by.organisation, None)
    person = Person.objects.create(
        organisation=by.organisation,
        key=introduced.key or free_key(by.organisation, introduced.name),
        name=introduced.name.strip(),
        email=introduced.email.strip().lower(),
        is_direction=introduced.is_direction,
        is_pilot=introduced.is_pilot,
        user=account_of(introduced.email),
    )
    _note("person.added", person, by=by, at=at, after=_facts(person))
    return person


@transaction.atomic
def appoint_pilot(
    organisation: Organisation, *, email: str, name: str, at: datetime
) -> tuple[Person, bool]:
    """Make somebody the pilot, from the command line: the way into a company just imported.

    The person is found by their address, else by their name where they have none yet, else
    added. Returns them and whether anything changed; twice is the same as once.

    :raises Refused: "no-name" where a person must be added and has no name
    """
    address = email.strip().lower()
    people = organisation.people.filter(is_present=True)
    person = people.filter(email=address).first()
    if person is None and name.strip():
        person = people.filter(email="", name__iexact=name.strip()).first()
    if person is not None and person.is_pilot and person.user_id:
        return person, False
    if person is None:
        if not name.strip():
            raise Refused("no-name")
        key = free_key(organisation, name)
        person = Person(organisation=organisation, key=key, name=name.strip())
    person.email, person.is_pilot, person.user = address, True, account_of(address)
    person.save()
    _note("person.appointed", person, by=None, at=at, after=_facts(person))
    person_changed(person, at)
    return person, True


@transaction.atomic
def change_person(person: Person, introduced: Introduced, *, by: Person, at: datetime) -> None:
    """Change a person's name, address or roles.

    :raises Refused: "not-pilot", "no-name", "email-taken", or "last-pilot" where nobody would be
        left to run the process
    """
    check_may_run(by.standing)
    _check(introduced, by.organisation, person)
    if person.is_pilot and not introduced.is_pilot:
        _check_another_pilot(person)
    before = _facts(person)
    email = introduced.email.strip().lower()
    if email != person.email:
        person.user = account_of(email)
    person.name, person.email = introduced.name.strip(), email
    person.is_direction, person.is_pilot = introduced.is_direction, introduced.is_pilot
    person.save(update_fields=["name", "email", "is_direction", "is_pilot", "user"])
    if _facts(person) != before:
        _note("person.changed", person, by=by, at=at, before=before, after=_facts(person))
        person_changed(person, at)


@transaction.atomic
def see_off(person: Person, *, by: Person, at: datetime) -> None:
    """Note that a person has left: their words stay, their access ends at once.

    :raises Refused: "not-pilot" or "last-pilot"
    """
    check_may_run(by.standing)
    if person.is_pilot:
        _check_another_pilot(person)
    if not Person.objects.filter(pk=person.pk, is_present=True).update(is_present=False):
        return  # gone already: twice is the same as once
    person.is_present = False
    _hand_back_units(person, by=by, at=at)
    person.memberships.all().delete()
    _note("person.left", person, by=by, at=at, name=person.name)
    person_changed(person, at)


@transaction.atomic
def welcome_back(person: Person, *, by: Person, at: datetime) -> None:
    """Note that a person who had left is here again, without their units of before.

    :raises Refused: "not-pilot"
    """
    check_may_run(by.standing)
    if not Person.objects.filter(pk=person.pk, is_present=False).update(is_present=True):
        return  # here already: twice is the same as once
    person.is_present = True
    _note("person.returned", person, by=by, at=at, name=person.name)
    person_changed(person, at)


def account_of(email: str) -> User | None:
    """Return the account of an address, made now where there is none; None without address."""
    address = email.strip().lower()
    if not address:
        return None
    return User.objects.filter(email=address).first() or User.objects.create_user(address)


def free_key(organisation: Organisation, name: str) -> str:
    """Return a key made from a name that nobody of the organisation has."""
    stem = slugify(name)[:70] or "person"
    used = set(organisation.people.filter(key__startswith=stem).values_list("key", flat=True))
    number, key = 1, stem
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    return key


def _check(introduced: Introduced, organisation: Organisation, person: Person | None) -> None:
    if not introduced.name.strip():
        raise Refused("no-name")
    email = introduced.email.strip().lower()
    others = organisation.people.filter(email=email)
    if email and (others.exclude(pk=person.pk) if person else others).exists():
        raise Refused("email-taken", email=email)


def _check_another_pilot(person: Person) -> None:
    others = person.organisation.people.filter(is_pilot=True, is_present=True)
    if not others.exclude(pk=person.pk).exists():
        raise Refused("last-pilot")


def _hand_back_units(person: Person, *, by: Person, at: datetime) -> None:
    for unit in list(person.headed_units.filter(closed_on=None)):
        unit.head = None
        unit.save(update_fields=["head"])
        record(
            "unit.changed",
            subject=f"unit-{unit.pk}",
            organisation_id=unit.organisation_id,
            actor=by,
            at=at,
            before={"head": person.pk},
            after={"head": None},
        )
        unit_changed(unit, at)


def _facts(person: Person) -> dict[str, Any]:
    return {
        "name": person.name,
        "email": person.email,
        "direction": person.is_direction,
        "pilot": person.is_pilot,
    }


def _note(verb: str, person: Person, *, by: Person | None, at: datetime, **details: Any) -> None:
    record(
        verb,
        subject=f"person-{person.pk}",
        organisation_id=person.organisation_id,
        actor=by,
        at=at,
        topics=(f"organisation-{person.organisation_id}",),
        **details,
    )
