"""The quarters of an organisation."""

from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.utils import translation
from typing_extensions import override

from palier.cycles import rules
from palier.organisation.models import Organisation, Person


class CycleQuerySet(models.QuerySet["Cycle"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(organisation_id=person.organisation_id)


class Cycle(models.Model):
    """One quarter, with the date of its board: the board that looks at it before it starts."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="cycles")
    key = models.CharField(max_length=12)  # "2027-Q1"
    starts_on = models.DateField()
    ends_on = models.DateField()
    board_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[CycleQuerySet] = CycleQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "key"], name="cycle_key_once_per_organisation"
            ),
            models.CheckConstraint(
                condition=models.Q(starts_on__lt=models.F("ends_on")), name="cycle_starts_first"
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """Return "T1 2027" or "Q1 2027", in the language of the page."""
        return self.label_in(translation.get_language() or "fr")

    def label_in(self, language: str) -> str:
        return rules.parse_key(self.key).label(language[:2])

    def is_past(self, today: date) -> bool:
        return self.ends_on < today
