"""Several files at once: brought together, each with its own preview, applied all or one by one."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from palier.exchange.actions import Report, apply_import
from palier.exchange.actions.bringing import bring
from palier.exchange.document import Unreadable
from palier.exchange.files import MOST_CELLS_ON_A_PAGE, read_file
from palier.exchange.models import Import
from palier.exchange.previews import preview_of
from palier.organisation.models import Person
from palier.organisation.rules import Refused


@dataclass(frozen=True, slots=True)
class Brought:
    """What became of one file: it waits, or waited already, or cannot be read."""

    name: str
    row: Import | None = None
    fault: Unreadable | None = None
    is_twin: bool = False  # the same bytes wait already, as `row`


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one file that waited: written with its report, or kept with the reason."""

    row: Import
    report: Report | None = None
    fault: Unreadable | Refused | None = None


def bring_all(
    files: Iterable[tuple[str, bytes]], language: str, *, by: Person, at: datetime
) -> list[Brought]:
    """Keep each file (name, bytes) that can be read; one that waits already is not kept twice.

    :raises Refused: "not-pilot"
    """
    return [_bring(name, data, language, by, at) for name, data in files]


def apply_all(rows: Iterable[Import], *, by: Person, at: datetime, today: date) -> list[Applied]:
    """Apply files in the order in which they were brought, each whole or not at all.

    One may rest on what the one before it has made, so each is matched anew.
    """
    return [_apply(row, by, at, today) for row in sorted(rows, key=lambda row: row.pk)]


def _bring(name: str, data: bytes, language: str, by: Person, at: datetime) -> Brought:
    twin = _twin(data, by)
    if twin is not None:
        return Brought(name, twin, is_twin=True)
    try:
        read_file(data, name=name, most_cells=MOST_CELLS_ON_A_PAGE)
    except Unreadable as fault:
        return Brought(name, fault=fault)
    return Brought(name, bring(name, data, language, by=by, at=at))


def _twin(data: bytes, by: Person) -> Import | None:
    """Return the file of the same bytes that waits already."""
    alike = Import.objects.visible_to(by).filter(state=Import.State.DRAFT, size=len(data))
    return next((row for row in alike.iterator() if bytes(row.data) == data), None)


def _apply(row: Import, by: Person, at: datetime, today: date) -> Applied:
    try:
        plan = preview_of(row, today=today).plan
        return Applied(row, apply_import(row, plan, by=by, at=at))
    except (Unreadable, Refused) as fault:
        return Applied(row, fault=fault)
