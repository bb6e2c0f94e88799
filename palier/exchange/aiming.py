"""Where the pieces of one part of a file can be sent: what is offered, and what lies nearest."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from palier.exchange.placing import KEY_RESULT, OBJECTIVE, UNIT
from palier.exchange.previews import Part, Preview
from palier.exchange.source import rows_by_spot

MOST_QUESTIONS = 200  # listed on one page
MOST_LINES = 400  # offered to send to
MOST_UNITS = 300


@dataclass(frozen=True, slots=True)
class Aim:
    """One place to send to, as it is chosen from a list."""

    ref: str
    kind: str
    label: str
    is_below: bool = False  # a key result, under its objective


@dataclass(frozen=True, slots=True)
class Group:
    """The slide of one unit, its objectives and their key results."""

    name: str
    aims: list[Aim] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Aims:
    """All places offered: slide by slide, then the units that the file does not name."""

    groups: list[Group]
    units: list[Aim]
    nearest: dict[str, str]  # ref of a question -> ref of the line above it in the file

    @property
    def is_empty(self) -> bool:
        return not (self.groups or self.units)


def aims_of(preview: Preview, part: Part, shown: int) -> Aims:
    """Return where the pieces of a part can be sent.

    Every unit of the part, the lines of the slide that is shown (its number), and the line that
    stands above each piece in the file.
    """
    nearest = _nearest(preview, part)
    wanted = set(nearest.values())
    sources = _slides_of(preview, part)
    on_show = id(part.slides[shown].source) if shown < len(part.slides) else None
    groups: dict[int, Group] = {}
    count = 0
    for ref, target in preview.placed.targets.items():
        slide, is_line = id(target.slide), target.kind != UNIT
        is_near = (slide == on_show or ref in wanted) and count < MOST_LINES
        is_offered = is_near if is_line else (not sources or slide in sources)
        if is_offered:
            group = groups.setdefault(slide, Group(target.slide.unit))
            group.aims.append(Aim(ref, target.kind, target.title, target.kind == KEY_RESULT))
            count += is_line
    return Aims(list(groups.values()), list(_units(preview)), nearest)


def _slides_of(preview: Preview, part: Part) -> set[int]:
    """Return the slides of a part, those whose unit is still to be decided included."""
    targets = preview.placed.targets.values()
    here = {id(target.slide) for target in targets if target.place.part == part.name}
    return here | {id(slide.source) for slide in part.slides}


def _units(preview: Preview) -> Iterator[Aim]:
    """Yield the units of Palier that the file does not name."""
    rest = [ref for ref in preview.units if ref not in preview.placed.targets]
    for ref in rest[:MOST_UNITS]:
        yield Aim(ref, UNIT, preview.units[ref])


def _nearest(preview: Preview, part: Part) -> dict[str, str]:
    if part.grid is None:
        return {}
    row_at = rows_by_spot(part.grid)
    rows: list[tuple[int, str]] = []
    for ref, target in preview.placed.targets.items():
        if target.kind in (OBJECTIVE, KEY_RESULT) and target.place.part == part.name:
            row = row_at(target.place.spot)
            if row is not None:
                rows.append((row, ref))
    rows.sort(key=lambda pair: pair[0])
    starts = [row for row, _ in rows]
    found = {}
    for question in part.sorted_questions[:MOST_QUESTIONS]:
        row = row_at(question.leftover.place.spot)
        index = bisect_right(starts, row) - 1 if row is not None else -1
        if index >= 0:
            found[question.ref] = rows[index][1]
    return found
