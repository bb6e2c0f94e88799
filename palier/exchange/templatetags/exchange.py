"""Places of files in pages."""

from django import template

from palier.exchange.document import Place
from palier.exchange.refusals import place_words

register = template.Library()


@register.filter
def in_words(place: Place) -> str:
    """Return where something stands in its file, as people say it."""
    return place_words(place)
