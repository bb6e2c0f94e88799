"""A file that somebody asked for, while it is made and for some days after."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from palier.exports.rules import KINDS
from palier.exports.words import LABELS
from palier.organisation.models import Organisation, Person

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class State(models.TextChoices):
    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


UNDER_WAY = (State.WAITING, State.MAKING)


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, person: Person) -> Self:
        """Keep those that this person asked for: nobody else knows of them."""
        return self.filter(person_id=person.pk)

    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def news(self) -> Self:
        """Keep those under way, and those whose end has not been seen."""
        return self.filter(is_seen=False)

    def stale(self, before: datetime) -> Self:
        return self.filter(ended_at__lt=before)


class Export(models.Model):
    """One file: of a quarter, of a pole in it, or of the whole organisation."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="exports")
    person = models.ForeignKey(Person, models.CASCADE, related_name="exports")
    kind = models.CharField(max_length=10, choices=[(kind, kind) for kind in KINDS])
    # Keys, not rows: a quarter or a unit that is taken back is not kept by a file made of it.
    cycle_key = models.CharField(max_length=12, blank=True)
    unit_key = models.CharField(max_length=50, blank=True)
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    fault = models.CharField(max_length=20, blank=True)  # why it failed: see `refusals`
    done = models.PositiveIntegerField(default=0)  # slides, or parts of an archive
    total = models.PositiveIntegerField(default=0)
    name = models.CharField(max_length=255, blank=True)  # "Acme - T1 2027.pptx"
    size = models.PositiveBigIntegerField(default=0)  # bytes
    slides = models.JSONField(default=list, blank=True)  # ids of those in it
    names_addresses = models.BooleanField(default=False)  # the e-mail addresses of people are in it
    token = models.CharField(max_length=32)  # the name of the file in the data folder
    is_seen = models.BooleanField(default=False)  # its person was told how it ended
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[ExportQuerySet] = ExportQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["changed_at"], name="export_by_change")]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind", "cycle_key", "unit_key", "language"],
                condition=models.Q(state__in=[State.WAITING, State.MAKING]),
                name="export_under_way_once",
            )
        ]

    @override
    def __str__(self) -> str:
        return self.name

    @property
    def topic(self) -> str:
        return topic_of(self.person_id)

    @property
    def place(self) -> Path:
        """Return where its file is, in the data folder."""
        return Path(settings.EXPORTS, self.token)

    @property
    def is_under_way(self) -> bool:
        return self.state in UNDER_WAY

    @property
    def is_making(self) -> bool:
        return self.state == State.MAKING and self.total > 0

    @property
    def is_ready(self) -> bool:
        return self.state == State.READY

    @property
    def is_failed(self) -> bool:
        return self.state == State.FAILED

    @property
    def label(self) -> "StrOrPromise":
        """Return what it is, in the active language."""
        return LABELS.get(self.kind, self.kind)

    @property
    def is_counted(self) -> bool:
        """Test if its steps are slides."""
        return self.kind not in ("archive", "json")

    @property
    def is_archive(self) -> bool:
        return self.kind == "archive"


def topic_of(person_id: int) -> str:
    """Return the topic of the exports of a person."""
    return f"exports-{person_id}"
