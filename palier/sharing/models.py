"""A reading link: an address that opens a slide or a deck without an account, for a while."""

from datetime import date
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from typing_extensions import override

from palier.cycles.models import Cycle
from palier.organisation.models import Organisation, Person
from palier.sharing import rules
from palier.slides.models import Slide

LABEL_LENGTH = 120  # characters


class LinkQuerySet(models.QuerySet["Link"]):
    def current(self, today: date) -> Self:
        """Keep what is neither closed nor past its last day."""
        return self.filter(revoked_at=None, expires_on__gte=today)

    def living(self, today: date) -> Self:
        """Keep what opens: a link goes no further than the access of who made it."""
        return self.current(today).filter(created_by__is_present=True)

    def revocable_by(self, person: Person) -> Self:
        mine = self.filter(organisation_id=person.organisation_id)
        if person.standing.may_run_the_process:
            return mine
        return mine.filter(created_by=person)


class Link(models.Model):
    """One link to one slide, or to all slides of one quarter.

    The token of its address is not here: see `rules.token_of`. Neither is who opened it, nor when.
    """

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="links")
    slide = models.ForeignKey(Slide, models.CASCADE, null=True, blank=True, related_name="links")
    cycle = models.ForeignKey(Cycle, models.CASCADE, null=True, blank=True, related_name="links")
    nonce = models.CharField(max_length=32)
    token_mark = models.CharField(max_length=64, unique=True)  # SHA-256
    label = models.CharField(max_length=LABEL_LENGTH, blank=True)  # whom it is for
    created_by = models.ForeignKey(Person, models.RESTRICT, related_name="links")
    created_at = models.DateTimeField()
    expires_on = models.DateField()  # the last day on which it opens
    revoked_by = models.ForeignKey(
        Person, models.RESTRICT, null=True, blank=True, related_name="links_revoked"
    )
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[LinkQuerySet] = LinkQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["organisation", "-id"], name="link_of_organisation")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(slide=None, cycle__isnull=False)
                | models.Q(slide__isnull=False, cycle=None),
                name="link_leads_to_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(revoked_at=None, revoked_by=None)
                | models.Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="link_is_revoked_by_somebody",
            ),
        ]

    @override
    def __str__(self) -> str:
        return self.label or f"{self.slide or self.cycle}"

    @property
    def topic(self) -> str:
        return f"link-{self.pk}"

    @property
    def token(self) -> str:
        """Return the secret of the address; empty where the key of the installation has changed."""
        token = rules.token_of(self.nonce, settings.SECRET_KEY)
        return token if rules.mark_of(token) == self.token_mark else ""
