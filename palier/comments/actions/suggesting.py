"""Proposing other words for a line; taking them, or leaving them."""

from datetime import datetime

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from palier.comments.actions.noting import note
from palier.comments.actions.saying import about, mention, place, say_again
from palier.comments.actions.settling import settle
from palier.comments.models import Comment, Suggestion
from palier.comments.rules.talking import LONGEST_KEY, Outcome, Words, check_body
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions import words as slide_words
from palier.slides.actions.undo import find_line
from palier.slides.models import Slide
from palier.slides.queries.lines import Line
from palier.slides.rules.tidy import one_line
from palier.slides.rules.writing import check_length

FIELD = "title"  # the words of a line; its figures are discussed


@transaction.atomic
def suggest(
    slide: Slide,
    line: str,
    proposed: str,
    words: Words,
    *,
    by: Person,
    at: datetime,
) -> Comment:
    """Propose `proposed` instead of the words of a line, with a comment or without.

    It begins a thread on that line. The same key twice is the same suggestion.

    :raises Refused: "no-such-line", "line-gone", "empty", "same-words", "too-long" or
        "comment-too-long"
    """
    after = one_line(proposed)
    if not after:
        raise Refused("empty")
    check_length(after)
    body = check_body(words.body, may_be_empty=True)
    comment, is_new = place(
        Comment(
            slide=slide,
            author=by,
            body=body,
            key=words.key[:LONGEST_KEY],
            created_at=at,
            **about(slide, line),
        )
    )
    if not is_new:
        say_again(comment, body, words, by=by, at=at)
        Suggestion.objects.filter(comment=comment, outcome="").update(after=after)
        return comment
    before = _line(slide, line).title
    if after == before:
        raise Refused("same-words")
    Suggestion.objects.create(comment=comment, field=FIELD, before=before, after=after)
    mention(comment, words.mentions)
    note("suggestion.made", comment, by=by, at=at, is_counted=True, line=line, field=FIELD)
    return comment


@transaction.atomic
def take(comment: Comment, *, by: Person, at: datetime) -> None:
    """Put the proposed words on the sheet, and settle the thread.

    What changed in the line since is merged word by word, as with any edit; where the same words
    changed, both versions are kept beside the line.

    :raises Refused: "not-writer", "locked", "gone", "decided" or "line-gone"
    """
    suggestion = _decide(comment, Outcome.TAKEN, by=by, at=at)
    line = _line(comment.slide, comment.line)
    slide_words.edit(
        line, suggestion.field, suggestion.after, before=suggestion.before, by=by, at=at
    )
    note("suggestion.taken", comment, by=by, at=at, is_counted=True, line=comment.line)


@transaction.atomic
def leave(comment: Comment, *, by: Person, at: datetime) -> None:
    """Let the words of the line stand, and settle the thread.

    :raises Refused: "not-writer", "gone" or "decided"
    """
    _decide(comment, Outcome.LEFT, by=by, at=at)
    note("suggestion.left", comment, by=by, at=at, is_counted=True, line=comment.line)


def _decide(comment: Comment, outcome: Outcome, *, by: Person, at: datetime) -> Suggestion:
    if not comment.slide.has_writer(by):
        raise Refused("not-writer")
    undecided = Suggestion.objects.filter(comment=comment, outcome="")
    if not undecided.update(outcome=outcome, decided_by=by, decided_at=at):
        decided = Suggestion.objects.filter(comment=comment).exists()
        raise Refused("decided" if decided else "gone")
    settle(comment, by=by, at=at)
    return Suggestion.objects.get(comment=comment)


def _line(slide: Slide, ref: str) -> Line:
    try:
        return find_line(slide, ref)
    except ObjectDoesNotExist:
        raise Refused("line-gone") from None
