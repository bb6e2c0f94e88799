"""A slide of a template as a picture, by typst: no Office program is asked.

Its ground, pictures and shapes are drawn from the file itself, and the sheet as decks have it.
Forms that are not drawn here are rectangles; letters of the template are in Palier's faces.
"""

import json
import tempfile
from pathlib import Path
from typing import Any

from palier.branding.drawing.design import Ground
from palier.branding.drawing.figures import Figure
from palier.branding.drawing.fills import Fill
from palier.branding.drawing.words import Words
from palier.branding.reading.colours import Paint
from palier.branding.rules import Box
from palier.sheets.content import Sheet
from palier.sheets.draw_typst.press import FACES, Plate, page_data
from palier.sheets.fonts import FONTS
from palier.sheets.layout import PALETTE, WIDTH, Layout

TEMPLATE = Path(__file__).parent / "slide.typ"
POINT = 12_700.0  # English metric units
SIDES = {"l": "left", "ctr": "center", "r": "right", "just": "left"}
HEIGHTS = {"t": "top", "ctr": "horizon", "b": "bottom"}
SHADE = Paint((0.5, 0.5, 0.5), 0.25)  # where a sheet would stand
Drawn = tuple[Sheet, Layout]


def png_of(ground: Ground, width_px: int, drawn: Drawn | None = None) -> bytes:
    """Return a slide on a layout, with the first page of a sheet, or its place alone."""
    template = ground.template
    with tempfile.TemporaryDirectory(prefix="palier-") as folder:
        plate = Plate(Path(folder, "slide"), TEMPLATE)
        for name, data in template.media.items():
            place = plate.data.parent / name
            place.parent.mkdir(exist_ok=True)
            place.write_bytes(data)
        told = json.dumps(_told(ground, drawn))
        pages = page_data(drawn[0], drawn[1].pages[0]) if drawn else ""
        ppi = width_px * 72 * POINT / template.width
        return plate.print(f'{told[:-1]}, "pages": [{pages}]}}', format="png", ppi=ppi)


def _told(ground: Ground, drawn: Drawn | None) -> dict[str, Any]:
    drawing, area = ground.drawing, ground.area.box
    whole = Figure(drawing.whole, "rect", drawing.ground)
    figures = [whole, *(figure for figure in drawing.figures if figure.is_seen)]
    if drawn is None:
        figures.append(Figure(area, "rect", Fill(((0.0, SHADE),))))
    elif ground.painted.panel:
        figures.append(Figure(area, "rect", Fill(((0.0, Paint(ground.painted.panel)),))))
    said = [*drawing.words, *(one.words for one in drawing.repeated if one.words)]
    hexes = ground.painted.hexes()
    return {
        "width": drawing.width / POINT,
        "height": drawing.height / POINT,
        "figures": [_figure(figure) for figure in figures],
        "words": [_words(words) for words in said],
        "sheet": {
            "x": area.left / POINT,
            "y": area.top / POINT,
            "unit": area.width / WIDTH / POINT,
        },
        "faces": [
            {"font": FONTS[key].typographic_family, "weight": FONTS[key].weight} for key in FACES
        ],
        "colours": [hexes[colour] for colour in PALETTE],
    }


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        **_place(figure.box),
        "kind": figure.kind,
        "fill": _fill(figure.fill),
        "stroke": _fill(figure.stroke),
        "stroke_width": figure.stroke_width / POINT,
        "radius": figure.radius / POINT,
        "angle": figure.angle,
        "rises": figure.flips[0] != figure.flips[1],
        "path": [[step.kind, [_turned(point, figure.flips) for point in step.points]]
                 for step in figure.path],
    }  # fmt: skip


def _turned(point: tuple[float, float], flips: tuple[bool, bool]) -> list[float]:
    return [1 - part if flip else part for part, flip in zip(point, flips, strict=True)]


def _fill(fill: Fill | None) -> dict[str, Any] | None:
    if fill is None:
        return None
    stops = [[place, paint.hex] for place, paint in fill.stops]
    if len(stops) > 1:  # typst wants the first at the beginning and the last at the end
        stops[0][0], stops[-1][0] = 0.0, 1.0
    return {"stops": stops, "angle": fill.angle, "picture": fill.picture, "crop": fill.crop}


def _words(words: Words) -> dict[str, Any]:
    return {
        **_place(words.box),
        "lines": words.lines,
        "size": words.size,
        "colour": words.paint.hex,
        "align": f"{SIDES.get(words.align, 'left')} + {HEIGHTS.get(words.anchor, 'top')}",
        "is_bold": words.is_bold,
    }


def _place(box: Box) -> dict[str, float]:
    return {
        "x": box.left / POINT,
        "y": box.top / POINT,
        "width": box.width / POINT,
        "height": box.height / POINT,
    }
