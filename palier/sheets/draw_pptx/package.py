"""A PowerPoint file with the fonts it needs beside it, in one archive."""

import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from django.utils import translation
from django.utils.translation import gettext

from palier.sheets.content import Sheet
from palier.sheets.draw_pptx.deck import COMPRESSION, write_pptx
from palier.sheets.draw_pptx.design import Design
from palier.sheets.fonts import FOLDER, FONTS
from palier.sheets.layout import Layout

LOOK = frozenset({"sans", "semibold", "serif"})  # what every deck is set in
IN_MEMORY = 8 * 1024 * 1024  # bytes of a deck before it goes to a file


def write_pptx_package(
    sheets: Iterable[tuple[Sheet, Layout]],
    target: IO[bytes],
    *,
    title: str,
    language: str,
    stem: str = "palier",
    design: Design | None = None,
) -> None:
    """Write a .zip of STEM.pptx, a folder of the fonts it uses with their licences, a short text.

    The text and the folder are named in `language`; `stem` is a file name without extension.
    """
    used = set(LOOK)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        with tempfile.SpooledTemporaryFile(IN_MEMORY) as deck:
            noted = _noting(sheets, used)
            write_pptx(noted, deck, title=title, language=language, design=design)
            _copy(deck, archive, f"{stem}.pptx")
        with translation.override(language):
            folder = gettext("fonts")
            archive.writestr(_entry(gettext("README.txt")), _readme(stem, folder, used))
        for path in _files(used):
            archive.writestr(_entry(f"{folder}/{path.name}"), path.read_bytes())


def _noting(
    sheets: Iterable[tuple[Sheet, Layout]], used: set[str]
) -> Iterator[tuple[Sheet, Layout]]:
    """Pass the sheets on, keeping the names of the fonts they use."""
    for sheet, layout in sheets:
        for page in layout.pages:
            for text in page.paragraphs:
                used.update(span.font for row in text.rows for span in row.spans)
        yield sheet, layout


def _copy(
    deck: "tempfile.SpooledTemporaryFile[bytes]", archive: zipfile.ZipFile, name: str
) -> None:
    deck.seek(0)
    entry = zipfile.ZipInfo(name)  # stored: it is an archive already
    with archive.open(entry, "w", force_zip64=True) as place:
        while piece := deck.read(1 << 16):
            place.write(piece)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.compress_type = zipfile.ZIP_DEFLATED
    return entry


def _readme(stem: str, folder: str, used: set[str]) -> str:
    """Say, in the language in force, what to do first; lines end as Windows wants them."""
    names = "\n".join(f"  - {FONTS[key].family}" for key in FONTS if key in used)
    text = gettext(
        "1. Install the fonts of the folder “%(folder)s” first: select its .ttf files, "
        "right-click, “Install”.\n"
        "2. Then open %(file)s: every line breaks where it does on screen.\n"
        "\n"
        "The fonts used:\n"
        "%(names)s\n"
        "\n"
        "They are free; their licences are in the same folder. Without them the deck opens all "
        "the same, in another typeface, and some lines may run longer.\n"
    )
    filled = text % {"folder": folder, "file": f"{stem}.pptx", "names": names}
    return filled.replace("\n", "\r\n")


def _files(used: set[str]) -> Iterator[Path]:
    """Yield the files of these fonts, then the licences whose name they begin with."""
    fonts = sorted({FONTS[key].path for key in used})
    yield from fonts
    for licence in sorted(FOLDER.glob("LICENSE-*.txt")):
        subject = licence.stem.removeprefix("LICENSE-")
        if any(font.name.startswith(subject) for font in fonts):
            yield licence
