"""The files of this repository, for the checks that read them."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def tracked(*suffixes: str) -> list[Path]:
    """Return the files that are or would be committed, sorted; of these suffixes when given."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    paths = sorted({ROOT / name for name in listing.stdout.decode().split("\0") if name})
    return [path for path in paths if path.is_file() and (not suffixes or path.suffix in suffixes)]


def is_vendored(path: Path) -> bool:
    """Say whether others wrote this file: a library or a font, kept as it came."""
    return bool({"vendor", "vendored", "fonts"} & set(path.relative_to(ROOT).parts[:-1]))
