"""Every setting is documented, and everything documented is a setting."""

import ast
import re
from collections.abc import Iterator

from tools.tree import ROOT, tracked

# Read by a library on our behalf, perhaps by no line of ours.
BY_LIBRARIES = {"DATABASE_URL"}
# What the platform says, for every program.
OF_THE_PLATFORM = {"DJANGO_SETTINGS_MODULE", "LANGUAGE", "LANG", "LC_ALL", "LC_MESSAGES"}
OURS = re.compile(r"PALIER_[A-Z_]+")


def environment_names() -> set[str]:
    return {
        name
        for path in tracked(".py")
        if path.relative_to(ROOT).parts[0] == "palier"
        for name in names_read(ast.parse(path.read_text(encoding="utf-8")))
    }


def names_read(module: ast.AST) -> Iterator[str]:
    """Yield the constant names that are read, and whatever is named like a setting of ours."""
    for node in ast.walk(module):
        match node:
            case ast.Constant(value=str(name)) if OURS.fullmatch(name):
                yield name
            case ast.Call(func=ast.Attribute(value=holder, attr="get" | "setdefault" | "pop")):
                yield from constants(node.args[:1]) if is_environment(holder) else ()
            case ast.Call(func=ast.Attribute(attr="getenv")):
                yield from constants(node.args[:1])
            case ast.Subscript(value=holder, slice=key) if is_environment(holder):
                yield from constants([key])
            case ast.keyword(arg="envvar", value=value):
                yield from constants([value])


def is_environment(node: ast.AST) -> bool:
    return (isinstance(node, ast.Attribute) and node.attr == "environ") or (
        isinstance(node, ast.Name) and node.id in {"environ", "environment"}
    )


def constants(nodes: list[ast.expr]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def documented_names() -> set[str]:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8")
    return set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))


def test_every_setting_is_documented_and_the_other_way_round() -> None:
    assert environment_names() - OF_THE_PLATFORM | BY_LIBRARIES == documented_names()


def test_our_settings_share_a_prefix() -> None:
    others = {name for name in environment_names() if not OURS.fullmatch(name)}
    assert others <= OF_THE_PLATFORM | BY_LIBRARIES


def test_each_way_of_reading_is_seen() -> None:
    source = "os.environ.get('A'); os.environ['B']; os.getenv('C'); option('--x', envvar='D')"
    source += "; first('PALIER_E', 'other')"
    assert set(names_read(ast.parse(source))) == {"A", "B", "C", "D", "PALIER_E"}
