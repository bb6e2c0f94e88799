"""Which quarter a page is about."""

from datetime import date

from palier.cycles.models import Cycle
from palier.cycles.rules import Quarter, parse_key, quarter_of
from palier.organisation.models import Person


def cycles_of(person: Person) -> list[Cycle]:
    """Return the quarters of the person's organisation, the newest first (one query)."""
    return list(Cycle.objects.visible_to(person))


def coming(cycles: list[Cycle], today: date) -> Cycle | None:
    """Return the quarter being written: the first after today, else the newest there is."""
    later = [cycle for cycle in cycles if cycle.starts_on > today]
    return later[-1] if later else next(iter(cycles), None)


def openable(cycles: list[Cycle], today: date) -> list[Quarter]:
    """Return the quarters that may be opened next: today's, the coming one, the one after all."""
    there = {cycle.key for cycle in cycles}
    newest = [parse_key(cycles[0].key).next()] if cycles else []
    offered = {quarter_of(today), quarter_of(today).next(), *newest}
    return sorted(quarter for quarter in offered if quarter.key not in there)


def before(cycles: list[Cycle], cycle: Cycle) -> Cycle | None:
    """Return the quarter before `cycle` among `cycles` (the newest first), or None."""
    return next((other for other in cycles if other.starts_on < cycle.starts_on), None)
