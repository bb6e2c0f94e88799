"""The sentences of the writing checks: what is remarked, then why and a way out."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from palier.slides.rules.checks import Finding

Sentences = tuple[Promise, Promise]

# By check; "K3 equal" and the like are the same check, seen in another case.
SENTENCES: dict[str, Sentences] = {
    "O1": (
        _("%(count)s objectives: %(limit)s are easier to hold to."),
        _("Which one could wait for the next quarter?"),
    ),
    "O2": (
        _("%(count)s characters: a shorter objective is easier to remember (%(limit)s at most)."),
        _("Keep the sentence people will repeat; the why can hold the rest."),
    ),
    "O3": (
        _("“%(word)s” is a figure: its place is in a key result."),
        _("An objective says where you are going; its key results say how far."),
    ),
    "O4": (
        _("“%(word)s” says that nothing changes."),
        _("What will be different at the end of the quarter?"),
    ),
    "O7": (
        _("Nobody answers for this slide yet."),
        _("Give the unit a head, on the page of the organisation."),
    ),
    "K1": (
        _("No key result yet."),
        _("How will you know you have reached it? One number is enough to start."),
    ),
    "K1 empty": (
        _("No objective yet."),
        _("Write the first one on the sheet, and a key result under it."),
    ),
    "K1b": (
        _("%(count)s key results under one objective: %(limit)s are easier to follow."),
        _("Which ones say most about the objective?"),
    ),
    "K2": (
        _("No number: it will count as yes or no. How will you know?"),
        _("How many, how much, for whom, or by what sign?"),
    ),
    "K3": (
        _("A number without a target."),
        _("How far do you want to go? Even a rough target will do."),
    ),
    "K3 equal": (
        _("The baseline and the target are the same."),
        _("What will have moved? If nothing should, it is an indicator to follow."),
    ),
    "K3 start": (
        _("“%(word)s” is where you start. Where do you want to get to?"),
        _("Write both in the measure, as 32 → 40."),
    ),
    "K4": (
        _("“%(word)s”: this is an indicator to follow, not a result."),
        _("What should move this quarter, from where to where?"),
    ),
    "K5": (
        _("“%(word)s” names the work, not what comes of it."),
        _("Once it is done, what will be different, and by how much?"),
    ),
    "K6": (
        _("Every key result of this objective is an input."),
        _("They depend on your work alone. What effect do you expect from it?"),
    ),
    "K7": (
        _("Everything is due on the last day of the quarter."),
        _("One earlier date would show in time whether it works."),
    ),
    "K8": (
        _("%(count)s characters: a shorter line can be read at a glance (%(limit)s at most)."),
        _("Keep what is measured; how it is done can go in a comment."),
    ),
    "K16": (
        _("“%(word)s” says what you will do."),
        _("What will have changed? The effect is worth a figure."),
    ),
    "S1": (
        _("Too much for one sheet: it cannot be submitted like this."),
        _("Shorten lines, the longest first, or leave some for later."),
    ),
    "S2": (
        _("Set small to fit: it cannot be read from the back of a room."),
        _("Shorten a line or two, the longest first."),
    ),
}


def sentences_of(finding: Finding) -> tuple[str, str]:
    """Return what is remarked, then why and a way out, in the active language."""
    case = str(finding.data.get("case", ""))
    pair = SENTENCES[f"{finding.check} {case}".strip()]
    what, why = (str(sentence) % _said(finding.data) for sentence in pair)
    return what, why


def add(sentences: Mapping[str, Sentences]) -> None:
    """Make the sentences of further checks known.

    :raises ValueError: if a check has its sentences already
    """
    taken = SENTENCES.keys() & sentences.keys()
    if taken:
        raise ValueError(f"already said: {', '.join(sorted(taken))}")
    SENTENCES.update(sentences)


def _said(data: Mapping[str, str | int]) -> dict[str, str | int]:
    return {name: value for name, value in data.items() if name != "case"}
