"""From a unit to its slides."""

from django.urls import reverse

from palier.organisation.links import Link
from palier.organisation.models import Person, Unit
from palier.slides.models import Slide


def slides_of(unit: Unit, person: Person) -> list[Link]:
    """Return a link to each slide of a unit that this person may see, the newest first."""
    slides = (
        Slide.objects.visible_to(person)
        .filter(unit=unit)
        .select_related("cycle")
        .order_by("-cycle__starts_on")
    )
    return [
        Link(
            label=slide.cycle.label,
            address=reverse("slide", args=[slide.pk]),
            note=str(slide.get_state_display()),
        )
        for slide in slides
    ]
