"""A sheet made ready to be measured at any scale: its words cut and measured once, in ems."""

from dataclasses import dataclass, field

from palier.sheets import metrics as m
from palier.sheets.breaking import Style, Text, plain, text_of
from palier.sheets.content import Block, Dots, Line, Run, Sheet, Tone
from palier.sheets.fonts import SANS, SEMIBOLD, SERIF
from palier.sheets.layout import WIDTH, Colour
from palier.sheets.measure import baseline_offset, clean, visible

BLOCK_WIDTH = WIDTH - 2 * m.PADDING_SIDE - m.BAR - m.BAR_GAP
CONTINUED = {"fr": "(suite)", "en": "(continued)"}
_TONES = {
    Tone.STRONG: Style(SEMIBOLD, Colour.INK, is_tabular=True),
    Tone.QUIET: Style(SANS, Colour.MUTED, is_tabular=True),
    Tone.OK: Style(SEMIBOLD, Colour.OK, is_tabular=True),
    Tone.PARTIAL: Style(SEMIBOLD, Colour.PARTIAL, is_tabular=True),
    Tone.KO: Style(SEMIBOLD, Colour.KO, is_tabular=True),
    Tone.DEPRIORITISED: Style(SEMIBOLD, Colour.DROPPED, is_tabular=True),
}
_STATES = {Tone.OK, Tone.PARTIAL, Tone.KO, Tone.DEPRIORITISED}


@dataclass(frozen=True, slots=True)
class ReadyLine:
    """A key result whose words are measured."""

    ref: str
    dots: Dots
    text: Text
    measure: Text
    reason: Text
    indent: float  # ems: the column of dots, none on a sheet without levels
    heights: dict[float, float] = field(default_factory=dict, compare=False)  # by scale, found

    def columns(self, scale: float) -> tuple[float, float]:
        """Answer the ems its words and its measure may take at a scale."""
        whole = BLOCK_WIDTH / (m.KEY_RESULT * scale)
        measure = min(self.measure.length, whole * m.MEASURE_SHARE)
        return whole - self.indent - measure - (m.MEASURE_GAP_EM if measure else 0.0), measure

    def reason_width(self, scale: float) -> float:
        """Answer the ems of its own size that its reason may take."""
        return (BLOCK_WIDTH / (m.KEY_RESULT * scale) - self.indent) / m.REASON_EM

    def height(self, scale: float) -> float:
        """Answer its height in thousandths of the width."""
        if scale not in self.heights:
            self.heights[scale] = self._height(scale)
        return self.heights[scale]

    def _height(self, scale: float) -> float:
        words, measure = self.columns(scale)
        rows = max(1, self.text.rows(words), self.measure.rows(measure))
        reasons = self.reason.rows(self.reason_width(scale)) if self.reason else 0
        ems = rows * m.KEY_RESULT_LEADING + reasons * m.REASON_EM * m.REASON_LEADING
        return (ems + 2 * m.LINE_PADDING_EM * min(1.0, scale)) * m.KEY_RESULT * scale


@dataclass(frozen=True, slots=True)
class ReadyBlock:
    """An objective whose words are measured."""

    ref: str
    colour: Colour
    title: Text
    continued: Text  # its title when it goes on from the page before
    why: Text
    state: Text
    lines: tuple[ReadyLine, ...]
    heads: dict[tuple[float, bool], float] = field(default_factory=dict, compare=False)

    def columns(self, scale: float) -> tuple[float, float]:
        """Answer the widths, in thousandths, of its title and of its state at a scale."""
        em = m.KEY_RESULT * scale
        state = min(self.state.length * em, BLOCK_WIDTH * m.MEASURE_SHARE)
        return BLOCK_WIDTH - state - (m.MEASURE_GAP_EM * em if state else 0.0), state


