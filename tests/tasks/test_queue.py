"""Tasks whose worker died are done again, those that kill their worker are given up."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from palier.exports.actions.asking import Wanted, ask
from palier.exports.models import Export
from palier.tasks import queue
from palier.tasks.models import Pulse
from tests.cast import Cast


@pytest.fixture
def begun(cast: Cast) -> Export:
    """Have a worker called "w1" begin a task."""
    row = ask(Wanted("pptx", "fr", "2027-Q1"), by=cast.dora, at=timezone.now())
    claim("w1")
    return row


def claim(worker: str) -> None:
    DBTaskResult.objects.get().claim(worker)


def status() -> str:
    return DBTaskResult.objects.get().status


def test_what_waits_is_work(cast: Cast) -> None:
    assert not queue.has_work(timezone.now())
    ask(Wanted("pptx", "fr", "2027-Q1"), by=cast.dora, at=timezone.now())
    assert queue.has_work(timezone.now())


def test_a_worker_that_lives_keeps_its_task(begun: Export) -> None:
    now = timezone.now()
    Pulse.objects.create(worker="w1", at=now)
    assert not queue.has_work(now)
    queue.take_back(now)
    assert status() == TaskResultStatus.RUNNING


def test_a_silent_worker_loses_its_task(begun: Export) -> None:
    now = timezone.now()
    Pulse.objects.create(worker="w1", at=now)
    later = now + queue.SILENT + timedelta(seconds=1)
    assert queue.has_work(later)
    queue.take_back(later)
    assert status() == TaskResultStatus.READY


def test_a_worker_known_to_be_dead_loses_its_task_at_once(begun: Export) -> None:
    now = timezone.now()
    Pulse.objects.create(worker="w1", at=now)
    queue.take_back(now, dead="w1")
    assert status() == TaskResultStatus.READY


def test_a_task_that_kills_its_workers_is_given_up_and_its_person_told(begun: Export) -> None:
    now = timezone.now()
    for worker in ("w2", "w3"):
        queue.take_back(now)
        claim(worker)
    queue.take_back(now)
    assert status() == TaskResultStatus.FAILED
    begun.refresh_from_db()
    assert (begun.is_failed, begun.fault) == (True, "failed")
    assert not queue.has_work(now)


def test_what_became_of_tasks_is_forgotten(begun: Export) -> None:
    DBTaskResult.objects.get().set_successful(None)
    queue.forget_finished(timezone.now())
    assert DBTaskResult.objects.count() == 1
    queue.forget_finished(timezone.now() + timedelta(days=8))
    assert not DBTaskResult.objects.exists()
