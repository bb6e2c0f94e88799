"""A file somebody brought, kept between its preview and its application."""

from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from palier.organisation.models import Organisation, Person

KEPT = timedelta(days=7)  # how long a file waits to be applied


class ImportQuerySet(models.QuerySet["Import"]):
    def visible_to(self, person: Person) -> Self:
        """Keep what this person may see: who runs the process, in their organisation."""
        if not person.standing.may_run_the_process:
            return self.none()
        return self.filter(organisation_id=person.organisation_id)

    def stale(self, at: datetime) -> Self:
        return self.filter(created_at__lt=at - KEPT).exclude(data=b"")


class Import(models.Model):
    """One file: its bytes until it is applied or dropped, and what people said of it."""

    class State(models.TextChoices):
        DRAFT = "draft"
        APPLIED = "applied"
        DROPPED = "dropped"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="imports")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="imports")
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()  # bytes
    data = models.BinaryField(blank=True, default=b"")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    cycle_key = models.CharField(max_length=12, blank=True)  # where the file does not say
    answers = models.JSONField(default=dict, blank=True)  # Proposal.ref -> key or "+"
    set_aside = models.JSONField(default=list, blank=True)  # places left out on purpose
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField()

    objects: ClassVar[ImportQuerySet] = ImportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["created_at"], name="import_by_age")]

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT
