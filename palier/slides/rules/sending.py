"""How the browser names a change, and the stretch of writing it belongs to."""

from dataclasses import dataclass

LONGEST = 40  # characters of a name


@dataclass(frozen=True, slots=True)
class Sent:
    """A change as it was sent: the same `id` twice is the same change.

    Changes of one `burst` (a line written without a pause, several lines pasted) are undone at
    once.
    """

    id: str = ""
    burst: str = ""


class AlreadyDone(Exception):  # noqa: N818 - not an error: an answer got lost on its way
    """The same change was made before; `line` is the ref it answered with."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


UNNAMED = Sent()
