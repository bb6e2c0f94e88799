"""The way from the sign-in page to the personas, where they are open."""

from django import template
from django.template import Context

from palier.organisation.personas import are_open

register = template.Library()


@register.simple_tag(takes_context=True)
def personas_are_open(context: Context) -> bool:
    """Test if the page of personas answers this request."""
    request = context.get("request")
    return request is not None and are_open(request)
