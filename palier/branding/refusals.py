"""The sentences of templates: why a file is not taken, what was left out of it."""

from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from palier.exchange.document import Unreadable
from palier.organisation.rules import Refused

UNREADABLE: dict[str, Promise] = {
    "corrupt": _(
        "This file is damaged and cannot be opened. Open it in PowerPoint, save it again, and "
        "bring the new one."
    ),
    "encrypted": _(
        "This file is protected by a password. Save a copy without a password and bring that one."
    ),
    "empty": _("This file is empty. Check that it is the right one."),
    "too-large": _("This file is larger than 20 MB. Delete its slides, save it, and bring it."),
    "bomb": _(
        "This file unfolds to an unreasonable size and was not opened. Save it again in PowerPoint "
        "and bring the new one."
    ),
    "unknown-format": _("This is no presentation. Bring a .pptx or .potx file."),
    "old-office": _("This file was made by an older Office. Save it as .pptx and bring that one."),
    "strict-format": _(
        "This file is a “Strict Open XML” presentation. Save it as an ordinary .pptx and bring "
        "that one."
    ),
    "dtd": _(
        "This file holds definitions that no presentation needs, and was not read. Save it again "
        "in PowerPoint and bring the new one."
    ),
    "too-complex": _(
        "This template draws too many shapes on one layout. Replace drawings by pictures (.png) "
        "and bring it again."
    ),
    "no-layout": _("This file has no layout to write on. Bring a presentation made from a theme."),
    "slide-size": _(
        "This file does not say how large its slides are. Save it again in PowerPoint."
    ),
    "template-too-heavy": _(
        "This template weighs more than 5 MB, which each deck would carry. Compress its pictures "
        "in PowerPoint (Picture Format, Compress Pictures) and bring it again."
    ),
}
REFUSED: dict[str, Promise] = {
    "not-pilot": _("Only the pilot and the direction choose the template of decks."),
    "no-such-layout": _("This template has no such layout any more. Choose another one."),
    "no-room": _(
        "No layout of this template leaves half of the slide’s width free: a sheet would not be "
        "read. Add an empty layout to it and bring it again."
    ),
}


def unreadable_sentence(fault: Unreadable) -> str:
    """Return why a file is not taken, and what to do."""
    return str(UNREADABLE.get(fault.code, UNREADABLE["corrupt"]))


def refused_sentence(refused: Refused) -> str:
    """Return why a template is not changed."""
    return str(REFUSED[refused.code])


def left_out_sentences(counts: dict[str, int]) -> list[str]:
    """Return what of a file was left out, a sentence for each kind."""
    return [_LEFT_OUT[kind](count) % {"count": count}
            for kind, count in counts.items() if count and kind in _LEFT_OUT]  # fmt: skip


_LEFT_OUT: dict[str, Callable[[int], str]] = {
    "slide": lambda count: ngettext(
        "%(count)d slide of the file, with its notes and comments.",
        "%(count)d slides of the file, with their notes and comments.",
        count,
    ),
    "macro": lambda count: ngettext("%(count)d macro project.", "%(count)d macro projects.", count),
    "link": lambda count: ngettext("%(count)d link.", "%(count)d links.", count),
    "media": lambda count: ngettext(
        "%(count)d sound or film.", "%(count)d sounds or films.", count
    ),
    "animation": lambda count: ngettext(
        "%(count)d animation or transition.", "%(count)d animations or transitions.", count
    ),
    "embedded": lambda count: ngettext(
        "%(count)d chart, diagram or embedded object.",
        "%(count)d charts, diagrams or embedded objects.",
        count,
    ),
    "picture": lambda count: ngettext(
        "%(count)d picture of a kind that is not taken (EMF, WMF, TIFF) or that cannot be read: "
        "put a .png in its place.",
        "%(count)d pictures of a kind that is not taken (EMF, WMF, TIFF) or that cannot be read: "
        "put a .png in their place.",
        count,
    ),
    "font": lambda count: ngettext("%(count)d embedded font.", "%(count)d embedded fonts.", count),
    "unknown": lambda count: ngettext(
        "%(count)d element that Palier does not know.",
        "%(count)d elements that Palier does not know.",
        count,
    ),
}
