"""The foot of a page: the legend at the left, a mark in the middle, the levels at the right."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from palier.sheets import metrics as m
from palier.sheets.breaking import Style, Text, plain
from palier.sheets.content import Dots, Sheet
from palier.sheets.fonts import SANS
from palier.sheets.layout import HEIGHT, WIDTH, Box, Colour, Label, Paragraph, Role, Shape
from palier.sheets.setting import Setting, set_text

INNER = WIDTH - 2 * m.PADDING_SIDE
_SHRINK = 0.88


@dataclass(frozen=True, slots=True)
class _Item:
    """One item of the foot before it is placed."""

    text: Text
    role: Role
    colour: Colour
    dots: Dots

    def prefix(self, em: float) -> float:
        if self.role is Role.LEVEL:
            return ((self.dots - 1) * m.DOT_PITCH_EM + m.DOT_EM + m.LABEL_GAP_EM) * em
        return (m.SWATCH_EM + m.LABEL_GAP_EM) * em

    def width(self, em: float) -> float:
        return self.prefix(em) + self.text.length * em


def lay_foot(sheet: Sheet, sign: str) -> "Foot":
    """Find the size at which the foot is low enough: the usual one, save for absurd words."""
    quiet = Style(SANS, Colour.MUTED)
    legend = [
        _Item(plain(word, quiet), Role.LEGEND, Colour.of_category(colour), Dots.NONE)
        for word, colour in sheet.legend
    ]
    levels = [
        _Item(plain(word, quiet), Role.LEVEL, Colour.MUTED, number)
        for number, word in sheet.levels
        if number
    ]
    mark = plain(" · ".join(filter(None, (sheet.mark, sign))), quiet)
    size = m.FOOT
    foot = Foot(size, legend, levels, mark)
    while foot.height > m.FOOT_TALLEST:
        size *= _SHRINK
        foot = Foot(size, legend, levels, mark)
    return foot


class Foot:
    """The three zones of the foot at one size of type."""

    def __init__(self, size: float, legend: list[_Item], levels: list[_Item], mark: Text) -> None:
        self.size, self.text_mark = size, mark
        self.mark_width = min(mark.length * size, INNER * 0.25)
        right = min(self._natural(levels), INNER * (0.4 if legend else 0.7))
        used = right + self.mark_width + m.ZONE_GAP * (bool(mark) + bool(levels))
        self.legend = self._rows(legend, INNER - used)
        self.levels = self._rows(levels, right)
        self.left_width = max((self._row_width(row) for row in self.legend), default=0.0)
        self.right_width = max((self._row_width(row) for row in self.levels), default=0.0)

    @property
    def height(self) -> float:
        mark = self.text_mark.rows(self.mark_width / self.size) if self.text_mark else 0
        return max(
            sum(self._row_height(row) for row in self.legend),
            sum(self._row_height(row) for row in self.levels),
            mark * self.size * m.FOOT_LEADING,
        )

    def placed(self) -> tuple[tuple[Label, ...], tuple[Label, ...], Paragraph | None]:
        """Answer the labels of the legend, those of the levels, and the mark."""
        y = HEIGHT - m.PADDING_BOTTOM - self.height
        left = tuple(self._labels(self.legend, y, is_at_end=False))
        right = tuple(self._labels(self.levels, y, is_at_end=True))
        mark = None
        if self.text_mark:
            spare = INNER - self.left_width - self.right_width - self.mark_width
            x = m.PADDING_SIDE + self.left_width + spare / 2
            mark = set_text(self.text_mark, self._setting(Role.MARK), x, y, self.mark_width)
        return left, right, mark

    def _natural(self, items: Sequence[_Item]) -> float:
        return self._row_width([(item, item.width(self.size)) for item in items])

    def _row_width(self, row: Sequence[tuple[_Item, float]]) -> float:
        return sum(width for _, width in row) + m.FOOT_GAP * max(0, len(row) - 1)

    def _rows(self, items: Sequence[_Item], most: float) -> list[list[tuple[_Item, float]]]:
        rows: list[list[tuple[_Item, float]]] = []
        for item in items:
            width = min(item.width(self.size), most)
            if rows and self._row_width(rows[-1]) + m.FOOT_GAP + width <= most + 1e-6:
                rows[-1].append((item, width))
            else:
                rows.append([(item, width)])
        return rows

    def _row_height(self, row: Sequence[tuple[_Item, float]]) -> float:
        ems = ((width - item.prefix(self.size)) / self.size for item, width in row)
        rows = (item.text.rows(room + 1e-6) for (item, _), room in zip(row, ems, strict=True))
        return max(rows, default=0) * self.size * m.FOOT_LEADING

    def _labels(
        self,
        rows: Sequence[Sequence[tuple[_Item, float]]],
        y: float,
        *,
        is_at_end: bool,
    ) -> Iterator[Label]:
        for row in rows:
            x = m.PADDING_SIDE
            if is_at_end:
                x = WIDTH - m.PADDING_SIDE - self._row_width(row)
            for item, width in row:
                yield self._label(item, x, y, width)
                x += width + m.FOOT_GAP
            y += self._row_height(row)

    def _label(self, item: _Item, x: float, y: float, width: float) -> Label:
        prefix, setting = item.prefix(self.size), self._setting(item.role)
        text = set_text(item.text, setting, x + prefix, y, width - prefix)
        centre = y + setting.baseline - m.DOT_RISE_EM * self.size
        return Label(text, tuple(self._signs(item, x, centre)), item.dots, item.colour)

    def _signs(self, item: _Item, x: float, centre: float) -> Iterator[Box]:
        if item.role is Role.LEGEND:
            side, radius = m.SWATCH_EM * self.size, m.SWATCH_RADIUS_EM * self.size
            yield Box(Shape.SWATCH, x, centre - side / 2, side, side, item.colour, radius)
            return
        side = m.DOT_EM * self.size
        for number in range(item.dots):
            left = x + number * m.DOT_PITCH_EM * self.size
            yield Box(Shape.DOT, left, centre - side / 2, side, side, item.colour, side / 2)

    def _setting(self, role: Role) -> Setting:
        return Setting(role, SANS, Colour.MUTED, self.size, m.FOOT_LEADING)
