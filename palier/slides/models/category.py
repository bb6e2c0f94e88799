"""A colour of the legend."""

from django.db import models
from typing_extensions import override

from palier.organisation.models import Organisation

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
