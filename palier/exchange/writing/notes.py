"""The speaker notes of a presentation: what is still open under each slide."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import override

from palier.comments.queries.notes import Note, open_notes
from palier.slides.models import Slide
from palier.ui.templatetags.ui import day


def speaker_notes(slides: Iterable[Slide], language: str) -> dict[int, tuple[str, ...]]:
    """Return the notes of each slide that has any, a paragraph each (one query)."""
    notes = open_notes([slide.pk for slide in slides])
    with override(language):
        return {
            pk: tuple(paragraph for note in told for paragraph in _paragraphs(note))
            for pk, told in notes.items()
        }


def _paragraphs(note: Note) -> list[str]:
    if note.proposed:
        first = _("%(name)s, %(day)s · on “%(line)s”, proposes: “%(proposed)s”")
    elif note.is_answer:
        first = _("%(name)s, %(day)s · answers: %(words)s")
    elif note.line_title:
        first = _("%(name)s, %(day)s · on “%(line)s”: %(words)s")
    else:
        first = _("%(name)s, %(day)s: %(words)s")
    lines = note.words.splitlines()
    words, *rest = lines if lines and not note.proposed else ["", *lines]
    said = {
        "name": note.author,
        "day": day(note.at, "short"),
        "line": note.line_title,
        "proposed": note.proposed,
        "words": words,
    }
    return [first % said, *(line for line in rest if line.strip())]
