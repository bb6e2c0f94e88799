"""The template that the decks of an organisation stand on, and the one that is looked at."""

from functools import cached_property, lru_cache
from typing import ClassVar, Self

from django.db import models
from typing_extensions import override

from palier.branding.drawing.design import Ground, grounds_of
from palier.branding.reading import read_template
from palier.organisation.models import Organisation, Person

NAME_LENGTH = 255
TEMPLATES_KEPT = 4  # in memory, opened: a page shows a hundred layouts of one


class DeckTemplateQuerySet(models.QuerySet["DeckTemplate"]):
    def visible_to(self, person: Person) -> Self:
        """Keep what this person may see: who runs the process, in their organisation."""
        if not person.standing.may_run_the_process:
            return self.none()
        return self.filter(organisation_id=person.organisation_id)


class DeckTemplate(models.Model):
    """One template, cleaned; at most one of an organisation is on, at most one waits."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="deck_templates")
    name = models.CharField(max_length=NAME_LENGTH)  # of the file
    data = models.BinaryField()  # a deck without a slide, as `actions.packed` writes it
    layout = models.PositiveSmallIntegerField()  # the one that slides stand on, from 1
    left_out = models.JSONField(default=dict, blank=True)  # {what: how many}
    is_on = models.BooleanField(default=False)
    brought_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    brought_at = models.DateTimeField()

    objects: ClassVar[DeckTemplateQuerySet] = DeckTemplateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "is_on"], name="one_template_on")
        ]

    @override
    def __str__(self) -> str:
        return self.name

    @cached_property
    def grounds(self) -> dict[int, Ground]:
        """Return every layout by its number, in the order of the file."""
        return {ground.layout: ground for ground in _grounds_in(bytes(self.data))}

    def ground(self, layout: int = 0) -> Ground:
        """Return one of its layouts, the chosen one unless another is asked for.

        :raises KeyError: if there is no such layout
        """
        return self.grounds[layout or self.layout]


@lru_cache(maxsize=TEMPLATES_KEPT)
def _grounds_in(data: bytes) -> list[Ground]:
    return grounds_of(read_template(data))
