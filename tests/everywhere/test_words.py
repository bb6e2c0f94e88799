"""Nothing is left for later, nothing is passed over, nothing outside is named."""

import re
from pathlib import Path

import pytest

from tools.tree import ROOT, is_vendored, tracked

LATER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
PASSED_OVER = re.compile(
    r"\b(mark\.(skip|xfail)|pytest\.(skip|xfail)|importorskip|unittest\.skip)\b"
)
# In pieces: this file is searched by others too.
REGISTRIES = [
    ".".join(pieces)
    for pieces in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("npmjs", "com"),
        ("deb", "debian", "org"),
        ("security", "debian", "org"),
        ("unpkg", "com"),
        ("jsdelivr", "net"),
        ("yarnpkg", "com"),
        ("googleapis", "com"),
    ]
]
# Places of one machine mean nothing on another.
MACHINE = re.compile(r"(?<![\w.])/(home|root|Users|work)/[\w.]")
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\son[a-z]+=[\"']", re.IGNORECASE)


def lines(*suffixes: str) -> list[tuple[str, str]]:
    """Return (place, text) of every line we wrote, in files of these suffixes."""
    found = []
    for path in tracked(*suffixes):
        if is_vendored(path) or path == Path(__file__):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a font, a picture, a workbook
        name = path.relative_to(ROOT)
        found += [(f"{name}:{n}", line) for n, line in enumerate(text.splitlines(), 1)]
    return found


@pytest.mark.parametrize(
    ("pattern", "suffixes"),
    [
        (LATER, (".py", ".js", ".css", ".html", ".toml", ".po")),
        (PASSED_OVER, (".py",)),
        (MACHINE, ()),
        (INLINE, (".html",)),
    ],
    ids=["later", "passed over", "machine paths", "inline scripts and styles"],
)
def test_no_line_says(pattern: re.Pattern[str], suffixes: tuple[str, ...]) -> None:
    assert [place for place, line in lines(*suffixes) if pattern.search(line)] == []


@pytest.mark.parametrize("host", REGISTRIES)
def test_no_file_names_a_registry(host: str) -> None:
    assert [place for place, line in lines() if host in line] == []
