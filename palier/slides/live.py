"""Which topics slides have, and who may watch them."""

from django.template.loader import render_to_string
from django.utils import translation

from palier.cycles.models import Cycle
from palier.live.topics import register
from palier.organisation.models import Person
from palier.slides.models import Slide
from palier.slides.queries.drawings import drawings_of


def may_watch_slide(person: Person, pk: int) -> bool:
    """Return whether a person may know that a slide changes (one query, or two)."""
    return Slide.objects.visible_to(person).filter(pk=pk).exists()


def may_watch_wall(person: Person, cycle_pk: int) -> bool:
    """Return whether a person may know that a slide of a quarter changes (one query)."""
    return Cycle.objects.filter(pk=cycle_pk, organisation_id=person.organisation_id).exists()


def render_slide(pk: int) -> str | None:
    """Return the sheet of a slide as all see it, and whether its writers have more to be shown."""
    slide = Slide.objects.filter(pk=pk).first()
    if slide is None:
        return None
    language = translation.get_language() or "fr"
    context = {
        "slide": slide,
        "drawing": drawings_of([slide], language)[pk],
        "may_write": False,
        "has_variants": slide.variants.open().exists(),
    }
    return render_to_string("slides/_shared.html", context)


register("slide", may_watch_slide, render_slide)
register("wall", may_watch_wall)
