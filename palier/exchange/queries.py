"""What an import compares a file with."""

from collections.abc import Collection

from palier.comments.models import Comment
from palier.exchange.matching import Kept, Picture
from palier.exchange.matching.picture import Voice
from palier.exchange.writing.gather import Gathered, gather
from palier.journal.models import Entry
from palier.organisation.models import Organisation
from palier.slides.models import Slide
from palier.slides.rules.words import SlideState


def picture_of(organisation: Organisation | None, cycles: Collection[str]) -> Picture:
    """Return what an import must know: the company whole, the slides of some quarters.

    A constant number of queries; an empty picture for an organisation that does not exist yet.
    """
    if organisation is None:
        return Picture()
    slides = Slide.objects.filter(
        unit__organisation=organisation, cycle__organisation=organisation, cycle__key__in=cycles
    )
    found = gather(organisation, slides, is_whole=True)
    locked = _closed_by_others(found.slides)
    cycle_ids = dict(organisation.cycles.values_list("key", "pk"))
    keys = {pk: key for key, pk in cycle_ids.items()}
    return Picture(
        organisation_id=organisation.pk,
        document=found.document,
        slides={
            f"{found.units[row.unit_id].key}/{keys[row.cycle_id]}": Kept(
                row.pk, row.version, row.pk in locked
            )
            for row in found.slides
        },
        units={unit.key: pk for pk, unit in found.units.items()},
        people={person.key: pk for pk, person in found.people.items()},
        cycles=cycle_ids,
        categories=dict(organisation.categories.values_list("name", "pk")),
        lines=found.lines,
        comments=_comments_under(found),
    )


def _comments_under(found: Gathered) -> dict[Voice, list[int]]:
    """Return the ids of the comments under these slides by who said them and when (one query)."""
    paths = {
        row.pk: f"{slide.unit}/{slide.cycle}"
        for row, slide in zip(found.slides, found.document.slides, strict=True)
    }
    rows = Comment.objects.filter(slide__in=paths).order_by("pk")
    voices: dict[Voice, list[int]] = {}
    for pk, slide, author, at in rows.values_list("pk", "slide", "author", "created_at"):
        voices.setdefault((paths[slide], found.people[author].key, at), []).append(pk)
    return voices


def _closed_by_others(slides: list[Slide]) -> set[int]:
    """Return the slides whose quarter was closed by people: history is not written over."""
    closed = {row.topic: row.pk for row in slides if row.state == SlideState.CLOSED}
    if not closed:
        return set()
    imported = Entry.objects.filter(verb="slide.imported", subject__in=closed)
    return set(closed.values()) - {
        closed[subject] for subject in imported.values_list("subject", flat=True)
    }
