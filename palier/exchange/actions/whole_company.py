"""The company of an archive: organisation, people, units, quarters, legend, and every name."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Model

from palier.cycles.models import Cycle
from palier.exchange import beside
from palier.exchange import document as doc
from palier.exchange.actions.company import accounts
from palier.exchange.actions.rows_of_whole import Kept, Rows
from palier.exchange.json_comments import EPOCH
from palier.exchange.json_values import Findings, Node
from palier.exchange.models import ColumnName
from palier.exchange.palier_json import cycle_in, organisation_in, person_in, unit_in
from palier.exchange.portable import is_objective
from palier.exchange.writing.whole import LIMITS
from palier.organisation.models import Membership, Organisation, Person, Unit
from palier.organisation.rules import Kind, path_of
from palier.slides.models import Category


@dataclass(frozen=True, slots=True)
class Into:
    """Where an archive is read: an organisation that is there and empty, or one to be made."""

    organisation_id: int | None = None
    key: str = ""  # of the one to be made; by default that of the archive


class Company:
    """What all parts of an archive are read with: the ids behind its names."""

    def __init__(
        self, rows: Rows, findings: Findings, into: Into, organisation: Organisation | None
    ) -> None:
        self.rows, self.findings, self.into = rows, findings, into
        self.is_kept = isinstance(rows, Kept)
        self.organisation = organisation or Organisation()
        self.ids: dict[str, dict[str, int]] = {
            kind: {}
            for kind in (
                *("unit", "person", "category", "cycle", "slide", "objective", "key-result"),
                *("comment", "variant", "link"),
            )
        }
        self.gone: dict[tuple[str, str], int] = {}
        self.closed: list[tuple[str, str]] = []  # (path, label) of links, which open no more

    def read(self, root: Node) -> None:
        """Read the first part, save what stands beside it."""
        node = root.node("organisation")
        if node is None:
            self.findings.fault("missing", "organisation")
            return
        limits, columns = node.node("limits"), node.nodes("columns")
        said = organisation_in(node)
        self._organisation(said, limits)
        self._people(root.nodes("people"), said)
        self._units(root.nodes("units"))
        self._cycles(root.nodes("cycles"))
        self._legend(said, columns)

    def beside(self, root: Node) -> None:
        """Read what concepts above keep of an organisation."""
        for name, kind, read in beside.readers():
            nodes = root.nodes(name)
            rows = [read(node, self.organisation.pk, self.id_of) for node in nodes]
            self.rows.add(rows, [node.path for node in nodes])
            for number, (node, row) in enumerate(zip(nodes, rows, strict=True), 1):
                self.ids.setdefault(kind, {})[str(number)] = row.pk
                if beside.opens_nothing(name):
                    self.closed.append((node.path, str(row)))

    # ---- names ----

    def id_of(self, kind: str, name: str, path: str) -> int:
        """Return the id behind a name; 0 and a fault where nothing bears it.

        What is gone gets an id that nothing has: see `Rows.reserve`.
        """
        if name.startswith("~") and not name.startswith("~~"):
            if (kind, name) not in self.gone:
                self.gone[kind, name] = self.rows.reserve(kind)
            return self.gone[kind, name]
        if kind == "organisation":
            return self.organisation.pk or 0
        found = self.ids.get(kind, {}).get(name.removeprefix("~"))
        if found is None:
            self.findings.fault("dangling-reference", path, name)
        return found or 0

    def ref(self, name: str, path: str) -> str:
        """Return the ref of the line that an archive calls `name`, "" for none."""
        if not name:
            return ""
        kind = "objective" if is_objective(name) else "key-result"
        return f"{kind}-{self.id_of(kind, name, path)}"

    def person(self, name: str | None, path: str) -> int | None:
        """Return the id of a person, None where nobody is named."""
        return self.id_of("person", name, path) if name else None

    def add(
        self, kind: str, names: Sequence[str], rows: Sequence[Model], paths: Sequence[str]
    ) -> None:
        """Keep rows under names that are each given once."""
        self.rows.add(rows, paths)
        known = self.ids[kind]
        for name, row, path in zip(names, rows, paths, strict=True):
            if name in known:
                self.findings.fault("duplicate-key", path, name)
            known[name] = row.pk

    # ---- rows ----

    def _organisation(self, said: doc.Organisation, limits: Node | None) -> None:
        row = self.organisation
        row.key = row.key or self.into.key or said.key
        row.name, row.language, row.country = said.name, said.language, said.country
        row.region, row.stages = said.region or "", said.stages
        for name, column in LIMITS.items() if limits else ():
            setattr(row, column, whole(limits, name) if limits else 0)
        if limits:
            limits.rest()
        if not isinstance(self.rows, Kept):
            self.rows.add([row], ["organisation"])
        else:
            row.save()
            self.rows.organisation = row

    def _people(self, nodes: list[Node], said: doc.Organisation) -> None:
        left = [flag(node, "left") for node in nodes]
        people = [person_in(node) for node in nodes]
        emails = [person.email.strip().lower() for person in people]
        self._check_once([node.at("email") for node in nodes], emails)
        self._check_once([node.at("key") for node in nodes], [person.key for person in people])
        users = accounts(emails) if self.is_kept else {}
        here = self._people_here()
        rows = [here.get(email) or Person(organisation=self.organisation) for email in emails]
        for row, person, email, is_gone in zip(rows, people, emails, left, strict=True):
            row.key, row.name, row.email = person.key, person.name, email
            row.user = users.get(email)
            row.is_direction = person.key in said.direction
            # Whoever reads an archive into their organisation goes on running it.
            row.is_pilot = row.is_pilot or person.key in said.pilots
            row.is_present = not is_gone or row.pk is not None
        self._keep_people(nodes, rows)
        for name in (*said.direction, *said.pilots):
            self.id_of("person", name, "organisation")

    def _check_once(self, paths: list[str], values: list[str]) -> None:
        known: set[str] = set()
        for path, value in zip(paths, values, strict=True):
            if value and value in known:
                self.findings.fault("duplicate-key", path, value)
            known.add(value)

    def _keep_people(self, nodes: list[Node], rows: list[Person]) -> None:
        known = [row for row in rows if row.pk]
        self._give_way({row.pk for row in known}, {row.key for row in rows})
        for row in known:
            row.save()
        fresh = [(node.path, row) for node, row in zip(nodes, rows, strict=True) if not row.pk]
        self.rows.add([row for _, row in fresh], [path for path, _ in fresh])
        self.ids["person"] = {row.key: row.pk for row in rows}

    def _people_here(self) -> dict[str, Person]:
        """Return who is in the organisation already, by address."""
        if not self.is_kept or self.into.organisation_id is None:
            return {}
        return {row.email: row for row in self.organisation.people.all() if row.email}

    def _give_way(self, matched: set[int], keys: set[str]) -> None:
        """Give other keys to those who were here and are not in the archive."""
        if not self.is_kept or self.into.organisation_id is None:
            return
        for row in self.organisation.people.exclude(pk__in=matched):
            number = 1
            while row.key in keys:
                number += 1
                row.key = f"{row.key[:70]}-{number}"
            row.save(update_fields=["key"])

    def _units(self, nodes: list[Node]) -> None:
        places = [(whole(node, "position"), node.day("closed_on")) for node in nodes]
        paths: dict[str, str] = {}
        members: list[Membership] = []
        if [node.values.get("kind") for node in nodes].count(Kind.COMPANY.value) != 1:
            self.findings.fault("missing", "units")
        for node, (position, closed_on) in zip(nodes, places, strict=True):
            said = unit_in(node)
            row = self._unit_here(said)
            row.key, row.kind, row.name = said.key, said.kind, said.name
            row.parent_id = self._parent(said, node)
            row.head_id = self.person(said.head, node.at("head"))
            row.position, row.closed_on = position, closed_on
            self._keep_unit(row, node, paths.get(said.parent or "", ""))
            paths[said.key] = row.path
            members += [
                Membership(unit_id=row.pk, person_id=self.id_of("person", key, node.at("members")))
                for key in dict.fromkeys(said.members)
            ]
        known = self._members_here()
        self.rows.add([row for row in members if (row.unit_id, row.person_id) not in known])

    def _members_here(self) -> set[tuple[int, int]]:
        """Return who belongs where already: (unit, person)."""
        if not self.is_kept or self.into.organisation_id is None:
            return set()
        links = Membership.objects.filter(unit__organisation=self.organisation)
        return set(links.values_list("unit_id", "person_id"))

    def _parent(self, said: doc.Unit, node: Node) -> int | None:
        if said.kind == Kind.COMPANY:
            if said.parent:
                self.findings.fault("parent-loop", node.at("parent"), said.parent)
            return None
        if not said.parent:
            self.findings.fault("missing", node.at("parent"))
            return None
        return self.id_of("unit", said.parent, node.at("parent"))

    def _unit_here(self, said: doc.Unit) -> Unit:
        """Return the company unit of an organisation that is there, a new row for all others."""
        row = None
        if self.is_kept and said.kind == Kind.COMPANY and self.into.organisation_id is not None:
            row = self.organisation.units.filter(kind=Kind.COMPANY).first()
        return row or Unit(organisation=self.organisation)

    def _keep_unit(self, row: Unit, node: Node, above: str) -> None:
        if not row.pk:
            self.rows.add([row], [node.path])
        if row.key in self.ids["unit"]:
            self.findings.fault("duplicate-key", node.at("key"), row.key)
        self.ids["unit"][row.key] = row.pk
        row.path = path_of(above, row.pk)
        if self.is_kept:
            row.save()

    def _cycles(self, nodes: list[Node]) -> None:
        said = [cycle_in(node) for node in nodes]
        rows = []
        for node, cycle in zip(nodes, said, strict=True):
            if not (cycle.starts_on and cycle.ends_on and cycle.starts_on < cycle.ends_on):
                self.findings.fault("out-of-range", node.at("ends_on"), str(cycle.ends_on))
            rows.append(
                Cycle(
                    organisation=self.organisation,
                    key=cycle.key,
                    starts_on=cycle.starts_on or EPOCH.date(),
                    ends_on=cycle.ends_on or EPOCH.date(),
                    board_at=cycle.board_at,
                )
            )
        self.add("cycle", [each.key for each in said], rows, [node.path for node in nodes])

    def _legend(self, said: doc.Organisation, columns: list[Node]) -> None:
        names = [name for name, _colour in said.categories]
        rows = [
            Category(organisation=self.organisation, name=name, colour=colour, position=position)
            for position, (name, colour) in enumerate(said.categories)
        ]
        self.add(
            "category", names, rows, [f"organisation.categories[{n}]" for n in range(len(rows))]
        )
        remembered = [
            ColumnName(
                organisation=self.organisation,
                heading=node.text("heading", required=True),
                role=node.text("role", required=True),
            )
            for node in columns
        ]
        for node in columns:
            node.rest()
        self.rows.add(remembered, [node.path for node in columns])


def whole(node: Node, name: str) -> int:
    """Return a number that counts, 0 when it is absent."""
    value = node.number(name)
    if value is not None and (value != int(value) or value < 0):
        node.findings.fault("out-of-range", node.at(name), value)
        return 0
    return int(value or 0)


def flag(node: Node, name: str) -> bool:
    """Return whether something is said to be so."""
    value = node.raw(name)
    if value is not None and not isinstance(value, bool):
        node.findings.fault("wrong-type", node.at(name), value)
    return value is True
