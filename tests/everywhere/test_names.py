"""Modules are named after what lives in them, and say it in their first sentence."""

import ast

from tools.tree import ROOT, is_vendored, tracked

FORBIDDEN = {"utils", "util", "helpers", "helper", "manager", "managers", "service", "services"}
FORBIDDEN |= {"base", "common", "misc", "core", "lib", "tools_", "stuff"}


def test_no_module_has_a_name_that_says_nothing() -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in tracked(".py", ".js")
        if not is_vendored(path) and {path.stem, *path.relative_to(ROOT).parts[:-1]} & FORBIDDEN
    ]
    assert found == []


def test_every_module_says_what_lives_there() -> None:
    silent = []
    for path in tracked(".py"):
        name = path.relative_to(ROOT)
        if name.parts[0] == "palier" and "migrations" not in name.parts:
            module = ast.parse(path.read_text(encoding="utf-8"))
            says_nothing = module.body and not ast.get_docstring(module)
            if says_nothing and name.name not in {"apps.py", "urls.py", "asgi.py", "__main__.py"}:
                silent.append(str(name))
    assert silent == []


def test_packages_are_the_concepts_of_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    unknown = [
        path.parent.name
        for path in (ROOT / "palier").glob("*/__init__.py")
        if f"{path.parent.name}/" not in text
    ]
    assert unknown == []
