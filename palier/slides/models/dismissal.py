"""A remark of the writing checks that somebody has put aside."""

from typing import ClassVar, Self

from django.db import models
from typing_extensions import override

from palier.organisation.models import Person
from palier.slides.models.slide import Slide


class DismissalQuerySet(models.QuerySet["Dismissal"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(slide__in=Slide.objects.visible_to(person))


class Dismissal(models.Model):
    """One remark on one line, put aside for the words that the line had then.

    The line is named, not pointed to: it may have been removed, and may come back.
    """

    slide = models.ForeignKey(Slide, models.CASCADE, related_name="dismissals")
    code = models.CharField(max_length=10)  # "K16"
    line = models.CharField(max_length=40, blank=True)  # "key-result-12", "" for the whole slide
    words = models.CharField(max_length=500, blank=True)  # what was remarked upon
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    objects: ClassVar[DismissalQuerySet] = DismissalQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slide", "code", "line"], name="remark_dismissed_once")
        ]

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.line}".strip()
