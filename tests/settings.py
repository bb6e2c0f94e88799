"""The settings of the tests: Palier's own, in a temporary data folder.

What the environment of a developer says about Palier is set aside, so that a run never reads or
writes real data. DATABASE_URL stays: it is how the suite runs on PostgreSQL.
"""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_FOLDER = "PALIER_TEST_FOLDER"  # the processes of one run share it
if _FOLDER not in os.environ:
    os.environ[_FOLDER] = tempfile.mkdtemp(prefix="palier-tests-")
    atexit.register(shutil.rmtree, os.environ[_FOLDER], ignore_errors=True)
for _name in [name for name in os.environ if name.startswith("PALIER_") and name != _FOLDER]:
    del os.environ[_name]
os.environ["PALIER_DATA"] = str(
    Path(os.environ[_FOLDER], os.environ.get("PYTEST_XDIST_WORKER", "main"))
)

from palier.config.settings import *  # noqa: E402, F403 - the environment above comes first
from palier.config.settings import DATA, DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # a slow one proves nothing

# The threads of a served site let go of their connections, so that the database can be dropped.
DATABASES["default"]["CONN_MAX_AGE"] = 0
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, not memory: the locks are then those of production.
    DATABASES["default"]["TEST"] = {"NAME": DATA / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"]["init_command"] = (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA foreign_keys=ON;"
    )
