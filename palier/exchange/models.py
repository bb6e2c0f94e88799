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
        UNDONE = "undone"

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="imports")
    person = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="imports")
    name = models.CharField(max_length=255)
    size = models.PositiveIntegerField()  # bytes
    data = models.BinaryField(blank=True, default=b"")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    cycle_key = models.CharField(max_length=12, blank=True)  # where the file does not say
    answers = models.JSONField(default=dict, blank=True)  # Proposal.ref -> key or "+"
    set_aside = models.JSONField(default=list, blank=True)  # places left out on purpose
    # What was sent by hand, in order: [{"ref": of the leftover, "to": of a line, "role": as what}]
    sent = models.JSONField(default=list, blank=True)
    # Columns named by hand: [{"heading": compared words, "role": "target", "is_remembered": true}]
    columns = models.JSONField(default=list, blank=True)
    # What was written, so that it can be undone: see `actions.undoing`.
    written = models.JSONField(default=dict, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True, blank=True)

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

    @property
    def is_applied(self) -> bool:
        return self.state == self.State.APPLIED

    @property
    def is_undone(self) -> bool:
        return self.state == self.State.UNDONE


class ColumnName(models.Model):
    """What people of an organisation said that a column of their files means."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="column_names")
    heading = models.CharField(max_length=200)  # its words as they are compared
    role = models.CharField(max_length=20)  # "target"; see `words.ROLES`

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "heading"], name="column_named_once_per_organisation"
            )
        ]

    @override
    def __str__(self) -> str:
        return f"{self.heading}: {self.role}"
