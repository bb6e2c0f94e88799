"""What every change under a slide has in common: the journal, and who is woken."""

from datetime import datetime
from typing import Any

from palier.comments.models import Comment
from palier.journal.record import record
from palier.organisation.models import Person


def note(
    verb: str,
    comment: Comment,
    *,
    by: Person,
    at: datetime,
    is_counted: bool = False,
    **details: Any,
) -> None:
    """Record a change without its words, which are their author's to delete.

    The pages of the slide are woken, its sheet is not drawn again; the wall of its quarter too
    where `is_counted`, that is where the number of open threads may change.
    """
    record(
        verb,
        subject=comment.topic,
        organisation_id=by.organisation_id,
        actor=by,
        at=at,
        topics=(f"wall-{comment.slide.cycle_id}",) if is_counted else (),
        comment=comment.pk,
        **details,
    )
