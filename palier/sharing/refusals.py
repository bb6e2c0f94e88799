"""The sentence for each refusal of the rules of sharing."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palier.organisation.rules import Refused

REFUSALS: dict[str, Promise] = {
    "not-writer": _(
        "Only those who write on it, the pilot and the direction can share this slide."
    ),
    "not-pilot": _("Only the pilot and the direction can share all slides of a quarter."),
    "not-maker": _("Only the person who made this link, the pilot and the direction can close it."),
    "other-organisation": _("This is not part of your organisation."),
    "quarter-over": _("This quarter is over: choose a number of days."),
    "too-many-links": _("Twenty links are already open here. Close one you no longer need."),
}


def sentence(refused: Refused) -> str:
    """Say why, and what to do."""
    return str(REFUSALS[refused.code])
