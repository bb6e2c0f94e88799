"""The five people of the sample company anybody may be, in the sample mode alone."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.http import HttpRequest  # noqa: TID251 - a lock looks at who knocks

from palier.accounts.demo import comes_from_this_machine, is_sample_process
from palier.organisation.models import Organisation, Person, Unit
from palier.organisation.rules import Kind


class Role(StrEnum):
    MANAGER = "manager"
    POLE_HEAD = "pole-head"
    DIRECTION = "direction"
    PILOT = "pilot"
    COLLABORATOR = "collaborator"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody to be, and the unit that makes them it."""

    role: Role
    person: Person
    unit: Unit | None


@dataclass(frozen=True, slots=True)
class _Candidate:
    person: Person
    heads: list[Unit]
    member_of: list[Unit]

    def heads_only(self, kind: Kind) -> bool:
        return len(self.heads) == 1 and self.heads[0].kind == kind


def are_open(request: HttpRequest) -> bool:
    """Test if this request may choose a persona: every lock, the cheapest first."""
    return is_sample_process() and comes_from_this_machine(request) and is_sample_data()


def is_sample_data() -> bool:
    """Test if there are organisations and every one is a sample (one query)."""
    kinds = set(Organisation.objects.values_list("is_sample", flat=True).distinct())
    return kinds == {True}


def personas() -> list[Persona]:
    """Return the five, chosen from who does what in the sample company (four queries)."""
    company = Organisation.objects.filter(is_sample=True).order_by("pk").first()
    candidates = _candidates(company) if company else []
    found = []
    for role, plays in _PLAYS.items():
        candidate = next((each for each in candidates if plays(each)), None)
        if candidate:
            units = candidate.heads or candidate.member_of
            found.append(Persona(role, candidate.person, units[0] if units else None))
    return found


def _candidates(company: Organisation) -> list[_Candidate]:
    people = company.people.present().filter(user__is_active=True).select_related("user")
    return [
        _Candidate(
            person,
            heads=[unit for unit in person.headed_units.all() if not unit.closed_on],
            member_of=[link.unit for link in person.memberships.all() if not link.unit.closed_on],
        )
        for person in people.order_by("pk").prefetch_related("headed_units", "memberships__unit")
    ]


def _is_plain(candidate: _Candidate) -> bool:
    return not (candidate.person.is_direction or candidate.person.is_pilot)


def _is_manager(candidate: _Candidate) -> bool:
    return _is_plain(candidate) and candidate.heads_only(Kind.TEAM)


def _is_pole_head(candidate: _Candidate) -> bool:
    return _is_plain(candidate) and any(unit.is_pole for unit in candidate.heads)


def _is_direction(candidate: _Candidate) -> bool:
    return candidate.person.is_direction and not candidate.person.is_pilot


def _is_pilot(candidate: _Candidate) -> bool:
    return candidate.person.is_pilot


def _is_collaborator(candidate: _Candidate) -> bool:
    return _is_plain(candidate) and not candidate.heads and bool(candidate.member_of)


_PLAYS: dict[Role, Callable[[_Candidate], bool]] = {
    Role.MANAGER: _is_manager,
    Role.POLE_HEAD: _is_pole_head,
    Role.DIRECTION: _is_direction,
    Role.PILOT: _is_pilot,
    Role.COLLABORATOR: _is_collaborator,
}
