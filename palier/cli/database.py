"""Bringing the database to the tables of this version, without ever losing what is in it."""

import os
import sqlite3
import subprocess
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

from django.apps import apps
from django.core.management import call_command
from django.db import DatabaseError, connection

from palier.cli.words import RefusedError, tell
from palier.cli.words import mark as _

Migration = tuple[str, str]  # app, name


def bring_up_to_date(folder: Path, *, migrate: bool, now: datetime) -> None:
    """Make the tables of a new database; change those of an old one only when `migrate` says so.

    A copy is kept in `folder` before anything is changed.

    :raises RefusedError: it must be migrated, is of a later version, or cannot be used
    """
    try:
        _bring_up_to_date(folder, migrate=migrate, now=now)
    except DatabaseError as error:
        raise _unusable(error) from error


def _bring_up_to_date(folder: Path, *, migrate: bool, now: datetime) -> None:
    known, applied = _known(), _applied()
    later = {(app, name) for app, name in applied - known if apps.is_installed(f"palier.{app}")}
    if later:
        raise RefusedError(
            _("This database was last used by a later version of Palier. Install that version.")
        )
    if not known - applied:
        return
    if _is_empty():
        tell(_("Preparing a new database…"))
    elif migrate:
        tell(_("A copy of the database is in {file}."), file=_copy(folder, now))
    else:
        raise RefusedError(
            _(
                "The database is of an earlier version of Palier. Start once with --migrate: "
                "a copy is kept first, then the database is brought up to date."
            )
        )
    call_command("migrate", verbosity=0, interactive=False)


def _known() -> set[Migration]:
    """Return the migrations of this version, by their files: importing them all is slow."""
    found: set[Migration] = set()
    for app in apps.get_app_configs():
        spec = find_spec(f"{app.name}.migrations")
        for folder in (spec and spec.submodule_search_locations) or ():
            found |= {(app.label, path.stem) for path in Path(folder).glob("[0-9]*.py")}
    return found


def _applied() -> set[Migration]:
    """Return the migrations this database has been through; none when it is empty."""
    with connection.cursor() as cursor:
        if "django_migrations" not in connection.introspection.table_names(cursor):
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())


def _is_empty() -> bool:
    """Return whether nothing can be lost; also where the first start was interrupted."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
        for table in {"accounts_user", "organisation_organisation"}.intersection(tables):
            cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")  # noqa: S608 -- the names above
            if cursor.fetchone():
                return False
    return True


def _copy(folder: Path, now: datetime) -> Path:
    backups = folder / "backups"
    backups.mkdir(exist_ok=True)
    name = f"palier-{now:%Y%m%d-%H%M%S-%f}"
    if connection.vendor == "sqlite":
        file = backups / f"{name}.sqlite3"
        _copy_sqlite(file)
    else:
        file = backups / f"{name}.dump"
        _copy_postgresql(file)
    file.chmod(0o600)
    return file


def _copy_sqlite(file: Path) -> None:
    # Not a copy of the file: the latest commits are in the journal beside it.
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(file)])


def _copy_postgresql(file: Path) -> None:
    settings = connection.settings_dict
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    access = {name: str(settings[key]) for name, key in names.items() if settings[key]}
    command = ["pg_dump", "--format=custom", f"--file={file}", f"--dbname={settings['NAME']}"]
    try:
        subprocess.run(  # noqa: S603 -- our own settings, and no shell
            command, env={**os.environ, **access}, check=True, capture_output=True
        )
    except (OSError, subprocess.CalledProcessError) as error:
        detail = getattr(error, "stderr", b"") or str(error).encode()
        raise RefusedError(
            _(
                "No copy of the database could be made, so nothing was changed. pg_dump, of the "
                "version of the server or a later one, must be installed: {detail}"
            ),
            detail=detail.decode(errors="replace").strip(),
        ) from error


def _unusable(error: DatabaseError) -> RefusedError:
    cause = error.__cause__
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    place = connection.settings_dict["NAME"]
    if code == sqlite3.SQLITE_FULL:
        return RefusedError(_("The disk is full: the database needs room. Make some, then start."))
    if code in {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR}:
        return RefusedError(
            _(
                "The database {place} cannot be written: the disk refuses, or the account that "
                "runs Palier lacks the right to write the file and its folder."
            ),
            place=place,
        )
    if code in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
        return RefusedError(
            _("{place} is damaged, or is not a database of Palier. Put a copy of it back."),
            place=place,
        )
    return RefusedError(
        _("The database cannot be used: {detail}"), detail=" ".join(str(error).split())
    )
