"""From words and a place to a paragraph: its rows broken, aligned, on their baselines."""

from dataclasses import dataclass, replace

from palier.sheets.breaking import Filled, Style, Text, fill
from palier.sheets.layout import Align, Colour, Paragraph, Role, Row, Span
from palier.sheets.measure import advance, baseline_offset, is_right_to_left, itemise
from palier.sheets.metrics import MARGIN


@dataclass(frozen=True, slots=True)
class Setting:
    """How a role is set at a scale."""

    role: Role
    font: str
    colour: Colour
    size: float
    ratio: float  # of the leading to the size
    align: Align = Align.START

    @property
    def leading(self) -> float:
        return self.size * self.ratio

    @property
    def baseline(self) -> float:
        return baseline_offset(self.font, self.size, self.leading)


def set_text(
    text: Text, setting: Setting, x: float, y: float, width: float, ref: str = ""
) -> Paragraph:
    """Break a text into a column `width` wide whose top left corner is at x, y."""
    filled = fill(text.words, width / setting.size + 1e-6)
    is_rtl = is_right_to_left("".join(p.text for line in filled for p in line.pieces))
    # What starts at the right starts there in rows as in words.
    start = 1.0 if is_rtl else 0.0
    shift = {Align.START: start, Align.CENTRE: 0.5, Align.END: 1.0}[setting.align]
    rows = tuple(
        _row(line, setting, x + shift * (width - line.length * setting.size), y, place)
        for place, line in enumerate(filled)
    )
    return Paragraph(
        role=setting.role,
        ref=ref,
        x=x,
        y=y,
        width=width,
        size=setting.size,
        leading=setting.leading,
        font=setting.font,
        colour=setting.colour,
        align=setting.align,
        rows=rows,
        is_right_to_left=is_rtl,
    )


def _row(line: Filled, setting: Setting, x: float, y: float, place: int) -> Row:
    top = y + place * setting.leading
    spans = tuple(
        Span(text, font, piece.style.colour, _width(text, replace(piece.style, font=font), setting))
        for piece in line.pieces
        for text, font in itemise(piece.text, piece.style.font)
    )
    width = line.length * setting.size
    return Row(spans, x, top, top + setting.baseline, width, line.joint)


def _width(text: str, style: Style, setting: Setting) -> float:
    return advance(text, style.font, is_tabular=style.is_tabular) * MARGIN * setting.size
