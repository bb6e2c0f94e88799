"""What happened: one line for every change, never altered."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models


class Entry(models.Model):
    """One change: who, when, to what, and what was there before and after.

    Entries are in the order of their id. `at` is only told: a clock may be set back.
    """

    organisation = models.ForeignKey(
        "organisation.Organisation", models.CASCADE, related_name="entries"
    )
    # None: the command line. RESTRICT: a person who acted leaves only with their organisation.
    actor = models.ForeignKey(
        "organisation.Person", models.RESTRICT, null=True, blank=True, related_name="entries"
    )
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=60)  # a live topic, "slide-42"
    # What the sender calls this change, so that a second sending of it is known.
    key = models.CharField(max_length=40, blank=True, default="")
    details = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "key"],
                condition=~models.Q(key=""),
                name="entry_once_per_key",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "subject", "-id"], name="entry_of_subject"),
            models.Index(fields=["organisation", "-id"], name="entry_of_organisation"),
            # Undo reads a subject without naming the organisation.
            models.Index(fields=["subject", "-id"], name="entry_by_subject"),
        ]
