"""What others wrote is kept as it came: listed, unchanged, with its licence."""

import hashlib
import re
from pathlib import Path

import pytest

from tools.tree import ROOT, is_vendored, tracked

OURS = {"CHECKSUMS", "README.md", "__init__.py"}


def is_ours(path: Path) -> bool:
    return path.name in OURS or path.suffix == ".py"


def is_licence(path: Path) -> bool:
    return bool(re.search("LICEN[CS]E|OFL", path.name))


def folders() -> list[Path]:
    return [path.parent for path in tracked() if path.name == "CHECKSUMS"]


def listed(folder: Path) -> dict[str, str]:
    """Return {name: sha256} of a CHECKSUMS file, in the form of sha256sum."""
    rows = (folder / "CHECKSUMS").read_text(encoding="utf-8").splitlines()
    pairs = [row.split(maxsplit=1) for row in rows if row.strip() and not row.startswith("#")]
    return {name.lstrip("*"): digest for digest, name in pairs}


def test_every_vendored_file_is_in_a_folder_with_checksums() -> None:
    known = folders()
    strays = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if is_vendored(path)
        and not is_ours(path)
        and not any(path.is_relative_to(folder) for folder in known)
    ]
    assert known
    assert strays == []


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: str(folder.relative_to(ROOT)))
def test_vendored_files_are_unchanged(folder: Path) -> None:
    present = {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in tracked()
        if path.is_relative_to(folder) and not is_ours(path) and not is_licence(path)
    }
    assert present == listed(folder)


@pytest.mark.parametrize("folder", folders(), ids=lambda folder: str(folder.relative_to(ROOT)))
def test_vendored_files_come_with_their_licence(folder: Path) -> None:
    app = ROOT.joinpath(*folder.relative_to(ROOT).parts[:2])
    assert any(is_vendored(path) and is_licence(path) for path in app.rglob("*"))
