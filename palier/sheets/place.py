"""Objectives and key results at their place on a page, in the flow that sheet.css describes."""

from collections.abc import Iterator, Sequence

from palier.sheets import metrics as m
from palier.sheets.content import Dots
from palier.sheets.fonts import SANS, SERIF
from palier.sheets.frame import Frame
from palier.sheets.layout import (
    Align,
    Box,
    Colour,
    Paragraph,
    PlacedBlock,
    PlacedLine,
    Role,
    Shape,
)
from palier.sheets.prepare import BLOCK_WIDTH, Part, ReadyLine, state_top
from palier.sheets.setting import Setting, set_text

LEFT = m.PADDING_SIDE + m.BAR + m.BAR_GAP
RIGHT = LEFT + BLOCK_WIDTH


def place(parts: Sequence[Part], scale: float, around: Frame) -> tuple[PlacedBlock, ...]:
    """Place objectives between header and foot, the free height shared evenly around them."""
    heights = [part.height(scale) for part in parts]
    least = m.BLOCK_GAP * min(1.0, scale)
    spare = around.free - sum(heights) - least * max(0, len(parts) - 1)
    slot = max(0.0, spare) / (len(parts) + 1)
    y = around.top + slot
    placed = []
    for part, height in zip(parts, heights, strict=True):
        placed.append(_block(part, scale, y, height))
        y += height + least + slot
    return tuple(placed)


def dots(number: Dots, x: float, baseline: float, em: float, colour: Colour) -> Iterator[Box]:
    """Yield the dots of a level, as full circles of the size of the type beside them."""
    side = m.DOT_EM * em
    top = baseline - m.DOT_RISE_EM * em - side / 2
    for place_of_dot in range(number):
        left = x + place_of_dot * m.DOT_PITCH_EM * em
        yield Box(Shape.DOT, left, top, side, side, colour, side / 2)


def _block(part: Part, scale: float, y: float, height: float) -> PlacedBlock:
    block, em = part.block, m.KEY_RESULT * scale
    width, state_width = block.columns(scale)
    size = m.OBJECTIVE_EM * em
    titled = Setting(Role.OBJECTIVE, SERIF, Colour.INK, size, m.OBJECTIVE_LEADING)
    title = set_text(part.title, titled, LEFT, y, width, block.ref)
    return PlacedBlock(
        ref=block.ref,
        colour=block.colour,
        title=title,
        state=_state(part, em, y, state_width),
        why=_why(part, em, y + height_above_why(part, scale)),
        lines=tuple(_lines(part, scale, y)),
        bar=Box(Shape.BAR, m.PADDING_SIDE, y, m.BAR, height, block.colour, m.BAR / 2),
        y=y,
        height=height,
        is_continued=part.is_continued,
    )


def height_above_why(part: Part, scale: float) -> float:
    """Answer the height of the title, its state included."""
    bare = Part(part.block, (), is_continued=True)
    return part.head_height(scale) - _why_height(part, scale) if part.why else bare.height(scale)


def _why_height(part: Part, scale: float) -> float:
    em = m.WHY_EM * m.KEY_RESULT * scale
    return part.why.rows(BLOCK_WIDTH / em) * em * m.WHY_LEADING if part.why else 0.0


def _state(part: Part, em: float, y: float, width: float) -> Paragraph | None:
    if not part.block.state:
        return None
    setting = Setting(Role.STATE, SANS, Colour.MUTED, em, m.KEY_RESULT_LEADING, Align.END)
    left, top = RIGHT - width, y + state_top(em)
    return set_text(part.block.state, setting, left, top, width, part.block.ref)


def _why(part: Part, em: float, y: float) -> Paragraph | None:
    if not part.why:
        return None
    setting = Setting(Role.WHY, SANS, Colour.MUTED, m.WHY_EM * em, m.WHY_LEADING)
    return set_text(part.why, setting, LEFT, y, BLOCK_WIDTH, part.block.ref)


def _lines(part: Part, scale: float, y: float) -> Iterator[PlacedLine]:
    top = y + part.head_height(scale) + m.OBJECTIVE_GAP_EM * m.KEY_RESULT * scale
    for line in part.lines:
        height = line.height(scale)
        yield _line(line, scale, top, height)
        top += height


def _line(line: ReadyLine, scale: float, y: float, height: float) -> PlacedLine:
    em = m.KEY_RESULT * scale
    words, measure = (ems * em for ems in line.columns(scale))
    left, top = LEFT + line.indent * em, y + m.LINE_PADDING_EM * em * min(1.0, scale)
    setting = Setting(Role.KEY_RESULT, SANS, Colour.INK, em, m.KEY_RESULT_LEADING)
    text = set_text(line.text, setting, left, top, words, line.ref)
    figures = None
    if line.measure:
        at_end = Setting(Role.MEASURE, SANS, Colour.MUTED, em, m.KEY_RESULT_LEADING, Align.END)
        figures = set_text(line.measure, at_end, RIGHT - measure, top, measure, line.ref)
    rows = max(1, len(text.rows), len(figures.rows) if figures else 0)
    baseline = top + setting.baseline
    rule = Box(Shape.RULE, LEFT, y, BLOCK_WIDTH, m.RULE, Colour.LINE)
    return PlacedLine(
        ref=line.ref,
        dots=line.dots,
        text=text,
        measure=figures,
        reason=_reason(line, scale, top + rows * setting.leading),
        boxes=(rule, *dots(line.dots, LEFT, baseline, em, Colour.ACCENT)),
        y=y,
        height=height,
    )


def _reason(line: ReadyLine, scale: float, y: float) -> Paragraph | None:
    if not line.reason:
        return None
    em = m.KEY_RESULT * scale
    size = m.REASON_EM * em
    setting = Setting(Role.REASON, SANS, Colour.MUTED, size, m.REASON_LEADING)
    width = line.reason_width(scale) * size
    return set_text(line.reason, setting, LEFT + line.indent * em, y, width, line.ref)
