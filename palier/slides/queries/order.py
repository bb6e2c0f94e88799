"""The order of slides on the wall, in a deck, in a file."""

from django.db.models import F

from palier.slides.models import SlideQuerySet


def in_order(slides: SlideQuerySet) -> SlideQuerySet:
    """Return slides by quarter, then in the order of the tree as it was: the company first."""
    return slides.select_related("unit", "parent").order_by(
        "cycle__starts_on",
        F("parent__parent_id").asc(nulls_first=True),
        F("parent__position").asc(nulls_first=True),
        F("parent_id").asc(nulls_first=True),
        "unit__position",
        "unit_name",
        "pk",
    )
