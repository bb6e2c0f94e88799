"""Running `palier` as people do: a process of its own, on data of its own."""

import os
import resource
import subprocess
import sys
from pathlib import Path

from tests.tables import lay_tables

NEED_TABLES = {"import", "export"}  # the first start is tried in test_serve.py
ENVIRONMENT = {
    name: value
    for name, value in os.environ.items()
    if not name.startswith(("PALIER_", "DJANGO_", "DATABASE_")) and name not in {"LC_ALL", "LANG"}
}


def palier(data: Path, *arguments: str | Path, limit: int = 0) -> subprocess.CompletedProcess[str]:
    """Run a command; no file of it may pass `limit` bytes, as on a disk that fills up."""
    if arguments[0] in NEED_TABLES:
        lay_tables(data)

    def restrict() -> None:
        if limit:
            resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "palier.cli", *map(str, arguments)]
    done = subprocess.run(  # noqa: S603
        [*command, "--data", str(data), "--lang", "en"],
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        preexec_fn=restrict,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return done
