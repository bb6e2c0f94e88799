"""The journal of a slide as people read it: who, when, on which line, what before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.slides.models import LEVEL_LABELS, Category, KeyResult, Objective, Slide
from palier.slides.rules.number import format_number
from palier.slides.rules.words import Level
from palier.ui.templatetags.ui import day

NUMBERS = frozenset({"baseline", "target", "current", "end_value"})
DAYS = frozenset({"due_on", "baseline_due_on"})
# Columns of a measure that follow from the others.
UNSAID = frozenset({"kind", "marks"})


@dataclass(frozen=True, slots=True)
class Step:
    """One change; `verb` and `field` have their words in the template."""

    who: Person | None
    at: datetime
    verb: str
    field: str
    line: str  # the words of the line as they are now, or as they were when it went
    before: str = ""
    after: str = ""
    created: int = 0  # lines that an import added
    changed: int = 0  # lines that it changed


def story_of(slide: Slide, entries: Iterable[Entry], language: str) -> list[Step]:
    """Return the entries of a slide as steps, in their order (three queries)."""
    lines = _titles(slide)
    names = dict(
        Category.objects.filter(organisation_id=slide.unit.organisation_id).values_list(
            "pk", "name"
        )
    )
    return [_step(entry, lines, names, language) for entry in entries]


def _titles(slide: Slide) -> dict[str, str]:
    objectives = Objective.objects.filter(slide=slide)
    key_results = KeyResult.objects.filter(objective__slide=slide)
    return {row.ref: row.title for rows in (objectives, key_results) for row in rows}


def _step(entry: Entry, lines: dict[str, str], names: dict[int, str], language: str) -> Step:
    details: dict[str, Any] = entry.details
    fields = {
        name: [_said(name, value, names, language) for value in pair]
        for name, pair in details.get("fields", {}).items()
        if name not in UNSAID
    }
    return Step(
        who=entry.actor,
        at=entry.at,
        verb=entry.verb.partition(".")[2],
        field=str(details.get("field", "")),
        line=lines.get(str(details.get("line", "")), "") or str(details.get("title", "")),
        before=_joined(fields, 0),
        after=_joined(fields, 1),
        created=len(details.get("created", ())),
        changed=len(details.get("changed", ())),
    )


def _joined(fields: dict[str, list[str]], side: int) -> str:
    said = {name: pair[side] for name, pair in fields.items() if pair[side]}
    figures = " → ".join(said.pop(name) for name in ("baseline", "target") if name in said)
    return " ".join(word for word in (figures, *said.values()) if word)


def _said(name: str, value: Any, names: dict[int, str], language: str) -> str:
    if value in (None, "", []):
        return ""
    if name in NUMBERS:
        return format_number(Decimal(str(value)), language)
    if name in DAYS:
        return str(day(date.fromisoformat(str(value))))
    if name == "level":
        return str(LEVEL_LABELS[Level(value)])
    if name == "category_id":
        return names.get(int(value), "?")
    return str(value)
