"""From the plain values of a plan to the columns of the tables."""

from collections.abc import Iterable
from typing import Any, TypeVar

from django.db.models import Model

from palier.exchange.matching import Picture, PlannedLine, PlannedObjective
from palier.slides.models import KeyResult, Objective
from palier.slides.rules.plain import plain

BATCH = 100  # rows of one UPDATE: each row is a branch of a CASE for each field
KEY_RESULT = 3  # slashes in the path of a key result
Row = TypeVar("Row", bound=Model)
_COLUMNS = {name: f"{name}_id" for name in ("category", "carried_from", "end_decided_by")}


class Ids:
    """The id of every row by its key or path: those that were there, then those written."""

    def __init__(self, picture: Picture) -> None:
        self.units = dict(picture.units)
        self.people = dict(picture.people)
        self.cycles = dict(picture.cycles)
        self.categories = dict(picture.categories)
        self.slides = {path: kept.pk for path, kept in picture.slides.items()}
        self.lines = dict(picture.lines)
        # The rows an import made that the journal does not name, so that it can be undone.
        self.made: dict[str, list[int]] = {}

    def note_made(self, kind: str, pks: Iterable[int]) -> None:
        """Note rows that were made: "slides", "comments", "categories", "cycles"."""
        self.made.setdefault(kind, []).extend(pks)

    def ref(self, line: PlannedLine) -> str:
        """Return the name of a line in pages and in the journal: "objective-7"."""
        return ref_of(line.path, self.lines[line.path])

    def columns(self, values: dict[str, Any]) -> dict[str, Any]:
        """Return the columns of a line, references to other lines apart."""
        columns: dict[str, Any] = {}
        for name, value in values.items():
            if name == "category":
                columns["category_id"] = self.categories[value]
            elif name == "end_decided_by":
                columns["end_decided_by_id"] = self.people[value]
            elif name not in ("serves", "carried_from"):
                columns[name] = value
        return columns

    def told(self, line: PlannedLine) -> dict[str, list[Any]]:
        """Return {column: [before, after]} of a line, as the journal tells it of an edit."""
        model = Objective if isinstance(line, PlannedObjective) else KeyResult
        return {
            _COLUMNS.get(name, name): [self._told(model, name, value) for value in pair]
            for name, pair in line.changes.items()
        }

    def _told(self, model: type[Model], name: str, value: Any) -> Any:
        match name:
            case "category":
                return self.categories.get(value)
            case "end_decided_by":
                return self.people.get(value)
            case "carried_from":
                return self.lines.get(value)
            case "serves":
                return [ref_of(path, self.lines[path]) for path in value or ()]
            case _ if value is None:  # a document leaves out what is empty
                column: Any = model._meta.get_field(name)
                return plain(column.get_default())
            case _:
                return plain(value)


def ref_of(path: str, pk: int) -> str:
    """Return the name of the line at "unit/cycle/o1" or "unit/cycle/o1/k1"."""
    return f"{'key-result' if path.count('/') == KEY_RESULT else 'objective'}-{pk}"


def plain_changes(changes: dict[str, tuple[Any, Any]]) -> dict[str, list[Any]]:
    """Return {field: [before, after]} as JSON can hold it."""
    return {name: [plain(before), plain(after)] for name, (before, after) in changes.items()}


def update_in_bulk(model: type[Row], rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
    """Write the columns given of each row, in as many queries as there are sets of columns."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for pk, columns in rows:
        if columns:
            names = tuple(sorted(name.removesuffix("_id") for name in columns))
            groups.setdefault(names, []).append(model(pk=pk, **columns))
    for names, found in groups.items():
        model._default_manager.bulk_update(found, names, batch_size=BATCH)
