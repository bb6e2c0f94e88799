"""What a comment said before its author changed it."""

from dataclasses import dataclass
from datetime import datetime

from palier.comments.models import Comment
from palier.slides.rules.difference import Piece, difference


@dataclass(frozen=True, slots=True)
class Change:
    """One change of a comment, word by word."""

    at: datetime
    pieces: list[Piece]


def wordings_of(comment: Comment) -> list[Change]:
    """Return the changes of a comment, the latest first (one query)."""
    texts = list(comment.wordings.values_list("body", "until"))
    bodies = [*(body for body, _until in texts), comment.body]
    changes = [
        Change(until, difference(body, became))
        for (body, until), became in zip(texts, bodies[1:], strict=True)
    ]
    return changes[::-1]
