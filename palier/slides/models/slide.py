"""The slide: one unit's objectives and key results for one quarter."""

from typing import ClassVar, Self

from django.db import models
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


class SlideQuerySet(models.QuerySet["Slide"]):
    def visible_to(self, person: Person) -> Self:
        """Keep what this person may see: before the stage *share*, only heads see all."""
        mine = self.filter(unit__organisation_id=person.organisation_id)
        standing = person.standing
        if (
            person.organisation.has_stage(Stage.SHARE)
            or standing.is_head
            or standing.may_run_the_process
        ):
            return mine
        return mine.filter(unit_id__in=standing.member_of)


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
