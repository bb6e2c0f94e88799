"""Where the rows of an archive go: nowhere while it is looked at, then into the tables."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db.models import Field, IntegerField, Model

from palier.cycles.models import Cycle
from palier.exchange.actions.rows import update_in_bulk
from palier.exchange.json_values import Findings
from palier.journal.models import Entry
from palier.organisation.models import Organisation, Unit
from palier.slides.models import Category, KeyResult, Objective, Slide

BATCH = 500  # rows of one INSERT
RESERVED = 200  # ids taken at once for lines that are gone
COME_BACK = frozenset({"objective", "key-result", "category"})


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
        self.organisation = Organisation()  # the one that is read back, once it is there
        self._free: dict[str, list[int]] = {}
        self._told = 0

    def add(self, rows: Sequence[Model], paths: Sequence[str] = ()) -> None:
        """Write rows of one table in bulk, in their order."""
        del paths
        if rows:
            type(rows[0])._default_manager.bulk_create(rows, batch_size=BATCH)

    def change(self, model: type[Model], rows: Iterable[tuple[int, dict[str, Any]]]) -> None:
        """Write columns in bulk."""
        update_in_bulk(model, rows)

    def reserve(self, kind: str) -> int:
        """Return an id that was given out and taken back: no table gives it again.

        Lines that were removed come back under the id that the journal knows them by. What
        nothing brings back is only told of, by a number below zero.
        """
        if kind not in COME_BACK:
            self._told -= 1
            return self._told
        free = self._free.setdefault(kind, [])
        if not free:
            made = self._made(kind)
            free += [row.pk for row in made[-1]]
            for rows in reversed(made):
                pks = [row.pk for row in rows]
                type(rows[0])._default_manager.filter(pk__in=pks).delete()
        return free.pop(0)

    def _made(self, kind: str) -> list[Sequence[Model]]:
        """Make rows of a kind, the last of those returned, with what they stand under."""
        here = self.organisation
        names = [f"~{number}" for number in range(RESERVED)]
        if kind == "category":
            rows = [Category(organisation=here, name=name, colour=1) for name in names]
            return [Category.objects.bulk_create(rows)]
        unit = Unit.objects.create(
            organisation=here, key="~", kind="team", name="~", parent=here.units.get(kind="company")
        )
        cycle = Cycle.objects.create(
            organisation=here, key="~", starts_on=date.min, ends_on=date.max
        )
        slide = Slide.objects.create(unit=unit, cycle=cycle)
        above: list[Sequence[Model]] = [[cycle], [unit], [slide]]
        if kind == "objective":
            objectives = [Objective(slide=slide, key=name) for name in names]
            return [*above, Objective.objects.bulk_create(objectives)]
        objective = Objective.objects.create(slide=slide, key="~")
        key_results = [KeyResult(objective=objective, key=name) for name in names]
        return [*above, [objective], KeyResult.objects.bulk_create(key_results)]


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
