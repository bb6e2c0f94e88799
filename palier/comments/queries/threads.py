"""What is said under a slide, as it is shown: threads, the open ones first to be read."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count

from palier.comments.models import Comment, Mention, Suggestion
from palier.comments.rules.marking import html_of
from palier.organisation.models import Membership, Person, Unit
from palier.slides.rules.difference import Piece, difference


@dataclass(frozen=True, slots=True)
class Said:
    """One comment as it is shown; without words where it was deleted."""

    pk: int
    author: Person
    unit: str  # the author's own
    at: datetime
    html: str
    is_edited: bool
    is_deleted: bool
    suggestion: Suggestion | None = None
    pieces: list[Piece] = field(default_factory=list)  # what a suggestion changes


@dataclass(frozen=True, slots=True)
class Thread:
    """A comment and its answers, oldest first."""

    pk: int
    line: str
    line_title: str
    comments: list[Said]
    author_id: int
    is_resolved: bool
    resolved_by: Person | None
    resolved_at: datetime | None

    @property
    def is_about_a_line(self) -> bool:
        return bool(self.line or self.line_title)

    @property
    def first(self) -> Said:
        return self.comments[0]


@dataclass(frozen=True, slots=True)
class Talk:
    """Everything said under a slide, the newest thread last."""

    slide_id: int
    open: list[Thread] = field(default_factory=list)
    resolved: list[Thread] = field(default_factory=list)


def talk_under(slide_id: int) -> Talk:
    """Return what is said under a slide (five queries, one where nothing is)."""
    rows = list(
        Comment.objects.filter(slide=slide_id)
        .select_related("author", "resolved_by", "suggestion__decided_by")
        .order_by("pk")
    )
    if not rows:
        return Talk(slide_id)
    threads = [_thread(said) for said in _joined(rows)]
    return Talk(
        slide_id,
        open=[thread for thread in threads if not thread.is_resolved],
        resolved=[thread for thread in threads if thread.is_resolved],
    )


def open_counts(slide_ids: Collection[int]) -> dict[int, int]:
    """Return how many threads are open under each slide that has any (one query)."""
    rows = (
        Comment.objects.shown_openings()
        .filter(slide__in=slide_ids, resolved_at=None)
        .values("slide")
        .annotate(threads=Count("pk"))
    )
    return {row["slide"]: row["threads"] for row in rows}


Told = list[tuple[Comment, Said]]


def _joined(rows: list[Comment]) -> Iterable[Told]:
    """Yield each thread as its comments; deleted ones only where an answer needs its question."""
    units = _units_of({row.author_id for row in rows})
    names = _names_in(rows[0].slide_id)
    threads: dict[int, Told] = {}
    for row in rows:
        said = _said(row, units.get(row.author_id, ""), names.get(row.pk, {}))
        threads.setdefault(row.thread_id or row.pk, []).append((row, said))
    for told in threads.values():
        while told and told[-1][1].is_deleted:
            told.pop()
        if told:
            yield told


def _thread(told: Told) -> Thread:
    opening = told[0][0]
    return Thread(
        pk=opening.pk,
        line=opening.line,
        line_title=opening.line_title,
        comments=[said for _row, said in told],
        author_id=opening.author_id,
        is_resolved=opening.resolved_at is not None,
        resolved_by=opening.resolved_by,
        resolved_at=opening.resolved_at,
    )


def _said(row: Comment, unit: str, names: dict[str, list[int]]) -> Said:
    suggestion = getattr(row, "suggestion", None)
    marked = tuple((name, " ".join(map(str, ids))) for name, ids in names.items())
    return Said(
        pk=row.pk,
        author=row.author,
        unit=unit,
        at=row.created_at,
        html=html_of(row.body, marked) if row.body else "",
        is_edited=row.edited_at is not None,
        is_deleted=row.deleted_at is not None,
        suggestion=suggestion,
        pieces=difference(suggestion.before, suggestion.after) if suggestion else [],
    )


def _names_in(slide_id: int) -> dict[int, dict[str, list[int]]]:
    """Return who is named in each comment: {comment: {name: ids}} (one query)."""
    found: dict[int, dict[str, list[int]]] = {}
    for row in Mention.objects.filter(comment__slide=slide_id):
        found.setdefault(row.comment_id, {}).setdefault(row.name, []).append(row.person_id)
    return found


def _units_of(people: Collection[int]) -> dict[int, str]:
    """Return the unit each person speaks for: the highest they head, else theirs (two queries)."""
    headed = Unit.objects.open().filter(head__in=people).order_by("-path")
    belonging = Membership.objects.filter(person__in=people, unit__closed_on=None)
    return {
        **dict(belonging.order_by("-unit__path").values_list("person_id", "unit__name")),
        **{unit.head_id: unit.name for unit in headed if unit.head_id},
    }
