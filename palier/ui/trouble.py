"""What an exception of the database or the disk means to the person who waits."""

import errno
import sqlite3
from enum import Enum

from django.db import DatabaseError


class Trouble(Enum):
    BUSY = "busy"  # come back in a moment
    FULL = "full"  # no room left on the disk
    READONLY = "readonly"  # the data folder cannot be written


_SQLITE = {
    sqlite3.SQLITE_BUSY: Trouble.BUSY,
    sqlite3.SQLITE_LOCKED: Trouble.BUSY,
    sqlite3.SQLITE_FULL: Trouble.FULL,
    sqlite3.SQLITE_READONLY: Trouble.READONLY,
    sqlite3.SQLITE_CANTOPEN: Trouble.READONLY,
}
_POSTGRESQL = {
    "55P03": Trouble.BUSY,  # lock not available
    "57014": Trouble.BUSY,  # statement timeout
    "40001": Trouble.BUSY,  # serialization failure
    "40P01": Trouble.BUSY,  # deadlock
    "53300": Trouble.BUSY,  # too many connections
    "57P01": Trouble.BUSY,  # the server restarts
    "57P03": Trouble.BUSY,  # the server starts
    "53100": Trouble.FULL,
    "25006": Trouble.READONLY,
}
_ERRNO = {
    errno.ENOSPC: Trouble.FULL,
    errno.EDQUOT: Trouble.FULL,
    errno.EROFS: Trouble.READONLY,
}


def trouble_of(exception: BaseException | None) -> Trouble | None:
    """Name the trouble behind an exception, looking through what it was raised from."""
    while exception is not None:
        found = _name(exception)
        if found:
            return found
        exception = exception.__cause__ or exception.__context__
    return None


def _name(exception: BaseException) -> Trouble | None:
    if isinstance(exception, sqlite3.Error):
        # Extended codes keep the primary one in their low byte.
        return _SQLITE.get(getattr(exception, "sqlite_errorcode", 0) & 0xFF)
    if isinstance(exception, OSError):
        return _ERRNO.get(exception.errno or 0)
    sqlstate = getattr(exception, "sqlstate", None)
    if sqlstate in _POSTGRESQL:
        return _POSTGRESQL[sqlstate]
    if isinstance(exception, DatabaseError) and "locked" in str(exception):
        return Trouble.BUSY  # raised by Django itself or by another driver
    return None
