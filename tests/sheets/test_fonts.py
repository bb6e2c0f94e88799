"""The bundled files are the ones that were measured, and hold what we write."""

import hashlib
import re
from pathlib import Path

import pytest

from palier.sheets.fonts import (
    FALLBACKS,
    FOLDER,
    FONTS,
    SANS,
    SEMIBOLD,
    SERIF,
    characters,
    font_for,
    loaded,
)
from palier.sheets.layout import PALETTE
from palier.sheets.measure import itemise

WEB = FOLDER.parent / "static" / "sheets" / "fonts"
TOKENS = FOLDER.parent.parent / "ui" / "static" / "ui" / "css" / "tokens.css"


@pytest.mark.parametrize("folder", [FOLDER, WEB], ids=["measured", "browser"])
def test_files_are_the_ones_of_the_checksums(folder: Path) -> None:
    sums = dict(line.split()[::-1] for line in (folder / "CHECKSUMS").read_text().splitlines())
    files = {file.name for file in folder.iterdir() if file.suffix in {".ttf", ".woff2"}}
    assert set(sums) == files
    for name, expected in sums.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == expected, name


@pytest.mark.parametrize("name", FONTS)
def test_heights_are_those_of_the_file(name: str) -> None:
    extents = loaded(name).get_font_extents("ltr")
    em = loaded(name).face.upem
    assert FONTS[name].ascent == pytest.approx(extents.ascender / em, abs=0.001)
    assert FONTS[name].descent == pytest.approx(-extents.descender / em, abs=0.001)


@pytest.mark.parametrize("sign", "→●≥≤−×⇠↻’«»\u202f\u00a0\u2009\u2002éœŒ€🎉שم")
def test_every_sign_we_write_has_a_font(sign: str) -> None:
    for main in ("sans", "serif"):
        assert ord(sign) in characters(font_for(sign, main))


@pytest.mark.parametrize("sign", "\u202f\u00a0\u2007\u2009\u200a\u2002\u2060\u2011·’«»€")
@pytest.mark.parametrize("name", [SANS, SEMIBOLD, SERIF])
def test_a_sentence_or_a_number_is_set_in_one_face(name: str, sign: str) -> None:
    assert itemise(f"100{sign}000", name) == ((f"100{sign}000", name),)


@pytest.mark.parametrize("name", [SANS, SEMIBOLD])
def test_a_tag_needs_no_other_face(name: str) -> None:
    assert itemise("⇠ Marketing", name) == (("⇠ Marketing", name),)


def test_the_browser_is_told_of_every_file() -> None:
    css = (WEB.parent / "fonts.css").read_text()
    assert set(re.findall(r'fonts/([\w-]+\.woff2)"', css)) == {
        file.name for file in WEB.glob("*.woff2")
    }
    assert set(FALLBACKS) < set(FONTS)


def test_the_palette_is_the_light_theme() -> None:
    tokens = dict(re.findall(r"--([a-z0-9-]+): *light-dark\((#\w+),", TOKENS.read_text()))
    assert {colour.value: tokens[colour] for colour in PALETTE} == {
        colour.value: value for colour, value in PALETTE.items()
    }
