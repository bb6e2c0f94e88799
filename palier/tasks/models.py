"""What tells that a worker lives."""

from typing import ClassVar

from django.db import models
from typing_extensions import override


class Pulse(models.Model):
    """A worker that has a task in hand: it says so again and again until the task is done."""

    worker = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Pulse"]] = models.Manager()

    class Meta:
        db_table = "tasks_pulse"

    @override
    def __str__(self) -> str:
        return self.worker
