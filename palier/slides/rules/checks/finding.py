"""What a check is given, and what it finds."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from palier.slides.rules.measure import Measure

# The most useful first: what refuses, then what changes the meaning, then what shortens.
ORDER = (
    *("O7", "S1", "K1", "K3"),
    *("K5", "K16", "K4", "K2", "O3", "O4", "K6", "K1b", "O1", "K7", "K8", "O2", "S2"),
)
# A more precise remark on a line says what these would say again.
SAID_BY = {"K2": frozenset({"K3", "K4", "K5", "K16"})}


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark of one check: on a line, or on the whole slide where `ref` is empty."""

    check: str  # "K16"
    ref: str = ""  # "key-result-12"
    refuses: bool = False  # stops a submission; else it advises
    data: Mapping[str, str | int] = field(default_factory=dict)  # for its sentence


@dataclass(frozen=True, slots=True)
class Limits:
    """What an organisation advises a slide to hold."""

    objectives: int = 3
    key_results: int = 4  # of one objective
    objective_characters: int = 80
    key_result_characters: int = 120


@dataclass(frozen=True, slots=True)
class WrittenKeyResult:
    """A key result as it is written."""

    text: str
    ref: str = ""
    measure: Measure = field(default_factory=Measure)
    level: str = ""  # "input", "output", "outcome"
    due_on: date | None = None

    @property
    def is_blank(self) -> bool:
        """Test if nothing has been written yet."""
        return not self.text.strip() and self.measure == Measure()


@dataclass(frozen=True, slots=True)
class WrittenObjective:
    """An objective as it is written, with its key results in order."""

    text: str
    ref: str = ""
    key_results: tuple[WrittenKeyResult, ...] = ()

    @property
    def written(self) -> list[WrittenKeyResult]:
        """The key results in which something is written."""
        return [line for line in self.key_results if not line.is_blank]

    @property
    def is_blank(self) -> bool:
        """Test if nothing has been written yet, here or below."""
        return not self.text.strip() and not self.written


@dataclass(frozen=True, slots=True)
class WrittenSlide:
    """A slide as it is written; what is not known stays None, and is not judged."""

    objectives: tuple[WrittenObjective, ...] = ()
    language: str = "fr"  # of the organisation, for lines that do not tell theirs
    limits: Limits = field(default_factory=Limits)
    has_head: bool | None = None
    may_be_submitted: bool | None = None  # by the size of its type: see sheets.layout.Fit
    is_small: bool = False  # it fits, under what is read from the back of a room
    ends_on: date | None = None  # the last day of the quarter


def in_order(findings: list[Finding]) -> list[Finding]:
    """Return the findings that say something new, the most useful first.

    What refuses comes first; two of one check stay in the order of their lines.
    """
    checks: dict[str, set[str]] = {}
    for finding in findings:
        checks.setdefault(finding.ref, set()).add(finding.check)
    new = [
        finding
        for finding in findings
        if finding.refuses or not SAID_BY.get(finding.check, frozenset()) & checks[finding.ref]
    ]
    return sorted(new, key=lambda finding: (not finding.refuses, _rank(finding.check)))


def _rank(check: str) -> int:
    return ORDER.index(check) if check in ORDER else len(ORDER)
