"""The tree of a company, and what a person is in it, as values that rules can read."""

from collections.abc import Collection
from dataclasses import dataclass, field
from enum import StrEnum


class Refused(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The rules say no. `code` names the reason; views hold the words."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


class Kind(StrEnum):
    """What a unit is, from the top of the tree down."""

    COMPANY = "company"
    POLE = "pole"
    TEAM = "team"
    PERSON = "person"


class Stage(StrEnum):
    """What the company has taken on."""

    DEFINE = "define"
    SHARE = "share"
    INDIVIDUAL = "individual"
    FOLLOW = "follow"


# Which kinds may stand directly under which.
MAY_HOLD = {
    Kind.COMPANY: {Kind.POLE, Kind.TEAM},
    Kind.POLE: {Kind.POLE, Kind.TEAM},
    Kind.TEAM: {Kind.TEAM, Kind.PERSON},
    Kind.PERSON: set(),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A person's place in the company at the time of the request."""

    person_id: int
    organisation_id: int
    heads: frozenset[int] = field(default_factory=frozenset)  # ids of units
    member_of: frozenset[int] = field(default_factory=frozenset)
    is_direction: bool = False
    is_pilot: bool = False

    @property
    def may_run_the_process(self) -> bool:
        """Test if this person edits the organisation and imports files."""
        return self.is_pilot or self.is_direction

    @property
    def is_head(self) -> bool:
        """Test if this person heads any unit."""
        return bool(self.heads)


def may_look(standing: Standing, stages: Collection[str]) -> bool:
    """Test if a person may see the company: before the stage *share*, only those who lead it."""
    return Stage.SHARE in stages or standing.is_head or standing.may_run_the_process


def may_choose_members(standing: Standing, unit_id: int) -> bool:
    """Test if a person says who belongs to a unit: its head, and whoever runs the process."""
    return standing.may_run_the_process or unit_id in standing.heads


def check_may_run(standing: Standing) -> None:
    """Check that this person may change the organisation itself.

    :raises Refused: "not-pilot"
    """
    if not standing.may_run_the_process:
        raise Refused("not-pilot")


def check_may_stand_under(kind: Kind, parent: Kind | None) -> None:
    """Check that a unit of `kind` may stand directly under one of kind `parent`.

    :raises Refused: "no-place" for a wrong pair, also for a company under anything
    """
    if parent is None:
        if kind is not Kind.COMPANY:
            raise Refused("no-place")
    elif kind not in MAY_HOLD[parent]:
        raise Refused("no-place")


def path_of(parent_path: str, pk: int) -> str:
    """Return the path of unit `pk` under a parent: ids from the top, "/1/4/12/"."""
    return f"{parent_path or '/'}{pk}/"


def ids_of(path: str) -> tuple[int, ...]:
    """Return the ids in a path, the top of the tree first."""
    return tuple(int(part) for part in path.split("/") if part)


def check_no_loop(path: str, parent_path: str) -> None:
    """Check that a unit at `path` does not go under itself.

    :raises Refused: "loop"
    """
    if parent_path.startswith(path):
        raise Refused("loop")
