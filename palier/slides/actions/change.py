"""What every change of a slide has in common: the right, the version, the journal."""

from datetime import datetime
from typing import Any

from django.db.models import F

from palier.journal.queries import sent_as
from palier.journal.record import record
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.models import Objective, Slide, SlideQuerySet
from palier.slides.queries.lines import Line, slide_of
from palier.slides.rules import writing
from palier.slides.rules.plain import plain
from palier.slides.rules.sending import UNNAMED, AlreadyDone, Sent
from palier.slides.rules.words import SlideState


def begin(
    slide: Slide,
    *,
    by: Person,
    states: frozenset[SlideState] = writing.WRITABLE,
    sent: Sent = UNNAMED,
) -> bool:
    """Check that `by` may write while the slide is in one of `states`; give it its next version.

    The update comes first in the transaction: it holds the row, so that changes of one slide
    follow each other. Return whether nobody changed the slide since it was read.

    :raises Refused: "not-writer" or "locked"
    :raises AlreadyDone: if this very change came before
    """
    if not slide.has_writer(by):
        raise Refused("not-writer")
    is_as_read = _advance(slide, states)
    is_open = is_as_read or _open(slide, states).update(version=F("version") + 1)
    before = sent_as(sent.id, subject=slide.topic)
    if before:
        raise AlreadyDone(str(before.details.get("line", "")))
    if is_as_read:
        slide.version += 1
    else:
        slide.refresh_from_db(fields=["version", "state"])
    if not is_open:
        raise Refused("locked", state=slide.state)
    return is_as_read


def _open(slide: Slide, states: frozenset[SlideState]) -> SlideQuerySet:
    return Slide.objects.filter(pk=slide.pk, state__in=states)


def _advance(slide: Slide, states: frozenset[SlideState]) -> bool:
    """Give a slide its next version if it still is as it was read: then nobody reads it again."""
    if slide.state not in states:
        return False
    as_read = Slide.objects.filter(pk=slide.pk, version=slide.version, state=slide.state)
    return as_read.update(version=slide.version + 1) == 1


def note(
    verb: str, slide: Slide, *, by: Person, at: datetime, sent: Sent = UNNAMED, **details: Any
) -> None:
    """Record a change of a slide and wake the pages that show it or its quarter."""
    if sent.burst:
        details["burst"] = sent.burst
    record(
        verb,
        subject=slide.topic,
        organisation_id=by.organisation_id,
        actor=by,
        at=at,
        topics=(f"wall-{slide.cycle_id}",),
        key=sent.id,
        version=slide.version,
        **details,
    )


def read_again(line: Line) -> None:
    """Read a line as it is now; it stays on the slide that is held (one query)."""
    slide = slide_of(line)
    if isinstance(line, Objective):
        line.refresh_from_db()
        line.slide = slide
    else:
        objective = line.objective
        line.refresh_from_db()
        if line.objective_id == objective.pk:  # nobody moved it into another
            line.objective = objective


def write_fields(line: Line, fields: dict[str, Any]) -> dict[str, list[Any]]:
    """Write the fields that differ, and return them as {name: [before, after]}."""
    changed = {
        name: [plain(getattr(line, name)), plain(value)]
        for name, value in fields.items()
        if plain(getattr(line, name)) != plain(value)
    }
    for name in changed:
        setattr(line, name, fields[name])
    if changed:
        line.save(update_fields=list(changed))
    return changed
