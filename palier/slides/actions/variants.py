"""Words that collided with somebody else's, kept beside the line until somebody chooses."""

from datetime import datetime
from functools import partial

from django.db import transaction

from palier.live.publish import publish
from palier.organisation.models import Person
from palier.slides.actions.change import note
from palier.slides.models import Slide, Variant
from palier.slides.rules.sending import Sent


def ongoing(slide: Slide, line: str, field: str, *, by: Person, sent: Sent) -> Variant | None:
    """Return the variant this stretch of writing has led to already, or None."""
    if not sent.burst:
        return None
    mine = slide.variants.open().filter(line=line, field=field, author=by)
    return mine.filter(burst=sent.burst).first()


def go_on(variant: Variant, text: str, *, is_settled: bool, by: Person, at: datetime) -> None:
    """Write on in a variant; it ends by itself when it says what the line says."""
    variant.text = text
    if is_settled:
        variant.choice, variant.chosen_by, variant.chosen_at = "left", by, at
    variant.save(update_fields=["text", "choice", "chosen_by", "chosen_at"])
    transaction.on_commit(partial(publish, variant.slide.topic), robust=True)


def keep(  # noqa: PLR0913 - where, what, by whom, when, and how it was sent
    slide: Slide, line: str, field: str, text: str, *, by: Person, at: datetime, sent: Sent
) -> Variant:
    """Keep other words for a field of a line, within a change that has begun."""
    variant = Variant.objects.create(
        slide=slide,
        line=line,
        field=field,
        text=text,
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
