"""What rows are called in an archive: by keys and paths, never by ids."""

from array import array
from bisect import bisect_left
from typing import Any

from palier.journal.models import Entry
from palier.organisation.models import Organisation
from palier.slides.models import KeyResult, Objective, Slide

GONE = {"objective": "o", "key-result": "k"}  # what the name of a line that is gone begins with


class Names:
    """The name of every row of one organisation; also of those that are gone, as they turn up.

    What is there is called by its key, its path or its place in the archive; what is gone, and
    lives on in the journal, is numbered: "~o1".
    """

    def __init__(self, organisation: Organisation) -> None:
        units, people = organisation.units.all(), organisation.people.all()
        self.known: dict[str, dict[int, str]] = {
            "organisation": {organisation.pk: "this"},
            "unit": dict(units.values_list("pk", "key")),
            "person": dict(people.values_list("pk", "key")),
            "category": dict(organisation.categories.values_list("pk", "name")),
            "comment": {},
            "variant": {},
            "link": {},
            "import": {},  # files that were brought stay where they were
        }
        cycles = dict(organisation.cycles.values_list("pk", "key"))
        slides = Slide.objects.filter(unit__organisation=organisation)
        self.known["slide"] = {
            pk: f"{self.known['unit'][unit]}/{cycles[cycle]}"
            for pk, unit, cycle in slides.order_by().values_list("pk", "unit_id", "cycle_id")
        }
        self._add_lines(organisation)
        self._gone: dict[str, dict[int, str]] = {}
        ids = Entry.objects.filter(organisation=organisation).order_by("pk")
        self._entries = array("q", ids.values_list("pk", flat=True).iterator())

    @property
    def entries(self) -> int:
        """How many entries the journal holds."""
        return len(self._entries)

    def turn(self, kind: str, value: Any) -> Any:
        """Return what a value of the journal is called in the archive: see `portable.Turn`."""
        if value is None or value == "":
            return value
        if kind == "line":
            line, _, number = value.rpartition("-")
            return self.name(line, int(number))
        if kind == "entry":
            return bisect_left(self._entries, value) + 1
        return self.name(kind, int(value))

    def name(self, kind: str, pk: int | None) -> str | None:
        """Return the name of a row; a new one where it is gone."""
        if pk is None:
            return None
        known = self.known[kind].get(pk)
        if known is not None:
            return f"~{known}" if known.startswith("~") else known
        gone = self._gone.setdefault(kind, {})
        return gone.setdefault(pk, f"~{GONE.get(kind, '')}{len(gone) + 1}")

    def count(self, kind: str, pk: int) -> str:
        """Give a row its number among those of its kind that are written, and return it."""
        rows = self.known[kind]
        return rows.setdefault(pk, str(len(rows) + 1))

    def _add_lines(self, organisation: Organisation) -> None:
        slides = self.known["slide"]
        objectives = Objective.objects.filter(slide__unit__organisation=organisation).order_by()
        self.known["objective"] = paths = {
            pk: f"{slides[slide]}/{key}"
            for pk, slide, key in objectives.values_list("pk", "slide_id", "key").iterator()
        }
        rows = KeyResult.objects.filter(objective__slide__unit__organisation=organisation)
        self.known["key-result"] = {
            pk: f"{paths[objective]}/{key}"
            for pk, objective, key in rows.order_by()
            .values_list("pk", "objective_id", "key")
            .iterator()
        }
