"""What the pages of the organisation show, in a number of queries that no size changes."""

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch

from palier.organisation.models import (
    Membership,
    Organisation,
    Person,
    PersonQuerySet,
    Unit,
)
from palier.organisation.rules import Kind, ids_of

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
    """Return the company's open units as a tree (four queries), or None without a company."""
    forest = _Forest(organisation)
    company = next(iter(forest.under[None]), None)
    if company is None:
        return None
    is_light = forest.size > LIGHT_FROM
    poles = [pk for pk in forest.under[company] if forest.kinds[pk] == Kind.POLE]
    cards = [forest.slice(pole, rows=0 if is_light else forest.size) for pole in poles]
    cards.append(forest.slice(company, rows=ROWS if is_light else forest.size))
    *branches, direct = forest.branches(cards)
    return Tree(
        company=direct.top,
        poles=tuple(branches),
        direct=direct,
        units=forest.size,
        people=organisation.people.present().count(),
        is_light=is_light,
    )


def branch_of(unit: Unit, *, start: int) -> Branch:
    """Return the rows of one card of the tree from `start` on (three queries)."""
    forest = _Forest(unit.organisation)
    [branch] = forest.branches([forest.slice(unit.pk, rows=ROWS, start=start)])
    return branch


def rows_under(unit: Unit) -> list[Row]:
    """Return the open units directly under one (three queries)."""
    forest = _Forest(unit.organisation)
    return forest.rows([(pk, 0) for pk in forest.under[unit.pk]])


def units_in_order(organisation: Organisation) -> list[Row]:
    """Return every open unit from the top of the tree down, each above those under it."""
    forest = _Forest(organisation)
    return forest.rows(list(forest.walk(None, 0)))


def line_above(unit: Unit) -> list[Unit]:
    """Return the units above one, the company first (one query)."""
    above = unit.organisation.units.filter(pk__in=unit.line[:-1])
    return sorted(above, key=lambda each: unit.line.index(each.pk))


def members_of(unit: Unit) -> list[Person]:
    """Return the members of a unit by name."""
    return _by_name(Person.objects.filter(memberships__unit=unit))


def search_people(people: PersonQuerySet, words: str) -> list[int]:
    """Return the ids, by name, of those people whose name or address holds every word (one query).

    Accents and capitals are set aside, which the two databases do differently or not at all.
    """
    wanted = fold(words).split()
    found = [
        (fold(name), pk)
        for pk, name, email in people.values_list("pk", "name", "email")
        if all(word in fold(f"{name} {email}") for word in wanted)
    ]
    return [pk for _name, pk in sorted(found)]


def people_with_units(ids: list[int]) -> list[Person]:
    """Return these people by name, with the open units they head and belong to (three queries)."""
    belonging = Membership.objects.filter(unit__closed_on=None).select_related("unit")
    return _by_name(
        Person.objects.filter(pk__in=ids).prefetch_related(
            Prefetch("headed_units", Unit.objects.open(), to_attr="heads"),
            Prefetch("memberships", belonging.order_by("unit__name"), to_attr="belongs"),
        )
    )


def offered(people: PersonQuerySet, words: str, *, without: Collection[int]) -> Found:
    """Return the first people a picker offers for these words, without some (two queries)."""
    ids = [pk for pk in search_people(people, words) if pk not in without]
    first = Person.objects.filter(pk__in=ids[:OFFERED])
    return Found(tuple(_by_name(first)), is_cut=len(ids) > OFFERED)


def _by_name(people: Iterable[Person]) -> list[Person]:
    return sorted(people, key=lambda person: (fold(person.name), person.pk))


def fold(words: str) -> str:
    """Return words without accents or capitals, for comparing."""
    parts = unicodedata.normalize("NFKD", words.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


Place = tuple[int, int]  # a unit's id, its depth


@dataclass(frozen=True, slots=True)
class _Slice:
    """Which units a card shows, before they are read."""

    top: int
    places: list[Place]
    after: int | None


class _Forest:
    """The shape of an organisation's open units; only those that are shown are read whole."""

    def __init__(self, organisation: Organisation) -> None:
        units = list(
            organisation.units.open()
            .exclude(kind=Kind.PERSON)
            .values_list("pk", "parent_id", "kind", "path")
        )
        self.size = len(units)
        self.kinds = {pk: kind for pk, _parent, kind, _path in units}
        self.under: dict[int | None, list[int]] = defaultdict(list)
        for pk, parent, _kind, _path in units:
            self.under[parent].append(pk)
        lines = {pk: ids_of(path) for pk, _parent, _kind, path in units}
        self._people: dict[int, set[int]] = defaultdict(set)
        belonging = Membership.objects.filter(unit__organisation=organisation)
        for unit_id, person_id in belonging.values_list("unit_id", "person_id"):
            for pk in lines.get(unit_id, ()):
                self._people[pk].add(person_id)

    def slice(self, top: int, *, rows: int, start: int = 0) -> _Slice:
        without_poles = self.kinds[top] == Kind.COMPANY
        below = list(self.walk(top, 0, without_poles=without_poles))
        end = min(start + rows, len(below))
        return _Slice(top, below[start:end], after=end if end < len(below) else None)

    def branches(self, slices: list[_Slice]) -> list[Branch]:
        """Read the units of these cards (one query)."""
        places = [place for each in slices for place in ((each.top, 0), *each.places)]
        rows = iter(self.rows(places))
        return [
            Branch(next(rows), tuple(next(rows) for _place in each.places), each.after)
            for each in slices
        ]

    def rows(self, places: list[Place]) -> list[Row]:
        """Read these units (one query)."""
        units = Unit.objects.select_related("head").in_bulk([pk for pk, _depth in places])
        return [Row(units[pk], depth, len(self._people[pk])) for pk, depth in places]

    def walk(self, pk: int | None, depth: int, *, without_poles: bool = False) -> Iterator[Place]:
        for each in self.under[pk]:
            if without_poles and self.kinds[each] == Kind.POLE:
                continue
            yield each, depth
            yield from self.walk(each, depth + 1)
