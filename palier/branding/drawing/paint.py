"""The colours of a sheet on a layout: the theme's where they can be read, else Palier's own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from palier.branding.drawing.area import Area
from palier.branding.drawing.figures import Drawing, Figure
from palier.branding.reading.colours import BLACK, WHITE, Scheme
from palier.branding.rules import (
    APART,
    LARGE,
    TEXT,
    Rgb,
    distance,
    least_contrast,
    luminance,
    mixed,
)
from palier.sheets.layout import PALETTE, Colour

EASY = 7.0  # contrast of what is read from the back of a room
RULE = 0.16  # of ink in a hairline
# On dark paper: the dark theme of ui's tokens.css.
DARK: dict[Colour, str] = {
    Colour.PAPER: "#1d2127",
    Colour.INK: "#eceae4",
    Colour.MUTED: "#a3a9b1",
    Colour.LINE: "#323740",
    Colour.ACCENT: "#8fc0f0",
    Colour.OK: "#7fd1a6",
    Colour.PARTIAL: "#f0b866",
    Colour.KO: "#f29a92",
    Colour.DROPPED: "#a3a9b1",
    Colour.CAT_0: "#767d87",
    Colour.CAT_1: "#6fb1d3",
    Colour.CAT_2: "#ea9561",
    Colour.CAT_3: "#9dc067",
    Colour.CAT_4: "#c199d8",
    Colour.CAT_5: "#62c2b3",
    Colour.CAT_6: "#ee8fb0",
    Colour.CAT_7: "#d8b552",
    Colour.CAT_8: "#9ba9e6",
}
STATES = (Colour.OK, Colour.PARTIAL, Colour.KO, Colour.DROPPED)
CATEGORIES = tuple(Colour.of_category(number) for number in range(1, 9))
ACCENTS = 6  # of a theme
MOST_GROUNDS = 60  # colours that are looked at below a sheet


@dataclass(slots=True)
class Painted:
    """The colour of each thing on the sheet; `names` says which are the theme's own."""

    values: dict[Colour, Rgb] = field(default_factory=dict)
    names: dict[Colour, str] = field(default_factory=dict)
    panel: Rgb | None = None  # paper below the sheet, where no ink is read on the ground

    def hexes(self) -> dict[Colour, str]:
        """Return the values as browsers, typst and Office write them."""
        return {colour: hex_of(value) for colour, value in self.values.items()}


def hex_of(rgb: Rgb) -> str:
    """Return a colour as "#1b2430"."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in rgb)


def value_of(digits: str) -> Rgb:
    """Return the colour that "#1b2430" stands for."""
    red, green, blue = (number / 255 for number in bytes.fromhex(digits.lstrip("#")))
    return red, green, blue


def painted(drawing: Drawing, area: Area) -> Painted:
    """Return the colours of a sheet that stands at this place of a layout."""
    scheme = drawing.look.scheme
    grounds = grounds_at(drawing, area)
    ink = _ink(grounds, scheme) if grounds else None
    if ink is not None:
        return _Painter(scheme, grounds, ink).paint(Painted())
    # A picture, or a ground that goes from dark to light: the sheet gets paper of its own.
    paper = next(
        (one for one in (scheme.named("bg1"), value_of(PALETTE[Colour.PAPER]))
         if _ink([one], scheme, EASY)), WHITE,
    )  # fmt: skip
    found = _ink([paper], scheme) or ("", BLACK)
    return _Painter(scheme, [paper], found).paint(Painted(panel=paper))


def grounds_at(drawing: Drawing, area: Area) -> list[Rgb]:
    """Return every colour that may lie behind the sheet; none where a picture does."""
    grounds = drawing.ground.colours
    for figure in drawing.figures:
        if figure.fill is None or not _lies_behind(figure, drawing, area):
            continue
        if figure.fill.picture:
            grounds = []
            continue
        seen = [
            mixed(paint.rgb, ground, paint.alpha)
            for _, paint in figure.fill.stops
            for ground in grounds[:MOST_GROUNDS]
        ]
        hides = (
            figure.kind == "rect" and not figure.angle and area.box.within(figure.box) == area.box
        )
        if hides and figure.fill.covers:
            grounds = figure.fill.colours
        elif grounds:
            grounds = seen if hides else [*grounds, *seen]
    return grounds[:MOST_GROUNDS]


def _lies_behind(figure: Figure, drawing: Drawing, area: Area) -> bool:
    common = figure.box.within(drawing.whole).within(area.box)
    return common.area > 0.001 * area.box.area


def _ink(grounds: list[Rgb], scheme: Scheme, least: float = TEXT) -> tuple[str, Rgb] | None:
    """Return the ink that is read best on these grounds, the theme's first; None where none is."""
    own = [("", value_of(PALETTE[Colour.INK])), ("", value_of(DARK[Colour.INK]))]
    inks = [("tx1", scheme.named("tx1")), *own, ("", BLACK), ("", WHITE)]
    for wanted in (EASY, least):
        for name, ink in inks:
            if least_contrast(ink, grounds) >= wanted:
                return name, ink
    return None


class _Painter:
    def __init__(self, scheme: Scheme, grounds: list[Rgb], ink: tuple[str, Rgb]) -> None:
        self.scheme, self.grounds = scheme, grounds
        self.ink_name, self.ink = ink
        is_dark = luminance(self.ink) > max(map(luminance, grounds))
        self.own = DARK if is_dark else PALETTE

    def paint(self, found: Painted) -> Painted:
        """Fill in every colour of the sheet."""
        self._set(found, Colour.INK, self.ink_name, self.ink)
        found.values[Colour.PAPER] = self.grounds[0]
        found.values[Colour.LINE] = mixed(self.ink, self.grounds[0], RULE)
        self._first(found, Colour.MUTED, [("tx2", self.scheme.named("tx2"))], TEXT)
        self._first(found, Colour.ACCENT, [("accent1", self.scheme.named("accent1"))], TEXT)
        for state in STATES:  # green, amber and red mean something: a theme's need not
            self._first(found, state, [], TEXT)
        self._first(found, Colour.CAT_0, [], LARGE)
        self._categories(found)
        return found

    def _categories(self, found: Painted) -> None:
        """Give each category a colour that is seen, and taken for no other."""
        taken: list[Rgb] = []
        for number, category in enumerate(CATEGORIES, 1):
            name = f"accent{number}"
            of_theme = [(name, self.scheme.named(name))] if number <= ACCENTS else []
            self._first(
                found, category, of_theme, LARGE,
                lambda rgb: all(distance(rgb, other) >= APART for other in taken),
            )  # fmt: skip
            taken.append(found.values[category])

    def _first(
        self,
        found: Painted,
        colour: Colour,
        of_theme: list[tuple[str, Rgb]],
        least: float,
        is_good: Callable[[Rgb], bool] = lambda _: True,
    ) -> None:
        candidates = [*of_theme, *(("", rgb) for rgb in self._own(colour))]
        readable = [
            (name, rgb) for name, rgb in candidates if least_contrast(rgb, self.grounds) >= least
        ]
        chosen = next((pair for pair in readable if is_good(pair[1])), None)
        name, rgb = chosen or (readable or [("", self.ink)])[-1]
        self._set(found, colour, name, rgb)

    def _own(self, colour: Colour) -> Iterator[Rgb]:
        """Yield Palier's colour, then with more and more ink in it."""
        own = value_of(self.own[colour])
        for share in range(10):
            yield mixed(self.ink, own, share / 10)

    @staticmethod
    def _set(found: Painted, colour: Colour, name: str, rgb: Rgb) -> None:
        found.values[colour] = rgb
        if name:
            found.names[colour] = name
