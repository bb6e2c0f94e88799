"""Which topics exist, who may watch each, what all who watch it see. Concepts register theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

MayWatch = Callable[[Any, int], bool]
Render = Callable[[int], str | None]


class Somebody(Protocol):
    """What is known here of a person: whoever recognises them knows more."""

    pk: int
    name: str


@dataclass(frozen=True, slots=True)
class Kind:
    """What is known of all topics of one name."""

    may_watch: MayWatch
    render: Render | None


_kinds: dict[str, Kind] = {}


def register(name: str, may_watch: MayWatch, render: Render | None = None) -> None:
    """Make the topics "name-1", "name-2"… exist.

    `may_watch(person, pk)` tells whether a person, just read, may know that this one changes.
    `render(pk)` gives the HTML that all who watch see alike, in the language that is active,
    or None when it is gone; the answer is kept until the topic is published again.
    """
    _kinds[name] = Kind(may_watch, render)


def may_watch(person: Somebody, topic: str) -> bool:
    """Return whether a person, just read, may watch `topic`; False where there is no such topic."""
    kind, pk = _find(topic)
    return kind is not None and kind.may_watch(person, pk)


def render(topic: str) -> str | None:
    """Return the shared fragment of `topic` in the active language, or None without one."""
    kind, pk = _find(topic)
    return kind.render(pk) if kind and kind.render else None


def _find(topic: str) -> tuple[Kind | None, int]:
    name, _, number = topic.rpartition("-")
    # More digits than a table's id can hold would be an error of the database.
    if not (number.isascii() and number.isdecimal() and len(number) <= 18):
        return None, 0
    return _kinds.get(name), int(number)
