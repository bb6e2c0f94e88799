"""The data folder, and Django upon it."""

import errno
import os
import tempfile
from pathlib import Path

import platformdirs

from palier.cli.words import RefusedError
from palier.cli.words import mark as _

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def data_folder() -> Path:
    """Return where the data is, by the environment or the place of this system for them."""
    asked = os.environ.get("PALIER_DATA")
    return Path(asked or platformdirs.user_data_dir("palier", appauthor=False)).expanduser()


def prepare(folder: Path) -> None:
    """Make the folder if it is not there, check that it can be written, and let Django use it.

    :raises RefusedError: it cannot be made or written, or the disk is full
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"palier")
    except OSError as error:
        raise refused(folder, error) from error
    os.environ["PALIER_DATA"] = str(folder)


def start_django() -> None:
    """Load the settings and the apps; the folder must be prepared."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "palier.config.settings")
    import django

    try:
        django.setup()
    except OSError as error:  # the key of the sessions is kept in the folder
        raise refused(data_folder(), error) from error


def refused(folder: Path, error: OSError) -> RefusedError:
    """Return what to say of an error of the disk."""
    if error.errno in FULL:
        return RefusedError(
            _("The disk that holds {folder} is full. Make room on it, then start again."),
            folder=folder,
        )
    if error.errno in {errno.EEXIST, errno.ENOTDIR}:
        return RefusedError(
            _("{folder} is not a folder. Name another one with --data."), folder=folder
        )
    return RefusedError(
        _(
            "Palier may not write in {folder}. Give the account that runs it the right to, "
            "or name another folder with --data."
        ),
        folder=folder,
    )
