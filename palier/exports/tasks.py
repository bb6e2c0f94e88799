"""What a worker does: make a file. Done twice, it is done once."""

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django_tasks import TaskResult, TaskResultStatus, task
from django_tasks.signals import task_finished

from palier.exports.actions import making


@task()
def make(pk: int) -> None:
    """Make the file of an export."""
    making.make(pk, clock=timezone.now)  # noqa: TID251 -- the door


@receiver(task_finished)
def note_failure(task_result: "TaskResult[Any]", **others: Any) -> None:
    """Tell its person that a file was given up, for a reason that nobody foresaw."""
    del others
    if task_result.status == TaskResultStatus.FAILED and task_result.task.func is make.func:
        at = timezone.now()  # noqa: TID251 -- the door
        making.note_failure(task_result.args[0], "failed", at=at)
