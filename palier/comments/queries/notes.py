"""What is still open under slides, in words alone, for files."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from palier.comments.models import Comment
from palier.comments.rules.marking import plain_text


@dataclass(frozen=True, slots=True)
class Note:
    """One comment of an open thread; an answer has no line of its own."""

    author: str
    at: datetime
    line_title: str
    is_answer: bool
    words: str  # without marks; may have several lines, or none beside a proposal
    proposed: str  # other words for the line


def open_notes(slide_ids: Collection[int]) -> dict[int, list[Note]]:
    """Return what is said in open threads by slide, thread after thread (one query)."""
    rows = (
        Comment.objects.filter(slide__in=slide_ids, deleted_at=None)
        .exclude(resolved_at__isnull=False)
        .exclude(thread__resolved_at__isnull=False)
        .select_related("author", "suggestion")
    )
    found: dict[int, list[Note]] = {}
    for row in sorted(rows, key=lambda row: (row.thread_id or row.pk, row.pk)):
        suggestion = getattr(row, "suggestion", None)
        note = Note(
            author=row.author.name,
            at=row.created_at,
            line_title=row.line_title,
            is_answer=row.thread_id is not None,
            words=plain_text(row.body),
            proposed=suggestion.after if suggestion else "",
        )
        found.setdefault(row.slide_id, []).append(note)
    return found
