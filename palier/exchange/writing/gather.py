"""The neutral document of an organisation and its slides, in a constant number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.utils import timezone

from palier.cycles.models import Cycle as CycleRow
from palier.exchange import document as doc
from palier.exchange.writing.comments import Named, comments_under, people_in
from palier.organisation.models import Membership, Organisation, Person, Unit
from palier.slides.models import Ended, KeyResult, Objective, Parent, Slide, SlideQuerySet
from palier.slides.queries.order import in_order
from palier.slides.rules.number import fitting


@dataclass(slots=True)
class Gathered:
    """A document of keys, with the rows behind it."""

    document: doc.Document
    slides: list[Slide] = field(default_factory=list)
    units: dict[int, Unit] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)  # ids by path


def gather(
    organisation: Organisation, slides: SlideQuerySet, *, is_whole: bool = False
) -> Gathered:
    """Return what palier/1 says of an organisation and these slides (at most thirteen queries).

    People who have left and units that are closed appear where a slide names them; `is_whole`
    includes them all.
    """
    return _Gathering(organisation, slides, is_whole=is_whole).run()


class _Gathering:
    def __init__(
        self, organisation: Organisation, slides: SlideQuerySet, *, is_whole: bool
    ) -> None:
        self.organisation, self.is_whole = organisation, is_whole
        self.units = {row.pk: row for row in Unit.objects.filter(organisation=organisation)}
        self.people = {
            row.pk: row for row in Person.objects.filter(organisation=organisation).order_by("pk")
        }
        self.cycles = {row.pk: row for row in CycleRow.objects.filter(organisation=organisation)}
        self.categories = list(organisation.categories.all())
        self.slides = list(in_order(slides).select_related(None))
        ids = [slide.pk for slide in self.slides]
        self.objectives = list(Objective.objects.filter(slide_id__in=ids))
        self.key_results = list(
            KeyResult.objects.filter(objective__slide_id__in=ids).order_by("position", "pk")
        )
        self.parents = list(Parent.objects.filter(objective__slide_id__in=ids).order_by("pk"))
        self.objective_paths, self.key_result_paths = self._paths()

    def run(self) -> Gathered:
        found = doc.Document(is_exact=True)
        found.slides = self._slides()
        found.cycles = [self._cycle(row) for row in self._used_cycles()]
        found.units = [self._unit(row) for row in self._used_units()]
        self._add_members(found.units)
        found.organisation = self._organisation()
        if not self.is_whole:  # what an import compares with is read apart
            found.comments = comments_under(self._named())
        found.people = [
            doc.Person(name=row.name, key=row.key, email=row.email)
            for row in self._used_people(found)
        ]
        paths = {row.pk: self.objective_paths[row.pk] for row in self.objectives}
        lines = {path: pk for pk, path in paths.items()}
        lines |= {self.key_result_paths[row.pk]: row.pk for row in self.key_results}
        return Gathered(found, self.slides, self.units, self.people, lines)

    def _organisation(self) -> doc.Organisation:
        row, present = self.organisation, [one for one in self.people.values() if one.is_present]
        return doc.Organisation(
            key=row.key,
            name=row.name,
            language=row.language,
            country=row.country,
            region=row.region or None,
            stages=list(row.stages),
            direction=[one.key for one in present if one.is_direction],
            pilots=[one.key for one in present if one.is_pilot],
            categories=[(category.name, category.colour) for category in self.categories],
        )

    def _named(self) -> Named:
        slides = {
            row.pk: f"{self.units[row.unit_id].key}/{self.cycles[row.cycle_id].key}"
            for row in self.slides
        }
        lines = {row.ref: self.objective_paths[row.pk] for row in self.objectives}
        lines |= {row.ref: self.key_result_paths[row.pk] for row in self.key_results}
        keys = {ref: path.split("/", 2)[2] for ref, path in lines.items()}
        return Named(slides, self.people, keys)

    # ---- what is named ----

    def _used_cycles(self) -> list[CycleRow]:
        rows = sorted(self.cycles.values(), key=lambda row: row.starts_on)
        used = {slide.cycle_id for slide in self.slides}
        return [row for row in rows if self.is_whole or row.pk in used]

    def _used_units(self) -> list[Unit]:
        used: set[int] = set()
        for slide in self.slides:
            used.update(self.units[slide.unit_id].line)
        below: dict[int | None, list[Unit]] = {}
        for row in self.units.values():
            if self.is_whole or row.closed_on is None or row.pk in used:
                below.setdefault(row.parent_id, []).append(row)
        ordered: list[Unit] = []
        waiting = below.get(None, [])
        while waiting:
            row = waiting.pop(0)
            ordered.append(row)
            children = sorted(below.get(row.pk, []), key=lambda unit: (unit.position, unit.pk))
            waiting = children + waiting
        return ordered

    def _used_people(self, found: doc.Document) -> list[Person]:
        if self.is_whole:
            return list(self.people.values())
        named = {slide.head for slide in found.slides} | {unit.head for unit in found.units}
        for slide in found.slides:
            for objective in slide.objectives:
                lines: Iterable[doc.Objective | doc.KeyResult] = (
                    objective,
                    *objective.key_results,
                )
                named |= {line.end.decided_by for line in lines if line.end}
        named |= people_in(found.comments)
        return [row for row in self.people.values() if row.is_present or row.key in named]

    def _unit(self, row: Unit) -> doc.Unit:
        parent = self.units.get(row.parent_id or 0)
        head = self.people.get(row.head_id or 0)
        return doc.Unit(
            name=row.name,
            key=row.key,
            kind=row.kind,
            parent=parent.key if parent else None,
            head=head.key if head else None,
        )

    def _add_members(self, units: list[doc.Unit]) -> None:
        by_key = {unit.key: unit for unit in units}
        links = Membership.objects.filter(unit__organisation=self.organisation).order_by("pk")
        for person_id, unit_id in links.values_list("person_id", "unit_id"):
            unit = by_key.get(self.units[unit_id].key)
            if unit and (self.is_whole or self.people[person_id].is_present):
                unit.members.append(self.people[person_id].key)

    def _cycle(self, row: CycleRow) -> doc.Cycle:
        board_at = timezone.localtime(row.board_at) if row.board_at else None
        return doc.Cycle(row.key, row.starts_on, row.ends_on, board_at)

    # ---- slides ----

    def _slides(self) -> list[doc.Slide]:
        serves: dict[int, list[str]] = {}
        for parent in self.parents:
            serves.setdefault(parent.objective_id, []).append(
                self.objective_paths[parent.to_objective_id]
                if parent.to_objective_id
                else self.key_result_paths[parent.to_key_result_id or 0]
            )
        key_results: dict[int, list[doc.KeyResult]] = {}
        for row in self.key_results:
            key_results.setdefault(row.objective_id, []).append(self._key_result(row))
        objectives: dict[int, list[doc.Objective]] = {}
        names = {category.pk: category.name for category in self.categories}
        for line in self.objectives:
            objective = self._objective(line, names)
            objective.serves = serves.get(line.pk, [])
            objective.key_results = key_results.get(line.pk, [])
            objectives.setdefault(line.slide_id, []).append(objective)
        return [self._slide(slide, objectives.get(slide.pk, [])) for slide in self.slides]

    def _slide(self, row: Slide, objectives: list[doc.Objective]) -> doc.Slide:
        unit = self.units[row.unit_id]
        # The head of the unit goes without saying; somebody else is named.
        is_said = self.is_whole or row.head_id != unit.head_id
        head = self.people.get(row.head_id or 0) if is_said else None
        return doc.Slide(
            unit=unit.key,
            cycle=self.cycles[row.cycle_id].key,
            state=row.state,
            head=head.key if head else "",
            objectives=objectives,
        )

    def _objective(self, row: Objective, categories: dict[int, str]) -> doc.Objective:
        return doc.Objective(
            title=row.title,
            key=row.key,
            why=row.why,
            category=categories.get(row.category_id or 0, ""),
            end=self._end(row),
            carried_from=self.objective_paths.get(row.carried_from_id or 0, ""),
        )

    def _key_result(self, row: KeyResult) -> doc.KeyResult:
        return doc.KeyResult(
            title=row.title,
            key=row.key,
            level=row.level,
            measure=doc.Measure(
                kind=row.kind,
                baseline=_figure(row.baseline),
                target=_figure(row.target),
                unit=row.measure_unit,
                baseline_due_on=row.baseline_due_on,
                marks=[doc.Mark(mark["name"], Decimal(str(mark["percent"]))) for mark in row.marks],
                note=row.measure_note,
            ),
            current=_figure(row.current),
            due_on=row.due_on,
            landing=row.landing,
            end=self._end(row),
            carried_from=self.key_result_paths.get(row.carried_from_id or 0, ""),
        )

    def _end(self, row: Ended) -> doc.End | None:
        if not row.end_state:
            return None
        decider = self.people.get(row.end_decided_by_id or 0)
        return doc.End(
            state=row.end_state,
            value=_figure(row.end_value),
            reason=row.end_reason,
            decided_by=decider.key if decider else None,
        )

    # ---- paths ----

    def _paths(self) -> tuple[dict[int, str], dict[int, str]]:
        """Return the path of every line that is here or referred to, by id."""
        slides = {
            row.pk: f"{self.units[row.unit_id].key}/{self.cycles[row.cycle_id].key}"
            for row in self.slides
        }
        objectives = {row.pk: f"{slides[row.slide_id]}/{row.key}" for row in self.objectives}
        key_results = {
            row.pk: f"{objectives[row.objective_id]}/{row.key}" for row in self.key_results
        }
        far = {row.carried_from_id for row in self.objectives}
        far |= {parent.to_objective_id for parent in self.parents}
        far_results = {row.carried_from_id for row in self.key_results}
        far_results |= {parent.to_key_result_id for parent in self.parents}
        objectives |= _far_paths(Objective.objects, far - set(objectives), "slide")
        key_results |= _far_paths(
            KeyResult.objects, far_results - set(key_results), "objective__slide"
        )
        return objectives, key_results


def _far_paths(rows: Any, ids: set[int | None], slide: str) -> dict[int, str]:
    wanted = ids - {None}
    if not wanted:
        return {}
    names = [f"{slide}__unit__key", f"{slide}__cycle__key"]
    names += ["objective__key"] if slide != "slide" else []
    found = rows.filter(pk__in=wanted).values_list("pk", *names, "key")
    return {pk: "/".join(keys) for pk, *keys in found}


def _figure(value: object) -> Decimal | None:
    return fitting(value) if isinstance(value, Decimal) else None
