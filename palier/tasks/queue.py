"""The tasks that wait, and those whose worker has died. All in the database."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.module_loading import import_string
from django_tasks.base import Task, TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from palier.tasks.models import Pulse

SILENT = timedelta(seconds=20)  # a worker that has not said for so long that it lives is dead
MOST_TRIES = 3
KEPT = timedelta(days=7)  # how long it is known what became of a task

_waking: list[Callable[[], None]] = []


class GivenUpError(Exception):
    """The worker of a task died each time that it was tried."""


def ask(path: str, *args: Any) -> None:
    """Have the task "palier.exports.tasks.make" done in the background, once this is committed."""
    task: Task[Any, Any] = import_string(path)
    task.enqueue(*args)
    transaction.on_commit(wake, robust=True)


def wake() -> None:
    """Have the supervisor of this process look at the queue now."""
    for look in _waking:
        look()


def wake_by(look: Callable[[], None]) -> None:
    """Call `look` whenever this process asks for something; only the last one is kept."""
    _waking[:] = [look]


def has_work(at: datetime) -> bool:
    """Test if a task waits, or was left by a worker that died (one to three queries)."""
    return is_waiting() or bool(_left(at))


def is_waiting() -> bool:
    """Test if a task waits for a worker (one query)."""
    return DBTaskResult.objects.ready().order_by().exists()


def take_back(at: datetime, *, dead: str = "") -> None:
    """Put the tasks of workers that died back in the queue; those tried too often are given up.

    `dead` is a worker that is known to have ended; others are dead when they have been silent.
    """
    Pulse.objects.filter(worker=dead).delete()
    for row in _left(at):
        _take_back(row)


def _left(at: datetime) -> "list[DBTaskResult[Any, Any]]":
    """Return the tasks that were begun, and whose worker lives no more."""
    begun = list(DBTaskResult.objects.running())
    if not begun:
        return []
    # A worker says that it lives before it takes its first task.
    living = set(Pulse.objects.filter(at__gte=at - SILENT).values_list("worker", flat=True))
    return [row for row in begun if not living.intersection(row.worker_ids[-1:])]


def _take_back(row: "DBTaskResult[Any, Any]") -> None:
    if len(row.worker_ids) >= MOST_TRIES:
        row.set_failed(GivenUpError(f"tried {len(row.worker_ids)} times"))
        task_finished.send(type(row.task.get_backend()), task_result=row.task_result)
        return
    # Somebody else may have seen it too: it is put back once.
    mine = DBTaskResult.objects.filter(pk=row.pk, status=TaskResultStatus.RUNNING)
    mine.filter(started_at=row.started_at).update(status=TaskResultStatus.READY)


def forget_finished(at: datetime) -> None:
    """Forget what became of the tasks that ended long ago, and the workers of then."""
    Pulse.objects.filter(at__lt=at - KEPT).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=at - KEPT).delete()
