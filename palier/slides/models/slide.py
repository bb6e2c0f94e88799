"""The slide: one unit's objectives and key results for one quarter."""

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from palier.cycles.models import Cycle
from palier.organisation.models import Person, Unit
from palier.organisation.rules import Stage
from palier.slides.rules import writing
from palier.slides.rules.words import SlideState

STATE_LABELS = {
    SlideState.DRAFT: _("draft"),
    SlideState.SUBMITTED: _("submitted"),
    SlideState.APPROVED: _("approved"),
    SlideState.PRESENTED: _("presented"),
    SlideState.CLOSED: _("closed"),
}


def visible(person: Person, to_slide: str = "") -> Q:
    """Return what makes a slide visible to a person; `to_slide` leads there ("slide__").

    A condition, and no subquery: it uses the joins that the query has already.
    """
    mine = Q(**{f"{to_slide}unit__organisation_id": person.organisation_id})
    if person.organisation.has_stage(Stage.SHARE) or person.is_pilot or person.is_direction:
        return mine  # known without asking the database what they head
    standing = person.standing
    if standing.is_head:
        return mine
    return mine & Q(**{f"{to_slide}unit_id__in": standing.member_of})


class SlideQuerySet(models.QuerySet["Slide"]):
    def visible_to(self, person: Person) -> Self:
        """Keep what this person may see: before the stage *share*, only heads see all."""
        return self.filter(visible(person))


class Slide(models.Model):
    """One unit's OKRs for one quarter. What it was called and where it stood stays as it was."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="slides")
    cycle = models.ForeignKey(Cycle, models.PROTECT, related_name="slides")
    state = models.CharField(max_length=10, choices=STATE_LABELS, default=SlideState.DRAFT)
    version = models.PositiveIntegerField(default=1)  # one more at each change
    unit_name = models.CharField(max_length=200)
    parent = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="slides_below"
    )
    head = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="slides_headed"
    )

    objects: ClassVar[SlideQuerySet] = SlideQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "cycle"], name="slide_once_per_cycle")
        ]
        indexes = [models.Index(fields=["cycle", "unit"])]

    @override
    def __str__(self) -> str:
        return f"{self.unit_name} · {self.cycle}"

    @property
    def topic(self) -> str:
        return f"slide-{self.pk}"

    @property
    def is_open(self) -> bool:
        return self.state in writing.WRITABLE

    def has_writer(self, person: Person) -> bool:
        """Test if this person writes on the slide whenever it is open."""
        return writing.may_write(
            person.standing, line=self.unit.line, is_company=self.unit.is_company
        )

    def may_be_written_by(self, person: Person) -> bool:
        return self.is_open and self.has_writer(person)
