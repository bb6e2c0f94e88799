"""A data folder with the tables of this version, made once for all processes of a run."""

import fcntl
import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]


def lay_tables(folder: Path) -> None:
    """Give a data folder an empty database, unless it has one: making it takes seconds."""
    if (folder / "palier.sqlite3").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    for file in _made().iterdir():
        shutil.copy(file, folder)


@cache
def _made() -> Path:
    shared = Path(os.environ["PALIER_TEST_FOLDER"])  # of all processes of this run
    made = shared / "tables"
    with (shared / "tables.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = shared / "tables-in-the-making"
            _migrate(making)
            making.rename(made)
    return made


def environment_on(folder: Path) -> dict[str, str]:
    """Return the environment of a process of Palier's own on a data folder, on SQLite."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")
    } | {"PALIER_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "palier.config.settings"}


def _migrate(folder: Path) -> None:
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=ROOT, env=environment_on(folder), check=True)  # noqa: S603
