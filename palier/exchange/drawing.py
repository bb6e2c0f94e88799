"""A slide that may not exist yet, as it will look. Nothing is saved."""

from dataclasses import dataclass
from typing import Any

from palier.cycles.models import Cycle
from palier.exchange.document import Place
from palier.exchange.matching import Plan, PlannedLine, PlannedObjective, PlannedSlide
from palier.exchange.placing import KEY_RESULT, OBJECTIVE
from palier.organisation.models import Person
from palier.sheets.draw_html import sheet_html
from palier.sheets.fit import fit
from palier.slides.models import Category, KeyResult, Objective, Slide
from palier.slides.queries.contents import sheet_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """A slide that may not exist yet, drawn; `places` says where each of its lines came from.

    `lines` names those of the file, {ref on the sheet: ref to send pieces to}.
    """

    html: str
    places: dict[str, list[str]]
    lines: dict[str, str]


def draw(slide: PlannedSlide, plan: Plan, language: str) -> Drawn:
    """Return the sheet a slide would be, with what stays on it. Nothing is saved."""
    drawing = _Drawing(plan)
    sheet = sheet_of(drawing.slide(slide), language)
    return Drawn(sheet_html(sheet, fit(sheet)), drawing.places, drawing.lines)


class _Drawing:
    """Rows that are never saved, numbered only to be told apart on the sheet."""

    def __init__(self, plan: Plan) -> None:
        known = plan.picture.document
        organisation = known.organisation
        colours = dict(organisation.categories if organisation else []) | dict(plan.categories)
        self.categories = {
            name: Category(pk=index, name=name, colour=colour, position=index)
            for index, (name, colour) in enumerate(colours.items(), 1)
        }
        self.people = {person.key: person.name for person in (*known.people, *plan.people)}
        self.units = {unit.key: unit.name for unit in (*known.units, *plan.units)}
        self.places: dict[str, list[str]] = {}
        self.lines: dict[str, str] = {}

    def slide(self, planned: PlannedSlide) -> Slide:
        row = Slide(pk=1, unit_name=self.units.get(planned.unit, planned.source.unit))
        row.cycle = Cycle(key=planned.cycle)
        if planned.head:
            row.head = Person(name=self.people.get(planned.head, ""))
        objectives = [self._objective(line, n) for n, line in enumerate(planned.objectives, 1)]
        _attach(row, "objectives", objectives)
        return row

    def _objective(self, line: Any, number: int) -> Objective:
        row = Objective(pk=number, **_columns(line))
        row.category = self.categories.get(line.after.get("category", ""))
        self._note(row.ref, line)
        key_results = []
        for index, below in enumerate(line.key_results, 1):
            key_result = KeyResult(pk=number * 1000 + index, **_columns(below))
            self._note(key_result.ref, below)
            key_results.append(key_result)
        _attach(row, "key_results", key_results)
        return row

    def _note(self, ref: str, line: PlannedLine) -> None:
        places: list[Place] = [line.place, *line.places.values()]
        spots = list(dict.fromkeys(place.spot for place in places if place.spot))
        if spots:
            self.places[ref] = spots
        if line.is_in_file and line.place.spot:
            kind = OBJECTIVE if isinstance(line, PlannedObjective) else KEY_RESULT
            self.lines[ref] = f"{kind}:{line.place}"


def _columns(line: PlannedLine) -> dict[str, Any]:
    left_out = {"category", "serves", "carried_from", "end_decided_by"}
    return {name: value for name, value in line.after.items() if name not in left_out}


def _attach(row: Any, name: str, rows: list[Any]) -> None:
    # The cache that `prefetch_related` fills: reading it asks the database nothing.
    row._prefetched_objects_cache = {name: rows}
