"""Who makes a change, when, and how their browser names it: what every action is told."""

from datetime import datetime
from typing import TypedDict

from django.utils import timezone

from palier.organisation.middleware import PersonRequest
from palier.organisation.models import Person
from palier.slides.forms import sent_of
from palier.slides.rules.sending import Sent


class Acting(TypedDict):
    """The last arguments of an action."""

    by: Person
    at: datetime
    sent: Sent


def acting(request: PersonRequest) -> Acting:
    """Return who acts, now."""
    return Acting(by=request.person, at=timezone.now(), sent=sent_of(request.POST))
