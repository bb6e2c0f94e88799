"""The slide: one unit's objectives and key results for one quarter."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from palier.cycles.models import Cycle
from palier.organisation.models import Organisation, Person, Unit
from palier.organisation.rules import Stage
from palier.slides.rules import writing
from palier.slides.rules.words import EndState, Kind, Level, SlideState

LEVEL_LABELS = {
    Level.INPUT: _("input"),
    Level.OUTPUT: _("output"),
    Level.OUTCOME: _("outcome"),
}
END_STATE_LABELS = {
    EndState.OK: _("OK"),
    EndState.PARTIAL: _("Partial"),
    EndState.KO: _("KO"),
    EndState.DEPRIORITISED: _("Deprioritised"),
}
STATE_LABELS = {
    SlideState.DRAFT: _("draft"),
    SlideState.SUBMITTED: _("submitted"),
    SlideState.APPROVED: _("approved"),
    SlideState.PRESENTED: _("presented"),
    SlideState.CLOSED: _("closed"),
}
KIND_LABELS = {
    Kind.NUMBER: _("a number"),
    Kind.YES_NO: _("yes or no"),
    Kind.MILESTONE: _("milestones"),
}
COLOURS = 8


class Category(models.Model):
    """A colour of the legend, in the organisation's own words."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="categories")
    name = models.CharField(max_length=60)
    colour = models.PositiveSmallIntegerField()  # 1..8, a token of the style sheet
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"], name="category_once_per_organisation"
            ),
            models.CheckConstraint(
                condition=models.Q(colour__gte=1, colour__lte=COLOURS), name="category_has_a_colour"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.name


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


class Ended(models.Model):
    """What a key result and an objective have in common at the end of the quarter."""

    landing = models.CharField(max_length=15, blank=True, choices=END_STATE_LABELS)
    end_state = models.CharField(max_length=15, blank=True, choices=END_STATE_LABELS)
    end_value = models.DecimalField(max_digits=19, decimal_places=6, null=True, blank=True)
    end_reason = models.TextField(blank=True)
    end_decided_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        abstract = True


class ObjectiveQuerySet(models.QuerySet["Objective"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(slide__in=Slide.objects.visible_to(person))


class Objective(Ended):
    """A sentence: what the unit is after this quarter."""

    slide = models.ForeignKey(Slide, models.CASCADE, related_name="objectives")
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField(default=0)
    title = models.TextField(blank=True)
    why = models.TextField(blank=True)
    category = models.ForeignKey(
        Category, models.SET_NULL, null=True, blank=True, related_name="objectives"
    )
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    objects: ClassVar[ObjectiveQuerySet] = ObjectiveQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["slide", "key"], name="objective_key_once_per_slide")
        ]

    @override
    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"objective-{self.pk}"


class KeyResultQuerySet(models.QuerySet["KeyResult"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(objective__slide__in=Slide.objects.visible_to(person))


class KeyResult(Ended):
    """A number: how one will know. What is missing stays missing, no figure is invented."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="key_results")
    key = models.SlugField(max_length=40)
    position = models.PositiveIntegerField(default=0)
    title = models.TextField(blank=True)
    level = models.CharField(max_length=10, blank=True, choices=LEVEL_LABELS)
    kind = models.CharField(max_length=10, choices=KIND_LABELS, default=Kind.YES_NO)
    baseline = models.DecimalField(max_digits=19, decimal_places=6, null=True, blank=True)
    target = models.DecimalField(max_digits=19, decimal_places=6, null=True, blank=True)
    measure_unit = models.TextField(blank=True)  # "RDV/sem.", "%", "€"
    marks = models.JSONField(default=list, blank=True)  # [{"name": "…", "percent": "40"}]
    measure_note = models.TextField(blank=True)  # what was written as a measure and is no figure
    baseline_due_on = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    current = models.DecimalField(max_digits=19, decimal_places=6, null=True, blank=True)
    carried_from = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="carried_to"
    )

    objects: ClassVar[KeyResultQuerySet] = KeyResultQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["objective", "key"], name="key_result_key_once_per_objective"
            )
        ]

    @override
    def __str__(self) -> str:
        return self.title

    @property
    def ref(self) -> str:
        return f"key-result-{self.pk}"


class Parent(models.Model):
    """An objective serves an objective, or a key result, of a unit above."""

    objective = models.ForeignKey(Objective, models.CASCADE, related_name="parents")
    to_objective = models.ForeignKey(
        Objective, models.CASCADE, null=True, blank=True, related_name="served_by"
    )
    to_key_result = models.ForeignKey(
        KeyResult, models.CASCADE, null=True, blank=True, related_name="served_by"
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(to_objective=None) ^ models.Q(to_key_result=None),
                name="serves_one_thing",
            ),
            models.UniqueConstraint(
                fields=["objective", "to_objective"], name="serves_an_objective_once"
            ),
            models.UniqueConstraint(
                fields=["objective", "to_key_result"], name="serves_a_key_result_once"
            ),
        ]
