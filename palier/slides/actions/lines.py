"""Adding, moving and taking away lines."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core import serializers
from django.db import transaction
from django.db.models import Q

from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.change import begin, note, read_again
from palier.slides.models import KeyResult, Objective, Parent, Slide
from palier.slides.queries.lines import Line, slide_of
from palier.slides.queries.others import others_wrote_in
from palier.slides.rules import writing
from palier.slides.rules.plain import plain
from palier.slides.rules.sending import UNNAMED, Sent
from palier.slides.rules.tidy import one_line


def new_key(letter: str) -> str:
    """Return a key that no other line of the slide has: "o-3f9a1c"."""
    return f"{letter}-{secrets.token_hex(4)}"


@transaction.atomic
def add_objective(  # noqa: PLR0913 - where, what, by whom, when, how it was sent
    slide: Slide,
    *,
    by: Person,
    at: datetime,
    key: str = "",
    after: Objective | None = None,
    title: str = "",
    sent: Sent = UNNAMED,
) -> Objective:
    """Add an objective below `after`, or at the end. The same key twice adds it once.

    :raises Refused: "not-writer", "locked" or "too-long"
    """
    writing.check_length(title)
    begin(slide, by=by, sent=sent)
    existing = slide.objectives.filter(key=key).first() if key else None
    if existing:
        return existing
    objective = Objective(slide=slide, key=key or new_key("o"), title=one_line(title))
    _insert(objective, list(slide.objectives.all()), after)
    details = {"line": objective.ref, "title": objective.title}
    note("slide.line-added", slide, by=by, at=at, sent=sent, **details)
    return objective


@transaction.atomic
def add_key_result(  # noqa: PLR0913 - where, what, by whom, when, how it was sent
    objective: Objective,
    *,
    by: Person,
    at: datetime,
    key: str = "",
    after: KeyResult | None = None,
    title: str = "",
    sent: Sent = UNNAMED,
) -> KeyResult:
    """Add a key result below `after`, or at the end. The same key twice adds it once.

    :raises Refused: "not-writer", "locked" or "too-long"
    """
    writing.check_length(title)
    begin(objective.slide, by=by, sent=sent)
    existing = objective.key_results.filter(key=key).first() if key else None
    if existing:
        return existing
    key_result = KeyResult(objective=objective, key=key or new_key("k"), title=one_line(title))
    _insert(key_result, list(objective.key_results.all()), after)
    details = {"line": key_result.ref, "title": key_result.title}
    note("slide.line-added", objective.slide, by=by, at=at, sent=sent, **details)
    return key_result


@transaction.atomic
def move(line: Line, step: int, *, by: Person, at: datetime, sent: Sent = UNNAMED) -> bool:
    """Move a line up (-1) or down (1); a key result at an end goes on into the next objective.

    Returns False where there is nowhere to go.

    :raises Refused: "not-writer" or "locked"
    """
    slide = slide_of(line)
    begin(slide, by=by, sent=sent)
    read_again(line)
    before = standing_place(line)
    if not _shift(line, 1 if step > 0 else -1):
        return False
    after = standing_place(line)
    details = {"line": line.ref, "place": [before, after]}
    note("slide.line-moved", slide, by=by, at=at, sent=sent, **details)
    return True


@transaction.atomic
def remove(
    line: Line, *, by: Person, at: datetime, seen: int | None = None, sent: Sent = UNNAMED
) -> None:
    """Take a line away; the journal keeps it whole, so that it can be put back.

    `seen` is the version of the slide that `by` had before them.

    :raises Refused: "not-writer", "locked", or "written-since" where somebody else wrote in the
        line after that version
    """
    slide = slide_of(line)
    begin(slide, by=by, sent=sent)
    read_again(line)  # it is kept as it is now
    if seen is not None and others_wrote_in(line, Q(details__version__gt=seen), but=by):
        raise Refused("written-since")
    details = {"line": line.ref, "title": line.title, **take_out(line)}
    note("slide.line-removed", slide, by=by, at=at, sent=sent, **details)


def take_out(line: Line) -> dict[str, Any]:
    """Delete a line; return all that `put_in` needs: its rows, and where it stood."""
    kept = {"snapshot": _snapshot(line), "stood": standing_place(line)}
    line.delete()
    return kept


def put_in(kept: dict[str, Any]) -> None:
    """Put a line back as `take_out` found it, without what is no longer there.

    What stood below it and has come back elsewhere stays as it is now.

    :raises Refused: "changed-since" if the line itself is there
    :raises ObjectDoesNotExist: if the objective it stood in is gone
    """
    rows = [row.object for row in serializers.deserialize("python", kept["snapshot"])]
    line: Any = rows[0]
    if _is_there(line):
        raise Refused("changed-since")
    for row in rows:
        if not _is_there(row) and _loosen(row):
            _give_free_key(row)
            row.save(force_insert=True)
    place(type(line).objects.get(pk=line.pk), kept["stood"])


def _is_there(row: Any) -> bool:
    if isinstance(row, Parent):
        targets = {"to_objective_id": row.to_objective_id, "to_key_result_id": row.to_key_result_id}
        return Parent.objects.filter(objective_id=row.objective_id, **targets).exists()
    return bool(type(row).objects.filter(pk=row.pk).exists())


def _give_free_key(row: Any) -> None:
    """Give a line another key where one that was added since has taken its own."""
    if isinstance(row, Parent):
        return
    if any(other.key == row.key for other in _siblings(row)):
        row.key = new_key("o" if isinstance(row, Objective) else "k")


def _loosen(row: Any) -> bool:
    """Let go of what a row points to and is gone since; False where it is nothing without it."""
    for field in row._meta.concrete_fields:
        there = getattr(row, field.attname)
        if not field.many_to_one or there is None:
            continue
        if not field.related_model._base_manager.filter(pk=there).exists():
            if not field.null or isinstance(row, Parent):
                return False
            setattr(row, field.attname, None)
    return True


def _snapshot(line: Line) -> list[dict[str, Any]]:
    rows: list[Any] = [line]
    if isinstance(line, Objective):
        rows += list(line.key_results.all())
        rows += list(line.parents.all())
        rows += list(Parent.objects.filter(to_objective=line))
        rows += list(Parent.objects.filter(to_key_result__objective=line))
    else:
        rows += list(Parent.objects.filter(to_key_result=line))
    return [
        {**row, "fields": {name: plain(value) for name, value in row["fields"].items()}}
        for row in serializers.serialize("python", rows)
    ]


def place(line: Line, position: Sequence[int]) -> None:
    """Put a line back at [objective or slide, index].

    :raises ObjectDoesNotExist: if that objective is gone
    """
    owner, index = position
    if isinstance(line, KeyResult) and line.objective_id != owner:
        line.objective = Objective.objects.get(pk=owner)
        line.save(update_fields=["objective"])
    rows: list[Any] = [row for row in _siblings(line) if row.pk != line.pk]
    rows.insert(index, line)
    _renumber(rows)


def standing_place(line: Line) -> list[int]:
    """Return where a line stands: [id of its objective or slide, index], as `place` takes it."""
    owner = line.slide_id if isinstance(line, Objective) else line.objective_id
    return [owner, [row.pk for row in _siblings(line)].index(line.pk)]


def _insert(line: Any, rows: list[Any], after: Any | None) -> None:
    index = next((i + 1 for i, row in enumerate(rows) if after and row.pk == after.pk), len(rows))
    line.position = index
    line.save()
    rows.insert(index, line)
    _renumber(rows)


def _renumber(rows: Sequence[Any]) -> None:
    moved = []
    for position, row in enumerate(rows):
        if row.position != position:
            row.position = position
            moved.append(row)
    if moved:
        type(moved[0]).objects.bulk_update(moved, ["position"])


def _siblings(line: Line) -> list[Any]:
    if isinstance(line, Objective):
        return list(Objective.objects.filter(slide_id=line.slide_id))
    return list(KeyResult.objects.filter(objective_id=line.objective_id))


def _shift(line: Line, step: int) -> bool:
    rows = _siblings(line)
    index = next(i for i, row in enumerate(rows) if row.pk == line.pk)
    if 0 <= index + step < len(rows):
        rows[index], rows[index + step] = rows[index + step], rows[index]
        _renumber(rows)
        return True
    return isinstance(line, KeyResult) and _shift_across(line, step)


def _shift_across(key_result: KeyResult, step: int) -> bool:
    objectives = list(Objective.objects.filter(slide_id=key_result.objective.slide_id))
    index = next(i for i, row in enumerate(objectives) if row.pk == key_result.objective_id) + step
    if not 0 <= index < len(objectives):
        return False
    there = objectives[index]
    if there.key_results.filter(key=key_result.key).exists():
        key_result.key = new_key("k")
    place_at = 0 if step > 0 else there.key_results.count()
    key_result.save(update_fields=["key"])
    place(key_result, [there.pk, place_at])
    return True
