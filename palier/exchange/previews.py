"""What an import would do, as its page shows it: one part of the file beside its slide."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from palier.cycles.models import Cycle as CycleRow
from palier.cycles.queries import coming
from palier.cycles.rules import Quarter, parse_key, quarter_of
from palier.exchange.document import Document, Grid, Leftover, Place
from palier.exchange.files import MOST_CELLS_ON_A_PAGE, read_file
from palier.exchange.matching import (
    Asked,
    Plan,
    PlannedLine,
    PlannedSlide,
    Problem,
    concerned_cycles,
    match,
)
from palier.exchange.models import Import
from palier.exchange.queries import picture_of
from palier.exchange.reading.marked import spot_of
from palier.exchange.reading.workbook import Position
from palier.exchange.refusals import leftover_sentence, problem_sentences
from palier.organisation.models import Person
from palier.sheets.draw_html import sheet_html
from palier.sheets.fit import fit
from palier.slides.models import Category, KeyResult, Objective, Slide
from palier.slides.queries.contents import sheet_of

MOST_ROWS = 200  # of a tab shown beside its slide
MOST_COLUMNS = 24
MOST_QUESTIONS = 200
BEFORE, AFTER = 4, 3  # quarters offered around today
UNDERSTOOD = frozenset(
    {"objective", "key_result", "measure", "level", "state", "head", "title", "heading"}
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of the source: its place, its text, what became of it."""

    spot: str
    text: str
    role: str
    rows: int = 1
    columns: int = 1

    @property
    def is_leftover(self) -> bool:
        return self.role == "leftover"

    @property
    def is_heading(self) -> bool:
        return self.role in ("heading", "title")

    @property
    def is_taken(self) -> bool:
        return bool(self.role) and not self.is_leftover and not self.is_heading


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """One tab: its letters, its rows that hold something, how many are not shown."""

    letters: list[str]
    rows: list[Row]
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """A piece that was not understood, with its place and the reason."""

    place: str
    text: str
    reason: str
    is_set_aside: bool


@dataclass(slots=True)
class Part:
    """One tab of the workbook, or one slide of a file without tabs."""

    index: int
    name: str
    slides: list[PlannedSlide] = field(default_factory=list)
    grid: Grid | None = None
    open_questions: int = 0
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    key: str
    label: str
    is_new: bool
    is_chosen: bool


@dataclass(slots=True)
class Preview:
    """A file, what it would write, and what people have said of it."""

    row: Import
    document: Document
    plan: Plan
    parts: list[Part]
    questions: list[Question]
    choices: list[Choice]

    @property
    def open_questions(self) -> int:
        """Count what still waits for somebody: leftovers and names that look like others."""
        waiting = sum(not question.is_set_aside for question in self.questions)
        return waiting + len(self.plan.open_proposals)

    @property
    def has_many_questions(self) -> bool:
        return sum(not question.is_set_aside for question in self.questions) > 1

    @property
    def first_questions(self) -> list[Question]:
        """Return those that a page can list: where they are too many, those still open first."""
        if len(self.questions) <= MOST_QUESTIONS:
            return self.questions
        by_need = sorted(self.questions, key=lambda question: question.is_set_aside)
        return by_need[:MOST_QUESTIONS]

    @property
    def further_questions(self) -> int:
        return max(0, len(self.questions) - MOST_QUESTIONS)

    @property
    def problems(self) -> list[tuple[Problem, str, str]]:
        return [(problem, *problem_sentences(problem)) for problem in self.plan.problems]

    @property
    def is_ready(self) -> bool:
        return not (self.plan.problems or self.plan.open_proposals or self.plan.is_empty)


def preview_of(row: Import, *, today: date) -> Preview:
    """Return what applying a file would do now.

    :raises Unreadable: if the file can no longer be read
    """
    document = read_file(bytes(row.data), name=row.name, most_cells=MOST_CELLS_ON_A_PAGE)
    cycles = list(CycleRow.objects.filter(organisation_id=row.organisation_id))
    own = {slide.cycle for slide in document.slides} - {""}
    is_settled = len(own) > 1 and all(slide.cycle for slide in document.slides)
    chosen = "" if is_settled else _chosen(row, own, cycles, today)
    for slide in document.slides:
        if len(own) < 2 or not slide.cycle:
            slide.cycle = chosen
    asked = Asked(today=today, cycle=chosen, language=row.language, answers=row.answers)
    picture = picture_of(row.organisation, concerned_cycles(document, asked))
    plan = match(document, picture, asked)
    aside = frozenset(row.set_aside)
    questions = [_question(leftover, aside) for leftover in plan.leftovers]
    return Preview(
        row=row,
        document=document,
        plan=plan,
        parts=_parts(document, plan, aside),
        questions=questions,
        choices=_choices(chosen, own, cycles, row.language, today) if chosen else [],
    )


# ---- the quarter ----


def _chosen(row: Import, own: set[str], cycles: list[CycleRow], today: date) -> str:
    """Return the quarter of a file that names one at most, or of what names none in it."""
    if row.cycle_key:
        return row.cycle_key
    if own:
        return max(own)
    next_cycle = coming(cycles, today)
    return next_cycle.key if next_cycle else quarter_of(today).next().key


