"""Words that collided with somebody else's, kept beside the line until somebody chooses."""

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Q

from palier.live.publish import publish
from palier.organisation.models import Person
from palier.slides.actions.change import note
from palier.slides.models import Slide, Variant
from palier.slides.rules.measure import retold
from palier.slides.rules.sending import Sent
from palier.slides.rules.tidy import one_line


def ongoing(
    slide: Slide, line: str, field: str, *, before: str | None, by: Person, sent: Sent
) -> Variant | None:
    """Return the variant that somebody is still writing, or None.

    Either this stretch of writing led to it, or the words they started from are the last they
    sent for it: who was offline for long goes on from there, stretch after stretch.
    """
    is_same_stretch = Q(burst=sent.burst) & ~Q(burst="")
    goes_on = is_same_stretch if before is None else is_same_stretch | Q(typed=one_line(before))
    written = slide.variants.open().filter(goes_on, line=line, field=field, author=by)
    return written.order_by("-pk").first()


def go_on(  # noqa: PLR0913 - which, the words, by whom, when, and how they were sent
    variant: Variant,
    text: str,
    *,
    is_settled: bool,
    by: Person,
    at: datetime,
    sent: Sent,
    language: str,
) -> None:
    """Write on in a variant; it ends by itself when it says what the line says."""
    variant.text, variant.typed = _kept(variant.field, text, language, by), text
    variant.burst = sent.burst or variant.burst
    if is_settled:
        variant.choice, variant.chosen_by, variant.chosen_at = "left", by, at
    variant.save()
    transaction.on_commit(partial(publish, variant.slide.topic), robust=True)


def keep(  # noqa: PLR0913 - where, what, by whom, when, and how it was sent
    slide: Slide,
    line: str,
    field: str,
    text: str,
    *,
    by: Person,
    at: datetime,
    sent: Sent,
    language: str,
    typed: str = "",
) -> Variant:
    """Keep other words for a field of a line, within a change that has begun.

    `typed` is what their author sees: without what others changed elsewhere in the line. A
    measure typed in `language` is kept in the organisation's, for whoever reads it.
    """
    typed, text = typed or text, _kept(field, text, language, by)
    variant = Variant.objects.create(
        slide=slide,
        line=line,
        field=field,
        text=text,
        typed=typed,
        author=by,
        burst=sent.burst,
        written_at=at,
    )
    note(
        "slide.variant-written",
        slide,
        by=by,
        at=at,
        sent=sent,
        line=line,
        field=field,
        text=text,
        variant=variant.pk,
    )
    return variant


def _kept(field: str, text: str, language: str, by: Person) -> str:
    home = by.organisation.language
    return retold(text, written=language or home, read=home) if field == "measure" else text
