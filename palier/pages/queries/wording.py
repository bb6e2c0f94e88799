"""Values of the journal in words: numbers, days, levels, categories, names of lines."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from palier.journal.models import Entry
from palier.slides.models import (
    END_STATE_LABELS,
    LEVEL_LABELS,
    Category,
    KeyResult,
    Objective,
    Slide,
)
from palier.slides.rules.number import format_number
from palier.slides.rules.words import EndState, Level
from palier.ui.templatetags.ui import day

REMOVALS = 200  # entries that are looked through for the words of a line that is gone
_NUMBERS = frozenset({"baseline", "target", "current", "end_value"})
# Columns that follow from the others, or name rows that nobody sees here.
_UNSAID = frozenset({"kind", "carried_from_id", "end_decided_by_id", "key"})
_NAMES = {"slides.objective": "objective", "slides.keyresult": "key-result"}


@dataclass(frozen=True, slots=True)
class Wording:
    """What ids stand for on one slide, and the language that numbers are written in."""

    lines: Mapping[str, str]  # titles by ref
    categories: Mapping[int, str]
    language: str

    def text(self, values: Mapping[str, Any]) -> str:
        """Return columns as one text: "0 → 3 RDV/sem."."""
        said = {name: self._said(name, value) for name, value in values.items()}
        said = {name: words for name, words in said.items() if words}
        figures = " → ".join(said.pop(name) for name in ("baseline", "target") if name in said)
        return " ".join(word for word in (figures, *said.values()) if word)

    def _said(self, name: str, value: Any) -> str:
        if value in (None, "", []) or name in _UNSAID:
            return ""
        if name == "category_id":
            return self.categories.get(int(value), "?")
        if name in _NUMBERS:
            return format_number(Decimal(str(value)), self.language)
        return _SAID.get(name, str)(value)


_SAID: dict[str, Callable[[Any], str]] = {
    "due_on": lambda value: str(day(date.fromisoformat(value))),
    "baseline_due_on": lambda value: str(day(date.fromisoformat(value))),
    "level": lambda value: str(LEVEL_LABELS[Level(value)]),
    "landing": lambda value: str(END_STATE_LABELS[EndState(value)]),
    "end_state": lambda value: str(END_STATE_LABELS[EndState(value)]),
    "marks": lambda value: " → ".join(mark["name"] for mark in value),
}


def wording_of(slide: Slide, refs: Iterable[str], language: str) -> Wording:
    """Return the words behind ids; `refs` name lines, those gone included (at most six queries)."""
    named = set(refs)
    lines = titles_of(slide)
    missing = named - set(lines)
    if missing:
        lines = {**_elsewhere(missing), **_gone(slide, missing), **lines}
    organisation_id = slide.unit.organisation_id
    rows = Category.objects.filter(organisation_id=organisation_id).values_list("pk", "name")
    return Wording(lines, dict(rows), language)


def titles_of(slide: Slide) -> dict[str, str]:
    """Return the titles of the lines of a slide by ref, in their order (two queries)."""
    titles = {}
    for objective in Objective.objects.filter(slide=slide).prefetch_related("key_results"):
        titles[objective.ref] = objective.title
        titles |= {row.ref: row.title for row in objective.key_results.all()}
    return titles


def _gone(slide: Slide, refs: set[str]) -> dict[str, str]:
    """Return what lines were called when they were removed."""
    titles: dict[str, str] = {}
    removals = Entry.objects.filter(subject=slide.topic, verb="slide.line-removed")
    for entry in removals.order_by("-id")[:REMOVALS]:
        for row in entry.details.get("snapshot", ()):
            ref = f"{_NAMES.get(row['model'])}-{row['pk']}"
            if ref in refs:
                titles.setdefault(ref, row["fields"]["title"])
    return titles


def _elsewhere(refs: set[str]) -> dict[str, str]:
    """Return the titles of lines of other slides: those that an objective serves."""
    pks: dict[str, list[int]] = {"objective": [], "key-result": []}
    for ref in refs:
        kind, _, number = ref.rpartition("-")
        pks[kind].append(int(number))
    rows: list[Objective | KeyResult] = [*Objective.objects.filter(pk__in=pks["objective"])]
    rows += KeyResult.objects.filter(pk__in=pks["key-result"])
    return {row.ref: row.title for row in rows}
