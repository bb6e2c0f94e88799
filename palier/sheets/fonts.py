"""The bundled font files, by name."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "fonts"


@dataclass(frozen=True, slots=True)
class Font:
    """A static font file and the names by which other programs know it."""

    file: str
    family: str  # as a text processor lists it (name 1)
    typographic_family: str  # as typst and CSS know it (name 16, or 1)
    weight: int

    @property
    def path(self) -> Path:
        return FOLDER / self.file


# The first three are the look; the others stand in for what those lack.
FONTS: dict[str, Font] = {
    "sans": Font("Inter-Regular.ttf", "Inter", "Inter", 400),
    "semibold": Font("Inter-SemiBold.ttf", "Inter SemiBold", "Inter", 600),
    "serif": Font("Newsreader-Medium.ttf", "Newsreader Medium", "Newsreader", 500),
    "noto": Font("NotoSans-Regular.ttf", "Noto Sans", "Noto Sans", 400),
    "hebrew": Font("NotoSansHebrew-Regular.ttf", "Noto Sans Hebrew", "Noto Sans Hebrew", 400),
    "arabic": Font("NotoSansArabic-Regular.ttf", "Noto Sans Arabic", "Noto Sans Arabic", 400),
    "emoji": Font("NotoEmoji-Regular.ttf", "Noto Emoji", "Noto Emoji", 400),
}
