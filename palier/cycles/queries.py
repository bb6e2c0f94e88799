"""Which quarter a page is about."""

from datetime import date

from palier.cycles.models import Cycle
from palier.organisation.models import Person


def cycles_of(person: Person) -> list[Cycle]:
    """Return the quarters of the person's organisation, the newest first (one query)."""
    return list(Cycle.objects.visible_to(person))


def coming(cycles: list[Cycle], today: date) -> Cycle | None:
    """Return the quarter being written: the first after today, else the newest there is."""
    later = [cycle for cycle in cycles if cycle.starts_on > today]
    return later[-1] if later else next(iter(cycles), None)


def before(cycles: list[Cycle], cycle: Cycle) -> Cycle | None:
    """Return the quarter before `cycle` among `cycles` (the newest first), or None."""
    return next((other for other in cycles if other.starts_on < cycle.starts_on), None)
