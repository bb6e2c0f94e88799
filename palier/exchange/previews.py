"""What an import would do, as its page shows it: one part of the file beside its slide."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from palier.cycles.models import Cycle as CycleRow
from palier.cycles.queries import coming
from palier.cycles.rules import Quarter, parse_key, quarter_of
from palier.exchange.document import Document, Grid, Leftover
from palier.exchange.files import MOST_CELLS_ON_A_PAGE, read_file
from palier.exchange.matching import (
    Asked,
    Plan,
    PlannedSlide,
    Problem,
    concerned_cycles,
    match,
)
from palier.exchange.models import Import
from palier.exchange.phrases import compared
from palier.exchange.placing import (
    Placed,
    Sending,
    attach,
    leftovers_of,
    numbered,
    place_by_hand,
)
from palier.exchange.queries import picture_of
from palier.exchange.reading.marked import spot_of
from palier.exchange.refusals import (
    column_sentence,
    leftover_sentence,
    place_words,
    problem_sentences,
    sent_sentence,
)
from palier.exchange.source import MOST_COLUMNS
from palier.exchange.words import LONGEST_HEADING, column_key, heading_key, naming

BEFORE, AFTER = 4, 3  # quarters offered around today
MOST_UNITS = 2_000  # of Palier, among which a piece is sent


@dataclass(frozen=True, slots=True)
class Question:
    """A piece that was not understood: where, why, and what people said of it."""

    ref: str
    leftover: Leftover
    is_set_aside: bool = False
    sending: Sending | None = None  # what it was sent to, once it was
    sent_to: str = ""  # in words

    @property
    def place(self) -> str:
        return place_words(self.leftover.place)

    @property
    def text(self) -> str:
        return self.leftover.text

    @property
    def reason(self) -> str:
        return leftover_sentence(self.leftover)

    @property
    def sent_sentence(self) -> str:
        return sent_sentence(self.sending.role, self.sent_to) if self.sending else ""

    @property
    def is_open(self) -> bool:
        return not self.is_set_aside and self.sending is None


@dataclass(frozen=True, slots=True)
class NamedColumn:
    """A column of this file of which people said what it is, now or for an earlier file."""

    key: str
    sentence: str
    is_remembered: bool


@dataclass(slots=True)
class Part:
    """One tab of the workbook, or one slide of a file without tabs."""

    index: int
    name: str
    slides: list[PlannedSlide] = field(default_factory=list)
    grid: Grid | None = None
    questions: list[Question] = field(default_factory=list)
    is_current: bool = False

    @property
    def open_questions(self) -> int:
        return sum(question.is_open for question in self.questions)

    @property
    def sorted_questions(self) -> list[Question]:
        """Return its questions, those still open first."""
        return sorted(self.questions, key=lambda question: not question.is_open)


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
    placed: Placed
    parts: list[Part]
    questions: list[Question]
    choices: list[Choice]
    units: dict[str, str]  # of Palier, by their refs as targets
    columns: list[NamedColumn]

    @property
    def open_questions(self) -> int:
        """Count what still waits for somebody: leftovers and names that look like others."""
        waiting = sum(question.is_open for question in self.questions)
        return waiting + len(self.plan.open_proposals)

    @property
    def has_many_questions(self) -> bool:
        return sum(question.is_open for question in self.questions) > 1

    @property
    def next_open(self) -> Part | None:
        """Return the part after the current one in which something still waits."""
        current = next((part.index for part in self.parts if part.is_current), 0)
        waiting = [part for part in self.parts if part.open_questions and not part.is_current]
        later = [part for part in waiting if part.index > current]
        return next(iter([*later, *waiting]), None)

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
    columns = {each["heading"]: each["role"] for each in row.columns}
    with naming(columns):
        document = read_file(bytes(row.data), name=row.name, most_cells=MOST_CELLS_ON_A_PAGE)
    pieces = leftovers_of(document)
    units = _units(row)
    sendings = [Sending(**each) for each in row.sent]
    placed = place_by_hand(document, sendings, language=row.language, units=units)
    cycles = list(CycleRow.objects.filter(organisation_id=row.organisation_id))
    own = {slide.cycle for slide in document.slides} - {""}
    is_settled = len(own) > 1 and all(slide.cycle for slide in document.slides)
    chosen = "" if is_settled else _chosen(row, own, cycles, today)
    for slide in document.slides:
        if len(own) < 2 or not slide.cycle:
            slide.cycle = chosen
    author = row.person.key if row.person else ""
    attach(document, placed, author=author, at=row.created_at)
    asked = Asked(today=today, cycle=chosen, language=row.language, answers=row.answers)
    picture = picture_of(row.organisation, concerned_cycles(document, asked))
    plan = match(document, picture, asked)
    questions = list(_questions(row, pieces, plan, placed))
    return Preview(
        row=row,
        document=document,
        plan=plan,
        placed=placed,
        parts=_parts(document, plan, questions),
        questions=questions,
        choices=_choices(chosen, own, cycles, row.language, today) if chosen else [],
        units=units,
        columns=list(_named_columns(row, document)),
    )


def _named_columns(row: Import, document: Document) -> Iterator[NamedColumn]:
    """Yield what was said of columns that the file has."""
    said = {each["heading"]: each for each in row.columns}
    headings = {
        heading_key(text): text
        for grid in document.grids if said
        for texts in grid.cells
        for text in texts
        if text and len(text) <= LONGEST_HEADING
    }  # fmt: skip
    headings |= {
        column_key(grid.name, index): f"{grid.name} · {spot_of((0, index))[:-1]}"
        for grid in document.grids if said
        for index in range(MOST_COLUMNS)
    }  # fmt: skip
    for key, each in said.items():
        if key in headings:
            sentence = column_sentence(
                headings[key], each["role"], is_remembered=each["is_remembered"]
            )
            yield NamedColumn(key, sentence, each["is_remembered"])


def _units(row: Import) -> dict[str, str]:
    names = row.organisation.units.open().values_list("name", flat=True)[:MOST_UNITS]
    return {f"unit:{compared(name)}": name for name in names}


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


def _questions(
    row: Import, pieces: dict[str, Leftover], plan: Plan, placed: Placed
) -> Iterator[Question]:
    """Yield what was not understood: by the readers, then by the matching."""
    aside = frozenset(row.set_aside)
    known = {id(leftover) for leftover in pieces.values()}
    found = [each for each in plan.leftovers if id(each) not in known]
    every = [*pieces.values(), *found]
    for ref, leftover in numbered(every, lambda each: str(each.place)):
        sending = placed.done.get(ref)
        target = placed.targets.get(sending.to) if sending else None
        yield Question(
            ref,
            leftover,
            is_set_aside=ref in aside and sending is None,
            sending=sending,
            sent_to=target.title if target else "",
        )


def _parts(document: Document, plan: Plan, questions: list[Question]) -> list[Part]:
    if document.grids:
        parts = [Part(index, grid.name, grid=grid) for index, grid in enumerate(document.grids)]
        by_name = {part.name: part for part in reversed(parts)}
        for slide in plan.slides:
            for name in _tabs_of(slide):
                if name in by_name:
                    by_name[name].slides.append(slide)
    else:
        parts = [
            Part(index, f"{slide.source.unit} · {slide.cycle}", [slide])
            for index, slide in enumerate(plan.slides)
        ]
        by_name = {}
    for question in questions:
        # What stands in no part is of the whole file: it is asked with the first.
        part = by_name.get(question.leftover.place.part) or (parts[0] if parts else None)
        if part is not None:
            part.questions.append(question)
    return parts


def _tabs_of(slide: PlannedSlide) -> dict[str, None]:
    places = [slide.source.place, *(line.place for line in slide.lines())]
    return dict.fromkeys(place.part for place in places if place.part)


def first_part(parts: list[Part]) -> int:
    """Return the number of the first part that holds a slide, else 0."""
    return next((part.index for part in parts if part.slides), 0)
