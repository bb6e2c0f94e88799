"""What other people have written in a line since somebody looked at it."""

from django.db.models import Q

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.slides.models import Objective
from palier.slides.queries.lines import Line, slide_of

WRITING = (
    "slide.edited",
    "slide.line-added",
    "slide.line-moved",
    "slide.line-carried",
    "slide.parents-set",
    "slide.undone",
    "slide.redone",
    "slide.imported",
)


def others_wrote_in(line: Line, since: Q, *, but: Person) -> bool:
    """Test if anybody `but` this person wrote in a line, or in what stands below it.

    `since` says which entries of the journal count (at most two queries).
    """
    refs = [line.ref]
    if isinstance(line, Objective):
        refs += [row.ref for row in line.key_results.all()]
    entries = Entry.objects.filter(since, subject=slide_of(line).topic, verb__in=WRITING)
    about = Q(details__line__in=refs) | Q(details__changed__has_any_keys=refs)  # imported
    return entries.filter(about).exclude(actor=but).exists()
