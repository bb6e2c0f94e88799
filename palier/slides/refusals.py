"""The sentence for each refusal of the rules of slides."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palier.organisation.rules import Refused

REFUSALS: dict[str, Promise] = {
    "not-writer": _(
        "Only the head and the members of this unit, and those who head it, can write on its slide."
    ),
    "locked": _("This slide is no longer open: its words stay as they are."),
    "too-long": _("This text is too long for one line: shorten it below 10,000 characters."),
    "no-such-field": _("This cannot be changed here. Reload the page and try again."),
    "not-a-date": _("This is not a date. Choose one in the calendar."),
    "not-a-number": _("This is not a number. Write it in figures, for example 1,200 or 35."),
    "no-such-category": _("This category is no longer in the legend. Choose another one."),
    "changed-since": _("Somebody has changed this line since: this cannot be undone."),
    "written-since": _(
        "Somebody has just written on this line: read it again before you remove it."
    ),
    "nothing-to-undo": _("There is nothing left to undo."),
    "nothing-to-redo": _("There is nothing left to redo."),
    "not-known": _("What was here then is not known, so it cannot be restored."),
    "no-such-line": _("This line is not on the slide. Reload the page and try again."),
    "not-above": _("An objective can only serve lines of the units above it."),
    "other-unit": _("A line can only be carried to a slide of the same unit."),
    "no-name": _("Give it a name."),
    "name-taken": _("This name is already taken."),
    "legend-full": _("A legend holds eight colours at most."),
    "must-be-mended": _(
        "This remark cannot be ignored: the slide is not complete until it is dealt with."
    ),
    "not-pilot": _("Only the pilot and the direction can change this."),
}


def sentence(refused: Refused) -> str:
    """Return what a person reads when the rules say no."""
    return str(REFUSALS.get(refused.code, REFUSALS["no-such-field"]))
