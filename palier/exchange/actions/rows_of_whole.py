"""Where the rows of an archive go: nowhere while it is looked at, then into the tables."""

from collections.abc import Iterable, Sequence
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Field, IntegerField, Model

from palier.exchange.actions.rows import update_in_bulk
from palier.exchange.json_values import Findings
from palier.journal.models import Entry
from palier.slides.models import Category, KeyResult, Objective

BATCH = 500  # rows of one INSERT
RESERVED = 200  # ids taken at once for lines that are gone


class Rows(Protocol):
    """Takes rows, and gives each its id."""

    def add(self, rows: Sequence[Model], paths: Sequence[str] = ()) -> None:
        """Keep rows of one table; `paths` say where each came from."""

    def change(self, model: type[Model], rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Write columns of rows that are kept: (id, {column: value})."""

    def reserve(self, kind: str) -> int:
        """Return an id that no row has or will have: for what is gone, and may come back."""


class Looked:
    """Keeps nothing: says what the tables could not hold."""

    def __init__(self, findings: Findings) -> None:
        self.findings, self.last = findings, 0

    def add(self, rows: Sequence[Model], paths: Sequence[str] = ()) -> None:
        """Give each row a number, and look at its columns."""
        for row, path in zip(rows, paths or [""] * len(rows), strict=True):
            self.last += 1
            row.pk = row.pk or self.last
            if not isinstance(row, Entry):
                self._look(row, path)

    def change(self, model: type[Model], rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Do nothing."""

    def reserve(self, kind: str) -> int:
        """Return the next number."""
        del kind
        self.last += 1
        return self.last

    def _look(self, row: Model, path: str) -> None:
        for column in row._meta.concrete_fields:
            value = getattr(row, column.attname)
            if not column.is_relation and value not in column.empty_values:
                try:
                    _check(column, value)
                except ValidationError:
                    self.findings.fault("out-of-range", path, str(value))


class Kept:
    """Writes rows, within the transaction of the caller."""

    def __init__(self) -> None:
        self._free: dict[str, list[int]] = {}
        self._slide = 0

    def add(self, rows: Sequence[Model], paths: Sequence[str] = ()) -> None:
        """Write rows of one table in bulk, in their order."""
        del paths
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)
            if rows[0]._meta.label == "slides.Slide":
                self._slide = rows[0].pk

    def change(self, model: type[Model], rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Write columns in bulk."""
        update_in_bulk(model, rows)

    def reserve(self, kind: str) -> int:
        """Return an id that was given out and taken back: no table gives it again.

        Lines that were removed come back under the id that the journal knows them by.
        """
        free = self._free.setdefault(kind, [])
        if not free:
            free += self._given_out(kind)
        return free.pop(0) if free else 0

    def _given_out(self, kind: str) -> list[int]:
        if kind not in ("objective", "key-result", "category") or not self._slide:
            return []  # nothing brings these back: they are told of, and no more
        above = Objective.objects.create(slide_id=self._slide, key="~reserved")
        rows: Sequence[Model]
        if kind == "category":
            rows = self._categories(above)
        elif kind == "objective":
            rows = Objective.objects.bulk_create(
                Objective(slide_id=self._slide, key=f"~reserved-{number}")
                for number in range(RESERVED)
            )
        else:
            rows = KeyResult.objects.bulk_create(
                KeyResult(objective=above, key=f"~reserved-{number}") for number in range(RESERVED)
            )
        ids = [row.pk for row in rows]
        type(rows[0])._default_manager.filter(pk__in=ids).delete()
        above.delete()
        return ids

    def _categories(self, line: Objective) -> list[Category]:
        return Category.objects.bulk_create(
            Category(
                organisation_id=line.slide.unit.organisation_id,
                name=f"~reserved-{number}",
                colour=1,
            )
            for number in range(RESERVED)
        )


def _check(column: "Field[Any, Any]", value: Any) -> None:
    """Check what a column could not hold; what a key is made of is looser than in forms.

    :raises ValidationError: where it could not
    """
    length = getattr(column, "max_length", None)
    if isinstance(value, str) and length and len(value) > length:
        raise ValidationError("")
    if column.choices and value not in {key for key, _label in column.flatchoices}:
        raise ValidationError("")
    if isinstance(column, IntegerField):
        column.run_validators(value)
