"""Where a sheet may stand on a layout: off its logos, its bars and its footer."""

from dataclasses import dataclass

from palier.branding.drawing.figures import Drawing, Holder, seen_boxes
from palier.branding.rules import NARROW, WHOLE, Box, freest
from palier.sheets.layout import HEIGHT, WIDTH

RATIO = WIDTH / HEIGHT
BODIES = ("body", "obj", "tbl", "chart", "dgm", "media", "clipArt", "pic", "subTitle")
# Which layout is offered first: an empty one leaves the most room to a sheet.
USUAL = ("blank", "titleOnly", "obj", "tx")
LEAST_OFFERED = 0.75  # of the width: at it, usual key results are at the floor of 1.2 %


@dataclass(frozen=True, slots=True)
class Area:
    """Where a sheet goes on a layout, in English metric units."""

    box: Box
    share: float  # of the slide's width, 0..1: what is read is smaller by as much

    @property
    def is_enough(self) -> bool:
        return self.share >= NARROW


def area_of(drawing: Drawing) -> Area:
    """Return the largest place for a whole sheet on a layout.

    On a plain ground all that is free may be used. A picture may hold a bar or a logo that only
    its maker knows of: there, the place that the layout or its master gives to text is kept to.
    """
    taken, has_picture = [], bool(drawing.ground.picture)
    for box, figure in seen_boxes(drawing):
        if box.area < WHOLE * drawing.whole.area:
            taken.append(box)
        elif figure is not None and figure.fill is not None:
            has_picture = has_picture or bool(figure.fill.picture)
    room = _text_room(drawing) if has_picture else drawing.whole
    box = freest(room, taken, RATIO)
    return Area(box, min(1.0, box.width / drawing.width))


def _text_room(drawing: Drawing) -> Box:
    for holders in (drawing.holders, drawing.master_holders):
        boxes = [one.box.within(drawing.whole) for one in holders if _is_body(one)]
        if widest := max(boxes, key=lambda box: box.area, default=None):
            return widest
    return drawing.whole


def _is_body(holder: Holder) -> bool:
    return holder.kind in BODIES and holder.box.area > 0


def preferred(kinds: dict[int, str], areas: dict[int, Area]) -> int:
    """Return the number of the layout that is offered first.

    The first of `USUAL` on which a sheet stays readable; else that with the most room.
    """
    for kind in USUAL:
        fitting = [n for n in kinds if kinds[n] == kind and areas[n].share >= LEAST_OFFERED]
        if fitting:
            return max(fitting, key=lambda number: round(areas[number].share, 2))
    return max(areas, key=lambda number: round(areas[number].share, 2))
