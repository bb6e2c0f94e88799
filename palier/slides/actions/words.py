"""Changing the words, the measure and the rest of one line."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.sheets.measure import clean
from palier.slides.actions import variants
from palier.slides.actions.change import begin, note, read_again, write_fields
from palier.slides.models import Category, Objective, Variant
from palier.slides.queries.lines import Line, slide_of, text_of
from palier.slides.rules import merging, writing
from palier.slides.rules.measure import Measure, parse_measure
from palier.slides.rules.merging import Merged
from palier.slides.rules.number import parse_number
from palier.slides.rules.plain import plain
from palier.slides.rules.sending import UNNAMED, Sent
from palier.slides.rules.tidy import one_line
from palier.slides.rules.words import LEVEL_RANK, SENTENCES

LEVELS = frozenset(str(level) for level in LEVEL_RANK)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a line, in the language it is read in."""

    line: Line
    text: str
    language: str


Parser = Callable[[Typed], dict[str, Any]]  # to the columns it fills


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of an edit: the text as it is now, and what was kept beside it."""

    text: str
    variant: Variant | None = None


@transaction.atomic
def edit(  # noqa: PLR0913 - what was typed, over what, in which language, by whom and when
    line: Line,
    field: str,
    text: str,
    *,
    by: Person,
    at: datetime,
    before: str | None = None,
    language: str = "",
    sent: Sent = UNNAMED,
    as_of: int | None = None,
) -> Edited:
    """Set one field of an objective or a key result to what somebody typed.

    `before` is the text they started from: where the line has changed since, both changes are
    merged word by word; None overwrites. Where both changed the same words, those of the faster
    stand and the others are kept beside the line until somebody chooses. Numbers are read in
    `language`, the one the sheet was shown in, or without one in the organisation's. `as_of` is
    the version of the slide that was read together with the line: unless somebody was faster,
    the line is not read again.

    :raises Refused: "not-writer", "locked", "too-long", "no-such-field", "not-a-date",
        "not-a-number" or "no-such-category"
    :raises AlreadyDone: if this very change came before
    """
    slide = slide_of(line)
    writing.check_length(text)
    states = writing.FOLLOWED if field == "current" else writing.WRITABLE
    is_fresh = slide.version == as_of
    if not begin(slide, by=by, states=states, sent=sent) or not is_fresh:
        read_again(line)
    typed = Typed(line, text, language or by.organisation.language)
    parse = _parser(line, field)
    parse(typed)  # what cannot be read is refused whatever others wrote
    now = text_of(line, field, typed.language)
    if before is None or _is_same(typed, field, before):
        merged = Merged(text)
    elif ongoing := variants.ongoing(slide, line.ref, field, before=before, by=by, sent=sent):
        words = one_line(text)
        variants.go_on(
            ongoing,
            words,
            is_settled=_is_same(typed, field, text),
            language=typed.language,
            by=by,
            at=at,
            sent=sent,
        )
        return Edited(now, ongoing)
    elif _is_own(line, field, by=by, sent=sent):
        merged = Merged(text)  # the answer to what was sent before got lost
    elif field in SENTENCES:
        merged = merging.merge(before, text, now)
    else:
        merged = Merged(now, None if _is_same(typed, field, text) else text)
    return _write(typed, field, merged, by=by, at=at, sent=sent)


def _write(
    typed: Typed, field: str, merged: Merged, *, by: Person, at: datetime, sent: Sent
) -> Edited:
    line, slide, variant = typed.line, slide_of(typed.line), None
    changed = write_fields(line, _parser(line, field)(replace(typed, text=merged.text)))
    if changed:
        details: dict[str, Any] = {"line": line.ref, "field": field, "fields": changed}
        if merged.text != typed.text:
            details["merged"] = True  # not all of it is this person's
        note("slide.edited", slide, by=by, at=at, sent=sent, **details)
        sent = Sent(burst=sent.burst)  # its name is taken
    if merged.variant is not None:
        variant = variants.keep(
            slide,
            line.ref,
            field,
            one_line(merged.variant),
            typed=one_line(typed.text),
            language=typed.language,
            by=by,
            at=at,
            sent=sent,
        )
    return Edited(text_of(line, field, typed.language), variant)


def measure_fields(measure: Measure) -> dict[str, Any]:
    """Return the columns that store a measure."""
    return {
        "kind": measure.kind,
        "baseline": measure.baseline,
        "target": measure.target,
        "measure_unit": measure.unit,
        "marks": [
            {"name": name, "percent": format(percent.normalize(), "f")}
            for name, percent in measure.marks
        ],
        "measure_note": measure.note,
    }


def _is_same(typed: Typed, field: str, before: str) -> bool:
    """Test if `before` says what is stored, however it was written: "0 -> 3" is "0 → 3".

    A sheet does not show every character (marks of direction, double blanks): a text that was
    read from it is the one that is stored.
    """
    line = typed.line
    if clean(before) == clean(text_of(line, field, typed.language)):
        return True
    try:
        fields = _parser(line, field)(replace(typed, text=before))
    except Refused:
        return False
    return all(plain(getattr(line, name)) == plain(value) for name, value in fields.items())


def _is_own(line: Line, field: str, *, by: Person, sent: Sent) -> bool:
    """Test if what stands there was written in this very stretch of writing."""
    edits = Entry.objects.filter(subject=slide_of(line).topic, actor=by, verb="slide.edited")
    latest = edits.order_by("-id").values_list("details", flat=True)
    last = latest.first() if sent.burst else None
    if last is None or last.get("burst") != sent.burst or "merged" in last:
        return False
    if (last["line"], last["field"]) != (line.ref, field):
        return False
    fields = last["fields"].items()
    return all(plain(getattr(line, name)) == after for name, (_, after) in fields)


def _parser(line: Line, field: str) -> Parser:
    parsers = OBJECTIVE_FIELDS if isinstance(line, Objective) else KEY_RESULT_FIELDS
    try:
        return parsers[field]
    except KeyError:
        raise Refused("no-such-field", field=field) from None


def _sentence(name: str) -> Parser:
    return lambda typed: {name: one_line(typed.text)}


def _category(typed: Typed) -> dict[str, Any]:
    if not typed.text:
        return {"category_id": None}
    organisation_id = slide_of(typed.line).unit.organisation_id
    known = Category.objects.filter(organisation_id=organisation_id)
    found = next((category for category in known if str(category.pk) == typed.text), None)
    if found is None:
        raise Refused("no-such-category")
    return {"category_id": found.pk}


def _level(typed: Typed) -> dict[str, Any]:
    if typed.text not in LEVELS:
        raise Refused("no-such-field", field="level")
    return {"level": typed.text}


def _measure(typed: Typed) -> dict[str, Any]:
    return measure_fields(parse_measure(one_line(typed.text), language=typed.language))


def _number(name: str) -> Parser:
    def parse(typed: Typed) -> dict[str, Any]:
        if not typed.text.strip():
            return {name: None}
        number = parse_number(typed.text, language=typed.language)
        if number is None:
            raise Refused("not-a-number", text=typed.text)
        return {name: number}

    return parse


def _day(name: str) -> Parser:
    def parse(typed: Typed) -> dict[str, Any]:
        try:
            return {name: date.fromisoformat(typed.text) if typed.text else None}
        except ValueError:
            raise Refused("not-a-date", text=typed.text) from None

    return parse


OBJECTIVE_FIELDS: dict[str, Parser] = {
    "title": _sentence("title"),
    "why": _sentence("why"),
    "category_id": _category,
}
KEY_RESULT_FIELDS: dict[str, Parser] = {
    "title": _sentence("title"),
    "measure": _measure,
    "level": _level,
    "current": _number("current"),
    "due_on": _day("due_on"),
    "baseline_due_on": _day("baseline_due_on"),
}
