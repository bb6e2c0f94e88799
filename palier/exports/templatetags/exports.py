"""`{% export_choice "pptx" cycle count label %}`: a file, at once or made in the background."""

from typing import Any

from django import template
from django.template import Context

from palier.cycles.models import Cycle
from palier.exports.places import NEWS
from palier.exports.rules import AT_ONCE, KINDS, is_long, seconds

register = template.Library()


@register.inclusion_tag("exports/_choice.html", takes_context=True)
def export_choice(
    context: Context, kind: str, cycle: Cycle, slides: int, label: str
) -> dict[str, Any]:
    """Offer a file of a quarter: at once where that is quick, else made in the background."""
    return {
        "csrf_token": context.get("csrf_token", ""),
        "kind": kind,
        "cycle": cycle,
        "label": label,
        "is_long": is_long(kind, slides),
    }


@register.inclusion_tag("exports/_own.html", takes_context=True)
def own_exports(context: Context, slides: int) -> dict[str, bool]:
    """Lead to one's own exports, where there can be any."""
    longest = max(seconds(kind, slides) for kind in KINDS)
    return {"is_shown": longest > AT_ONCE or bool(context["request"].session.get(NEWS))}