def _choices(
    chosen: str, own: set[str], cycles: list[CycleRow], language: str, today: date
) -> list[Choice]:
    known = {cycle.key for cycle in cycles}
    keys = known | own | {quarter.key for quarter in _around(today)}
    return [
        Choice(key, parse_key(key).label(language), key not in known, key == chosen)
        for key in sorted(keys | {chosen}, reverse=True)
        if _is_quarter(key)
    ]


def _around(today: date) -> Iterator[Quarter]:
    quarter = quarter_of(today)
    for _ in range(BEFORE):
        quarter = quarter.previous()
    for _ in range(BEFORE + AFTER + 1):
        yield quarter
        quarter = quarter.next()


def _is_quarter(key: str) -> bool:
    try:
        parse_key(key)
    except ValueError:
        return False
    return True


# ---- the parts of the file ----


def _question(leftover: Leftover, aside: frozenset[str]) -> Question:
    place = str(leftover.place)
    return Question(place, leftover.text, leftover_sentence(leftover), place in aside)


def _parts(document: Document, plan: Plan, aside: frozenset[str]) -> list[Part]:
    if not document.grids:
        return [
            Part(index, f"{slide.source.unit} · {slide.cycle}", [slide])
            for index, slide in enumerate(plan.slides)
        ]
    parts = [Part(index, grid.name, grid=grid) for index, grid in enumerate(document.grids)]
    by_name = {part.name: part for part in parts}
    for slide in plan.slides:
        for name in _tabs_of(slide):
            if name in by_name:
                by_name[name].slides.append(slide)
    for leftover in plan.leftovers:
        if leftover.place.part in by_name and str(leftover.place) not in aside:
            by_name[leftover.place.part].open_questions += 1
    return parts


def _tabs_of(slide: PlannedSlide) -> dict[str, None]:
    places = [slide.source.place, *(line.place for line in slide.lines())]
    return dict.fromkeys(place.part for place in places if place.part)


def first_part(parts: list[Part]) -> int:
    """Return the number of the first part that holds a slide, else 0."""
    return next((part.index for part in parts if part.slides), 0)


def table_of(grid: Grid) -> Table:
    """Return a tab as rows of cells, without its blank rows."""
    width = min(max((len(row) for row in grid.cells), default=0), MOST_COLUMNS)
    letters = [spot_of((0, grid.first_column + column))[:-1] for column in range(width)]
    shown = [index for index, texts in enumerate(grid.cells) if any(texts)]
    spans, covered = _merged(grid, shown, width)
    rows = []
    for index in shown:
        cells = [
            _cell(grid, (index, column), grid.cells[index][column], spans)
            for column in range(width)
            if (index, column) not in covered
        ]
        rows.append(Row(grid.first_row + index + 1, cells))
    return Table(letters, rows[:MOST_ROWS], max(0, len(rows) - MOST_ROWS))


def _merged(
    grid: Grid, shown: list[int], width: int
) -> tuple[dict[Position, Position], set[Position]]:
    """Return the merged cells by the first of their rows that is shown, and what they cover."""
    spans: dict[Position, Position] = {}
    covered: set[Position] = set()
    for (top, left), (height, breadth) in grid.spans.items():
        rows = shown[bisect_left(shown, top) : bisect_left(shown, top + height)]
        columns = range(left, min(left + breadth, width))
        if rows and columns:
            spans[rows[0], left] = len(rows), len(columns)
            covered |= {(row, column) for row in rows for column in columns} - {(rows[0], left)}
    return spans, covered


def _cell(grid: Grid, at: Position, text: str, spans: dict[Position, Position]) -> Cell:
    rows, columns = spans.get(at, (1, 1))
    spot = spot_of((grid.first_row + at[0], grid.first_column + at[1]))
    return Cell(spot, text, grid.roles.get(at, ""), rows, columns)


# ---- the slide as it will look ----


@dataclass(frozen=True, slots=True)
class Drawn:
    """A slide that may not exist yet, drawn; `places` says where each of its lines came from."""

    html: str
    places: dict[str, list[str]]


def draw(slide: PlannedSlide, plan: Plan, language: str) -> Drawn:
    """Return the sheet a slide would be, with what stays on it. Nothing is saved."""
    drawing = _Drawing(plan)
    sheet = sheet_of(drawing.slide(slide), language)
    return Drawn(sheet_html(sheet, fit(sheet)), drawing.places)


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

    def slide(self, planned: PlannedSlide) -> Slide:
        row = Slide(pk=1, unit_name=self.units.get(planned.unit, planned.source.unit))
        row.cycle = CycleRow(key=planned.cycle)
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


def _columns(line: PlannedLine) -> dict[str, Any]:
    left_out = {"category", "serves", "carried_from", "end_decided_by"}
    return {name: value for name, value in line.after.items() if name not in left_out}


def _attach(row: Any, name: str, rows: list[Any]) -> None:
    # The cache that `prefetch_related` fills: reading it asks the database nothing.
    row._prefetched_objects_cache = {name: rows}
