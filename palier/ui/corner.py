"""Small pieces at the corner of every page: each concept registers its own, none is empty.

Register in `AppConfig.ready()`:

    corner.register(Piece("exports/_corner.html", has_news))
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest  # noqa: TID251 - the frame is asked of requests


@dataclass(frozen=True, slots=True)
class Piece:
    """A template that is included where `is_shown`, which asks the database nothing."""

    template: str
    is_shown: Callable[[HttpRequest], bool]


_pieces: list[Piece] = []


def register(piece: Piece) -> None:
    """Add a piece to the corner of every page."""
    _pieces.append(piece)


def pieces(request: HttpRequest) -> list[Piece]:
    """List the pieces that this page has."""
    return [piece for piece in _pieces if piece.is_shown(request)]
