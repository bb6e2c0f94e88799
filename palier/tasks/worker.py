"""A worker: does the tasks that wait, one after the other. It holds nothing while it waits."""

import os
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import DatabaseError, connections
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, DEFAULT_TASK_QUEUE_NAME
from django_tasks_db.management.commands.db_worker import Worker

from palier.tasks import queue
from palier.tasks.models import Pulse
from palier.ui.trouble import Trouble, trouble_of

PAUSE = 0.5  # seconds between two looks at the queue
BEAT = 5.0  # seconds between two signs of life
NICE = 5  # pages come before files that somebody waits for elsewhere

Clock = Callable[[], datetime]


def work(name: str, *, clock: Clock, linger: float | None, is_supervised: bool = False) -> None:
    """Do what waits, until there has been nothing for `linger` seconds; None: until stopped.

    A supervised one leaves signals to its supervisor, and ends with it.
    """
    worker = _worker(name)
    if is_supervised:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends it to both
        _be_humble()
    else:
        worker.configure_signals()
    parent, busy_at = os.getppid(), time.monotonic()
    while worker.running:
        if _look(worker, clock):
            busy_at = time.monotonic()
        connections.close_all()
        if linger is not None and time.monotonic() - busy_at >= linger:
            return
        if is_supervised and os.getppid() != parent:
            return
        if worker.running:
            time.sleep(PAUSE)


def _worker(name: str) -> Worker:
    return Worker(
        queue_names=[DEFAULT_TASK_QUEUE_NAME],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=None,
        worker_id=name,
        excluded_queue_names=[],
    )


def _look(worker: Worker, clock: Clock) -> bool:
    """Do all that waits; return whether anything did. A busy database is asked again later."""
    try:
        queue.take_back(clock())
        if not queue.is_waiting():
            return False
        with _pulse(worker.worker_id, clock):
            worker.run()
    except DatabaseError as error:
        if trouble_of(error) is not Trouble.BUSY:
            raise
    return True


@contextmanager
def _pulse(name: str, clock: Clock) -> Iterator[None]:
    """Say again and again that this worker lives; its tasks are then nobody else's."""
    done = threading.Event()
    thread = threading.Thread(target=_beat, args=(name, clock, done), daemon=True)
    _say(name, clock)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()
        Pulse.objects.filter(worker=name).delete()


def _beat(name: str, clock: Clock, done: threading.Event) -> None:
    while not done.wait(BEAT):
        try:
            _say(name, clock)
        except DatabaseError as error:  # the next one is in time
            if trouble_of(error) is None:
                raise
        finally:
            connections.close_all()


def _say(name: str, clock: Clock) -> None:
    Pulse.objects.update_or_create(worker=name, defaults={"at": clock()})


def _be_humble() -> None:
    if hasattr(os, "nice"):  # Windows has none
        os.nice(NICE)
