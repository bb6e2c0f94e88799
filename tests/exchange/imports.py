"""What the tests of imports share: a French workbook, a plan, an application, all rows counted."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from palier.exchange.actions import Report, apply
from palier.exchange.document import Document
from palier.exchange.files import read_file
from palier.exchange.matching import Asked, Plan, concerned_cycles, match
from palier.exchange.queries import picture_of
from palier.journal.models import Entry
from palier.organisation.models import Organisation, Person, Unit
from palier.slides.models import KeyResult, Objective, Slide
from tests.cast import NOW
from tests.exchange.workbooks import written

SOURCEGRAPH = Path(__file__).parents[1] / "data/sourcegraph/sourcegraph-2020-q1.xlsx"
SAMPLE = Path(__file__).parents[2] / "palier/pages/sample/company.json"
HEADINGS = ["Objectif", "Key result", "Niveau", "Cible", "Bilan"]
SALES = [
    ["OKR Sales France T4 2018", "", "", "Manager : Marie Laurent"],
    [],
    HEADINGS,
    ["Installer le produit X", "Appels chaque matin", "Input", "60", "OK"],
    ["", "Rendez-vous par semaine", "Output", "3", "Partiel"],
    ["", "Signatures du produit X", "Outcome", "200 000 €", "KO"],
    ["Recruter une équipe qui reste", "Sales recrutés", "Outcome", "3", ""],
    [],
    ["NB : à revoir avec le pôle avant le board"],
]


def sales_workbook(*changes: tuple[int, int, str]) -> bytes:
    """Return the workbook of Sales France, with cells (row, column, text) written otherwise."""
    rows = [list(row) for row in SALES]
    for row, column, text in changes:
        rows[row][column] = text
    return written(("Sales France", rows))


def read(data: bytes, name: str = "okr.xlsx") -> Document:
    return read_file(data, name=name)


def planned(
    document: Document,
    into: Organisation | None,
    *,
    answers: Mapping[str, str] | None = None,
    **asked: Any,
) -> Plan:
    options = Asked(today=NOW.date(), answers=answers or {}, **asked)
    return match(document, picture_of(into, concerned_cycles(document, options)), options)


def imported(
    data: bytes,
    into: Organisation | None,
    *,
    by: Person | None = None,
    at: datetime = NOW,
    name: str = "okr.xlsx",
    **asked: Any,
) -> Report:
    return apply(planned(read(data, name), into, **asked), by=by, at=at, name=name)


def rows() -> dict[str, int]:
    """Count the rows of everything an import may write."""
    models = (Organisation, Person, Unit, Slide, Objective, KeyResult, Entry)
    return {model.__name__: model._default_manager.count() for model in models}


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
