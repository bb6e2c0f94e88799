"""Changing the words, the measure and the rest of one line."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.sheets.measure import clean
from palier.slides.actions.change import begin, note, plain, write_fields
from palier.slides.models import Category, Objective
from palier.slides.queries.lines import Line, slide_of, text_of
from palier.slides.rules import merging, writing
from palier.slides.rules.measure import Measure, parse_measure
from palier.slides.rules.number import parse_number
from palier.slides.rules.tidy import one_line
from palier.slides.rules.words import LEVEL_RANK

LEVELS = frozenset(str(level) for level in LEVEL_RANK)
MERGED = frozenset({"title", "why"})  # sentences; anything else is one value


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody typed into a line, in the language it is read in."""

    line: Line
    text: str
    language: str


Parser = Callable[[Typed], dict[str, Any]]  # to the columns it fills


@dataclass(frozen=True, slots=True)
class Edited:
    """What became of an edit: the text as it is now, and if somebody else's was merged in."""

    text: str
    is_merged: bool = False
    is_changed: bool = True


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
) -> Edited:
    """Set one field of an objective or a key result to what somebody typed.

    `before` is the text they started from: where the line has changed since, both changes are
    merged word by word; None overwrites. Numbers are read in `language`, the one the sheet was
    shown in, or without one in the organisation's.

    :raises Refused: "not-writer", "locked", "too-long", "no-such-field", "not-a-date",
        "not-a-number", "no-such-category", or "changed-meanwhile" with `theirs` where both
        changed the same words
    """
    slide = slide_of(line)
    writing.check_length(text)
    begin(slide, by=by, states=writing.FOLLOWED if field == "current" else writing.WRITABLE)
    line.refresh_from_db()
    language = language or by.organisation.language
    text, is_merged = _merged(line, field, text, before, language)
    fields = _parser(line, field)(Typed(line, text, language))
    changed = write_fields(line, fields)
    if changed:
        note("slide.edited", slide, by=by, at=at, line=line.ref, field=field, fields=changed)
    return Edited(text_of(line, field, language), is_merged=is_merged, is_changed=bool(changed))


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


def _merged(
    line: Line, field: str, text: str, before: str | None, language: str
) -> tuple[str, bool]:
    now = text_of(line, field, language)
    if before is None or _is_same(line, field, before, language) or one_line(text) == one_line(now):
        return text, False
    merged = merging.merge(before, text, now) if field in MERGED else None
    if merged is None:
        raise Refused("changed-meanwhile", theirs=now, line=line.ref, field=field)
    return merged, True


def _is_same(line: Line, field: str, before: str, language: str) -> bool:
    """Test if `before` says what is stored, however it was written: "0 -> 3" is "0 → 3".

    A sheet does not show every character (marks of direction, double blanks): a text that was
    read from it is the one that is stored.
    """
    if clean(before) == clean(text_of(line, field, language)):
        return True
    try:
        fields = _parser(line, field)(Typed(line, before, language))
    except Refused:
        return False
    return all(plain(getattr(line, name)) == plain(value) for name, value in fields.items())


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
