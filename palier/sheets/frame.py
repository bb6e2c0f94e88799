"""What surrounds the objectives, whatever their scale: the header and the foot."""

from dataclasses import dataclass, replace

from palier.sheets import metrics as m
from palier.sheets.breaking import Style, Text, plain
from palier.sheets.content import Sheet
from palier.sheets.fonts import SANS, SERIF
from palier.sheets.foot import INNER, lay_foot
from palier.sheets.layout import HEIGHT, WIDTH, Align, Colour, Label, Paragraph, Role
from palier.sheets.setting import Setting, set_text

_SHRINK = 0.94


@dataclass(frozen=True, slots=True)
class Frame:
    """Header and foot of a page, and the height they leave free."""

    title: Paragraph
    subtitle: Paragraph | None
    legend: tuple[Label, ...]
    levels: tuple[Label, ...]
    mark: Paragraph | None
    empty: Paragraph | None
    top: float
    free: float


def frame(sheet: Sheet, sign: str) -> Frame:
    """Place the header and the foot of a page; `sign` is its number, or nothing."""
    title, subtitle, header = _header(sheet)
    foot = lay_foot(sheet, sign)
    top = m.PADDING_TOP + header + m.ROW_GAP
    free = HEIGHT - m.PADDING_BOTTOM - foot.height - m.ROW_GAP - top
    legend, levels, mark = foot.placed()
    return Frame(title, subtitle, legend, levels, mark, _empty(sheet, top, free), top, free)


def _header(sheet: Sheet) -> tuple[Paragraph, Paragraph | None, float]:
    text, aside = (
        plain(sheet.title, Style(SERIF, Colour.INK)),
        plain(sheet.subtitle, Style(SANS, Colour.MUTED)),
    )
    quiet = Setting(Role.SUBTITLE, SANS, Colour.MUTED, m.SUBTITLE, m.SUBTITLE_LEADING, Align.END)
    share = min(aside.length * m.SUBTITLE, INNER * m.SUBTITLE_SHARE)
    quiet = _small_enough(aside, quiet, share, m.TITLE_TALLEST)
    width = INNER - share - (m.HEADER_GAP if aside else 0.0)
    strong = _title_setting(text, width)
    baseline = max(strong.baseline, quiet.baseline if aside else 0.0)
    y = m.PADDING_TOP + baseline
    title = set_text(text, strong, m.PADDING_SIDE, y - strong.baseline, width)
    bottom = y - strong.baseline + max(title.height, strong.leading)
    if not aside:
        return title, None, bottom - m.PADDING_TOP
    left = WIDTH - m.PADDING_SIDE - share
    subtitle = set_text(aside, quiet, left, y - quiet.baseline, share)
    return title, subtitle, max(bottom, subtitle.y + subtitle.height) - m.PADDING_TOP


def _title_setting(text: Text, width: float) -> Setting:
    setting = Setting(Role.TITLE, SERIF, Colour.INK, m.TITLE, m.TITLE_LEADING)
    if text.length * m.TITLE <= width:
        return setting
    in_one_row = width / text.length
    if in_one_row >= m.TITLE_ONE_ROW:
        return replace(setting, size=int(in_one_row * 100) / 100)
    return _small_enough(text, replace(setting, size=m.TITLE_ONE_ROW), width, m.TITLE_TALLEST)


def _small_enough(text: Text, setting: Setting, width: float, tallest: float) -> Setting:
    while text.rows(width / setting.size) * setting.leading > tallest:
        setting = replace(setting, size=setting.size * _SHRINK)
    return setting


def _empty(sheet: Sheet, top: float, free: float) -> Paragraph | None:
    text = plain(sheet.empty, Style(SERIF, Colour.MUTED))
    if not text:
        return None
    setting = Setting(Role.EMPTY, SERIF, Colour.MUTED, m.EMPTY, m.EMPTY_LEADING, Align.CENTRE)
    width = INNER * 0.7
    setting = _small_enough(text, setting, width, free)
    height = text.rows(width / setting.size) * setting.leading
    left = m.PADDING_SIDE + INNER * 0.15
    return set_text(text, setting, left, top + (free - height) / 2, width)
