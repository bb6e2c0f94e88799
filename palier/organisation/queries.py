"""What the pages of the organisation show, in a number of queries that no size changes."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from palier.organisation.models import (
    Membership,
    Organisation,
    Person,
    PersonQuerySet,
    Unit,
)
from palier.organisation.rules import Kind

LIGHT_FROM = 150  # units; above, the first screen shows the poles alone
OFFERED = 8  # people a picker offers at a time
ROWS = 100  # units of a branch sent at a time


@dataclass(frozen=True, slots=True)
class Row:
    """A unit as the tree shows it."""

    unit: Unit
    depth: int  # 0 directly under the card it stands in
    members: int  # people who belong to it or below it, each counted once


@dataclass(frozen=True, slots=True)
class Branch:
    """A card of the tree: a pole with all below it, or the teams directly under the company."""

    top: Row
    rows: tuple[Row, ...]
    after: int | None  # where the next rows start, None when all are here

    @property
    def is_lazy(self) -> bool:
        return not self.rows and self.after is not None

    @property
    def shows_more(self) -> bool:
        return bool(self.rows) and self.after is not None

    @property
    def is_bare(self) -> bool:
        return not self.rows and self.after is None


@dataclass(frozen=True, slots=True)
class Tree:
    """The company as a page shows it."""

    company: Row
    poles: tuple[Branch, ...]
    direct: Branch  # teams that stand directly under the company
    units: int
    people: int
    is_light: bool  # poles closed, their teams fetched when opened

    @property
    def has_units(self) -> bool:
        return self.units > 1


@dataclass(frozen=True, slots=True)
class Found:
    """People a picker offers."""

    people: tuple[Person, ...]
    is_cut: bool  # there are more


def tree_of(organisation: Organisation) -> Tree | None:
    """Return the company's open units as a tree (three queries), or None without a company."""
    forest = _Forest(organisation)
    company = next((unit for unit in forest.under[None] if unit.is_company), None)
    if company is None:
        return None
    is_light = forest.size > LIGHT_FROM
    poles = [unit for unit in forest.under[company.pk] if unit.is_pole]
    return Tree(
        company=forest.row(company, 0),
        poles=tuple(forest.branch(pole, rows=0 if is_light else forest.size) for pole in poles),
        direct=forest.branch(company, rows=ROWS if is_light else forest.size),
        units=forest.size,
        people=organisation.people.present().count(),
        is_light=is_light,
    )


def branch_of(unit: Unit, *, start: int) -> Branch:
    """Return the rows of one card of the tree from `start` on (two queries)."""
    return _Forest(unit.organisation).branch(unit, rows=ROWS, start=start)


def rows_under(unit: Unit) -> list[Row]:
    """Return the open units directly under one (two queries)."""
    forest = _Forest(unit.organisation)
    return [forest.row(each, 0) for each in forest.under[unit.pk] if each.kind != Kind.PERSON]


def units_in_order(organisation: Organisation) -> list[Row]:
    """Return every open unit from the top of the tree down, each above those under it."""
    forest = _Forest(organisation)
    return [forest.row(unit, depth) for unit, depth in forest.walk(None, 0)]


def line_above(unit: Unit) -> list[Unit]:
    """Return the units above one, the company first (one query)."""
    above = unit.organisation.units.filter(pk__in=unit.line[:-1])
    return sorted(above, key=lambda each: unit.line.index(each.pk))


def members_of(unit: Unit) -> list[Person]:
    """Return the members of a unit by name."""
    return list(Person.objects.filter(memberships__unit=unit).order_by("name", "pk"))


def search_people(people: PersonQuerySet, words: str) -> list[int]:
    """Return the ids, by name, of those people whose name or address holds every word (one query).

    Accents and capitals are set aside, which the two databases do differently or not at all.
    """
    wanted = fold(words).split()
    return [
        pk
        for pk, name, email in people.values_list("pk", "name", "email")
        if all(word in fold(f"{name} {email}") for word in wanted)
    ]


def people_with_units(ids: list[int]) -> list[Person]:
    """Return these people by name, with the open units they head and belong to (three queries)."""
    belonging = Membership.objects.filter(unit__closed_on=None).select_related("unit")
    return list(
        Person.objects.filter(pk__in=ids).prefetch_related(
            Prefetch("headed_units", Unit.objects.open(), to_attr="heads"),
            Prefetch("memberships", belonging.order_by("unit__name"), to_attr="belongs"),
        )
    )


def offered(people: PersonQuerySet, words: str, *, without: Collection[int]) -> Found:
    """Return the first people a picker offers for these words, without some (two queries)."""
    ids = [pk for pk in search_people(people, words) if pk not in without]
    first = Person.objects.filter(pk__in=ids[:OFFERED])
    return Found(tuple(first), is_cut=len(ids) > OFFERED)


def fold(words: str) -> str:
    """Return words without accents or capitals, for comparing."""
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


class _Forest:
    """The open units of one organisation, read once."""

    def __init__(self, organisation: Organisation) -> None:
        units = list(organisation.units.open().select_related("head"))
        self.size = len(units)
        self.under: dict[int | None, list[Unit]] = defaultdict(list)
        for unit in units:
            self.under[unit.parent_id].append(unit)
        self._people: dict[int, set[int]] = defaultdict(set)
        belonging = Membership.objects.filter(unit__organisation=organisation, unit__closed_on=None)
        lines = {unit.pk: unit.line for unit in units}
        for unit_id, person_id in belonging.values_list("unit_id", "person_id"):
            for pk in lines[unit_id]:
                self._people[pk].add(person_id)

    def row(self, unit: Unit, depth: int) -> Row:
        return Row(unit, depth, len(self._people[unit.pk]))

    def branch(self, top: Unit, *, rows: int, start: int = 0) -> Branch:
        below = list(self.walk(top.pk, 0, without_poles=top.is_company))
        shown = below[start : start + rows]
        end = start + len(shown)
        return Branch(
            self.row(top, 0),
            tuple(self.row(unit, depth) for unit, depth in shown),
            after=end if end < len(below) else None,
        )

    def walk(
        self, pk: int | None, depth: int, *, without_poles: bool = False
    ) -> Iterator[tuple[Unit, int]]:
        for unit in self.under[pk]:
            if unit.kind == Kind.PERSON or (without_poles and unit.is_pole):
                continue
            yield unit, depth
            yield from self.walk(unit.pk, depth + 1)
