"""What a deck stands on: masters, layouts and theme, where the sheet goes, in which colours."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Template

from palier.sheets.fonts import FONTS
from palier.sheets.layout import PALETTE, WIDTH, Colour

SKELETON = Path(__file__).parent / "skeleton"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
FIRST_MASTER_ID = 2_147_483_648  # masters and layouts are numbered from here, together
PLAIN_WIDTH, PLAIN_HEIGHT = 12_192_000, 6_858_000  # English metric units: 13.333 by 7.5 inches

# The theme's own names, so that a deck can be recoloured in one click; other colours by value.
SCHEME = {
    Colour.INK: "tx1",
    Colour.PAPER: "bg1",
    Colour.MUTED: "tx2",
    Colour.LINE: "bg2",
    Colour.ACCENT: "accent1",
    Colour.CAT_1: "accent2",
    Colour.CAT_2: "accent3",
    Colour.CAT_3: "accent4",
    Colour.CAT_4: "accent5",
    Colour.CAT_5: "accent6",
}


@dataclass(frozen=True, slots=True)
class Placeholder:
    """What a layout repeats on each of its slides: its footer, the number of the page."""

    kind: str  # "ftr" or "sldNum"
    index: str  # by which the layout knows it
    text: str = ""  # of a footer


@dataclass(frozen=True, slots=True)
class Design:
    """Everything of a deck that does not depend on its slides.

    `parts` are the bytes of ppt/slideMasters, ppt/slideLayouts, ppt/theme and ppt/media, with
    their relations, numbered from 1; there is a theme for each master, of the same number.
    """

    parts: Mapping[str, bytes]
    master_ids: tuple[int, ...] = (FIRST_MASTER_ID,)
    layout: int = 1  # number of the one that slides stand on
    width: int = PLAIN_WIDTH  # of a slide, in English metric units
    height: int = PLAIN_HEIGHT
    x: float = 0.0  # where the sheet begins, in the same
    y: float = 0.0
    unit: float = PLAIN_WIDTH / WIDTH  # of one thousandth of the sheet's width
    fills: Mapping[Colour, str] = field(default_factory=lambda: fills_of(PALETTE, SCHEME))
    panel: str = ""  # fill of a sheet of paper below the words, where the ground is restless
    colour_map: str = "<a:masterClrMapping/>"
    placeholders: tuple[Placeholder, ...] = ()
    is_plain: bool = False  # Palier's own, whose title has no manners to be undone


def fills_of(values: Mapping[Colour, str], names: Mapping[Colour, str]) -> dict[Colour, str]:
    """Answer the fill of each colour: by its name in the theme where it has one, else by value."""
    return {colour: solid(names.get(colour, "") or values[colour].lstrip("#")) for colour in values}


def solid(colour: str) -> str:
    """Answer a fill of one colour: six digits, or a name of the theme."""
    is_value = len(colour) == 6 and all(digit in "0123456789abcdefABCDEF" for digit in colour)
    kind = "srgbClr" if is_value else "schemeClr"
    return f'<a:solidFill><a:{kind} val="{colour.upper() if is_value else colour}"/></a:solidFill>'


@cache
def plain() -> Design:
    """Answer Palier's own design: paper, the sheet over all of it."""
    master, layout = "slideMasters/slideMaster1.xml", "slideLayouts/slideLayout1.xml"
    of_master = {
        "rId1": ("slideLayout", f"../{layout}"),
        "rId2": ("theme", "../theme/theme1.xml"),
    }
    of_layout = {"rId1": ("slideMaster", f"../{master}")}
    parts = {
        f"ppt/{master}": skeleton("slideMaster").template,
        "ppt/slideMasters/_rels/slideMaster1.xml.rels": relations(of_master),
        f"ppt/{layout}": skeleton("slideLayout").template,
        "ppt/slideLayouts/_rels/slideLayout1.xml.rels": relations(of_layout),
        "ppt/theme/theme1.xml": own_theme(),
    }
    encoded = {name: text.encode() for name, text in parts.items()}
    return Design(encoded, is_plain=True)


def relations(related: Mapping[str, tuple[str, str]]) -> str:
    """Answer what a part refers to: {id: (kind, or its whole address; target)}."""
    listed = "".join(
        f'<Relationship Id="{name}" Target="{target}" '
        f'Type="{kind if "/" in kind else f"{OFFICE}/{kind}"}"/>'
        for name, (kind, target) in related.items()
    )
    return (
        f"{HEAD}<Relationships "
        f'xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{listed}'
        "</Relationships>"
    )


@cache
def skeleton(name: str) -> Template:
    """Answer a part that comes with Palier."""
    return Template((SKELETON / f"{name}.xml").read_text(encoding="utf-8"))


@cache
def own_theme() -> str:
    """Answer the sheet's colours as a theme; those beyond its twelve places as named colours."""
    values = {
        colour.value.replace("-", "_"): value[1:].upper() for colour, value in PALETTE.items()
    }
    named = "".join(
        f'<a:custClr name="{colour}"><a:srgbClr val="{value[1:].upper()}"/></a:custClr>'
        for colour, value in PALETTE.items()
    )
    return skeleton("theme").substitute(
        values,
        custom_colours=named,
        serif=FONTS["serif"].family,
        sans=FONTS["sans"].family,
    )
