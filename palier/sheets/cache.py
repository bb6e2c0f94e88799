"""Finished sheets kept in memory: drawn once by slide, version and language."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import NamedTuple

from palier.sheets.content import Sheet
from palier.sheets.draw_html import sheet_html
from palier.sheets.fit import fit
from palier.sheets.layout import Layout

# A layout takes about eight times the memory of its HTML.
_LAYOUT_WEIGHT = 9


class Drawn(NamedTuple):
    """A sheet measured and drawn."""

    layout: Layout
    html: str


class Kept:
    """What was used last, bounded by number and by bytes; safe between threads."""

    def __init__(self, *, most: int, most_bytes: int) -> None:
        self._most, self._most_bytes = most, most_bytes
        self._drawn: OrderedDict[Hashable, Drawn] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def remember(self, key: Hashable, make: Callable[[], Drawn]) -> Drawn:
        """Answer what is kept under a key, made first if it is not there.

        Two threads may make the same sheet at once: both get the same words, one is kept.
        """
        with self._lock:
            if key in self._drawn:
                self._drawn.move_to_end(key)
                return self._drawn[key]
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
        with self._lock:
            self._drawn.clear()
            self._bytes = 0


def _weight(drawn: Drawn) -> int:
    return len(drawn.html) * _LAYOUT_WEIGHT


def draw(sheet: Sheet) -> Drawn:
    """Measure and draw a sheet."""
    layout = fit(sheet)
    return Drawn(layout, sheet_html(sheet, layout))


_KEPT = Kept(most=4_000, most_bytes=128 * 1024 * 1024)


def remember(key: Hashable, make: Callable[[], Sheet]) -> Drawn:
    """Answer the drawing kept under (slide, version, language), made from a sheet if need be."""
    return _KEPT.remember(key, lambda: draw(make()))


def forget_all() -> None:
    """Forget every drawing, as a restart does."""
    _KEPT.clear()