@dataclass(frozen=True, slots=True)
class Part:
    """What stands on one page of an objective: all of it, nearly always."""

    block: ReadyBlock
    lines: tuple[ReadyLine, ...]
    is_continued: bool = False

    @property
    def title(self) -> Text:
        return self.block.continued if self.is_continued else self.block.title

    @property
    def why(self) -> Text | None:
        return None if self.is_continued or not self.block.why else self.block.why

    def head_height(self, scale: float) -> float:
        """Answer the height of its title and why, the gap before the lines excluded."""
        key = (scale, self.is_continued)
        if key not in self.block.heads:
            self.block.heads[key] = self._head_height(scale)
        return self.block.heads[key]

    def _head_height(self, scale: float) -> float:
        em = m.KEY_RESULT * scale
        width, state = self.block.columns(scale)
        size = m.OBJECTIVE_EM * em
        height = max(1, self.title.rows(width / size)) * size * m.OBJECTIVE_LEADING
        if state:
            # The state hangs from the baseline of the first row.
            height = max(height, state_top(em) + self._state_height(em, state))
        if self.why:
            height += self.why.rows(BLOCK_WIDTH / (m.WHY_EM * em)) * m.WHY_EM * em * m.WHY_LEADING
        return height

    def _state_height(self, em: float, width: float) -> float:
        return self.block.state.rows(width / em) * em * m.KEY_RESULT_LEADING

    def height(self, scale: float) -> float:
        """Answer its height in thousandths of the width."""
        gap = m.OBJECTIVE_GAP_EM * m.KEY_RESULT * scale if self.lines else 0.0
        return self.head_height(scale) + gap + sum(line.height(scale) for line in self.lines)


def state_top(em: float) -> float:
    """Answer how far a state begins below its title, their baselines being one."""
    size = m.OBJECTIVE_EM * em
    title = baseline_offset(SERIF, size, size * m.OBJECTIVE_LEADING)
    return title - baseline_offset(SANS, em, em * m.KEY_RESULT_LEADING)


def prepare(sheet: Sheet) -> tuple[ReadyBlock, ...]:
    """Measure every word of a sheet's objectives, once for all scales."""
    has_dots = any(line.dots for block in sheet.blocks for line in block.lines)
    indent = m.DOTS_EM if has_dots else 0.0
    sign = CONTINUED.get(sheet.language, CONTINUED["en"])
    return tuple(_block(block, indent, sign) for block in sheet.blocks)


def _block(block: Block, indent: float, sign: str) -> ReadyBlock:
    serif, quiet = Style(SERIF, Colour.INK), Style(SERIF, Colour.MUTED)
    title = clean(block.title)
    return ReadyBlock(
        ref=block.ref,
        colour=Colour.of_category(block.colour),
        title=text_of((title, serif)),
        continued=text_of((title, serif), (f"\u00a0{sign}", quiet)),
        why=plain(block.why, Style(SANS, Colour.MUTED)),
        state=_runs((block.state,) if block.state else ()),
        lines=tuple(_line(line, indent) for line in block.lines),
    )


def _line(line: Line, indent: float) -> ReadyLine:
    text, tag = clean(line.text), clean(line.tag)
    stretches = [(text, Style(SANS, Colour.INK))]
    if tag:
        # The arrow stays with the first word after it.
        joined = tag.replace(" ", "\u00a0", 1)
        stretches.append((f" {joined}" if text else joined, Style(SANS, Colour.ACCENT)))
    return ReadyLine(
        ref=line.ref,
        dots=line.dots,
        text=text_of(*stretches),
        measure=_runs(line.measure),
        reason=plain(line.reason, Style(SANS, Colour.MUTED)),
        indent=indent,
    )


def _runs(runs: tuple[Run, ...]) -> Text:
    stretches: list[tuple[str, Style]] = []
    for run in runs:
        text = visible(run.text)
        # Runs carry the spaces between them: one at most, and none before the first.
        if not stretches or stretches[-1][0].endswith(" "):
            text = text.lstrip(" ")
        if run.tone in _STATES and stretches and not stretches[-1][0].endswith((" ", "\u2002")):
            text = "\u2002" + text.lstrip()
        if text:
            stretches.append((text, _TONES[run.tone]))
    return text_of(*stretches)
