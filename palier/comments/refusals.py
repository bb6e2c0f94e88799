"""The sentence for each refusal of the rules of comments."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palier.organisation.rules import Refused
from palier.slides import refusals as slides

REFUSALS: dict[str, Promise] = {
    "empty": _("Write something first."),
    "comment-too-long": _("This comment is too long: shorten it below 10,000 characters."),
    "no-such-line": _("This line is not on the slide. Choose another one, or the whole slide."),
    "line-gone": _("Somebody has removed this line: its words can no longer be changed."),
    "other-slide": _("This thread belongs to another slide. Reload the page and try again."),
    "not-yours": _("Only its author can change or delete a comment."),
    "gone": _("This has been deleted in the meantime."),
    "not-resolver": _(
        "Only the person who began a thread, or those who write on the slide, can resolve it."
    ),
    "decided": _("Somebody has already answered this suggestion."),
    "same-words": _("The line says this already. Change the words, then send."),
}


def sentence(refused: Refused) -> str:
    """Return what a person reads when the rules say no."""
    known = REFUSALS.get(refused.code)
    return str(known) if known else slides.sentence(refused)
