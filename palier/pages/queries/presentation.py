"""What a presentation shows: the outline of a quarter whole, its sheets a few at a time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from palier.cycles.models import Cycle
from palier.organisation.models import Person
from palier.organisation.rules import Kind
from palier.slides.models import Slide
from palier.slides.queries.drawings import Drawing, drawings_of
from palier.slides.queries.order import in_order

BATCH = 12  # sheets of one answer
FIRST = 3  # sheets that come with the page, so that the first one shows at once


@dataclass(slots=True)
class Entry:
    """One slide of the outline; its sheet comes with the first ones only."""

    number: int  # from 1, over all poles
    slide_id: int
    version: int
    unit_id: int
    unit_name: str
    past_id: int | None  # the unit's slide of the quarter before
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """The entries of one pole, or of the units right under the company."""

    name: str
    entries: list[Entry] = field(default_factory=list)


def outline_of(cycle: Cycle, past: Cycle | None, person: Person) -> list[Part]:
    """Return the slides of a quarter that a person may see, by pole, in the order of the wall.

    Two queries, none per slide. `past` is the quarter whose slides are shown beside.
    """
    seen = Slide.objects.visible_to(person)
    ended = dict(seen.filter(cycle=past).values_list("unit_id", "pk")) if past else {}
    rows = in_order(seen.filter(cycle=cycle)).values_list(
        "parent_id", "parent__name", "unit__kind", "pk", "version", "unit_id", "unit_name"
    )
    parts: list[Part] = []
    number = 0
    for (_, name, is_company), members in groupby(rows, key=_part_key):
        part = Part("" if is_company else name or "")
        for *_, pk, version, unit_id, unit_name in members:
            number += 1
            part.entries.append(
                Entry(number, pk, version, unit_id, unit_name, past_id=ended.get(unit_id))
            )
        parts.append(part)
    return parts


def draw_first(parts: Iterable[Part], language: str) -> None:
    """Give the first entries their sheets (at most three queries)."""
    first = [entry for part in parts for entry in part.entries][:FIRST]
    slides = [Slide(pk=entry.slide_id, version=entry.version) for entry in first]
    drawings = drawings_of(slides, language)
    for entry in first:
        entry.drawing = drawings.get(entry.slide_id)


def sheets_of(ids: Iterable[int], cycle: Cycle, person: Person, language: str) -> list[Drawing]:
    """Return the sheets among `ids` that a person may see, of this quarter or one before.

    At most four queries. What is not there, or not theirs to see, is left out.
    """
    seen = Slide.objects.visible_to(person).filter(cycle__starts_on__lte=cycle.starts_on)
    slides = seen.filter(pk__in=ids).only("pk", "version")
    return list(drawings_of(slides, language).values())


def _part_key(row: tuple[Any, ...]) -> tuple[int | None, str | None, bool]:
    return row[0], row[1], row[2] == Kind.COMPANY
