"""No file grows past what one reads in a sitting."""

from pathlib import Path

import pytest

from tools.tree import ROOT, is_vendored, tracked

LINES = {".py": 400, ".css": 250, ".js": 150, ".html": 120}


def own_files(suffix: str) -> list[Path]:
    return [
        path for path in tracked(suffix) if not is_vendored(path) and "migrations" not in path.parts
    ]


@pytest.mark.parametrize("suffix", LINES)
def test_no_file_is_too_long(suffix: str) -> None:
    lengths = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in own_files(suffix)
    }
    assert {name: n for name, n in lengths.items() if n > LINES[suffix]} == {}


def test_the_sweep_sees_the_code() -> None:
    assert ROOT / "palier/config/settings.py" in own_files(".py")
    assert len(own_files(".html")) > 5
