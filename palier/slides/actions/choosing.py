"""Choosing between two versions of a line; words for a line that is gone."""

from datetime import datetime

from django.db import transaction

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions import variants, words
from palier.slides.actions.change import begin, note
from palier.slides.actions.lines import put_in
from palier.slides.actions.undo import find_line
from palier.slides.models import KeyResult, Objective, Slide, Variant
from palier.slides.queries.lines import KEY_RESULT_FIELDS, OBJECTIVE_FIELDS, Line
from palier.slides.rules import writing
from palier.slides.rules.sending import UNNAMED, AlreadyDone, Sent
from palier.slides.rules.tidy import one_line
from palier.slides.rules.words import SENTENCES

_KEPT = SENTENCES | {"measure"}
_WORDS = {"objective": OBJECTIVE_FIELDS & _KEPT, "key-result": KEY_RESULT_FIELDS & _KEPT}
GONE = (Objective.DoesNotExist, KeyResult.DoesNotExist)


@transaction.atomic
def take(
    variant: Variant,
    *,
    by: Person,
    at: datetime,
    before: str | None = None,
    language: str = "",
    sent: Sent = UNNAMED,
) -> str:
    """Make the kept words those of the line, and return its ref. A removed line comes back.

    `before` is what the chooser saw on the line: as in `words.edit`, what others wrote since is
    not lost.

    :raises Refused: "not-writer", "locked", or "changed-since" if the line cannot come back
    :raises AlreadyDone: if somebody has chosen before
    """
    begin(variant.slide, by=by)
    _choose(variant, "taken", by=by, at=at)
    burst = sent.burst or f"variant-{variant.pk}"
    line = _line_of(variant, by=by, at=at, burst=burst)
    words.edit(
        line,
        variant.field,
        variant.text,
        before=before,
        language=language,
        by=by,
        at=at,
        sent=Sent(sent.id, burst),
    )
    return line.ref


@transaction.atomic
def leave(variant: Variant, *, by: Person, at: datetime, sent: Sent = UNNAMED) -> str:
    """Let the words of the line stand, and return its ref; the journal keeps the others.

    :raises Refused: "not-writer" or "locked"
    :raises AlreadyDone: if somebody has chosen before
    """
    begin(variant.slide, by=by, sent=sent)
    _choose(variant, "left", by=by, at=at)
    details = {"line": variant.line, "field": variant.field, "text": variant.text}
    note("slide.variant-left", variant.slide, by=by, at=at, sent=sent, **details)
    return variant.line


@transaction.atomic
def keep_for_gone_line(  # noqa: PLR0913 - where, what, by whom, when, how it was sent
    slide: Slide,
    ref: str,
    field: str,
    text: str,
    *,
    by: Person,
    at: datetime,
    sent: Sent = UNNAMED,
) -> Variant:
    """Keep what was written in a line while somebody else removed it.

    Words are kept, and a measure; a level or a date is nothing without its line.

    :raises Refused: "not-writer", "locked", "too-long", or "no-such-line" if it never was here
    """
    writing.check_length(text)
    begin(slide, by=by, sent=sent)
    if field not in _WORDS[ref.rpartition("-")[0]]:
        raise Refused("no-such-line")
    _removal(slide, ref)
    going = variants.ongoing(slide, ref, field, by=by, sent=sent)
    if going:
        variants.go_on(going, one_line(text), is_settled=False, by=by, at=at)
        return going
    return variants.keep(slide, ref, field, one_line(text), by=by, at=at, sent=sent)


def _choose(variant: Variant, choice: str, *, by: Person, at: datetime) -> None:
    chosen = Variant.objects.open().filter(pk=variant.pk)
    if not chosen.update(choice=choice, chosen_by=by, chosen_at=at):
        raise AlreadyDone(variant.line)


def _line_of(variant: Variant, *, by: Person, at: datetime, burst: str) -> Line:
    """Return the line of a variant, put back where it was removed."""
    try:
        return find_line(variant.slide, variant.line)
    except GONE:
        removal = _removal(variant.slide, variant.line)
    put_in(removal.details)
    details = {name: removal.details[name] for name in ("line", "title")}
    note("slide.line-added", variant.slide, by=by, at=at, sent=Sent(burst=burst), **details)
    try:
        return find_line(variant.slide, variant.line)
    except GONE as error:
        raise Refused("changed-since") from error


def _removal(slide: Slide, ref: str) -> Entry:
    """Return the entry of the removal that took this line, or the objective above it.

    :raises Refused: "no-such-line"
    """
    entries = Entry.objects.filter(subject=slide.topic, verb="slide.line-removed").order_by("-id")
    for entry in entries[:200]:
        if entry.details["line"] == ref or _holds(entry.details["snapshot"], ref):
            return entry
    raise Refused("no-such-line")


def _holds(snapshot: list[dict[str, object]], ref: str) -> bool:
    return any(f"{_NAMES.get(str(row['model']))}-{row['pk']}" == ref for row in snapshot)


_NAMES = {"slides.objective": "objective", "slides.keyresult": "key-result"}
