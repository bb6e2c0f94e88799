"""Where the rows run: Palier's own settings and database, in a folder that goes away."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import django
from django.core.management import call_command


def prepare() -> Path:
    """Set Django up on an empty SQLite database in a temporary folder; return the folder."""
    folder = Path(tempfile.mkdtemp(prefix="palier-bench-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name in [name for name in os.environ if name.startswith("PALIER_")]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ["PALIER_DATA"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "bench.settings"
    django.setup()
    call_command("migrate", verbosity=0)
    return folder
