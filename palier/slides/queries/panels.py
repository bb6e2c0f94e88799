"""What the panel beside the sheet says of one line."""

from dataclasses import dataclass, field

from palier.cycles.models import Cycle
from palier.organisation.models import Person
from palier.slides.models import Category, KeyResult, Objective, Slide
from palier.slides.queries.lines import Line, candidates, refs_of, slide_of, text_of
from palier.slides.rules import writing
from palier.slides.rules.words import Kind, SlideState


@dataclass(frozen=True, slots=True)
class Choice:
    """A line of a unit above that an objective may serve."""

    ref: str
    title: str
    unit: str
    is_key_result: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """One line, what may be done with it, and what is needed to do it."""

    line: Line
    slide: Slide
    may_write: bool
    may_follow: bool  # set the current value
    measure: str = ""
    current: str = ""
    carried_from: Cycle | None = None
    categories: list[Category] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)

    @property
    def is_objective(self) -> bool:
        return isinstance(self.line, Objective)

    @property
    def is_number(self) -> bool:
        return isinstance(self.line, KeyResult) and self.line.kind == Kind.NUMBER

    @property
    def is_milestone(self) -> bool:
        return isinstance(self.line, KeyResult) and self.line.kind == Kind.MILESTONE

    @property
    def is_yes_no(self) -> bool:
        return isinstance(self.line, KeyResult) and self.line.kind == Kind.YES_NO

    @property
    def lacks_baseline(self) -> bool:
        return isinstance(self.line, KeyResult) and self.is_number and self.line.baseline is None

    @property
    def chosen(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.is_chosen]


def panel_of(line: Line, person: Person, language: str) -> Panel:
    """Return the panel of a line for a person, figures in `language` (at most six queries)."""
    slide = slide_of(line)
    has_right = slide.has_writer(person)
    is_key_result = isinstance(line, KeyResult)
    return Panel(
        line=line,
        slide=slide,
        may_write=has_right and slide.is_open,
        may_follow=has_right and SlideState(slide.state) in writing.FOLLOWED,
        measure=text_of(line, "measure", language) if is_key_result else "",
        current=text_of(line, "current", language) if is_key_result else "",
        carried_from=_source(line),
        categories=[] if is_key_result else list(person.organisation.categories.all()),
        choices=[] if isinstance(line, KeyResult) else _choices(line),
    )


def _source(line: Line) -> Cycle | None:
    source = line.carried_from
    return slide_of(source).cycle if source else None


def _choices(objective: Objective) -> list[Choice]:
    chosen = set(refs_of(objective))
    return [
        Choice(
            ref=line.ref,
            title=line.title,
            unit=slide_of(line).unit_name,
            is_key_result=isinstance(line, KeyResult),
            is_chosen=line.ref in chosen,
        )
        for line in candidates(objective)
    ]
