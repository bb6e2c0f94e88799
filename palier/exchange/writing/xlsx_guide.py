"""The first tab of a workbook: how to fill it in, and the categories with their colours."""

from collections.abc import Callable

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from palier.exchange import guide
from palier.exchange.form import FRENCH
from palier.exchange.writing.fields import Told
from palier.exchange.writing.xlsx_style import Style
from palier.sheets.layout import PALETTE, Colour
from palier.slides.rules.checks import Limits

CATEGORIES_AT = (2, 3)  # the heading over the names, from 0


def write_guide(
    book: Workbook, style: Style, told: Told, limits: Limits, free: Callable[[str], str]
) -> None:
    """Write the tab in front of all others."""
    index = int(told.language != FRENCH)
    sheet = book.add_worksheet(free(guide.NAME[index]))
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 84)
    sheet.set_column(2, 2, 4)
    sheet.set_column(3, 3, 28)
    sheet.set_row(0, 40)
    sheet.write_string(0, 0, guide.TITLE[index], style.title)
    said = guide.sentences(
        told.language,
        objective=limits.objective_characters,
        key_result=limits.key_result_characters,
    )
    sentence = style.made(font_size=12, text_wrap=True, valign="top")
    for row, words in enumerate(said, CATEGORIES_AT[0]):
        sheet.set_row(row, 36)
        sheet.write_string(row, 1, words, sentence)
    _write_categories(sheet, style, told, index)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 1)


def _write_categories(sheet: Worksheet, style: Style, told: Told, index: int) -> None:
    row, column = CATEGORIES_AT
    if told.colours:
        heading = style.made(bold=True, valign="top")
        sheet.write_string(row, column, guide.CATEGORIES[index], heading)
    for name, colour in told.colours.items():
        row += 1
        ground = PALETTE[Colour.of_category(colour)]
        look = style.made(bg_color=ground, font_color="#ffffff", valign="vcenter", indent=1,
                          bottom=5, bottom_color="#ffffff")  # fmt: skip
        sheet.write_string(row, column, name, look)


def categories_range(told: Told) -> str:
    """Return where the names of the categories stand, "" where there is none."""
    if not told.colours:
        return ""
    name = guide.NAME[told.language != FRENCH].replace("'", "''")
    first, column = CATEGORIES_AT[0] + 1, chr(65 + CATEGORIES_AT[1])
    return f"='{name}'!${column}${first + 1}:${column}${first + len(told.colours)}"
