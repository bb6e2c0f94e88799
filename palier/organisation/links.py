"""What concepts above show of a unit on its page: they register here, by `AppConfig.ready()`."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from palier.organisation.models import Person, Unit


@dataclass(frozen=True, slots=True)
class Link:
    """A way from a unit to something of it."""

    label: str
    address: str
    note: str = ""


LinksOf = Callable[[Unit, Person], list[Link]]
_sources: list[LinksOf] = []


def register(links_of: LinksOf) -> None:
    """Show what `links_of(unit, person)` returns on the page of each unit."""
    if links_of not in _sources:
        _sources.append(links_of)


def links_of(unit: Unit, person: Person) -> Iterator[Link]:
    """Yield the links of a unit that this person may follow."""
    for source in _sources:
        yield from source(unit, person)
