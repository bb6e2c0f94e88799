"""What a sheet shows, in plain values: no Django, no database, ready to be measured and drawn."""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum


class Tone(StrEnum):
    """How a piece of a measure is set."""

    STRONG = "strong"  # the target
    QUIET = "quiet"  # baseline, arrow, unit
    OK = "ok"  # the four end states
    PARTIAL = "partial"
    KO = "ko"
    DEPRIORITISED = "deprioritised"


class Dots(IntEnum):
    """The level of a key result as drawn: one, two or three dots, or none."""

    NONE = 0
    INPUT = 1
    OUTPUT = 2
    OUTCOME = 3


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of text in one tone, never broken inside."""

    text: str
    tone: Tone = Tone.QUIET


class Shows(StrEnum):
    """What the words at the right of a key result say."""

    MEASURE = "measure"
    MILESTONE = "milestone"  # the names of its marks
    RESULT = "result"  # the value reached, then the word of a state
    TARGET = "target"  # the target, then the word of a state


@dataclass(frozen=True, slots=True)
class Line:
    """One key result: dots, words, measure at the right, words of a state in its colour."""

    text: str
    measure: tuple[Run, ...] = ()  # joined without spaces: runs carry their own
    dots: Dots = Dots.NONE
    tag: str = ""  # small, in the accent colour, after the words: "⇠ Marketing", "↻ T4 2026"
    reason: str = ""  # one muted line below: why partial, ko or deprioritised
    ref: str = ""  # names the line in HTML: "key-result-12"
    # What is not set on the sheet, and goes with it where a file is read back:
    shows: Shows = Shows.MEASURE
    plan: str = ""  # the measure in full, where the sheet shows less of it
    source: str = ""  # the line it was carried from: "Sales France · T4 2026 · o1 · k2"


@dataclass(frozen=True, slots=True)
class Block:
    """One objective: a coloured bar, a sentence, an optional why, its key results."""

    title: str
    lines: tuple[Line, ...] = ()
    why: str = ""
    colour: int = 0  # 1..8, a category of the organisation; 0: neutral
    state: Run | None = None  # the state of the objective, at the right of its sentence
    ref: str = ""  # "objective-7"
    category: str = ""  # its name, which the colour stands for
    source: str = ""  # as of a line


@dataclass(frozen=True, slots=True)
class Sheet:
    """One unit's objectives for one quarter, ready to be measured and drawn."""

    title: str  # the unit
    subtitle: str  # "T1 2027 · Marie Laurent"
    blocks: tuple[Block, ...] = ()
    legend: tuple[tuple[str, int], ...] = ()  # (category, colour)
    levels: tuple[tuple[Dots, str], ...] = ()  # (dots, word) explained at the foot
    language: str = "fr"
    empty: str = ""  # what is said in the middle of a sheet without objectives
    mark: str = ""  # said at the foot, in the middle: "1/2" is added by the layout itself
    notes: tuple[str, ...] = field(default=())  # speaker notes in pptx
