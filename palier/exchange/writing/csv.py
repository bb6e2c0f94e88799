"""A table of slides for spreadsheets and other programs: a line per objective and key result.

The form of `exchange/form.py` with its unit and quarter on each line, and the objective beside
each of its key results. In French `;` parts the cells and a comma the decimals; in English `,`
and a point. Cells are quoted as RFC 4180 says.
"""

import csv
import io
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import IO

from palier.exchange.document import Document
from palier.exchange.form import FRENCH, LABELS, harmless, said_in
from palier.exchange.writing.fields import Fields, Told, Value

COLUMNS = (
    "unit", "cycle", "pole", "head", "number", "objective", "key_result", "level", "kind",
    "baseline", "target", "measure_unit", "detail", "baseline_due", "current", "due", "landing",
    "state", "value", "reason", "decided_by", "why", "category", "serves", "carried_from",
)  # fmt: skip


def write_csv(
    document: Document,
    target: IO[bytes],
    *,
    language: str,
    advance: Callable[[], None] = lambda: None,
) -> None:
    """Write the slides of a document into `target`, in UTF-8 with the mark that Excel wants;
    `advance` is called once a slide.
    """
    told = Told(document, language)
    text = io.TextIOWrapper(target, "utf-8-sig", newline="", write_through=True)
    rows = csv.writer(text, delimiter=";" if language == FRENCH else ",")
    rows.writerow([said_in(LABELS, role, language) for role in COLUMNS])
    for slide in document.slides:
        above = told.slide(slide)
        if not slide.objectives:
            rows.writerow(_row(above, language))
        for _objective, fields, lines in told.lines(slide):
            rows.writerow(_row(above | fields, language))
            beside = {"objective": fields.get("objective", "")}
            rows.writerows(_row(above | beside | line, language) for line in lines)
        advance()
    text.flush()
    text.detach()


def _row(fields: Fields, language: str) -> list[str]:
    return [_text(fields.get(role, ""), language) for role in COLUMNS]


def _text(value: Value, language: str) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        figure = format(value, "f")
        return figure.replace(".", ",") if language == FRENCH else figure
    return harmless(value)
