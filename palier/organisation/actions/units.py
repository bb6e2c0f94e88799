"""Adding, renaming, moving, handing over and closing units."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.text import slugify

from palier.journal.record import record
from palier.organisation.changes import person_changed, unit_changed
from palier.organisation.models import Membership, Organisation, Person, Unit
from palier.organisation.rules import (
    Kind,
    Refused,
    check_may_run,
    check_may_stand_under,
    check_no_loop,
    path_of,
)


@dataclass(frozen=True, slots=True)
class Described:
    """What people say of a unit when they add it or change it."""

    name: str
    kind: Kind
    parent: Unit
    head: Person | None = None
    key: str = ""


@transaction.atomic
def add_unit(described: Described, *, by: Person, at: datetime) -> Unit:
    """Add a unit under another.

    :raises Refused: "not-pilot", "no-name", "no-place", "closed", "other-organisation" or
        "name-taken" where an open unit under the same parent has the name already
    """
    check_may_run(by.standing)
    organisation = _hold_tree(by)
    _check(described, by, None)
    unit = Unit.objects.create(
        organisation=organisation,
        key=described.key or free_key(organisation, described.name),
        kind=described.kind,
        name=described.name.strip(),
        parent=described.parent,
        head=described.head,
        position=described.parent.children.count(),
    )
    unit.path = path_of(described.parent.path, unit.pk)
    unit.save(update_fields=["path"])
    _note("unit.added", unit, by=by, at=at, name=unit.name, under=described.parent.key)
    unit_changed(unit, at)
    _tell_heads(None, unit.head, at)
    return unit


@transaction.atomic
def change_unit(unit: Unit, described: Described, *, by: Person, at: datetime) -> Unit:
    """Rename a unit, move it with all below it, or give it another head. The past stays as it was.

    The company itself is only renamed and handed over: its kind and parent are not read.

    :raises Refused: "not-pilot", "no-name", "no-place", "loop", "closed", "other-organisation"
        or "name-taken"
    """
    check_may_run(by.standing)
    _hold_tree(by)
    unit.refresh_from_db()
    before, previous_head = _facts(unit), unit.head
    if unit.closed_on:
        raise Refused("closed")
    if unit.kind == Kind.COMPANY:
        _check_words(described, by)
    else:
        _check(described, by, unit)
        check_no_loop(unit.path, described.parent.path)
        _move(unit, described.parent)
        unit.kind = described.kind
    unit.name, unit.head = described.name.strip(), described.head
    unit.save(update_fields=["name", "head", "kind", "parent", "path"])
    after = _facts(unit)
    if after != before:
        _note("unit.changed", unit, by=by, at=at, before=before, after=after)
        unit_changed(unit, at)
        _tell_heads(previous_head, unit.head, at)
    return unit


@transaction.atomic
def set_members(unit: Unit, people: Iterable[Person], *, by: Person, at: datetime) -> None:
    """Make exactly these people the members of a unit. The head of the unit may do it too.

    :raises Refused: "not-pilot", "closed" or "other-organisation"
    """
    if unit.pk not in by.standing.heads:
        check_may_run(by.standing)
    if unit.closed_on:
        raise Refused("closed")
    wanted = {person.pk: person for person in people}
    if any(person.organisation_id != unit.organisation_id for person in wanted.values()):
        raise Refused("other-organisation")
    were = {link.person_id: link.person for link in unit.memberships.select_related("person")}
    before = set(were)
    if before == set(wanted):
        return
    unit.memberships.exclude(person_id__in=wanted).delete()
    Membership.objects.bulk_create(
        Membership(person=wanted[pk], unit=unit) for pk in wanted if pk not in before
    )
    _note("unit.members-set", unit, by=by, at=at, before=sorted(before), after=sorted(wanted))
    unit_changed(unit, at)
    for pk in before ^ set(wanted):
        person_changed(wanted.get(pk) or were[pk], at)


@transaction.atomic
def close_unit(unit: Unit, *, by: Person, at: datetime) -> None:
    """Close a unit: it leaves the tree, its past slides stay.

    :raises Refused: "not-pilot", "is-company", or "has-units" while units stand under it
    """
    check_may_run(by.standing)
    _hold_tree(by)
    if unit.kind == Kind.COMPANY:
        raise Refused("is-company")
    if unit.children.filter(closed_on=None).exists():
        raise Refused("has-units")
    if not Unit.objects.filter(pk=unit.pk, closed_on=None).update(closed_on=at.date()):
        return  # closed already: twice is the same as once
    unit.refresh_from_db()
    _note("unit.closed", unit, by=by, at=at, name=unit.name)
    unit_changed(unit, at)
    _tell_heads(unit.head, None, at)


def free_key(organisation: Organisation, name: str, taken: Iterable[str] = ()) -> str:
    """Return a key made from a name that no unit of the organisation has."""
    stem = slugify(name)[:70] or "unit"
    used = set(organisation.units.filter(key__startswith=stem).values_list("key", flat=True))
    used.update(taken)
    number, key = 1, stem
    while key in used:
        number += 1
        key = f"{stem}-{number}"
    return key


def _hold_tree(by: Person) -> Organisation:
    # Two moves at once could put each of two units under the other.
    return Organisation.objects.select_for_update().get(pk=by.organisation_id)


def _check(described: Described, by: Person, unit: Unit | None) -> None:
    _check_words(described, by)
    described.parent.refresh_from_db()  # it may have moved since it was read
    if described.parent.closed_on:
        raise Refused("closed")
    check_may_stand_under(described.kind, Kind(described.parent.kind))
    below = unit.children.filter(closed_on=None).values_list("kind", flat=True) if unit else ()
    for kind in below:
        check_may_stand_under(Kind(kind), described.kind)
    siblings = described.parent.children.filter(closed_on=None, name__iexact=described.name.strip())
    if (siblings.exclude(pk=unit.pk) if unit else siblings).exists():
        raise Refused("name-taken", name=described.name.strip())


def _check_words(described: Described, by: Person) -> None:
    if not described.name.strip():
        raise Refused("no-name")
    concerned = (described.parent, described.head)
    if any(one and one.organisation_id != by.organisation_id for one in concerned):
        raise Refused("other-organisation")


def _move(unit: Unit, parent: Unit) -> None:
    if unit.parent_id == parent.pk:
        return
    old, new = unit.path, path_of(parent.path, unit.pk)
    Unit.objects.filter(path__startswith=old).exclude(pk=unit.pk).update(
        path=Concat(Value(new), Substr(F("path"), len(old) + 1))
    )
    unit.parent, unit.path = parent, new


def _tell_heads(before: Person | None, after: Person | None, at: datetime) -> None:
    if before != after:
        for person in (before, after):
            if person:
                person_changed(person, at)


def _facts(unit: Unit) -> dict[str, Any]:
    return {"name": unit.name, "kind": unit.kind, "under": unit.parent_id, "head": unit.head_id}


def _note(verb: str, unit: Unit, *, by: Person, at: datetime, **details: Any) -> None:
    record(
        verb,
        subject=f"unit-{unit.pk}",
        organisation_id=unit.organisation_id,
        actor=by,
        at=at,
        topics=(f"organisation-{unit.organisation_id}",),
        **details,
    )
