"""The topic of an organisation's links, and who may watch it."""

from palier.live.topics import register
from palier.organisation.models import Person


def may_watch_links(person: Person, organisation_pk: int) -> bool:
    """Return whether a person may know that a link is made or closed: who runs the process."""
    return person.organisation_id == organisation_pk and person.standing.may_run_the_process


register("links", may_watch_links)
