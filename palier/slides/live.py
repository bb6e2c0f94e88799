"""Which topics slides have, and who may watch them."""

from palier.live.topics import register
from palier.organisation.models import Person
from palier.slides.models import Slide


def may_watch_slide(person_id: int, pk: int) -> bool:
    """Return whether a person may know that a slide changes."""
    person = Person.objects.present().select_related("organisation").filter(pk=person_id).first()
    return person is not None and Slide.objects.visible_to(person).filter(pk=pk).exists()


def may_watch_wall(person_id: int, cycle_pk: int) -> bool:
    """Return whether a person may know that a slide of a quarter changes."""
    return Person.objects.present().filter(pk=person_id, organisation__cycles__pk=cycle_pk).exists()


register("slide", may_watch_slide)
register("wall", may_watch_wall)
