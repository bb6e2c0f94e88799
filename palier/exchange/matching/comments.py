"""Which comments of a file are there already, and which are to be added.

A comment is known by its slide, its author and its moment; what is there is never written over,
and what was deleted does not come back.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from palier.exchange.document import Comment, Leftover, Suggestion
from palier.exchange.matching.picture import Picture, Voice
from palier.exchange.matching.plan import PlannedComment


@dataclass(frozen=True, slots=True)
class Known:
    """What the rest of the plan knows: Palier's names for those of the file."""

    path: Callable[[str], str]  # of a slide or a line
    person: Callable[[str], str | None]
    slides: Collection[str]  # paths of slides that are in the plan
    lines: Collection[str]


def plan_comments(
    comments: Collection[Comment], picture: Picture, known: Known
) -> tuple[list[PlannedComment], list[Leftover]]:
    """Return the comments as they would be written, and those that belong to nobody here."""
    planned: list[PlannedComment] = []
    leftovers: list[Leftover] = []
    seen: Counter[Voice] = Counter()
    for comment in comments:
        slide, author = known.path(comment.slide), known.person(comment.author)
        if slide not in known.slides or author is None:
            leftovers.append(Leftover(comment.place, comment.body, "unknown-reference"))
            continue
        line = known.path(f"{comment.slide}/{comment.line}") if comment.line else ""
        voice = (slide, author, comment.at)
        there = picture.comments.get(voice, [])
        planned.append(
            PlannedComment(
                source=_resolved(comment, known),
                slide=slide,
                author=author,
                line=line if line in known.lines else "",
                pk=there[seen[voice]] if seen[voice] < len(there) else None,
            )
        )
        seen[voice] += 1
    return planned, leftovers


def _resolved(comment: Comment, known: Known) -> Comment:
    return replace(
        comment,
        resolved_by=_key(comment.resolved_by, known),
        mentions=list(_mentions(comment, known)),
        suggestion=_suggestion(comment.suggestion, known),
    )


def _mentions(comment: Comment, known: Known) -> Iterator[tuple[str, str]]:
    for written, name in comment.mentions:
        key = known.person(written)
        if key:
            yield key, name


def _suggestion(suggestion: Suggestion | None, known: Known) -> Suggestion | None:
    if suggestion is None:
        return None
    return replace(suggestion, decided_by=_key(suggestion.decided_by, known))


def _key(written: str | None, known: Known) -> str | None:
    return known.person(written) if written else None
