"""The units and people of a document beside those of the organisation."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from palier.exchange.document import Document, Person, Place, Slide, Unit
from palier.exchange.matching.names import LONGEST, Names, free_key, named
from palier.exchange.matching.picture import Picture
from palier.exchange.matching.plan import Asked, Plan, Problem
from palier.exchange.phrases import plain
from palier.organisation.rules import Kind, Refused, check_may_stand_under


class Company:
    """Finds each unit and person a document names, and plans those it adds."""

    def __init__(self, document: Document, picture: Picture, asked: Asked, plan: Plan) -> None:
        self.document, self.picture, self.asked, self.plan = document, picture, asked, plan
        known = picture.document
        self.units = Names("unit", named((u.key, u.name, "") for u in known.units), asked)
        self.people = Names("person", named((p.key, p.name, p.email) for p in known.people), asked)
        self.known_units = {unit.key: unit for unit in known.units}
        self.company = next((unit.key for unit in known.units if unit.kind == Kind.COMPANY), "")
        self.file_units: dict[str, str] = {}  # as the file calls it -> key
        self.file_people: dict[str, str] = {}
        self.above: dict[str, str] = {}  # by the name of a unit in a table: the key of its pole
        self.emails = {one.email for one in self.people.known if one.email}
        self.heads: dict[str, str | None] = {unit.key: unit.head for unit in known.units}
        if plan.founding:
            self._found_company(plan.founding.key, plan.founding.name)

    def match(self) -> None:
        """Match what palier/1 says of people and units; a file of people says it slide by slide."""
        if not self.document.is_exact:
            self._poles()
            return
        for person in self.document.people:
            self._person(person)
        for unit in self._from_the_top():
            self._unit(unit)

    def keys(self) -> Iterator[str]:
        """Yield the keys of the units the document lists, and of the poles it names."""
        yield from self.file_units.values()

    def unit_of(self, slide: Slide) -> str | None:
        """Return the key of the unit of a slide; None where it is not known or not decided."""
        if slide.unit in self.file_units:
            return self.file_units[slide.unit]
        if self.document.is_exact:
            if slide.unit in self.known_units:
                return slide.unit
            self._problem("unknown-unit", slide.place, slide.unit)
            return None
        above = self.above.get(plain(slide.unit), self.company)
        return self._named_unit(slide.unit, slide.place, above, Kind.TEAM)

    def head_of(self, slide: Slide) -> str | None:
        """Return the key of the head a slide names; a new unit is theirs from then on."""
        if not slide.head.strip():
            return None
        if self.document.is_exact:
            found = self.person_key(slide.head)
            if found is None:
                self._problem("unknown-person", slide.head_place, slide.head)
            return found
        before = set(self.people.used)
        key = self.people.find(slide.head, slide.head_place)
        self._collect(self.people)
        if key and key not in before:
            self.plan.people.append(Person(name=" ".join(slide.head.split()), key=key))
        unit = self.units.found.get(" ".join(slide.unit.split()))
        for added in self.plan.units:
            if key and added.key == unit and added.head is None:
                added.head = self.heads[added.key] = key
        return key

    # ---- a file of people ----

    def _poles(self) -> None:
        """Match the poles a table names, then remember which unit stands under which."""
        parents = {unit.parent for unit in self.document.units}
        place = Place(self.document.slides[0].place.file if self.document.slides else "")
        poles: dict[str, str] = {}
        for unit in self.document.units:
            if unit.kind == Kind.POLE or unit.name in parents:
                key = self._named_unit(unit.name, place, self.company, Kind.POLE)
                poles[unit.name] = key or self.company
                if key:
                    self.file_units[unit.name] = key
        for unit in self.document.units:
            if unit.parent in poles:
                self.above[plain(unit.name)] = poles[unit.parent]

    def _named_unit(self, name: str, place: Place, above: str, kind: Kind) -> str | None:
        before = set(self.units.used)
        key = self.units.find(name, place)
        self._collect(self.units)
        if key and key not in before:
            unit = Unit(name=" ".join(name.split()), key=key, kind=kind, parent=above)
            self.plan.units.append(unit)
            self.known_units[key] = unit
        return key

    # ---- palier/1 ----

    def _found_company(self, key: str, name: str) -> None:
        self.company = key
        self.units.used.add(key)
        company = next((u for u in self.document.units if u.kind == Kind.COMPANY), None)
        self.plan.company = Unit(name=name, key=key, kind=Kind.COMPANY)
        if company:
            self.plan.company = replace(company, key=key, parent=None, head=None, members=[])
        self.known_units[key] = self.plan.company
        self.units.found[" ".join(name.split())] = key
        self.units.added[plain(name)] = named([(key, name, "")])[0]

    def _person(self, person: Person) -> None:
        key = person.key if self.people.has(person.key) else None
        key = key or self.people.same(person.name, person.email)
        if key:
            self.file_people[person.key] = key
            self._change_person(key, person)
        elif not self.asked.may_create:
            self._problem("unknown-person", Place(part="people", spot=person.key), person.name)
        elif not person.name.strip() or len(person.name) > LONGEST:
            code = "name-too-long" if person.name.strip() else "no-name"
            self._problem(code, Place(part="people", spot=person.key), person.name)
        elif person.email and person.email.lower() in self.emails:
            self._problem("email-twice", Place(part="people", spot=person.key), person.email)
        else:
            self.emails.add(person.email.lower())
            new = replace(
                person, key=person.key or free_key(person.name, self.people.used, "person")
            )
            self.people.used.add(new.key)
            self.file_people[person.key] = new.key
            self.plan.people.append(new)
            said = self.document.organisation
            if said and person.key in said.direction:
                self.plan.direction.add(new.key)
            if said and person.key in said.pilots:
                self.plan.pilots.add(new.key)

    def _change_person(self, key: str, person: Person) -> None:
        known = next(one for one in self.people.known if one.key == key)
        name = " ".join(person.name.split())
        if name and name != known.name and len(name) <= LONGEST:
            self.plan.person_changes[key] = {"name": (known.name, name)}

    def _unit(self, unit: Unit) -> None:
        place = Place(part="units", spot=unit.key)
        key = self._known_unit(unit)
        head = self.person_key(unit.head) if unit.head else None
        if unit.head and head is None:
            self._problem("unknown-person", place, unit.head)
        if key is None and not self.asked.may_create:
            self._problem("unknown-unit", place, unit.name)
        elif key is None:
            key = self._new_unit(unit, head, place)
        else:
            self._change_unit(key, unit, head)
        if key is None:
            return
        self.file_units[unit.key] = key
        self._members(key, unit, place)

    def _known_unit(self, unit: Unit) -> str | None:
        if unit.kind == Kind.COMPANY and self.company:
            return self.company
        if unit.key in self.known_units:
            return unit.key
        return self.units.same(unit.name)

    def _new_unit(self, unit: Unit, head: str | None, place: Place) -> str | None:
        parent = self.file_units.get(unit.parent or "", unit.parent or self.company)
        above = self.known_units.get(parent)
        if above is None:
            self._problem("no-place", place, unit.name)
            return None
        try:
            check_may_stand_under(Kind(unit.kind), Kind(above.kind))
        except (Refused, ValueError):
            self._problem("no-place", place, unit.name)
            return None
        if not unit.name.strip() or len(unit.name) > LONGEST:
            self._problem("name-too-long" if unit.name.strip() else "no-name", place, unit.name)
            return None
        new = replace(unit, parent=parent, head=head, members=[])
        new.key = unit.key or free_key(unit.name, self.units.used, "unit")
        self.units.used.add(new.key)
        self.known_units[new.key] = new
        self.heads[new.key] = head
        self.plan.units.append(new)
        return new.key

    def _change_unit(self, key: str, unit: Unit, head: str | None) -> None:
        known = self.known_units[key]
        if self.plan.company is known:
            known.head, self.heads[key] = head, head
            return
        changes: dict[str, tuple[Any, Any]] = {}
        name = " ".join(unit.name.split())
        if name and name != known.name and len(name) <= LONGEST:
            changes["name"] = (known.name, name)
        if head and head != known.head:
            changes["head"] = (known.head, head)
            self.heads[key] = head
        if changes:
            self.plan.unit_changes[key] = changes

    def _members(self, key: str, unit: Unit, place: Place) -> None:
        there = set(self.picture.document.units and self.known_units[key].members)
        for member in unit.members:
            person = self.person_key(member)
            if person is None:
                self._problem("unknown-person", place, member)
            elif person not in there:
                there.add(person)
                self.plan.memberships.append((person, key))

    def _from_the_top(self) -> list[Unit]:
        """Return the units so that each comes after the one above it; a loop is a problem."""
        left = list(self.document.units)
        keys = {unit.key for unit in left}
        placed: set[str] = set()
        ordered: list[Unit] = []
        while left:
            ready = [
                u for u in left if u.parent is None or u.parent not in keys or u.parent in placed
            ]
            if not ready:
                for unit in left:
                    self._problem("loop", Place(part="units", spot=unit.key), unit.name)
                break
            ordered += ready
            placed |= {unit.key for unit in ready}
            done = {id(unit) for unit in ready}
            left = [unit for unit in left if id(unit) not in done]
        return ordered

    def person_key(self, key: str) -> str | None:
        """Return the key in Palier of a person the file names by its own key."""
        if key in self.file_people:
            return self.file_people[key]
        return key if self.people.has(key) else None

    def _collect(self, names: Names) -> None:
        self.plan.problems += names.problems
        names.problems.clear()
        known = {proposal.ref for proposal in self.plan.proposals}
        self.plan.proposals += [p for p in names.proposals if p.ref not in known]

    def _problem(self, code: str, place: Place, text: str) -> None:
        self.plan.problems.append(Problem(code, place, text))
