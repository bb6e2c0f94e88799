"""What an archive says of itself, in French and in English, to whoever opens it."""

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from palier.organisation.models import Organisation


def readme(organisation: Organisation) -> str:
    """Return the text, in both languages, that of the organisation first."""
    languages = sorted(dict(settings.LANGUAGES), key=lambda one: one != organisation.language)
    return "\n\n".join(_text(organisation, language) for language in languages) + "\n"


def _text(organisation: Organisation, language: str) -> str:
    with override(language):
        heading = _("%(name)s: everything that Palier holds") % {"name": organisation.name}
        paragraphs = [
            _(
                "This archive holds one organisation whole: its people with their addresses, its "
                "units open and closed, its quarters, its legend and settings; every slide; every "
                "comment; the whole history."
            ),
            _("An empty Palier reads it back to the same content:"),
            "    palier import ARCHIVE.zip --create",
            _("What is inside, as text that any program reads:"),
            "\n".join(
                (
                    _("palier.json: the organisation, its people, units, quarters and links."),
                    _("slides.jsonl: one slide a line, in the words of the palier/1 format."),
                    _("comments.jsonl: one comment a line, with what it said before."),
                    _("journal.jsonl: one change a line: who, when, what stood there before."),
                )
            ),
            _(
                "What cannot come along: the addresses of reading links (that they were made is "
                "told, they open nothing any more), passwords and sign-in methods, files that were "
                "brought and not imported yet."
            ),
            _("It names people and holds what they wrote: keep it as you keep such papers."),
        ]
        return "\n\n".join([f"{heading}\n{'=' * len(heading)}", *paragraphs])
