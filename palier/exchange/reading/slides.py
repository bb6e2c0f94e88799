"""The slides of a file as they are found, one for each unit and quarter."""

from dataclasses import dataclass, field

from palier.exchange.document import Objective, Person, Slide, Unit
from palier.exchange.phrases import compared
from palier.exchange.reading.marked import Marked
from palier.exchange.reading.workbook import Position


@dataclass(slots=True)
class Found:
    """A slide, and what its lines say of who answers for it."""

    slide: Slide
    owners: list[tuple[Marked, Position]] = field(default_factory=list)
    lines: int = 0  # how many key results it was given
    objectives: dict[str, Objective] = field(default_factory=dict)


@dataclass(slots=True)
class Slides:
    """Every slide of a file in the order found; names are compared without case or accents."""

    found: dict[tuple[str, str], Found] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    to_name_by_tab: frozenset[str] = frozenset()  # tabs whose own name is their unit's
    # (unit, quarter) -> tabs that have it from the file or from a title they may share
    tabs_of_weak_names: dict[tuple[str, str], set[str]] = field(default_factory=dict)

    def at(self, unit: str, cycle: str, pole: str = "") -> Found:
        """Return the slide of a unit for a quarter, a new one the first time."""
        self.unit(unit, pole)
        key = compared(unit), cycle
        if key not in self.found:
            self.found[key] = Found(Slide(self.units[key[0]].name if unit else "", cycle))
        return self.found[key]

    def unit(self, name: str, pole: str = "") -> None:
        """Note that a unit exists, and the pole it is said to belong to; "" is none."""
        key, above = compared(name), compared(pole)
        if pole and above not in self.units:
            self.units[above] = Unit(pole, kind="pole")
        if not name:
            return
        unit = self.units.setdefault(key, Unit(name))
        if pole and above != key and unit.parent is None:
            unit.parent = self.units[above].name
            self.units[above].kind = "pole"

    def objective(self, found: Found, title: str) -> Objective:
        """Return the objective of these words, a new one the first time."""
        known = found.objectives.get(compared(title))
        if known is None:
            known = Objective(title)
            found.objectives[compared(title)] = known
            found.slide.objectives.append(known)
        return known

    def merged_tabs(self) -> frozenset[str]:
        """Return the tabs that took one name together: they may well be different units."""
        shared = (tabs for tabs in self.tabs_of_weak_names.values() if len(tabs) > 1)
        return frozenset().union(*shared)

    def settle_owners(self) -> None:
        """Make the one owner of all the lines of a slide its head; several stay in their cells."""
        for found in self.found.values():
            names = {compared(marked.text(at)) for marked, at in found.owners}
            speaks_for_all = len(names) == 1 and len(found.owners) >= found.lines > 0
            head = compared(found.slide.head)
            for marked, at in found.owners:
                if (speaks_for_all and not head) or names == {head}:
                    if not found.slide.head:
                        found.slide.head = marked.text(at)
                        found.slide.head_place = marked.place(at)
                    marked.take(at, "head")
                else:
                    marked.leave(at, "owner")

    def people(self) -> list[Person]:
        """Return the heads named in the file, each once."""
        names = {compared(found.slide.head): found.slide.head for found in self.found.values()}
        return [Person(name) for key, name in names.items() if key]
