"""Reading the journal."""

from django.db.models import QuerySet

from palier.journal.models import Entry


def about(subject: str, *, organisation_id: int) -> QuerySet[Entry]:
    """Return the entries of one subject ("slide-42"), the latest first, with who acted."""
    return Entry.objects.filter(organisation_id=organisation_id, subject=subject).select_related(
        "actor"
    )


def latest(*, organisation_id: int) -> QuerySet[Entry]:
    """Return every entry of an organisation, the latest first, with who acted."""
    return Entry.objects.filter(organisation_id=organisation_id).select_related("actor")


def sent_as(key: str, *, subject: str) -> Entry | None:
    """Return the entry of a change that was sent under this name before, or None."""
    return Entry.objects.filter(subject=subject, key=key).first() if key else None
