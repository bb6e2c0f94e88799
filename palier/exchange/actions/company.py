"""Writing the company an import bears on: the organisation, its people, units and quarters."""

from datetime import datetime
from typing import Any

from palier.accounts.models import User
from palier.cycles.actions import open_cycle
from palier.cycles.models import Cycle
from palier.exchange.actions.rows import Ids, plain_changes, update_in_bulk
from palier.exchange.document import Unit as FileUnit
from palier.exchange.matching import Plan
from palier.journal.record import Change
from palier.organisation.actions.founding import Founding, found
from palier.organisation.models import Membership, Organisation, Person, Unit
from palier.organisation.rules import path_of
from palier.slides.models import Category


def write_company(
    plan: Plan, ids: Ids, *, by: Person | None, at: datetime, is_sample: bool
) -> tuple[Organisation, list[Change]]:
    """Write what a plan says of the company itself; return it, and the lines for the journal.

    :raises Refused: "key-taken" if the organisation to be founded exists by now
    """
    organisation = _organisation(plan, ids, at, is_sample=is_sample)
    entries = _add_people(plan, ids, organisation)
    entries += _change_people(plan, ids, organisation)
    entries += _add_units(plan, ids, organisation)
    entries += _change_units(plan, ids, organisation)
    _add_members(plan, ids)
    _add_categories(plan, ids, organisation)
    _open_cycles(plan, ids, organisation, by=by, at=at)
    return organisation, entries


def _organisation(plan: Plan, ids: Ids, at: datetime, *, is_sample: bool) -> Organisation:
    said = plan.founding
    if said is None:
        assert plan.organisation_id is not None  # noqa: S101 - else it would be founded
        return Organisation.objects.get(pk=plan.organisation_id)
    founding = Founding(
        key=said.key,
        name=said.name,
        language=said.language,
        country=said.country,
        region=said.region or "",
        stages=tuple(said.stages),
        is_sample=is_sample,
    )
    organisation = found(founding, at=at)
    ids.units[said.key] = organisation.units.get().pk
    return organisation


# ---- people ----


def _add_people(plan: Plan, ids: Ids, organisation: Organisation) -> list[Change]:
    users = accounts([person.email for person in plan.people])
    rows = Person.objects.bulk_create(
        Person(
            organisation=organisation,
            key=person.key,
            name=person.name,
            email=person.email.strip().lower(),
            user=users.get(person.email.strip().lower()),
            is_direction=person.key in plan.direction,
            is_pilot=person.key in plan.pilots,
        )
        for person in plan.people
    )
    ids.people |= {row.key: row.pk for row in rows}
    return [
        Change(
            "person.added",
            f"person-{row.pk}",
            (organisation.topic,),
            {"after": {"name": row.name, "email": row.email}},
        )
        for row in rows
    ]


def accounts(emails: list[str]) -> dict[str, User]:
    """Return the account of each address, made now where there is none, without a password."""
    wanted = {email.strip().lower() for email in emails} - {""}
    users = {user.email: user for user in User.objects.filter(email__in=wanted)}
    missing = [User(email=email) for email in sorted(wanted - set(users))]
    for user in missing:
        user.set_unusable_password()
    return users | {user.email: user for user in User.objects.bulk_create(missing)}


def _change_people(plan: Plan, ids: Ids, organisation: Organisation) -> list[Change]:
    update_in_bulk(
        Person,
        [(ids.people[key], _after(change)) for key, change in plan.person_changes.items()],
    )
    return [
        Change(
            "person.changed",
            f"person-{ids.people[key]}",
            (organisation.topic,),
            {"before": _before(change), "after": _after(change)},
        )
        for key, change in plan.person_changes.items()
    ]


# ---- units ----


