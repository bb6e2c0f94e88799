"""The exports of a person are a topic of their own."""

from palier.live.topics import register
from palier.organisation.models import Person


def may_watch_exports(person: Person, pk: int) -> bool:
    """Return whether these are the exports of that person (no query)."""
    return person.pk == pk


register("exports", may_watch_exports)
