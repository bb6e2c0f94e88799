"""Saying that a thread is settled, or that it is not."""

from datetime import datetime

from django.db import transaction

from palier.comments.actions.noting import note
from palier.comments.models import Comment
from palier.comments.rules.talking import check_may_resolve
from palier.organisation.models import Person


@transaction.atomic
def resolve(comment: Comment, *, by: Person, at: datetime) -> None:
    """Settle the thread a comment is in: it folds away, and can be opened again.

    :raises Refused: "not-resolver"
    """
    opening = _checked(comment, by)
    if settle(opening, by=by, at=at):
        note("comment.resolved", opening, by=by, at=at, is_counted=True)


@transaction.atomic
def reopen(comment: Comment, *, by: Person, at: datetime) -> None:
    """Open a settled thread again.

    :raises Refused: "not-resolver"
    """
    opening = _checked(comment, by)
    settled = Comment.objects.filter(pk=opening.pk).exclude(resolved_at=None)
    if settled.update(resolved_at=None, resolved_by=None):
        note("comment.reopened", opening, by=by, at=at, is_counted=True)


def settle(opening: Comment, *, by: Person, at: datetime) -> bool:
    """Mark a thread as settled; return False if somebody was faster."""
    unsettled = Comment.objects.filter(pk=opening.pk, resolved_at=None)
    return bool(unsettled.update(resolved_at=at, resolved_by=by))


def _checked(comment: Comment, by: Person) -> Comment:
    opening = comment.opening
    check_may_resolve(
        author_id=opening.author_id,
        person_id=by.pk,
        is_writer=opening.slide.has_writer(by),
    )
    return opening
