"""The archive of an organisation: one zip that an empty Palier reads back."""

import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.db import connection, transaction

from palier.exchange.json_values import compact, dumped
from palier.exchange.reading.whole import COMMENTS, COMPANY, JOURNAL, README, SLIDES
from palier.exchange.writing.readme import readme
from palier.exchange.writing.whole import Whole
from palier.organisation.models import Organisation

FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same content is the same file, whenever it is written
Advance = Callable[[], None]


def archive_name(organisation: Organisation) -> str:
    """Return what the file is called: "acme - palier.zip"."""
    return f"{organisation.key} - palier.zip"


def write_archive(
    organisation: Organisation, target: IO[bytes], advance: Advance = lambda: None
) -> None:
    """Write everything an organisation holds into `target`, as it is at one moment.

    Slides, comments and entries are in memory some at a time. `advance` is called once a part.
    """
    with _at_one_moment(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        whole = Whole(organisation)
        _write(archive, README, [readme(organisation).encode()])
        advance()
        _write(archive, COMPANY, [f"{dumped(whole.company())}\n".encode()])
        advance()
        for name, values in (
            (SLIDES, whole.slides()),
            (COMMENTS, whole.comments()),
            (JOURNAL, whole.journal()),
        ):
            _write(archive, name, _lines(values))
            advance()


PARTS = 5


def _lines(values: Iterable[dict[str, Any]]) -> Iterator[bytes]:
    for value in values:
        yield f"{compact(value)}\n".encode()


def _write(archive: zipfile.ZipFile, name: str, pieces: Iterable[bytes]) -> None:
    info = zipfile.ZipInfo(name, FIRST_DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    with archive.open(info, "w", force_zip64=True) as part:
        for piece in pieces:
            part.write(piece)


@contextmanager
def _at_one_moment() -> Iterator[None]:
    """Read everything as it is now, whatever others write meanwhile; they need not wait."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        # Not atomic(): its transactions begin by taking the lock of writers.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield
