"""Saying something under a slide, and changing or taking back what one said."""

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import IntegrityError, transaction

from palier.comments.actions.noting import note
from palier.comments.models import Comment, Mention, Suggestion
from palier.comments.queries.people import who_may_see
from palier.comments.rules.talking import (
    LONGEST_KEY,
    MOST_MENTIONS,
    Words,
    check_body,
    check_own,
    is_ref,
)
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.undo import find_line
from palier.slides.models import Slide


@transaction.atomic
def write(
    slide: Slide,
    words: Words,
    *,
    by: Person,
    at: datetime,
    line: str = "",
    thread: Comment | None = None,
) -> Comment:
    """Say something on the slide, on the line named `line`, or in answer to `thread`.

    Whoever sees a slide may, in every state of it. The same key twice is the same comment; if its
    words changed before the second sending, because an answer got lost, it is edited. An answer
    opens a settled thread again.

    :raises Refused: "empty", "comment-too-long", "no-such-line" or "other-slide"
    """
    body = check_body(words.body)
    opening = thread.opening if thread else None
    if opening and opening.slide_id != slide.pk:
        raise Refused("other-slide")
    comment, is_new = place(
        Comment(
            slide=slide,
            thread=opening,
            author=by,
            body=body,
            key=words.key[:LONGEST_KEY],
            created_at=at,
            **({} if opening else about(slide, line)),
        )
    )
    if not is_new:
        say_again(comment, body, words, by=by, at=at)
        return comment
    mention(comment, words.mentions)
    is_reopened = opening is not None and _open_again(opening)
    is_counted = opening is None or is_reopened or opening.deleted_at is not None
    note("comment.written", comment, by=by, at=at, is_counted=is_counted, line=comment.line)
    return comment


@transaction.atomic
def edit(
    comment: Comment, body: str, *, by: Person, at: datetime, mentions: Collection[int] = ()
) -> None:
    """Change the words of one's own comment; what it said before stays readable.

    :raises Refused: "not-yours", "gone", "empty" or "comment-too-long"
    """
    held = _held(comment, by)
    text = check_body(body, may_be_empty=has_suggestion(held))
    known = held.mentions.values_list("person_id", flat=True)
    if text == held.body:
        return  # twice is the same as once
    if held.body:
        held.wordings.create(body=held.body, until=at)
    held.body, held.edited_at = text, at
    held.save(update_fields=["body", "edited_at"])
    mention(held, frozenset(mentions) | frozenset(known))
    note("comment.edited", held, by=by, at=at)


@transaction.atomic
def delete(comment: Comment, *, by: Person, at: datetime) -> None:
    """Take back one's own comment: its words go, also those it said before an edit.

    Answers to it stay, under a place that says something was deleted.

    :raises Refused: "not-yours"
    """
    try:
        held = _held(comment, by)
    except Refused as refused:
        if refused.code == "gone":
            return  # twice is the same as once
        raise
    held.wordings.all().delete()
    held.mentions.all().delete()
    Suggestion.objects.filter(comment=held).delete()
    held.body, held.deleted_at = "", at
    held.save(update_fields=["body", "deleted_at"])
    note("comment.deleted", held, by=by, at=at, is_counted=True)


def place(comment: Comment) -> tuple[Comment, bool]:
    """Store a comment unless its author sent it before; return it, and if it is new."""
    if not comment.key:
        comment.save()
        return comment, True
    sent = Comment.objects.filter(
        slide=comment.slide_id, author=comment.author_id, key=comment.key
    ).select_related("slide")
    try:
        with transaction.atomic():
            known = sent.first()
            if known is None:
                comment.save()
    except IntegrityError:
        known = sent.get()  # a double click: the other one was faster
    return (known, False) if known else (comment, True)


def say_again(comment: Comment, body: str, words: Words, *, by: Person, at: datetime) -> None:
    """Bring a comment that is sent a second time to what it says now."""
    if comment.deleted_at is None:
        edit(comment, body, by=by, at=at, mentions=words.mentions)


def about(slide: Slide, line: str) -> dict[str, str]:
    """Return what a comment keeps of the line it is on.

    A line that was removed meanwhile is kept by its name: what was typed about it is not lost.

    :raises Refused: "no-such-line" if it is no name of a line
    """
    if not line:
        return {"line": "", "line_title": ""}
    if not is_ref(line):
        raise Refused("no-such-line")
    try:
        title = find_line(slide, line).title
    except ObjectDoesNotExist:
        title = ""
    return {"line": line, "line_title": title}


def mention(comment: Comment, ids: Collection[int]) -> None:
    """Keep who is named in a comment: only who may see the slide, and whose name is in it."""
    comment.mentions.all().delete()
    if not ids or "@" not in comment.body:
        return
    people = who_may_see(comment.slide).filter(pk__in=sorted(ids)[:MOST_MENTIONS])
    Mention.objects.bulk_create(
        Mention(comment=comment, person=person, name=person.name)
        for person in people
        if f"@{person.name}" in comment.body
    )


def has_suggestion(comment: Comment) -> bool:
    """Test if a comment proposes other words."""
    return Suggestion.objects.filter(comment=comment).exists()


def _held(comment: Comment, by: Person) -> Comment:
    """Return the comment as it is now, held until the end of the transaction, if one's own."""
    held = (
        Comment.objects.select_for_update(of=("self",)).select_related("slide").get(pk=comment.pk)
    )
    check_own(author_id=held.author_id, person_id=by.pk, is_deleted=held.deleted_at is not None)
    return held


def _open_again(opening: Comment) -> bool:
    settled = Comment.objects.filter(pk=opening.pk).exclude(resolved_at=None)
    return bool(settled.update(resolved_at=None, resolved_by=None))
