"""A finished layout: every line of a sheet broken, every box placed, the same for all drawers.

Lengths are thousandths of the sheet's width: a page is 1000 by 562.5, whatever it is drawn on.
Text is already cleaned (no control characters, no directional overrides): any drawer may write
it as it stands. Nothing here depends on a font file: a font is a name, known to `fonts.FONTS`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from palier.sheets.content import Dots

WIDTH = 1000.0
HEIGHT = 562.5


class Fit(StrEnum):
    """How well the words of a sheet fit on it."""

    COMFORTABLE = "comfortable"  # key results at 1.6 % of the width or more
    SMALL = "small"  # below that: readable on a desk, not from the back of a room
    TOO_SMALL = "too-small"  # below the floor of 1.2 %: cannot be submitted
    SPLIT = "split"  # would go under 0.8 %: goes on to further pages, cannot be submitted

    @property
    def may_be_submitted(self) -> bool:
        return self in {Fit.COMFORTABLE, Fit.SMALL}


class Colour(StrEnum):
    """A colour by its name: the custom property of the browser, a key of `PALETTE` elsewhere."""

    PAPER = "paper"
    INK = "ink"
    MUTED = "muted"
    LINE = "line"
    ACCENT = "accent"
    OK = "ok"
    PARTIAL = "partial"
    KO = "ko"
    DROPPED = "dropped"
    CAT_0 = "cat-0"
    CAT_1 = "cat-1"
    CAT_2 = "cat-2"
    CAT_3 = "cat-3"
    CAT_4 = "cat-4"
    CAT_5 = "cat-5"
    CAT_6 = "cat-6"
    CAT_7 = "cat-7"
    CAT_8 = "cat-8"

    @classmethod
    def of_category(cls, number: int) -> "Colour":
        """Answer the colour of a category 1..8; anything else is neutral."""
        return cls(f"cat-{number}") if 1 <= number <= 8 else cls.CAT_0


# On paper (pptx, PDF, PNG): the light theme of ui's tokens.css.
PALETTE: dict[Colour, str] = {
    Colour.PAPER: "#fffefb",
    Colour.INK: "#1b2430",
    Colour.MUTED: "#5d6672",
    Colour.LINE: "#ddd8cd",
    Colour.ACCENT: "#1f4e79",
    Colour.OK: "#1d6b45",
    Colour.PARTIAL: "#8a5200",
    Colour.KO: "#a8281f",
    Colour.DROPPED: "#5d6672",
    Colour.CAT_0: "#8c887e",
    Colour.CAT_1: "#2f6f8f",
    Colour.CAT_2: "#b3541e",
    Colour.CAT_3: "#557728",
    Colour.CAT_4: "#7b4b94",
    Colour.CAT_5: "#1f7a6d",
    Colour.CAT_6: "#b03a63",
    Colour.CAT_7: "#8a6a10",
    Colour.CAT_8: "#4f5d9c",
}


class Role(StrEnum):
    """What a paragraph is on the sheet."""

    TITLE = "title"
    SUBTITLE = "subtitle"
    OBJECTIVE = "objective"
    STATE = "state"  # of an objective, at the right of its sentence
    WHY = "why"
    KEY_RESULT = "key-result"
    MEASURE = "measure"
    REASON = "reason"
    LEGEND = "legend"  # one category
    LEVEL = "level"  # one level explained at the foot
    MARK = "mark"  # in the middle of the foot; "1/2" when there are several pages
    EMPTY = "empty"  # what is said in the middle of a sheet without objectives


class Shape(StrEnum):
    """What a box is on the sheet."""

    BAR = "bar"  # the category, at the left of an objective
    RULE = "rule"  # the hairline above a key result
    DOT = "dot"  # one dot of a level: width == height == 2 * radius, a full circle
    SWATCH = "swatch"  # the colour of a category in the legend


class Align(StrEnum):
    START = "start"
    CENTRE = "centre"
    END = "end"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a row in one font and one colour, in logical order."""

    text: str
    font: str  # key of fonts.FONTS: "sans", "semibold", "serif", or a fallback
    colour: Colour
    width: float


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a paragraph, never to be broken again."""

    spans: tuple[Span, ...]
    x: float  # left edge of its ink, alignment applied
    y: float  # top of its line box
    baseline: float  # absolute, like y
    width: float
    joint: str  # what stood between it and the next row: a space, or nothing

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One text of the sheet: a title, a key result, a measure… and its rows."""

    role: Role
    ref: str  # of its Line or Block; empty elsewhere
    x: float
    y: float
    width: float  # what it may occupy; a row is at most this long
    size: float  # of the type
    leading: float  # height of one line box
    font: str  # its main font, key of fonts.FONTS
    colour: Colour
    align: Align
    rows: tuple[Row, ...]
    is_right_to_left: bool = False

    @property
    def height(self) -> float:
        return self.leading * len(self.rows)

    @property
    def text(self) -> str:
        return "".join(row.text + row.joint for row in self.rows)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of one colour, its corners rounded by `radius`."""

    shape: Shape
    x: float
    y: float
    width: float
    height: float
    colour: Colour
    radius: float = 0.0


@dataclass(frozen=True, slots=True)
class PlacedLine:
    """A key result on the page."""

    ref: str
    dots: Dots
    text: Paragraph
    measure: Paragraph | None
    reason: Paragraph | None
    boxes: tuple[Box, ...]  # its hairline and its dots
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class PlacedBlock:
    """An objective on the page."""

    ref: str
    colour: Colour
    title: Paragraph
    state: Paragraph | None
    why: Paragraph | None
    lines: tuple[PlacedLine, ...]
    bar: Box
    y: float
    height: float
    is_continued: bool = False  # began on the page before: its title is repeated with "(suite)"


@dataclass(frozen=True, slots=True)
class Label:
    """One item of the foot: a category or a level, with its swatch or dots before it."""

    text: Paragraph
    boxes: tuple[Box, ...]
    dots: Dots = Dots.NONE
    colour: Colour = Colour.MUTED


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet of 1000 by 562.5."""

    number: int  # from 1
    scale: float  # of the type of objectives and key results: 1 is 1.6 % of the width
    title: Paragraph
    subtitle: Paragraph | None
    blocks: tuple[PlacedBlock, ...]
    legend: tuple[Label, ...]
    levels: tuple[Label, ...]
    mark: Paragraph | None
    empty: Paragraph | None

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield every text of the page, in reading order."""
        yield self.title
        yield from filter(None, (self.subtitle, self.empty))
        for block in self.blocks:
            yield from filter(None, (block.title, block.state, block.why))
            for line in block.lines:
                yield from filter(None, (line.text, line.measure, line.reason))
        yield from (label.text for label in self.legend)
        yield from filter(None, (self.mark,))
        yield from (label.text for label in self.levels)

    @property
    def boxes(self) -> Iterator[Box]:
        """Yield every box of the page, in reading order."""
        for block in self.blocks:
            yield block.bar
            for line in block.lines:
                yield from line.boxes
        for label in (*self.legend, *self.levels):
            yield from label.boxes


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet ready to be drawn: one page, or several where one would be too small."""

    pages: tuple[Page, ...]
    scale: float  # the smallest of its pages
    fit: Fit
    shorten: tuple[str, ...] = ()  # refs of what to shorten when not comfortable, best first
