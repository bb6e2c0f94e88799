"""Finished sheets kept in memory: drawn once by slide, version and language."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Protocol

from palier.sheets.layout import Layout

# A layout takes about eight times the memory of its HTML.
_WEIGHT = 9


class Drawn(Protocol):
    """A sheet measured and drawn."""

    @property
    def layout(self) -> Layout: ...
    @property
    def html(self) -> str: ...


class Kept:
    """What was used last, bounded by number and by bytes; safe between threads."""

    def __init__(self, *, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._drawn: OrderedDict[Hashable, Drawn] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def remembered(self, key: Hashable) -> Drawn | None:
        """Answer what is kept under a key, or nothing."""
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
            return self._drawn.get(key)

    def remember(self, key: Hashable, make: Callable[[], Drawn]) -> Drawn:
        """Answer what is kept under a key, made first if it is not there.

        Two threads may make the same sheet at once: making holds no lock, one of the two is kept.
        """
        if (kept := self.remembered(key)) is not None:
            return kept
        made = make()
        with self._lock:
            if key not in self._drawn:
                self._drawn[key] = made
                self._bytes += _weight(made)
            while len(self._drawn) > self._most or self._bytes > self._most_bytes:
                _, oldest = self._drawn.popitem(last=False)
                self._bytes -= _weight(oldest)
        return made

    def __len__(self) -> int:
        return len(self._drawn)

    def clear(self) -> None:
        """Forget everything, as a restart does."""
        with self._lock:
            self._drawn.clear()
            self._bytes = 0


def _weight(drawn: Drawn) -> int:
    return len(drawn.html) * _WEIGHT


_KEPT = Kept(most=4_000, most_bytes=128 * 1024 * 1024)
remember = _KEPT.remember
remembered = _KEPT.remembered
forget_all = _KEPT.clear
