"""A workbook of slides: one tab per unit, ready to be filled in and imported again.

Each tab is a form (see `exchange/form.py`) under the name of its unit; the first tab says how to
fill it in. Text is always written as text: `=1+1` stays what people wrote.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import IO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from palier.exchange.document import Document, Slide
from palier.exchange.form import LABELS, said_in
from palier.exchange.writing.fields import Fields, Told, Value
from palier.exchange.writing.xlsx_guide import write_guide
from palier.exchange.writing.xlsx_rules import add_rules
from palier.exchange.writing.xlsx_style import COLUMNS, Style
from palier.slides.rules.checks import Limits

HEADINGS = 3  # their row, from 0
LINE_HEIGHT = 15  # points
PRINTED = 15  # columns, from the left: what is looked at together
LONGEST_NAME = 31  # characters of the name of a tab
DIGITS = 15  # of a number in a cell; a longer one is written as text
YEARS = range(1901, 9000)  # others are written as text: dates of a workbook do not hold them

_FORBIDDEN = re.compile(r"[\[\]:*?/\\]+")
Advance = Callable[[], None]
Look = Callable[..., Format]  # from a role and the decimals of its figure to a format


def write_xlsx(
    document: Document,
    target: IO[bytes],
    *,
    language: str,
    limits: Limits | None = None,
    advance: Advance = lambda: None,
) -> None:
    """Write the slides of a document into `target`; `advance` is called once a slide."""
    told = Told(document, language)
    book = xlsxwriter.Workbook(target, {"strings_to_formulas": False, "strings_to_urls": False})
    style = Style(book, language)
    limits = limits or Limits()
    names = _Names()
    write_guide(book, style, told, limits, names.free)
    for slide in document.slides:
        sheet = book.add_worksheet(names.free(told.unit(slide)))
        _write_tab(sheet, slide, told, style)
        add_rules(sheet, style, told, limits)
        advance()
    book.close()


def _write_tab(sheet: Worksheet, slide: Slide, told: Told, style: Style) -> None:
    for column, (role, width) in enumerate(COLUMNS.items()):
        sheet.set_column(column, column, width, style.blank(role))
    fields = told.slide(slide)
    for row, height in enumerate((34, 18, 10)):
        sheet.set_row(row, height, style.plain)
    sheet.write_string(0, 0, str(fields["unit"]), style.title)
    _write_labels(sheet, fields, told.language, style)
    sheet.set_row(HEADINGS, 32)
    for column, role in enumerate(COLUMNS):
        sheet.write_string(HEADINGS, column, said_in(LABELS, role, told.language), style.heading)
    row = HEADINGS + 1
    for objective, fields, lines in told.lines(slide):
        colour = told.colours.get(objective.category, 0)
        _write_row(sheet, row, fields, partial(style.objective, colour=colour))
        row += 1
        for line in lines:
            _write_row(sheet, row, line, style.cell)
            row += 1
    _set_up_page(sheet, row)


def _write_labels(sheet: Worksheet, fields: Fields, language: str, style: Style) -> None:
    """Write the quarter, the pole and the head, each beside its label."""
    places = {"cycle": (1, 2), "pole": (3, 4), "head": (6, 7)}
    for role, (label, value) in places.items():
        if role in fields:
            sheet.write_string(1, label, said_in(LABELS, role, language), style.label)
            sheet.write_string(1, value, str(fields[role]), style.value)


def _write_row(sheet: Worksheet, row: int, fields: Fields, look: Look) -> None:
    sheet.set_row(row, LINE_HEIGHT * _height(fields) + 3)
    for column, role in enumerate(COLUMNS):
        value = fields.get(role)
        if value is None:
            sheet.write_blank(row, column, None, look(role))
        else:
            _write(sheet, (row, column), value, look, role)


def _height(fields: Fields) -> int:
    """Return how many lines the fullest cell of a row takes, about: not every program finds out."""
    return max(
        sum(1 + int(len(line) * 1.1 / COLUMNS[role]) for line in value.split("\n"))
        for role, value in fields.items()
        if isinstance(value, str)
    )


def _write(sheet: Worksheet, at: tuple[int, int], value: Value, look: Look, role: str) -> None:
    if isinstance(value, Decimal) and len(value.as_tuple().digits) <= DIGITS:
        exponent = value.as_tuple().exponent
        places = max(0, -exponent) if isinstance(exponent, int) else 0
        sheet.write_number(*at, float(value), look(role, places=places))
    elif isinstance(value, date) and value.year in YEARS:
        sheet.write_datetime(*at, value, look(role))
    else:
        sheet.write_string(*at, _text(value), look(role))


def _text(value: Value) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else value


def _set_up_page(sheet: Worksheet, row: int) -> None:
    sheet.freeze_panes(HEADINGS + 1, 1)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.set_paper(8)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADINGS)
    sheet.print_area(0, 0, max(row, HEADINGS + 2) - 1, PRINTED - 1)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.set_footer("&L&A&R&P / &N")


class _Names:
    """The names of the tabs, each once, short enough, without what Excel refuses."""

    def __init__(self) -> None:
        self.used: set[str] = {"history"}  # Excel keeps it for itself

    def free(self, wanted: str) -> str:
        name = " ".join(_FORBIDDEN.sub(" ", wanted).split()).strip("'") or "Palier"
        short, number = name[:LONGEST_NAME].strip(" '"), 1
        while short.casefold() in self.used:
            number += 1
            end = f" {number}"
            short = name[: LONGEST_NAME - len(end)].strip(" '") + end
        self.used.add(short.casefold())
        return short
