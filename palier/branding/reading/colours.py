"""The colours of a template: names of its theme, and what is made of them, as values."""

import colorsys
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from palier.branding.reading.cleaning import A, P
from palier.branding.rules import Rgb, in_light
from palier.exchange.reading.docx_text import name_of

WHITE, BLACK = (1.0, 1.0, 1.0), (0.0, 0.0, 0.0)
COLOURS = ("srgbClr", "schemeClr", "sysClr", "prstClr", "scrgbClr", "hslClr")
_PRESET = {
    "black": BLACK,
    "white": WHITE,
    "red": (1.0, 0.0, 0.0),
    "green": (0.0, 0.5, 0.0),
    "blue": (0.0, 0.0, 1.0),
    "gray": (0.5, 0.5, 0.5),
    "grey": (0.5, 0.5, 0.5),
}
_UNKNOWN = (0.5, 0.5, 0.5)
WHOLE = 100_000  # of the format: a hundred percent


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour and how much of it covers, 0..1."""

    rgb: Rgb
    alpha: float = 1.0

    @property
    def hex(self) -> str:
        """Return six or eight digits, as typst reads them."""
        parts = [*self.rgb] + ([self.alpha] if self.alpha < 1 else [])
        return "#" + "".join(f"{round(min(1.0, max(0.0, part)) * 255):02x}" for part in parts)


class Scheme:
    """The colours that names stand for on one master or layout."""

    def __init__(self, theme: Any, mapping: dict[str, str]) -> None:
        self.mapping = mapping
        self.values = {
            name_of(slot): self.paint(colour).rgb
            for slot in theme.iterfind(f"{A}themeElements/{A}clrScheme/*")
            if (colour := colour_in(slot)) is not None
        }

    def named(self, name: str) -> Rgb:
        """Return the colour of a name of the theme ("tx1", "accent3")."""
        return self.values.get(self.mapping.get(name, name), _UNKNOWN)

    def paint(self, element: Any, own: Rgb = _UNKNOWN) -> Paint:
        """Return what one element of `COLOURS` says; `own` is the colour called "phClr"."""
        kind, value = name_of(element), element.get("val", "")
        rgb = _UNKNOWN
        if kind == "srgbClr":
            rgb = _digits(value)
        elif kind == "schemeClr":
            rgb = own if value == "phClr" else self.named(value)
        elif kind == "sysClr":
            rgb = _digits(element.get("lastClr", "")) if element.get("lastClr") else _system(value)
        elif kind == "prstClr":
            rgb = _PRESET.get(value, _UNKNOWN)
        elif kind == "scrgbClr":
            red, green, blue = (_share(element.get(name)) for name in "rgb")
            rgb = (red, green, blue)
        return _changed(rgb, element)


def scheme_of(theme: Any, master: Any, layout: Any | None = None) -> Scheme:
    """Return the colours of a master, as one of its layouts may call them otherwise."""
    said = layout.find(f"{P}clrMapOvr/{A}overrideClrMapping") if layout is not None else None
    told = said if said is not None else master.find(f"{P}clrMap")
    return Scheme(theme, dict(told.attrib) if told is not None else {})


def colour_in(element: Any) -> Any | None:
    """Return the first element of `COLOURS` right under this one."""
    return next((child for child in element if name_of(child) in COLOURS), None)


def stops_of(gradient: Any) -> Iterator[tuple[float, Any]]:
    """Yield (place 0..1, colour) of each stop of a gradient, in order."""
    found = [
        (_share(stop.get("pos")), colour)
        for stop in gradient.iterfind(f"{A}gsLst/{A}gs")
        if (colour := colour_in(stop)) is not None
    ]
    yield from sorted(found, key=lambda stop: stop[0])


def _digits(value: str) -> Rgb:
    try:
        red, green, blue = (number / 255 for number in bytes.fromhex(value))
    except ValueError:
        return _UNKNOWN
    return red, green, blue


def _system(name: str) -> Rgb:
    return BLACK if name.endswith("Text") else WHITE


def _share(value: str | None) -> float:
    """Return a share of the format, 0..1: in hundred thousandths, or as a percentage."""
    text = (value or "0").strip()
    try:
        number = float(text.rstrip("%")) / (100 if text.endswith("%") else WHOLE)
    except ValueError:
        return 0.0
    return number if -100 < number < 100 else 0.0


def _changed(rgb: Rgb, element: Any) -> Paint:
    """Follow what is done to a colour, one thing after the other."""
    alpha = 1.0
    for step in element:
        name, share = name_of(step), _share(step.get("val"))
        if name == "alpha":
            alpha = min(1.0, max(0.0, share))
        elif name == "tint":
            rgb = in_light(rgb, WHITE, min(1.0, max(0.0, share)))
        elif name == "shade":
            rgb = in_light(rgb, BLACK, min(1.0, max(0.0, share)))
        elif name in ("lumMod", "lumOff", "satMod"):
            rgb = _in_hue(rgb, name, share)
    return Paint(rgb, alpha)


def _in_hue(rgb: Rgb, name: str, share: float) -> Rgb:
    hue, light, full = colorsys.rgb_to_hls(*rgb)
    if name == "satMod":
        full *= share
    else:
        light = light * share if name == "lumMod" else light + share
    return colorsys.hls_to_rgb(hue, min(1.0, max(0.0, light)), min(1.0, max(0.0, full)))
