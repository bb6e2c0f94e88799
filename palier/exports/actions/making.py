"""Making a file: beside its place, put there at the end, told on the way. Twice is like once."""

import errno
import os
import secrets
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO

from django.conf import settings
from django.db import transaction
from django.utils.translation import override

from palier.exports.models import Export, State
from palier.exports.queries import Content, content_of
from palier.live.publish import publish
from palier.ui.trouble import Trouble, trouble_of

TOLD_EACH = 0.5  # seconds between two words on how far it is
WRITTEN = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}

Clock = Callable[[], datetime]


class Gone(Exception):  # noqa: N818 - no error: its person wants it no more
    """The export was removed while it was made."""


def make(pk: int, *, clock: Clock) -> None:
    """Make the file of an export that is under way, or note why it cannot be made.

    :raises Exception: what nobody foresaw, once it is noted; see `note_failure`
    """
    row = Export.objects.under_way().select_related("person__organisation").filter(pk=pk).first()
    if row is None:
        return  # made already, or no longer wanted
    content = content_of(row)
    if content is None:
        note_failure(pk, "nothing", at=clock())
        return
    try:
        with override(row.language):
            _make(row, content, clock)
    except Gone:
        return
    except OSError as error:
        if error.errno not in FULL and trouble_of(error) is not Trouble.FULL:
            raise
        note_failure(pk, "full", at=clock())


def note_failure(pk: int, fault: str, *, at: datetime) -> None:
    """Note that an export cannot be made, and why: its person is told, and may try again."""
    under_way = Export.objects.under_way().filter(pk=pk)
    row = under_way.first()
    if row and under_way.update(state=State.FAILED, fault=fault, changed_at=at, ended_at=at):
        _publish(row)


def _make(row: Export, content: Content, clock: Clock) -> None:
    progress = _Progress(row, content.total, clock)
    folder: Path = settings.EXPORTS
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = folder / f"{row.token}.{secrets.token_hex(4)}"
    try:
        with os.fdopen(os.open(beside, WRITTEN, 0o600), "wb") as file:
            kind = _write(content, file, progress)
            file.flush()
            os.fsync(file.fileno())
            size = file.tell()
        beside.replace(row.place)
        _finish(row, content, (f"{content.stem}.{kind}", size), clock())
    finally:
        beside.unlink(missing_ok=True)


def _write(content: Content, file: IO[bytes], progress: "_Progress") -> str:
    progress.begin()
    return content.write(file, progress.advance)


def _finish(row: Export, content: Content, made: tuple[str, int], at: datetime) -> None:
    name, size = made
    with transaction.atomic():
        ready = Export.objects.under_way().filter(pk=row.pk).update(
            state=State.READY,
            done=content.total,
            total=content.total,
            name=name,
            size=size,
            slides=content.slides,
            names_addresses=content.names_addresses,
            changed_at=at,
            ended_at=at,
        )  # fmt: skip
    if ready:
        _publish(row)
    elif not Export.objects.filter(pk=row.pk).exists():
        row.place.unlink(missing_ok=True)


class _Progress:
    """Tells the pages how far a file is, twice a second at most: each word is a small write."""

    def __init__(self, row: Export, total: int, clock: Clock) -> None:
        self._row = row
        self._total = total
        self._clock = clock
        self._done = 0
        self._told_at = 0.0

    def begin(self) -> None:
        self._tell(state=State.MAKING, total=self._total)

    def advance(self) -> None:
        self._done += 1
        if time.monotonic() - self._told_at >= TOLD_EACH:
            self._tell()

    def _tell(self, **fields: object) -> None:
        self._told_at = time.monotonic()
        rows = Export.objects.under_way().filter(pk=self._row.pk)
        if not rows.update(done=self._done, changed_at=self._clock(), **fields):
            raise Gone
        _publish(self._row)


def _publish(row: Export) -> None:
    publish(row.topic)
