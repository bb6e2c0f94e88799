"""A slide as it was after an entry of its journal, and what differs since."""

import copy
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import transaction
from django.db.models import Model, QuerySet
from django.utils import translation
from django.utils.translation import gettext as _

from palier.journal.models import Entry
from palier.journal.queries import about
from palier.sheets.cache import remember
from palier.sheets.draw_html import sheet_html
from palier.sheets.fit import fit
from palier.slides.models import Category, KeyResult, Objective, Slide
from palier.slides.queries.contents import sheet_of
from palier.slides.queries.drawings import Drawing
from palier.slides.queries.lines import refs_of
from palier.slides.rules.comparing import LineChange, changes_since
from palier.slides.rules.past import Content, Details, NotKnown, PastLine, turn_back
from palier.slides.rules.plain import plain

TRIES = 3  # readings of a slide that is being written
_NOT_WRITTEN = frozenset({"id", "slide_id", "objective_id", "position"})
_TURNS = ("slide.undone", "slide.redone")


@dataclass(frozen=True)
class Past:
    """A slide after one entry, beside the slide as it is; `then` is None where nobody knows."""

    slide: Slide
    entry: Entry
    then: Content | None
    now: Content

    @cached_property
    def changes(self) -> list[LineChange]:
        """What differs since, of what could be brought back."""
        return changes_since(loosened(self.then, self.slide), self.now) if self.then else []


def past_of(slide: Slide, entry: Entry) -> Past:
    """Return `slide` as it was just after `entry`, one of its own (at most nine queries)."""
    now, last = _now(slide)
    later = _later(slide, entry, last)
    then = copy.deepcopy(now)
    earlier = _earlier(later)
    try:
        for _pk, verb, details in later:
            turn_back(then, verb, details, earlier)
    except NotKnown:
        return Past(slide, entry, None, now)
    return Past(slide, entry, then, now)


def content_of(slide: Slide) -> Content:
    """Return what stands on a slide now (three queries)."""
    rows = Objective.objects.filter(slide=slide).prefetch_related("key_results", "parents")
    return Content(
        [
            PastLine(
                row.ref,
                _fields(row),
                [PastLine(line.ref, _fields(line)) for line in row.key_results.all()],
                refs_of(row),
            )
            for row in rows
        ]
    )


def loosened(content: Content, slide: Slide) -> Content:
    """Return `content` without the categories and the lines above that are gone (three queries)."""
    loose = copy.deepcopy(content)
    categories = set(
        Category.objects.filter(organisation_id=slide.unit.organisation_id).values_list(
            "pk", flat=True
        )
    )
    there = _still_there({ref for row in loose.objectives for ref in row.serves})
    for objective in loose.objectives:
        objective.serves = [ref for ref in objective.serves if ref in there]
        if objective.fields["category_id"] not in categories:
            objective.fields["category_id"] = None
    return loose


def drawing_then(past: Past, mark: str, language: str) -> Drawing:
    """Return the drawing of a slide as it was, with `mark` at its foot (two queries).

    :raises NotKnown: where nobody knows how it was
    """
    if past.then is None:
        raise NotKnown
    then = past.then

    def draw() -> Drawing:
        with translation.override(language):
            sheet = replace(sheet_of(_as_it_was(past.slide, then), language), mark=mark)
        layout = fit(sheet)
        return Drawing(past.slide.pk, past.slide.version, layout, sheet_html(sheet, layout))

    # A category that is renamed gives the slide another version.
    key = ("past", past.slide.pk, past.entry.pk, past.slide.version, language)
    drawing = remember(key, draw)
    assert isinstance(drawing, Drawing)  # noqa: S101 - the cache holds what draw() made
    return drawing


def row_of(model: type[Model], line: PastLine) -> Any:
    """Return a line of the past as an unsaved row."""
    fields = {
        name: _value(model, name, value)
        for name, value in line.fields.items()
        if not name.endswith("_id")
    }
    return model(pk=line.pk, **fields)


