"""What can be told of colours and places by numbers alone: contrast, likeness, free room."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

Rgb = tuple[float, float, float]  # shares of red, green and blue, 0..1

TEXT = 4.5  # WCAG 2.2, 1.4.3: contrast of words with their ground
LARGE = 3.0  # 1.4.11: of what is seen and not read
APART = 0.06  # in OKLab: as far as Palier’s own colours are from each other
WHOLE = 0.6  # share of a slide from which a shape is its ground, and stands in no way
NARROW = 0.5  # share of a slide's width under which a sheet is not read any more


def luminance(colour: Rgb) -> float:
    """Return the relative luminance, 0..1, as WCAG 2.2 defines it."""
    red, green, blue = (_linear(part) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Rgb, other: Rgb) -> float:
    """Return the contrast of two colours, 1..21, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def least_contrast(colour: Rgb, grounds: Iterable[Rgb]) -> float:
    """Return the contrast of a colour with the ground that is nearest to it."""
    return min(contrast(colour, ground) for ground in grounds)


def distance(one: Rgb, other: Rgb) -> float:
    """Return how far apart two colours look: 0 the same, 1 black and white.

    Björn Ottosson, "A perceptual color space for image processing", 2020.
    """
    return math.dist(_oklab(one), _oklab(other))


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Return `share` (0..1) of the first colour in the second."""
    red, green, blue = (a * share + b * (1 - share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def in_light(one: Rgb, other: Rgb, share: float) -> Rgb:
    """Return `share` (0..1) of the first colour in the second, mixed as light is."""
    red, green, blue = (
        _seen(_linear(a) * share + _linear(b) * (1 - share))
        for a, b in zip(one, other, strict=True)
    )
    return red, green, blue


def _seen(light: float) -> float:
    return light * 12.92 if light <= 0.0031308 else 1.055 * float(light ** (1 / 2.4)) - 0.055


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def _oklab(colour: Rgb) -> Rgb:
    red, green, blue = (_linear(part) for part in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    middle = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short,
    )


# ---- free room ----


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a slide, in any one unit."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return max(0.0, self.right - self.left)

    @property
    def height(self) -> float:
        return max(0.0, self.bottom - self.top)

    @property
    def area(self) -> float:
        return self.width * self.height

    def within(self, other: "Box") -> "Box":
        """Return what both have in common; without area where that is nothing."""
        return Box(
            max(self.left, other.left),
            max(self.top, other.top),
            min(self.right, other.right),
            min(self.bottom, other.bottom),
        )


def freest(room: Box, taken: Sequence[Box], ratio: float) -> Box:
    """Return the place in `room`, off what is taken, where a sheet of `ratio` is the largest.

    `ratio` is its width by its height. The sheet's own place is returned, as near to the middle
    of the free room as the room allows; without area where there is none.
    """
    inside = _outermost([box for box in (one.within(room) for one in taken) if box.area > 0])
    best = Box(room.left, room.top, room.left, room.top)
    for left, right in _strips(room, inside):
        if right - left <= best.width:
            break  # the widest came first
        for free in _free(room, inside, left, right):
            found = _fitted(free, ratio)
            # A little is not worth leaving the middle for.
            if found.width > best.width * 1.001:
                best = found
    return best


def _outermost(boxes: Sequence[Box]) -> list[Box]:
    """Leave out what lies in another: drawings of hundreds of pieces have few edges."""
    kept: list[Box] = []
    for box in sorted(set(boxes), key=lambda one: -one.area):
        if not any(box.within(other) == box for other in kept):
            kept.append(box)
    return kept


def _strips(room: Box, taken: Sequence[Box]) -> list[tuple[float, float]]:
    """Return from where to where a free box may go across: between edges, the widest first."""
    lefts = {room.left, *(box.right for box in taken)}
    rights = {room.right, *(box.left for box in taken)}
    strips = [(left, right) for left in lefts for right in rights if right > left]
    return sorted(strips, key=lambda strip: (strip[0] - strip[1], strip))


def _free(room: Box, taken: Sequence[Box], left: float, right: float) -> Iterator[Box]:
    """Yield every free box of a strip."""
    beside = [box for box in taken if box.left < right and box.right > left]
    for top, bottom in _gaps(room, beside):
        yield Box(left, top, right, bottom)


def _gaps(room: Box, beside: Sequence[Box]) -> Iterator[tuple[float, float]]:
    ends = [room.top]
    starts: list[float] = []
    for box in sorted(beside, key=lambda one: one.top):
        if box.top > ends[-1]:
            starts.append(box.top)
            ends.append(box.bottom)
        else:
            ends[-1] = max(ends[-1], box.bottom)
    for top, bottom in zip(ends, [*starts, room.bottom], strict=True):
        if bottom > top:
            yield top, bottom


def _fitted(free: Box, ratio: float) -> Box:
    width = min(free.width, free.height * ratio)
    height = width / ratio
    left = free.left + max(0.0, free.width - width) / 2
    top = free.top + max(0.0, free.height - height) / 2
    return Box(left, top, left + width, top + height)
