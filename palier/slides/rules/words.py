"""The words of a slide as code knows them: levels, end states, states, kinds of measure."""

from enum import StrEnum


class Level(StrEnum):
    """What a key result depends on: the work, its effect, the end that is sought."""

    INPUT = "input"
    OUTPUT = "output"
    OUTCOME = "outcome"


class EndState(StrEnum):
    """How a key result or an objective ended."""

    OK = "ok"
    PARTIAL = "partial"
    KO = "ko"
    DEPRIORITISED = "deprioritised"


class SlideState(StrEnum):
    """Where a slide is on its way."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    PRESENTED = "presented"
    CLOSED = "closed"


class Kind(StrEnum):
    """How a key result is measured."""

    NUMBER = "number"
    YES_NO = "yes_no"
    MILESTONE = "milestone"


LEVEL_RANK = {"": 0, Level.INPUT: 1, Level.OUTPUT: 2, Level.OUTCOME: 3}
NEEDS_REASON = frozenset({EndState.PARTIAL, EndState.KO, EndState.DEPRIORITISED})
UNFINISHED = frozenset({EndState.PARTIAL, EndState.KO, EndState.DEPRIORITISED})
SENTENCES = frozenset({"title", "why"})  # merged word by word; any other field is one value