def _value(model: type[Model], name: str, value: Any) -> Any:
    column: Any = model._meta.get_field(name)
    if value is None and not column.null:  # as imports once told what was empty
        return column.get_default()
    return column.to_python(value)


def _now(slide: Slide) -> tuple[Content, int]:
    """Return what stands on a slide and the id of the last entry that led there."""
    entries = _entries(slide)
    for _attempt in range(TRIES):
        version = _version(slide)
        now, last = content_of(slide), entries.values_list("pk", flat=True).first()
        if version == _version(slide):  # each change gives the slide another one
            return now, last or 0
    with transaction.atomic():
        Slide.objects.select_for_update().get(pk=slide.pk)
        return content_of(slide), entries.values_list("pk", flat=True).first() or 0


def _version(slide: Slide) -> int:
    return int(Slide.objects.values_list("version", flat=True).get(pk=slide.pk))


def _entries(slide: Slide) -> QuerySet[Entry]:
    return about(slide.topic, organisation_id=slide.unit.organisation_id)


def _later(slide: Slide, entry: Entry, last: int) -> list[tuple[int, str, Details]]:
    rows = _entries(slide).filter(id__gt=entry.pk, id__lte=last)
    return list(rows.values_list("pk", "verb", "details"))


def _earlier(later: list[tuple[int, str, Details]]) -> dict[int, tuple[str, Details]]:
    """Return the entries that were undone or redone, by their ids (one query)."""
    named: set[int] = set()
    for _pk, verb, details in later:
        if verb in _TURNS:
            ids = details.get("undoes") or details.get("redoes") or []
            named.update(ids if isinstance(ids, list) else [ids])
    known = {pk: (verb, details) for pk, verb, details in later if pk in named}
    missing = Entry.objects.filter(pk__in=named - set(known)) if named else []
    return known | {entry.pk: (entry.verb, entry.details) for entry in missing}


def _fields(row: Objective | KeyResult) -> dict[str, Any]:
    return {
        column.attname: plain(getattr(row, column.attname))
        for column in row._meta.concrete_fields
        if column.attname not in _NOT_WRITTEN
    }


def _still_there(refs: Iterable[str]) -> set[str]:
    pks: dict[str, list[str]] = {"objective": [], "key-result": []}
    for ref in refs:
        kind, _, number = ref.rpartition("-")
        pks[kind].append(number)
    rows: list[Objective | KeyResult] = []
    if pks["objective"]:
        rows += Objective.objects.filter(pk__in=pks["objective"])
    if pks["key-result"]:
        rows += KeyResult.objects.filter(pk__in=pks["key-result"])
    return {row.ref for row in rows}


def _as_it_was(slide: Slide, then: Content) -> Slide:
    """Return an unsaved copy of the slide that holds the lines of `then`."""
    found = Category.objects.in_bulk([row.fields["category_id"] for row in then.objectives])
    sources = KeyResult.objects.select_related("objective__slide__cycle").in_bulk(
        [row.fields["carried_from_id"] for row, above in then.lines() if above]
    )
    objectives = []
    for line in then.objectives:
        objective = _titled(Objective, line, then)
        objective.category = found.get(line.fields["category_id"])
        key_results = []
        for below in line.key_results:
            key_result = _titled(KeyResult, below, then)
            key_result.carried_from = sources.get(below.fields["carried_from_id"])
            key_results.append(key_result)
        _hold(objective, "key_results", key_results)
        objectives.append(objective)
    was = copy.copy(slide)
    _hold(was, "objectives", objectives)
    return was


def _titled(model: type[Model], line: PastLine, then: Content) -> Any:
    row = row_of(model, line)
    if line.ref in then.unsure:
        row.title = _("What this line said at that time is not known.")
    return row


def _hold(row: Any, name: str, rows: list[Any]) -> None:
    """Make `row.name.all()` give `rows`, as after a prefetch."""
    row._prefetched_objects_cache = {name: rows}
