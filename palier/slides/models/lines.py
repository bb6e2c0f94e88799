"""The lines of a slide: objectives, their key results, and what an objective serves."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from palier.organisation.models import Person
from palier.slides.models.category import Category
from palier.slides.models.slide import Slide, visible
from palier.slides.rules.words import EndState, Kind, Level

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
KIND_LABELS = {
    Kind.NUMBER: _("a number"),
    Kind.YES_NO: _("yes or no"),
    Kind.MILESTONE: _("milestones"),
}


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
        return self.filter(visible(person, "slide__"))


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
        return self.filter(visible(person, "objective__slide__"))


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
