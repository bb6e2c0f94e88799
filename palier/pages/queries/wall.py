"""All slides of a quarter, by pole, a screen at a time."""

from dataclasses import dataclass, field
from itertools import groupby

from django.db.models import Count, Q

from palier.comments.queries.threads import open_counts
from palier.cycles.models import Cycle
from palier.organisation.models import Person, Unit
from palier.slides.models import Slide
from palier.slides.queries.drawings import Drawing, drawings_of
from palier.slides.queries.order import in_order
from palier.slides.rules.words import EndState
from palier.slides.rules.writing import may_write

SCREEN = 24  # slides of one screen; the next is fetched when it comes into view


@dataclass(frozen=True, slots=True)
class Card:
    """One slide on the wall, or a unit that has none yet."""

    unit_id: int
    unit_name: str
    slide: Slide | None = None
    drawing: Drawing | None = None
    may_write: bool = False
    open_threads: int = 0

    @property
    def version(self) -> int:
        """Return which version of the slide is shown, or would be."""
        shown = self.drawing or self.slide
        return shown.version if shown else 0

    @property
    def html(self) -> str:
        """Return the sheet; empty in an outline."""
        return self.drawing.html if self.drawing else ""


@dataclass(slots=True)
class Group:
    """The cards of one pole, or of the units right under the company."""

    unit: Unit | None
    cards: list[Card] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of a quarter, over the slides this person sees."""

    units: int
    objectives: int
    key_results: int
    ends: dict[str, int]

    @property
    def ended(self) -> int:
        return sum(self.ends.values())


def totals_of(cycle: Cycle, person: Person) -> Totals:
    """Return the figures of a quarter (one query)."""
    seen = Slide.objects.visible_to(person).filter(cycle=cycle)
    end = "objectives__key_results__end_state"
    rows = seen.aggregate(
        slides=Count("pk", distinct=True),
        all_objectives=Count("objectives", distinct=True),
        all_key_results=Count("objectives__key_results"),
        **{
            f"ended_{state}": Count("objectives__key_results", filter=Q(**{end: state}))
            for state in EndState
        },
    )
    return Totals(
        units=rows["slides"],
        objectives=rows["all_objectives"],
        key_results=rows["all_key_results"],
        ends={state.value: rows[f"ended_{state}"] for state in EndState},
    )


def count_of(cycle: Cycle, person: Person) -> int:
    """Return how many slides of a quarter this person sees (one query)."""
    return Slide.objects.visible_to(person).filter(cycle=cycle).count()


def screen_of(cycle: Cycle, person: Person, language: str, *, offset: int = 0) -> list[Group]:
    """Return one screen of slides from `offset`, in the order of the tree, grouped by pole.

    Three queries, and three more where sheets are not in memory yet.
    """
    seen = Slide.objects.visible_to(person).filter(cycle=cycle)
    slides = list(in_order(seen)[offset : offset + SCREEN])
    return _grouped(slides, drawings_of(slides, language))


def outline_of(cycle: Cycle, person: Person, *, count: int) -> list[Group]:
    """Return the first `count` slides as `screen_of` does, without their sheets (two queries)."""
    seen = Slide.objects.visible_to(person).filter(cycle=cycle)
    return _grouped(list(in_order(seen)[:count]), {})


def without_slide(cycle: Cycle, person: Person) -> list[Card]:
    """Return open units without a slide in this quarter, a screen at most (one query)."""
    units = (
        Unit.objects.visible_to(person)
        .open()
        .exclude(kind="pole")
        .exclude(slides__cycle=cycle)
        .order_by("path")[:SCREEN]
    )
    standing = person.standing
    return [
        Card(
            unit.pk,
            unit.name,
            may_write=may_write(standing, line=unit.line, is_company=unit.is_company),
        )
        for unit in units
    ]


def _grouped(slides: list[Slide], drawings: dict[int, Drawing]) -> list[Group]:
    threads = open_counts([slide.pk for slide in slides])
    groups: list[Group] = []
    for _, members in groupby(slides, key=_group_key):
        row = list(members)
        groups.append(
            Group(
                unit=None if row[0].unit.is_company else row[0].parent,
                cards=[
                    Card(
                        slide.unit_id,
                        slide.unit_name,
                        slide,
                        drawings.get(slide.pk),
                        open_threads=threads.get(slide.pk, 0),
                    )
                    for slide in row
                ],
            )
        )
    return groups


def _group_key(slide: Slide) -> tuple[bool, int | None]:
    return slide.unit.is_company, slide.parent_id
