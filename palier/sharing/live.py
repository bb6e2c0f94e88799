"""The topic of an organisation's links, and who may watch it."""

from palier.live.topics import register
from palier.organisation.models import Person


def may_watch_links(person_id: int, organisation_pk: int) -> bool:
    """Return whether a person may know that a link is made or closed: who runs the process."""
    people = Person.objects.present().filter(pk=person_id, organisation_id=organisation_pk)
    person = people.first()
    return person is not None and person.standing.may_run_the_process


register("links", may_watch_links)
