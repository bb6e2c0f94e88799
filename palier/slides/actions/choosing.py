"""Choosing between two versions of a line; words for a line that is gone."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from palier.journal.models import Entry
from palier.live.publish import publish
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions import variants, words
from palier.slides.actions.change import begin, note
from palier.slides.actions.lines import put_in
from palier.slides.actions.undo import find_line
from palier.slides.models import KeyResult, Objective, Slide, Variant
from palier.slides.queries.lines import KEY_RESULT_FIELDS, OBJECTIVE_FIELDS, Line
from palier.slides.rules import writing
from palier.slides.rules.measure import retold
from palier.slides.rules.sending import UNNAMED, AlreadyDone, Sent
from palier.slides.rules.tidy import one_line
from palier.slides.rules.words import SENTENCES

_KEPT = SENTENCES | {"measure"}
_WORDS = {"objective": OBJECTIVE_FIELDS & _KEPT, "key-result": KEY_RESULT_FIELDS & _KEPT}
GONE = (Objective.DoesNotExist, KeyResult.DoesNotExist)
# A line goes by being removed; by undoing that it was added; by doing a removal again.
_GOING = ("slide.line-removed", "slide.undone", "slide.redone")
MOST = 1000  # entries that are looked at for a line that is gone
Kept = dict[str, Any]  # as `take_out` returns it


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
    try:
        line = find_line(variant.slide, variant.line)
        before = before or ""  # without it they saw no line: what stands there is news to them
    except GONE:
        line = _put_back(variant.slide, variant.line, by=by, at=at, burst=burst)
    words.edit(
        line,
        variant.field,
        _read(variant, language, by=by),
        before=before,
        language=language,
        by=by,
        at=at,
        sent=Sent(sent.id, burst),
    )
    # Where no word had to change, the journal has nothing to tell; the choice is made all the same.
    transaction.on_commit(partial(publish, variant.slide.topic), robust=True)
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
    before: str | None = None,
    language: str = "",
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
    text = one_line(text)
    going = variants.ongoing(slide, ref, field, before=before, by=by, sent=sent)
    if going:
        variants.go_on(going, text, is_settled=False, language=language, by=by, at=at, sent=sent)
        return going
    return variants.keep(slide, ref, field, text, language=language, by=by, at=at, sent=sent)


def _choose(variant: Variant, choice: str, *, by: Person, at: datetime) -> None:
    chosen = Variant.objects.open().filter(pk=variant.pk)
    if not chosen.update(choice=choice, chosen_by=by, chosen_at=at):
        raise AlreadyDone(variant.line)


def _read(variant: Variant, language: str, *, by: Person) -> str:
    """Return the kept words as somebody who reads in `language` types them."""
    home = by.organisation.language
    is_measure = variant.field == "measure"
    return retold(variant.text, written=home, read=language or home) if is_measure else variant.text


def _put_back(slide: Slide, ref: str, *, by: Person, at: datetime, burst: str) -> Line:
    """Put a line back where it was removed, and its objective where that is gone too.

    :raises Refused: "no-such-line" or "changed-since"
    """
    kept = _removal(slide, ref)
    top, owner = _ref(kept["snapshot"][0]), f"objective-{kept['stood'][0]}"
    try:
        if top != ref and _has(slide, top):
            kept = _alone(kept, ref)  # its objective came back without it
        elif top.startswith("key-result") and not _has(slide, owner):
            _put_back(slide, owner, by=by, at=at, burst=burst)
        put_in(kept)
        line = find_line(slide, ref)
    except GONE as error:
        raise Refused("changed-since") from error
    first = kept["snapshot"][0]
    details = {"line": _ref(first), "title": first["fields"]["title"]}
    note("slide.line-added", slide, by=by, at=at, sent=Sent(burst=burst), **details)
    return line


def _has(slide: Slide, ref: str) -> bool:
    try:
        return bool(find_line(slide, ref))
    except GONE:
        return False


def _alone(kept: Kept, ref: str) -> Kept:
    """Return what was kept of one key result, of what was kept of its objective."""
    row = next(row for row in kept["snapshot"] if _ref(row) == ref)
    parents = [other for other in kept["snapshot"] if _serves(other, row["pk"])]
    stood = [row["fields"]["objective"], row["fields"]["position"]]
    return {"snapshot": [row, *parents], "stood": stood}


def _serves(row: dict[str, Any], key_result: int) -> bool:
    return bool(row["fields"].get("to_key_result") == key_result)


def _removal(slide: Slide, ref: str) -> Kept:
    """Return what was kept of this line, or of the objective it went with, when it last went.

    :raises Refused: "no-such-line"
    """
    entries = Entry.objects.filter(subject=slide.topic, verb__in=_GOING).order_by("-id")
    for entry in entries[:MOST]:
        for kept in (entry.details, *entry.details.get("kept", ())):
            if any(_ref(row) == ref for row in kept.get("snapshot", ())):
                return dict(kept)
    raise Refused("no-such-line")


def _ref(row: dict[str, Any]) -> str:
    return f"{_NAMES.get(row['model'])}-{row['pk']}"


_NAMES = {"slides.objective": "objective", "slides.keyresult": "key-result"}
