"""The one neutral document between every reader and every writer.

A reader turns a file into a Document in which each piece knows its place in that file; an
import matches a Document with an organisation, shows what would change, and applies it; a
writer starts from a Document. Nothing here knows Django.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from typing_extensions import override


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece came from: a file, a part of it (tab, heading), a spot in that part."""

    file: str = ""
    part: str = ""
    spot: str = ""  # "B14", "line 12"

    @override
    def __str__(self) -> str:
        """Return "Sales France!B14", as people say it; a text without parts has its lines alone."""
        part = "" if self.part == self.file and self.spot else self.part
        return "!".join(piece for piece in (part, self.spot) if piece)


@dataclass(slots=True)
class Leftover:
    """Something that was not understood; `text` is whole, as it stood in the file."""

    place: Place
    text: str
    about: str = ""  # a code: "note", "formula-error", "hidden-tab", "unknown-state"…


@dataclass(slots=True)
class Mark:
    """One mark of a milestone measure."""

    name: str
    percent: Decimal


@dataclass(slots=True)
class Measure:
    """How a key result is measured. What is missing stays None; no figure is invented."""

    kind: str = "yes_no"  # "number", "yes_no", "milestone"
    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    baseline_due_on: date | None = None
    marks: list[Mark] = field(default_factory=list)
    note: str = ""  # what people wrote as a measure and that is no figure, whole


@dataclass(slots=True)
class End:
    """The state a key result or an objective ended in, and why."""

    state: str  # "ok", "partial", "ko", "deprioritised"
    value: Decimal | None = None
    reason: str = ""
    decided_by: str | None = None  # key of a person


@dataclass(slots=True)
class KeyResult:
    title: str
    key: str = ""
    level: str = ""  # "", "input", "output", "outcome"
    measure: Measure = field(default_factory=Measure)
    current: Decimal | None = None
    due_on: date | None = None
    landing: str = ""
    end: End | None = None
    carried_from: str = ""  # a path, "sales-france/2026-Q4/o1/k2"
    place: Place = field(default_factory=Place)
    places: dict[str, Place] = field(default_factory=dict)  # by field: "target", "state"…


@dataclass(slots=True)
class Objective:
    title: str
    key: str = ""
    why: str = ""
    category: str = ""
    serves: list[str] = field(default_factory=list)  # paths of objectives or key results
    key_results: list[KeyResult] = field(default_factory=list)
    end: End | None = None
    carried_from: str = ""
    place: Place = field(default_factory=Place)


@dataclass(slots=True)
class Slide:
    unit: str  # the unit's name in a file of people, its key in palier/1
    cycle: str = ""  # "2027-Q1"; "" where the file does not say
    state: str = "draft"
    head: str = ""  # the name of a person in a file of people, a key in palier/1
    objectives: list[Objective] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    head_place: Place = field(default_factory=Place)


@dataclass(slots=True)
class Suggestion:
    """Other words for the line that a comment is on, and what became of them."""

    after: str
    before: str = ""
    field: str = "title"
    outcome: str = ""  # "taken", "left"
    decided_by: str | None = None  # key of a person
    decided_at: datetime | None = None


@dataclass(slots=True)
class Comment:
    """Something said under a slide. Those of one thread share a number, the first began it."""

    slide: str  # a path, "sales-france/2027-Q1"
    thread: int
    author: str  # key of a person
    at: datetime
    body: str = ""
    line: str = ""  # "o1", "o1/k1"; "" for the whole slide, or a line that is no longer there
    line_title: str = ""  # the words of the line when this was written
    mentions: list[tuple[str, str]] = field(default_factory=list)  # (key of a person, name)
    edited_at: datetime | None = None
    is_deleted: bool = False  # a place without words, above answers
    is_resolved: bool = False
    resolved_by: str | None = None
    resolved_at: datetime | None = None
    suggestion: Suggestion | None = None
    place: Place = field(default_factory=Place)


@dataclass(slots=True)
class Person:
    name: str
    key: str = ""
    email: str = ""


@dataclass(slots=True)
class Unit:
    name: str
    key: str = ""
    kind: str = "team"  # "company", "pole", "team", "person"
    parent: str | None = None
    head: str | None = None
    members: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Cycle:
    key: str
    starts_on: date | None = None
    ends_on: date | None = None
    board_at: datetime | None = None


@dataclass(slots=True)
class Organisation:
    key: str
    name: str
    language: str = "fr"
    country: str = "FR"
    region: str | None = None
    stages: list[str] = field(default_factory=lambda: ["define"])
    direction: list[str] = field(default_factory=list)  # keys of people
    pilots: list[str] = field(default_factory=list)
    categories: list[tuple[str, int]] = field(default_factory=list)  # (name, colour 1..8)


@dataclass(slots=True)
class Document:
    """Everything one file says."""

    organisation: Organisation | None = None
    people: list[Person] = field(default_factory=list)
    units: list[Unit] = field(default_factory=list)
    cycles: list[Cycle] = field(default_factory=list)
    slides: list[Slide] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    leftovers: list[Leftover] = field(default_factory=list)
    grids: list["Grid"] = field(default_factory=list)  # the source, for the preview
    is_exact: bool = False  # palier/1: refers by keys; else by names, to be matched


@dataclass(slots=True)
class Grid:
    """One tab as it was read, for the preview beside the slides.

    `cells[row][column]` is the text shown; `roles[(row, column)]` says what became of it:
    "heading", "objective", "key_result", "measure", "level", "state", "head", "title",
    "leftover", or absent.
    """

    name: str
    cells: list[list[str]] = field(default_factory=list)
    roles: dict[tuple[int, int], str] = field(default_factory=dict)
    spans: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)  # merged cells
    is_hidden: bool = False
    first_row: int = 0  # the first row of cells is row first_row + 1 of the tab
    first_column: int = 0
    spots: dict[tuple[int, int], str] = field(default_factory=dict)  # where it is no "B14"
    depths: dict[int, int] = field(default_factory=dict)  # rows of a text that are items of lists


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a file that is otherwise readable.

    `path` says where (`slides[0].objectives[1].title`), `text` what stood there, shortened.
    The codes are those of the reader that found it.
    """

    code: str
    path: str
    text: str = ""


class Unreadable(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """The file cannot be read at all. `code` names the reason; views hold the words.

    "corrupt", "encrypted", "empty", "too-large", "too-many-cells", "bomb", "unknown-format",
    "old-office", "not-palier", "newer-format", "too-deep", "faulty" (then `faults` says each
    thing to mend).
    """

    def __init__(self, code: str, detail: str = "", faults: tuple[Fault, ...] = ()) -> None:
        super().__init__(code)
        self.code = code
        self.detail = detail
        self.faults = faults
