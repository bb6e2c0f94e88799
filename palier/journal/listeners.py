"""Who wants to know of which changes. Concepts register their own in `AppConfig.ready()`."""

from collections.abc import Callable, Iterator

from palier.journal.models import Entry

Listener = Callable[[Entry], None]
_listeners: dict[str, list[Listener]] = {}


def register(verb: str, listener: Listener) -> None:
    """Call `listener` with each entry of `verb`, or of all "slide.…" when `verb` is "slide".

    It runs after the commit, in the thread of the change; what it raises is logged, and
    changes nothing for the person who acted.
    """
    known = _listeners.setdefault(verb, [])
    if listener not in known:
        known.append(listener)


def of(verb: str) -> Iterator[Listener]:
    """Yield who wants to know of `verb`, in the order of their registration."""
    yield from _listeners.get(verb, ())
    yield from _listeners.get(verb.partition(".")[0], ())
