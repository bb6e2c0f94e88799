"""How far a command is, on a terminal, where it takes more than two seconds."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from palier.cli.words import said

if TYPE_CHECKING:
    from rich.progress import Progress

SLOW = 2.0  # seconds; nothing is said of what takes less


@contextmanager
def progress(label: str, steps: int = 0) -> Iterator[Callable[[], None]]:
    """Give a function that counts one step of a stage; without steps, the bar only moves.

    Nothing is shown where nobody looks: no terminal, or an answer in JSON.
    """
    if _is_quiet():
        yield lambda: None
        return
    bar = _Bar(said(label), steps)
    try:
        yield bar.advance
    finally:
        bar.end()


def _is_quiet() -> bool:
    context = click.get_current_context(silent=True)
    as_json = bool(context and context.params.get("as_json"))
    return as_json or not sys.stderr.isatty()


class _Bar:
    """A bar that comes late: rich is loaded by then alone."""

    def __init__(self, label: str, steps: int) -> None:
        self._label, self._steps = label, steps
        self._done = 0
        self._shown: Progress | None = None
        self._has_ended = False
        self._lock = threading.Lock()
        self._timer = threading.Timer(SLOW, self._show)
        self._timer.daemon = True
        self._timer.start()

    def advance(self) -> None:
        self._done += 1
        if self._shown is not None:
            self._shown.update(self._shown.task_ids[0], completed=self._done)

    def end(self) -> None:
        self._timer.cancel()
        with self._lock:
            self._has_ended = True
            if self._shown is not None:
                self._shown.stop()

    def _show(self) -> None:
        from rich.console import Console
        from rich.progress import Progress

        with self._lock:
            if self._has_ended:
                return
            bar = Progress(console=Console(stderr=True), transient=True)
            bar.add_task(self._label, total=self._steps or None, completed=self._done)
            bar.start()
            self._shown = bar
