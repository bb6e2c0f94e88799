"""Sees that there is a worker while there is work, and that what a dead one left is done."""

import logging
import secrets
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import datetime

from django.db import DatabaseError, connections

from palier.tasks import queue

FIRST = 1.0  # seconds after the start: the first pages come before it
PAUSE = 10.0  # seconds between two looks at a queue that nobody stirred
TIDY = 3600.0  # seconds between two looks for what is old
LINGER = 30  # seconds a worker waits for more
PATIENCE = 60.0  # seconds at most before a worker that dies is started again
GOODBYE = 3.0  # seconds a worker has to end, when the server does

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]


class Supervisor:
    """A thread of the server, and the worker it starts: one at a time, none without work."""

    def __init__(self, clock: Clock, tidy: Callable[[datetime], None]) -> None:
        self._clock = clock
        self._tidy = tidy
        self._wake = threading.Event()
        self._is_stopping = False
        self._deaths = 0
        self._tidied_at: datetime | None = None
        self.child: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._watch, name="tasks", daemon=True)

    def start(self) -> None:
        """Begin to watch the queue, a moment later."""
        queue.wake_by(self._wake.set)
        self._thread.start()

    def stop(self) -> None:
        """End, and the worker too: what it was at is done again from the start, next time."""
        self._is_stopping = True
        self._wake.set()
        child = self.child
        if child is not None:
            child.terminate()
        if self._thread.is_alive():
            self._thread.join(GOODBYE)
        if child is not None and child.poll() is None:
            child.kill()

    def _watch(self) -> None:
        self._wake.wait(FIRST)
        while not self._is_stopping:
            self._wake.clear()
            pause = self._look()
            self._wake.wait(pause)

    def _look(self) -> float:
        """Have done what waits; return in how many seconds to look again."""
        try:
            self._keep_tidy()
            if not queue.has_work(self._clock()):
                return PAUSE
            connections.close_all()
            return self._employ()
        except (DatabaseError, OSError):
            logger.exception("Background work cannot be looked at")
            return PAUSE
        finally:
            connections.close_all()

    def _keep_tidy(self) -> None:
        now = self._clock()
        if self._tidied_at is None or (now - self._tidied_at).total_seconds() >= TIDY:
            self._tidied_at = now
            queue.forget_finished(now)
            self._tidy(now)

    def _employ(self) -> float:
        """Run one worker to its end; return in how many seconds to look for the next."""
        name = f"served-{secrets.token_hex(8)}"
        options = ["--linger", str(LINGER), "--supervised", name]
        command = [sys.executable, "-m", "palier.cli", "worker", *options]
        self.child = subprocess.Popen(command, stdin=subprocess.DEVNULL)  # noqa: S603 -- ourselves
        if self._is_stopping:
            self.child.terminate()
        status = self.child.wait()
        queue.take_back(self._clock(), dead=name)
        if status == 0 or self._is_stopping:
            self._deaths = 0
            return 0
        self._deaths += 1
        logger.warning("A worker died (%s); its tasks are taken up again.", status)
        return float(min(2 ** (self._deaths - 1), PATIENCE)) if self._deaths > 1 else 0
