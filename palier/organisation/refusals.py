"""The sentence for each refusal of the rules of the organisation."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palier.organisation.rules import Refused

REFUSALS: dict[str, Promise] = {
    "not-pilot": _("Only the pilot and the direction can change this."),
    "no-name": _("Give a name."),
    "no-place": _("A unit of this kind cannot stand there. Choose another place or another kind."),
    "name-taken": _("There is already a unit of this name at this place. Choose another name."),
    "loop": _("A unit cannot stand under itself. Choose another place."),
    "closed": _("This unit is closed. Choose one that is open."),
    "is-company": _("The company itself cannot be closed."),
    "has-units": _("Other units stand under this one. Move or close them first."),
    "other-organisation": _("This is not part of your organisation."),
    "email-taken": _("Somebody of your organisation has this e-mail address already."),
    "last-pilot": _("This is the only pilot. Name another one first."),
}


def sentence(refused: Refused) -> str:
    """Say why, and what to do."""
    return str(REFUSALS[refused.code])
