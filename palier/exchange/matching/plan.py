"""What an import would write, line by line, before anything is written."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from palier.exchange.document import (
    Comment,
    Cycle,
    Leftover,
    Organisation,
    Person,
    Place,
    Slide,
    Unit,
)
from palier.exchange.matching.picture import Picture

NOTHING: tuple[Any, ...] = ("", None, [])
NEW = "+"  # the answer to a proposal: it is another one, to be made


@dataclass(frozen=True, slots=True)
class Asked:
    """What whoever imports says, besides the file."""

    today: date
    cycle: str = ""  # "2027-Q1": where the file does not say, or instead of the one it names
    unit: str = ""  # key or name of the only unit wanted
    may_create: bool = True
    organisation: str = ""  # the key of one to be founded
    language: str = "fr"
    answers: Mapping[str, str] = field(default_factory=dict)  # Proposal.ref -> key, or NEW


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that stops an import; `code` names it, `refusals` holds its words."""

    code: str
    place: Place = field(default_factory=Place)
    text: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name of the file that looks like one in Palier: people say if it is the same.

    The likeliest one first, `others` after it.
    """

    kind: str  # "unit", "person"
    name: str
    key: str
    known_name: str
    place: Place
    answer: str = ""  # "", the key of one of them, or NEW
    others: tuple[tuple[str, str], ...] = ()  # (key, name)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """Return (key, name) of everything it may be."""
        return [(self.key, self.known_name), *self.others]

    @property
    def ref(self) -> str:
        return f"{self.kind}:{self.name}"

    @property
    def is_open(self) -> bool:
        return not self.answer

    @property
    def is_same(self) -> bool:
        return any(self.answer == key for key, _ in self.choices)

    @property
    def is_other(self) -> bool:
        return self.answer == NEW


@dataclass(slots=True)
class PlannedLine:
    """One objective or key result: what is known of it, and what the file says."""

    key: str
    path: str
    before: dict[str, Any]
    said: dict[str, Any]
    is_new: bool
    position: int
    place: Place = field(default_factory=Place)
    is_in_file: bool = True
    places: dict[str, Place] = field(default_factory=dict)

    @property
    def after(self) -> dict[str, Any]:
        return self.before | self.said

    @property
    def changes(self) -> dict[str, tuple[Any, Any]]:
        """Return {field: (before, after)} of what differs."""
        return {
            name: (self.before.get(name), value)
            for name, value in self.said.items()
            if not _is_same(self.before.get(name), value)
        }

    @property
    def outcome(self) -> str:
        return "created" if self.is_new else "changed" if self.changes else "unchanged"


@dataclass(slots=True)
class PlannedObjective(PlannedLine):
    """An objective with its key results."""

    key_results: list[PlannedLine] = field(default_factory=list)


@dataclass(slots=True)
class PlannedSlide:
    """One unit's slide of one quarter, existing (`pk`, at `version`) or to be made."""

    unit: str  # key
    cycle: str  # key
    source: Slide
    pk: int | None = None
    version: int = 0
    head: str | None = None  # key of a person
    state: str = "draft"
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)  # of head and state
    objectives: list[PlannedObjective] = field(default_factory=list)

    @property
    def path(self) -> str:
        return f"{self.unit}/{self.cycle}"

    @property
    def is_new(self) -> bool:
        return self.pk is None

    @property
    def is_written(self) -> bool:
        """Tell whether anything of it would be written."""
        if self.is_new or self.changes:
            return True
        return any(line.outcome != "unchanged" for line in self.lines())

    def lines(self) -> Iterator[PlannedLine]:
        """Yield the lines that the file holds, each objective before its key results."""
        for objective in self.objectives:
            if objective.is_in_file:
                yield objective
            for key_result in objective.key_results:
                if key_result.is_in_file:
                    yield key_result

    @property
    def staying_count(self) -> int:
        return sum(1 for _ in self.staying())

    def staying(self) -> Iterator[PlannedLine]:
        """Yield what is in Palier and not in the file: it stays as it is."""
        for objective in self.objectives:
            if not objective.is_in_file:
                yield objective
            yield from (line for line in objective.key_results if not line.is_in_file)


@dataclass(slots=True)
class PlannedComment:
    """A comment of the file, with keys and paths as Palier has them; `pk` where it is there."""

    source: Comment
    slide: str  # "unit/cycle"
    author: str
    line: str = ""  # a path
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """What a file holds, and what happens to all of it together."""

    units: int = 0
    objectives: int = 0
    key_results: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class Plan:
    """Everything an import would do. It can be applied when `problems` is empty."""

    picture: Picture
    founding: Organisation | None = None
    people: list[Person] = field(default_factory=list)  # to be added
    direction: set[str] = field(default_factory=set)  # keys among them
    pilots: set[str] = field(default_factory=set)
    person_changes: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    units: list[Unit] = field(default_factory=list)  # to be added, those above first
    company: Unit | None = (
        None  # what the file says of the company of an organisation to be founded
    )
    unit_changes: dict[str, dict[str, tuple[Any, Any]]] = field(default_factory=dict)
    memberships: list[tuple[str, str]] = field(default_factory=list)  # (person, unit) to be added
    categories: list[tuple[str, int]] = field(default_factory=list)  # to be added
    cycles: list[Cycle] = field(default_factory=list)  # to be opened or changed
    slides: list[PlannedSlide] = field(default_factory=list)
    comments: list[PlannedComment] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    file_units: list[str] = field(default_factory=list)  # keys of the units the file holds

    @property
    def organisation_id(self) -> int | None:
        return self.picture.organisation_id

    @property
    def open_proposals(self) -> list[Proposal]:
        return [proposal for proposal in self.proposals if proposal.is_open]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to write: everything is there already."""
        return not (
            self.founding
            or self.people
            or self.person_changes
            or self.units
            or self.unit_changes
            or self.memberships
            or self.categories
            or self.cycles
            or any(slide.is_written for slide in self.slides)
            or self.new_comments
        )

    @property
    def new_comments(self) -> list[PlannedComment]:
        return [comment for comment in self.comments if comment.pk is None]

    def counts(self) -> Counts:
        """Return what the file holds and what becomes of it."""
        lines = [line for slide in self.slides for line in slide.lines()]
        outcomes = [line.outcome for line in lines]
        outcomes += [self._unit_outcome(key) for key in self.file_units]
        objectives = sum(isinstance(line, PlannedObjective) for line in lines)
        return Counts(
            units=len(self.file_units),
            objectives=objectives,
            key_results=len(lines) - objectives,
            created=outcomes.count("created"),
            changed=outcomes.count("changed"),
            unchanged=outcomes.count("unchanged"),
        )

    def _unit_outcome(self, key: str) -> str:
        is_company = self.founding is not None and key == self.founding.key
        if is_company or any(unit.key == key for unit in self.units):
            return "created"
        own = [slide for slide in self.slides if slide.unit == key]
        is_changed = key in self.unit_changes or any(unit == key for _, unit in self.memberships)
        is_changed = is_changed or any(slide.is_new or slide.changes for slide in own)
        return "changed" if is_changed else "unchanged"


def _is_same(before: Any, after: Any) -> bool:
    return before == after or (before in NOTHING and after in NOTHING)
