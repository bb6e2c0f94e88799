"""Forms drawn by hand: curves in shares of their box."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from palier.branding.reading.cleaning import A
from palier.exchange.reading.docx_text import name_of

POINTS = {"moveTo": 1, "lnTo": 1, "cubicBezTo": 3, "quadBezTo": 2, "close": 0}
MOST_STEPS = 2_000
FARTHEST = 100.0  # boxes away


@dataclass(frozen=True, slots=True)
class Step:
    """One stroke of the pen: "moveTo", "lnTo", "cubicBezTo", "quadBezTo" or "close"."""

    kind: str
    points: tuple[tuple[float, float], ...] = ()  # shares of the box, across and down


def path_of(form: Any) -> tuple[Step, ...]:
    """Return the strokes of a form; empty where it holds what is not drawn here."""
    steps: list[Step] = []
    for path in form.iterfind(f"{A}pathLst/{A}path"):
        try:
            steps += _steps(path)
        except ValueError:
            return ()
    return tuple(steps) if len(steps) <= MOST_STEPS else ()


def _steps(path: Any) -> Iterator[Step]:
    """:raises ValueError: for an arc, or a point that is computed"""
    width, height = float(path.get("w", "0")), float(path.get("h", "0"))
    if width <= 0 or height <= 0:
        raise ValueError("a path without a size")
    for stroke in path:
        kind = name_of(stroke)
        points = tuple(
            (float(point.get("x", "")) / width, float(point.get("y", "")) / height)
            for point in stroke.iterfind(f"{A}pt")
        )
        if len(points) != POINTS.get(kind, -1) or any(
            abs(n) > 100 for pair in points for n in pair
        ):
            raise ValueError(kind)
        yield Step(kind, points)
