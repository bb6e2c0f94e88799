"""Files that take too long for a page: the concept that makes them in the background says where."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """A file that somebody asks for: of a quarter, of a pole in it, or of the whole."""

    kind: str  # one of `writing.files.TYPES`, or "archive"
    cycle: str = ""  # key of the quarter
    unit: str = ""  # key of the pole
    slides: int = 0
    entries: int = 0  # of the history, in an archive


# Gives the address of the page where a file is asked for, or None where it comes at once.
PlaceOf = Callable[[Asked], str | None]
_places: list[PlaceOf] = []


def made_by(place_of: PlaceOf) -> None:
    """Let `place_of` tell which files are made in the background."""
    _places[:] = [place_of]


def place_of(asked: Asked) -> str | None:
    """Return where a file that takes long is asked for; None: it comes at once."""
    return next((found for place in _places if (found := place(asked))), None)
