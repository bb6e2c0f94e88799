"""Writing the comments of an import: added where they are not there, never changed."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from palier.comments.models import Comment, Mention, Suggestion, topic_of
from palier.comments.rules.talking import tidy
from palier.exchange.actions.rows import Ids, ref_of
from palier.exchange.matching import PlannedComment
from palier.journal.record import Change


def write_comments(comments: Sequence[PlannedComment], ids: Ids, *, at: datetime) -> list[Change]:
    """Add the comments that are new, first those that begin threads; return what to record."""
    openings: dict[int, int] = {}  # the first row of each thread of the file
    first: list[PlannedComment] = []
    answers: list[PlannedComment] = []
    known = _threads_of([comment.pk for comment in comments if comment.pk])
    begun: set[int] = set()
    for comment in comments:
        number = comment.source.thread
        if comment.pk:
            openings.setdefault(number, known[comment.pk])
        elif number in begun:
            answers.append(comment)
        else:
            first.append(comment)
        begun.add(number)
    openings |= _add(first, {}, ids, at)
    _add(answers, openings, ids, at)
    return _told([*first, *answers], ids)


def _threads_of(pks: list[int]) -> dict[int, int]:
    rows = Comment.objects.filter(pk__in=pks).values_list("pk", "thread_id")
    return {pk: thread or pk for pk, thread in rows}


def _add(
    comments: Sequence[PlannedComment], openings: dict[int, int], ids: Ids, at: datetime
) -> dict[int, int]:
    rows = Comment.objects.bulk_create(
        _row(comment, openings.get(comment.source.thread), ids, at) for comment in comments
    )
    ids.note_made("comments", [row.pk for row in rows])
    pairs = list(zip(comments, rows, strict=True))
    Suggestion.objects.bulk_create(
        _suggestion(comment, row, ids, at) for comment, row in pairs if comment.source.suggestion
    )
    Mention.objects.bulk_create(
        Mention(comment=row, person_id=ids.people[key], name=name)
        for comment, row in pairs
        for key, name in dict(comment.source.mentions).items()
    )
    return {comment.source.thread: row.pk for comment, row in pairs}


def _row(comment: PlannedComment, thread: int | None, ids: Ids, at: datetime) -> Comment:
    said = comment.source
    is_resolved = said.is_resolved and thread is None
    return Comment(
        slide_id=ids.slides[comment.slide],
        thread_id=thread,
        line=ref_of(comment.line, ids.lines[comment.line]) if comment.line else "",
        line_title=said.line_title,
        author_id=ids.people[comment.author],
        body="" if said.is_deleted else tidy(said.body),
        created_at=said.at,
        edited_at=said.edited_at,
        deleted_at=(said.edited_at or said.at) if said.is_deleted else None,
        resolved_at=(said.resolved_at or at) if is_resolved else None,
        resolved_by_id=ids.people[said.resolved_by] if is_resolved and said.resolved_by else None,
    )


def _suggestion(comment: PlannedComment, row: Comment, ids: Ids, at: datetime) -> Suggestion:
    said = comment.source.suggestion
    assert said is not None  # noqa: S101 - only comments that propose come here
    is_decided = bool(said.outcome)
    return Suggestion(
        comment=row,
        field=said.field,
        before=said.before,
        after=said.after,
        outcome=said.outcome,
        decided_by_id=ids.people[said.decided_by] if is_decided and said.decided_by else None,
        decided_at=(said.decided_at or at) if is_decided else None,
    )


def _told(comments: Sequence[PlannedComment], ids: Ids) -> list[Change]:
    """Return one line of the journal a slide; its words are not in it."""
    counts = Counter(comment.slide for comment in comments)
    return [
        Change(
            "comment.imported",
            topic_of(ids.slides[path]),
            (f"wall-{ids.cycles[path.partition('/')[2]]}",),
            {"count": count},
        )
        for path, count in counts.items()
    ]
