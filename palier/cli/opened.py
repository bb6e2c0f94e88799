"""The database opened for a command that does its work and ends."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from palier.cli import folder
from palier.cli.words import LANGUAGES, RefusedError
from palier.cli.words import mark as _


def open_database(now: datetime) -> None:
    """Bring Django and the database up, in the language spoken.

    :raises RefusedError: the folder or the database cannot be used
    """
    place = folder.data_folder()
    folder.prepare(place)
    folder.start_django()
    from django.utils import translation

    from palier.cli.database import bring_up_to_date

    translation.activate(language())
    bring_up_to_date(place, migrate=False, now=now)


def language() -> str:
    """Return the language spoken, "fr" or "en"."""
    spoken = os.environ.get("LANGUAGE", "")[:2]
    return spoken if spoken in LANGUAGES else LANGUAGES[0]


@contextmanager
def explained() -> Iterator[None]:
    """Turn a busy database or a full disk into a sentence."""
    from django.db import DatabaseError, OperationalError

    from palier.ui.trouble import Trouble, trouble_of

    try:
        yield
    except (DatabaseError, OSError) as error:
        trouble = trouble_of(error)
        if trouble is Trouble.BUSY:
            text = _("The database is busy, and nothing was written. Try again in a minute.")
        elif trouble is Trouble.FULL:
            text = _("The disk is full, and nothing was written. Make room, then try again.")
        elif trouble is Trouble.READONLY:
            text = _("The database cannot be written. Check the rights of its folder.")
        elif isinstance(error, OperationalError):
            text = _(
                "The database could not be written ({detail}), and nothing was. Check the room on "
                "the disk and the rights of the folder."
            )
        else:
            raise
        raise RefusedError(text, detail=" ".join(str(error).split())) from error
