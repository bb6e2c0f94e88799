"""Dependencies are locked, hashed, few, and each has its reason."""

import ast
import re
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tools.tree import ROOT, tracked

FOLDER = ROOT / "requirements"
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^\]]+\])?==([^\s;\\]+)", re.MULTILINE)


def pins(name: str) -> dict[str, str]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return {plain(package): version for package, version in PIN.findall(text)}


def plain(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def direct(name: str) -> set[str]:
    """Return the packages a .in file asks for itself."""
    rows = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    asked = [row for row in rows if row.strip() and not row.startswith(("#", "-"))]
    return {plain(re.split(r"[\[<>=~! ;]", row)[0]) for row in asked}


@pytest.mark.parametrize("name", ["palier.txt", "test.txt"])
def test_every_pin_has_a_hash_and_nothing_else_is_said(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    entries = re.sub(r"\\\n", " ", text).splitlines()
    entries = [entry for entry in entries if entry.strip() and not entry.lstrip().startswith("#")]
    assert entries
    assert [entry for entry in entries if not PIN.match(entry)] == []
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_the_tests_run_on_what_people_run() -> None:
    run, test = pins("palier.txt"), pins("test.txt")
    assert {
        name: (version, test.get(name))
        for name, version in run.items()
        if test.get(name) != version
    } == {}


@pytest.mark.parametrize("name", ["palier", "test"])
def test_what_is_asked_is_locked(name: str) -> None:
    assert direct(f"{name}.in") <= set(pins(f"{name}.txt"))


@pytest.mark.parametrize("name", ["palier", "test"])
def test_every_dependency_has_its_reason(name: str) -> None:
    reasons = (ROOT / "docs/decisions/0002-libraries.md").read_text(encoding="utf-8").lower()
    known = {plain(word) for word in re.findall(r"`([^`]+)`", reasons)}
    assert direct(f"{name}.in") - known == set()


def imported(module: ast.Module) -> set[str]:
    """Return the packages a module imports when it runs, what only types need left out."""
    names: set[str] = set()
    ahead: list[ast.AST] = [module]
    while ahead:
        node = ahead.pop()
        match node:
            case ast.If(test=ast.Name(id="TYPE_CHECKING")):
                ahead += node.orelse
                continue
            case ast.Import():
                names |= {alias.name.split(".")[0] for alias in node.names}
            case ast.ImportFrom(module=str(name)):
                names.add(name.split(".")[0])
        ahead += ast.iter_child_nodes(node)
    return names


def test_palier_imports_only_what_people_install() -> None:
    homes = packages_distributions()
    installed = set(pins("palier.txt"))
    strays = {
        f"{path.relative_to(ROOT)}: {name}"
        for path in tracked(".py")
        if path.is_relative_to(ROOT / "palier")
        for name in imported(ast.parse(path.read_text(encoding="utf-8")))
        if name in homes and not {plain(home) for home in homes[name]} & installed
    }
    assert strays == set()


def test_nothing_is_installed_from_a_file_of_its_own() -> None:
    assert sorted(path.name for path in FOLDER.iterdir()) == sorted(
        f"{name}.{suffix}" for name in ("palier", "test") for suffix in ("in", "txt")
    )
    assert not Path(ROOT, "setup.py").exists()
