"""The bundled font files, by name, and which of them draws a character."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz  # type: ignore[import-untyped]

FOLDER = Path(__file__).parent / "fonts"


@dataclass(frozen=True, slots=True)
class Font:
    """A static font file and the names by which other programs know it."""

    file: str
    family: str  # as a text processor lists it (name 1)
    typographic_family: str  # as typst knows it (name 16, or 1)
    weight: int
    ascent: float  # above the baseline, in ems
    descent: float  # below it, in ems, positive

    @property
    def path(self) -> Path:
        return FOLDER / self.file


SANS, SEMIBOLD, SERIF = "sans", "semibold", "serif"
FONTS: dict[str, Font] = {
    SANS: Font("Inter-Regular.ttf", "Inter", "Inter", 400, 0.96875, 0.2412109375),
    SEMIBOLD: Font("Inter-SemiBold.ttf", "Inter SemiBold", "Inter", 600, 0.96875, 0.2412109375),
    SERIF: Font(
        "Newsreader24pt-Medium.ttf", "Newsreader 24pt Medium", "Newsreader 24pt", 500, 0.735, 0.265
    ),
    "hebrew": Font(
        "NotoSansHebrew-Regular.ttf", "Noto Sans Hebrew", "Noto Sans Hebrew", 400, 1.068, 0.292
    ),
    "arabic": Font(
        "NotoSansArabic-Regular.ttf", "Noto Sans Arabic", "Noto Sans Arabic", 400, 1.374, 0.738
    ),
    "emoji": Font("NotoEmoji-Regular.ttf", "Noto Emoji", "Noto Emoji", 400, 0.9277, 0.2441),
    "dejavu": Font("DejaVuSans.ttf", "DejaVu Sans", "DejaVu Sans", 400, 0.928, 0.236),
}
# In the order a browser tries them: fonts.css gives each the characters those before it lack.
FALLBACKS = (SANS, "hebrew", "arabic", "emoji", "dejavu")


@cache
def loaded(name: str) -> uharfbuzz.Font:
    """Open a font file once."""
    return uharfbuzz.Font(uharfbuzz.Face(FONTS[name].path.read_bytes()))


@cache
def characters(name: str) -> frozenset[int]:
    """Answer the code points a font file holds."""
    return frozenset(loaded(name).face.unicodes)


def font_for(character: str, main: str) -> str:
    """Name the font that draws a character: the main one, else the first that has it."""
    point = ord(character)
    if point in characters(main):
        return main
    return next((name for name in FALLBACKS if point in characters(name)), main)
