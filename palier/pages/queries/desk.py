"""What the page of one slide shows besides its sheet."""

from dataclasses import dataclass

from palier.comments.queries.threads import Talk, talk_under
from palier.organisation.models import Membership, Person
from palier.slides.models import KeyResult, Slide
from palier.slides.queries.drawings import Drawing, drawings_of
from palier.slides.queries.findings import Findings, findings_of
from palier.slides.queries.levels import Share, shares_of
from palier.slides.queries.variants import Choice, variants_of
from palier.slides.rules.words import UNFINISHED


@dataclass(frozen=True, slots=True)
class Carryable:
    """An unfinished line of the past slide, and if it has been carried already."""

    ref: str
    title: str
    objective: str
    is_carried: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """A slide, the past one beside it, and what is said around them."""

    slide: Slide
    drawing: Drawing
    past: Slide | None
    past_drawing: Drawing | None
    others: list[Slide]  # the unit's slides of other quarters, the newest first
    members: list[Person]
    shares: list[Share]
    carryable: list[Carryable]
    findings: Findings | None  # for those who may write
    variants: list[Choice]
    may_write: bool
    is_locked: bool  # this person would write, but the slide is not open now
    is_writer: bool
    talk: Talk

    @property
    def quarters(self) -> list[Slide]:
        """The unit's slides, this one among them, the newest first."""
        rows = [self.slide, *self.others]
        return sorted(rows, key=lambda row: row.cycle.starts_on, reverse=True)


def desk_of(slide: Slide, person: Person, language: str, *, is_beside: bool = False) -> Desk:
    """Return the page of a slide that is loaded with its unit, quarter and head.

    The sheet of the past one is drawn only where it stands `is_beside`.
    """
    may_write = slide.may_be_written_by(person)
    others = list(
        Slide.objects.visible_to(person)
        .filter(unit_id=slide.unit_id)
        .exclude(pk=slide.pk)
        .select_related("cycle", "unit")
        .order_by("-cycle__starts_on")
    )
    past = next((row for row in others if row.cycle.starts_on < slide.cycle.starts_on), None)
    drawings = drawings_of([slide, past] if past and is_beside else [slide], language)
    drawing = drawings[slide.pk]
    key_results = _key_results([slide.pk, *([past.pk] if past else [])])
    mine = [row for row in key_results if row.objective.slide_id == slide.pk]
    return Desk(
        slide=slide,
        drawing=drawing,
        past=past,
        past_drawing=drawings.get(past.pk) if past else None,
        others=others,
        members=_members(slide),
        shares=shares_of(mine),
        carryable=_carryable(key_results, mine, slide) if may_write else [],
        findings=findings_of(slide, language) if may_write else None,
        variants=variants_of(slide, language) if may_write else [],
        may_write=may_write,
        is_locked=not slide.is_open and slide.has_writer(person),
        is_writer=slide.has_writer(person),
        talk=talk_under(slide.pk),
    )


def _key_results(slide_ids: list[int]) -> list[KeyResult]:
    rows = KeyResult.objects.filter(objective__slide_id__in=slide_ids)
    return list(rows.select_related("objective").order_by("objective__position", "position"))


def _members(slide: Slide) -> list[Person]:
    rows = Membership.objects.filter(unit_id=slide.unit_id, person__is_present=True)
    return [row.person for row in rows.select_related("person").order_by("person__name")]


def _carryable(
    key_results: list[KeyResult], mine: list[KeyResult], slide: Slide
) -> list[Carryable]:
    carried = {row.carried_from_id for row in mine}
    return [
        Carryable(row.ref, row.title, row.objective.title, row.pk in carried)
        for row in key_results
        if row.objective.slide_id != slide.pk
        and (row.end_state in UNFINISHED or (not row.end_state and row.landing != "ok"))
    ]
