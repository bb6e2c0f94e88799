"""What is said under slides, as the neutral document says it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from palier.comments import models
from palier.comments.models import Mention
from palier.exchange import document as doc
from palier.organisation.models import Person


@dataclass(frozen=True, slots=True)
class Named:
    """How the document names rows."""

    slides: Mapping[int, str]  # "unit/cycle" by id
    people: Mapping[int, Person]
    lines: Mapping[str, str]  # "o1/k1" by ref


def comments_under(named: Named) -> list[doc.Comment]:
    """Return the comments under slides, thread after thread, oldest first (two queries).

    A deleted one is told only where answers stand under it.
    """
    rows = list(
        models.Comment.objects.filter(slide__in=named.slides)
        .select_related("suggestion")
        .order_by("pk")
    )
    answered = {row.thread_id for row in rows if row.deleted_at is None}
    places = {pk: place for place, pk in enumerate(named.slides)}
    shown = [row for row in rows if row.deleted_at is None or row.pk in answered]
    shown.sort(key=lambda row: (places[row.slide_id], row.thread_id or row.pk, row.pk))
    threads: dict[int, int] = {}
    mentions = _mentions(named)
    return [
        _comment(
            row,
            threads.setdefault(row.thread_id or row.pk, len(threads) + 1),
            mentions.get(row.pk, []),
            named,
        )
        for row in shown
    ]


def people_in(comments: Iterable[doc.Comment]) -> set[str | None]:
    """Return the keys of all who spoke, decided or are named."""
    found: set[str | None] = set()
    for comment in comments:
        found |= {comment.author, comment.resolved_by, *(key for key, _name in comment.mentions)}
        if comment.suggestion:
            found.add(comment.suggestion.decided_by)
    return found


def _mentions(named: Named) -> dict[int, list[tuple[str, str]]]:
    found: dict[int, list[tuple[str, str]]] = {}
    for row in Mention.objects.filter(comment__slide__in=named.slides).order_by("pk"):
        key = named.people[row.person_id].key
        found.setdefault(row.comment_id, []).append((key, row.name))
    return found


def _comment(
    row: models.Comment, thread: int, mentions: list[tuple[str, str]], named: Named
) -> doc.Comment:
    return doc.Comment(
        slide=named.slides[row.slide_id],
        thread=thread,
        author=named.people[row.author_id].key,
        at=row.created_at,
        body=row.body,
        line=named.lines.get(row.line, ""),
        line_title=row.line_title,
        mentions=mentions,
        edited_at=row.edited_at,
        is_deleted=row.deleted_at is not None,
        is_resolved=row.resolved_at is not None,
        resolved_by=_key(row.resolved_by_id, named),
        resolved_at=row.resolved_at,
        suggestion=_suggestion(row, named),
    )


def _suggestion(row: models.Comment, named: Named) -> doc.Suggestion | None:
    found: models.Suggestion | None = getattr(row, "suggestion", None)
    if found is None:
        return None
    return doc.Suggestion(
        after=found.after,
        before=found.before,
        field=found.field,
        outcome=found.outcome,
        decided_by=_key(found.decided_by_id, named),
        decided_at=found.decided_at,
    )


def _key(pk: int | None, named: Named) -> str | None:
    return named.people[pk].key if pk else None
