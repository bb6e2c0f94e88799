"""What was written at the same time as other words: kept until somebody chooses."""

from typing import ClassVar, Self

from django.db import models
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from palier.organisation.models import Person
from palier.slides.models.slide import Slide

CHOICES = {"taken": _("taken"), "left": _("left")}


class VariantQuerySet(models.QuerySet["Variant"]):
    def open(self) -> Self:
        return self.filter(choice="")


class Variant(models.Model):
    """Other words for one field of a line, which collided with what somebody else wrote.

    The line is named, not pointed to: it may have been removed, and may come back.
    """

    slide = models.ForeignKey(Slide, models.CASCADE, related_name="variants")
    line = models.CharField(max_length=40)  # "key-result-12"
    field = models.CharField(max_length=20)
    text = models.TextField(blank=True)
    author = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    typed = models.TextField(blank=True, default="")  # what its author last sent for it
    burst = models.CharField(max_length=40, blank=True, default="")
    written_at = models.DateTimeField()
    choice = models.CharField(max_length=5, blank=True, default="", choices=CHOICES)
    chosen_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    chosen_at = models.DateTimeField(null=True)

    objects: ClassVar[VariantQuerySet] = VariantQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["written_at", "pk"]
        indexes = [
            models.Index(fields=["slide"], condition=models.Q(choice=""), name="variant_still_open")
        ]

    @override
    def __str__(self) -> str:
        return self.text
