"""`{% share_slide slide %}` and `{% share_deck cycle %}`: nothing for who may not share."""

from django import template
from django.template import Context
from django.urls import reverse

from palier.cycles.models import Cycle
from palier.sharing.queries.links import may_share_deck, may_share_slide
from palier.slides.models import Slide

register = template.Library()


@register.inclusion_tag("sharing/_share.html", takes_context=True)
def share_slide(context: Context, slide: Slide) -> dict[str, str]:
    """Show the button that opens the links of a slide."""
    may = may_share_slide(slide, context["request"].person)
    return {"address": reverse("slide-links", args=[slide.pk]) if may else ""}


@register.inclusion_tag("sharing/_share.html", takes_context=True)
def share_deck(context: Context, cycle: Cycle) -> dict[str, str]:
    """Show the button that opens the links of a quarter."""
    may = may_share_deck(context["request"].person)
    return {"address": reverse("cycle-links", args=[cycle.key]) if may else ""}