def _add_units(plan: Plan, ids: Ids, organisation: Organisation) -> list[Change]:
    paths = dict(Unit.objects.filter(organisation=organisation).values_list("key", "path"))
    counts: dict[str | None, int] = {}
    for unit in plan.picture.document.units:
        counts[unit.parent] = counts.get(unit.parent, 0) + 1
    waiting, entries = list(plan.units), []
    while waiting:
        level = [unit for unit in waiting if unit.parent in paths]
        waiting = [unit for unit in waiting if unit.parent not in paths]
        rows = Unit.objects.bulk_create(
            _unit_row(unit, ids, organisation, counts) for unit in level
        )
        for unit, row in zip(level, rows, strict=True):
            ids.units[unit.key] = row.pk
            row.path = paths[unit.key] = path_of(paths[unit.parent or ""], row.pk)
        Unit.objects.bulk_update(rows, ["path"], batch_size=500)
        entries += [_added(unit, row, organisation) for unit, row in zip(level, rows, strict=True)]
    if plan.company and plan.company.head:
        company = Unit.objects.filter(pk=ids.units[plan.company.key])
        company.update(head_id=ids.people[plan.company.head])
    return entries


def _unit_row(
    unit: FileUnit, ids: Ids, organisation: Organisation, counts: dict[str | None, int]
) -> Unit:
    position = counts.get(unit.parent, 0)
    counts[unit.parent] = position + 1
    return Unit(
        organisation=organisation,
        key=unit.key,
        kind=unit.kind,
        name=unit.name,
        parent_id=ids.units[unit.parent or ""],
        head_id=ids.people[unit.head] if unit.head else None,
        position=position,
    )


def _added(unit: FileUnit, row: Unit, organisation: Organisation) -> Change:
    return Change(
        "unit.added",
        f"unit-{row.pk}",
        (organisation.topic,),
        {"name": row.name, "under": unit.parent},
    )


def _change_units(plan: Plan, ids: Ids, organisation: Organisation) -> list[Change]:
    rows, entries = [], []
    for key, change in plan.unit_changes.items():
        before, after = _before(change), _after(change)
        if "head" in after:
            before["head"] = ids.people.get(before["head"])
            after["head"] = ids.people[after["head"]]
        columns = {"head_id" if name == "head" else name: v for name, v in after.items()}
        rows.append((ids.units[key], columns))
        details = {"before": before, "after": after}
        entries.append(
            Change("unit.changed", f"unit-{ids.units[key]}", (organisation.topic,), details)
        )
    update_in_bulk(Unit, rows)
    return entries


def _add_members(plan: Plan, ids: Ids) -> None:
    Membership.objects.bulk_create(
        [
            Membership(person_id=ids.people[person], unit_id=ids.units[unit])
            for person, unit in plan.memberships
        ],
        ignore_conflicts=True,  # somebody may have added them since
    )
    pairs = [(ids.people[person], ids.units[unit]) for person, unit in plan.memberships]
    ids.note_made("members", [pk for pair in pairs for pk in pair])


# ---- legend and quarters ----


def _add_categories(plan: Plan, ids: Ids, organisation: Organisation) -> None:
    start = len(plan.picture.categories)
    rows = Category.objects.bulk_create(
        Category(organisation=organisation, name=name, colour=colour, position=start + index)
        for index, (name, colour) in enumerate(plan.categories)
    )
    ids.categories |= {row.name: row.pk for row in rows}
    ids.note_made("categories", [row.pk for row in rows])


def _open_cycles(
    plan: Plan, ids: Ids, organisation: Organisation, *, by: Person | None, at: datetime
) -> None:
    for said in plan.cycles:
        cycle = open_cycle(organisation, key=said.key, by=by, at=at, board_at=said.board_at)
        if said.key not in ids.cycles:
            ids.note_made("cycles", [cycle.pk])
        ids.cycles[said.key] = cycle.pk
        dates = {
            name: value
            for name in ("starts_on", "ends_on", "board_at")
            if (value := getattr(said, name)) is not None and value != getattr(cycle, name)
        }
        if dates:
            Cycle.objects.filter(pk=cycle.pk).update(**dates)


def _before(change: dict[str, tuple[Any, Any]]) -> dict[str, Any]:
    return {name: pair[0] for name, pair in plain_changes(change).items()}


def _after(change: dict[str, tuple[Any, Any]]) -> dict[str, Any]:
    return {name: pair[1] for name, pair in plain_changes(change).items()}
