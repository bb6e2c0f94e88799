"""Every template of the interface and of sign-in is whole, and its styles and scripts exist."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import get_template

from palier.ui.icons import ICONS
from palier.ui.templatetags.ui import STYLES

pytestmark = pytest.mark.once

PALIER = Path(__file__).parents[2] / "palier"
FOLDERS = [PALIER / "ui/templates", PALIER / "accounts/templates"]
TEMPLATES = sorted(
    (folder, path) for folder in FOLDERS for path in folder.rglob("*") if path.is_file()
)
STATIC = PALIER / "ui/static/ui"


@pytest.mark.parametrize(("folder", "path"), TEMPLATES, ids=lambda value: value.name)
def test_every_template_compiles_and_is_ours(folder: Path, path: Path) -> None:
    template = get_template(str(path.relative_to(folder)))
    assert Path(template.origin.name) == path  # type: ignore[attr-defined]


def test_every_style_is_linked_once_and_exists() -> None:
    assert sorted(STYLES) == sorted(path.stem for path in (STATIC / "css").glob("*.css"))


@pytest.mark.parametrize("path", sorted((STATIC / "js").glob("*.js")), ids=lambda path: path.name)
def test_every_script_imports_files_that_exist(path: Path) -> None:
    for name in re.findall(r'from "\./(.+?)"|import "\./(.+?)"', path.read_text()):
        assert finders.find(f"ui/js/{name[0] or name[1]}"), name


@pytest.mark.parametrize("path", sorted(PALIER.rglob("templates/**/*.html")), ids=str)
def test_every_icon_named_in_a_template_exists(path: Path) -> None:
    named = re.findall(r'{% icon "(.+?)"', path.read_text())
    assert set(named) <= set(ICONS)


def test_no_page_holds_what_the_security_policy_refuses() -> None:
    for _folder, path in TEMPLATES:
        text = path.read_text()
        assert "<style" not in text, path
        assert not re.search(r"<script(?![^>]*src=)", text), path
        assert not re.search(r"\son\w+=", text), path
