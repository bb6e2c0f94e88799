"""Workbooks as companies make them, written for the tests with openpyxl."""

import io
from collections.abc import Callable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from palier.exchange.document import Document, KeyResult, Measure, Slide
from palier.exchange.reading.xlsx import read_xlsx

Rows = Sequence[Sequence[Any]]


def written(*tabs: tuple[str, Rows], also: Callable[[Workbook], None] | None = None) -> bytes:
    """Return a workbook with these tabs; "" and None are empty cells."""
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    for name, rows in tabs:
        fill(workbook.create_sheet(name), rows)
    if also:
        also(workbook)
    kept = io.BytesIO()
    workbook.save(kept)
    return kept.getvalue()


def fill(sheet: Worksheet, rows: Rows) -> None:
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value not in (None, ""):
                sheet.cell(number, column, value)


def read(*tabs: tuple[str, Rows], also: Callable[[Workbook], None] | None = None,
         name: str = "okr.xlsx", language: str | None = None) -> Document:  # fmt: skip
    return read_xlsx(written(*tabs, also=also), name=name, language=language)


def slide(document: Document, unit: str) -> Slide:
    return next(slide for slide in document.slides if slide.unit == unit)


def lines(document: Document) -> list[KeyResult]:
    return [
        key_result
        for slide in document.slides
        for objective in slide.objectives
        for key_result in objective.key_results
    ]


def titles(document: Document) -> dict[str, dict[str, list[str]]]:
    """Return unit -> objective -> key results, the shape of everything read."""
    return {
        slide.unit: {
            objective.title: [key_result.title for key_result in objective.key_results]
            for objective in slide.objectives
        }
        for slide in document.slides
    }


def said(measure: Measure) -> list[Any]:
    """Return baseline, target, unit and note, to be compared with plain numbers."""
    return [measure.baseline, measure.target, measure.unit, measure.note]


def left(document: Document) -> dict[str, tuple[str, str]]:
    """Return place -> (text, why) of what was not understood."""
    return {str(piece.place): (piece.text, piece.about) for piece in document.leftovers}
