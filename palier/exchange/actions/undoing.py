"""Undoing an import as a whole: all that nobody wrote on since goes, in one transaction."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.core import serializers
from django.db import transaction
from django.db.models import F, Model

from palier.comments.models import Comment
from palier.cycles.models import Cycle
from palier.exchange.actions.rows import update_in_bulk
from palier.exchange.models import Import
from palier.exchange.undoing import Kept, Undoing, undoing_of
from palier.journal.models import Entry
from palier.journal.record import Change, record_many
from palier.organisation.models import Membership, Organisation, Person, Unit
from palier.organisation.rules import Refused, check_may_run
from palier.slides.models import Category, KeyResult, Objective, Parent, Slide
from palier.slides.rules.plain import plain

MOST_NAMED = 50  # lines that stay, named in the journal
Row = TypeVar("Row", bound=Model)
Details = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Undone:
    """What was taken back, and which lines stay since somebody wrote on them."""

    lines: int
    restored: int
    slides: int
    units: int
    people: int
    kept: list[Kept] = field(default_factory=list)


def undo_import(row: Import, *, by: Person, at: datetime) -> Undone | None:
    """Take back what an import wrote, save what people wrote on since; None when it is undone.

    Units and people that it founded go where nothing else holds them.

    :raises Refused: "not-pilot", "other-organisation", or "not-applied"
    """
    check_may_run(by.standing)
    if by.organisation_id != row.organisation_id:
        raise Refused("other-organisation")
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=row.pk)
        if held.is_undone:
            return None
        if not (held.is_applied and held.written):
            raise Refused("not-applied")
        Import.objects.filter(pk=row.pk).update(state=Import.State.UNDONE)
        return _undo(held, by, at)


def _undo(row: Import, by: Person, at: datetime) -> Undone:
    organisation = row.organisation
    slides = row.written.get("slides", [])
    hold(row)
    undoing = undoing_of(row)
    told = _put_back(undoing, row)
    told += _take_out(undoing)
    Comment.objects.filter(pk__in=undoing.comments, thread__isnull=False).delete()
    Comment.objects.filter(pk__in=undoing.comments).delete()
    gone = _delete_free(Slide, slides)
    told = [change for change in told if int(change.subject.partition("-")[2]) not in gone]
    kept = {int(change.subject.partition("-")[2]) for change in told}
    Slide.objects.filter(pk__in=kept).update(version=F("version") + 1)
    units, people = _company(undoing, row)
    done = Undone(
        lines=undoing.line_count,
        restored=len(undoing.fields),
        slides=len(gone),
        units=units,
        people=people,
        kept=undoing.kept,
    )
    told.append(_summary(row, done, organisation))
    record_many(told, organisation_id=organisation.pk, actor=by, at=at)
    return done


def hold(row: Import) -> None:
    """Hold the slides of an import: nobody writes on them between the look and the deed."""
    entries = Entry.objects.filter(pk__in=row.written.get("entries", []), verb="slide.imported")
    pks = [int(subject.partition("-")[2]) for subject in entries.values_list("subject", flat=True)]
    list(Slide.objects.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))


def _summary(row: Import, done: Undone, organisation: Organisation) -> Change:
    details = {
        "import": row.pk,
        "file": row.name,
        "removed": done.lines,
        "restored": done.restored,
        "slides": done.slides,
        "units": done.units,
        "people": done.people,
        "kept": [kept.title for kept in done.kept[:MOST_NAMED]],
    }
    return Change("import.undone", organisation.topic, (), details)


# ---- lines ----


def _put_back(undoing: Undoing, row: Import) -> list[Change]:
    """Give lines, heads and states back what they were; return what to record."""
    changed: dict[int, Details] = {}
    for model in (Objective, KeyResult):
        lines = [line for line in undoing.fields if isinstance(line, model)]
        update_in_bulk(model, [(line.pk, _columns(model, undoing.fields[line])) for line in lines])
    for line, fields in undoing.fields.items():
        slide = line.slide_id if isinstance(line, Objective) else line.objective.slide_id
        changed.setdefault(slide, {})[line.ref] = fields
    _serve(undoing)
    back = _slides_back(undoing, row)
    return [
        Change(
            "slide.imported",
            slide.topic,
            _topics(slide),
            {
                "version": slide.version + 1,
                "created": [],
                "changed": changed.get(pk, {}),
                "undoes_import": row.pk,
                **back.get(pk, {}),
            },
        )
        for pk, slide in undoing.slides.items()
        if pk in changed or pk in back
    ]


def _columns(model: type[Model], fields: dict[str, list[Any]]) -> dict[str, Any]:
    return {
        name: then if name.endswith("_id") else _value(model, name, then)
        for name, (_now, then) in fields.items()
        if name != "serves"
    }


def _value(model: type[Model], name: str, then: Any) -> Any:
    column: Any = model._meta.get_field(name)
    return column.to_python(then)


def _serve(undoing: Undoing) -> None:
    """Let objectives serve again what they served."""
    served = {
        line.pk: fields["serves"][1]
        for line, fields in undoing.fields.items()
        if "serves" in fields and isinstance(line, Objective)
    }
    Parent.objects.filter(objective__in=served).delete()
    Parent.objects.bulk_create(
        Parent(objective_id=objective, **_aim(ref))
        for objective, refs in served.items()
        for ref in refs
    )


def _aim(ref: str) -> dict[str, int]:
    kind, _, pk = ref.rpartition("-")
    return {"to_objective_id" if kind == "objective" else "to_key_result_id": int(pk)}


def _slides_back(undoing: Undoing, row: Import) -> dict[int, dict[str, list[Any]]]:
    """Give slides back the head and the state they had, where nobody changed them since."""
    people = dict(Person.objects.filter(organisation=row.organisation).values_list("key", "pk"))
    told: dict[int, dict[str, list[Any]]] = {}
    columns: list[tuple[int, dict[str, Any]]] = []
    for pk, entry in undoing.entries.items():
        slide, back = undoing.slides.get(pk), {}
        if slide is None:
            continue
        before, after = entry.details.get("state", ["", ""])
        if after and slide.state == after:
            back["state"] = before
            told.setdefault(pk, {})["state"] = [after, before]
        before, after = entry.details.get("head", [None, None])
        if after and slide.head_id == people.get(after):
            back["head_id"] = people.get(before)
            told.setdefault(pk, {})["head"] = [after, before]
        columns.append((pk, back))
    update_in_bulk(Slide, columns)
    return told


def _topics(slide: Slide) -> tuple[str, ...]:
    return (f"wall-{slide.cycle_id}",)


def _take_out(undoing: Undoing) -> list[Change]:
    """Delete the lines that are to go; return what to record: each is kept whole there."""
    told = []
    owners: dict[int, list[Any]] = {}
    for key_result in undoing.key_results:
        owners.setdefault(key_result.objective_id, []).append(key_result)
    for objective_id, rows in owners.items():
        there = list(rows[0].objective.key_results.all())
        for row in sorted(rows, key=lambda row: (row.position, row.pk), reverse=True):
            slide = undoing.slides[row.objective.slide_id]
            told.append(_removed(row, [row], [objective_id, there.index(row)], slide, undoing))
            there.remove(row)
    standing = _standing(undoing)
    for objective in sorted(
        undoing.objectives, key=lambda row: (row.position, row.pk), reverse=True
    ):
        slide = undoing.slides[objective.slide_id]
        index = standing[slide.pk].index(objective.pk)
        rows = [objective, *objective.key_results.all(), *objective.parents.all()]
        told.append(_removed(objective, rows, [slide.pk, index], slide, undoing))
        standing[slide.pk].remove(objective.pk)
    KeyResult.objects.filter(pk__in=[row.pk for row in undoing.key_results]).delete()
    Objective.objects.filter(pk__in=[row.pk for row in undoing.objectives]).delete()
    return told


def _standing(undoing: Undoing) -> dict[int, list[int]]:
    slides = {row.slide_id for row in undoing.objectives}
    standing: dict[int, list[int]] = {}
    for slide, pk in Objective.objects.filter(slide__in=slides).values_list("slide_id", "pk"):
        standing.setdefault(slide, []).append(pk)
    return standing


def _removed(
    line: Any, rows: list[Any], stood: list[int], slide: Slide, undoing: Undoing
) -> Change:
    snapshot = [
        {**row, "fields": {name: plain(value) for name, value in row["fields"].items()}}
        for row in serializers.serialize("python", rows)
    ]
    details = {
        "version": slide.version + 1,
        "line": line.ref,
        "title": line.title,
        "snapshot": snapshot,
        "stood": stood,
        "undoes_import": undoing.import_id,
    }
    return Change("slide.line-removed", slide.topic, _topics(slide), details)


# ---- the company ----


def _company(undoing: Undoing, row: Import) -> tuple[int, int]:
    """Take back units and people; return how many units and how many people went."""
    later = _changed_since(undoing)
    made: dict[str, list[int]] = {"unit": [], "person": []}
    back: dict[str, list[tuple[int, Details]]] = {"unit": [], "person": []}
    for entry in undoing.founding:
        kind, _, pk = entry.subject.partition("-")
        if entry.subject in later:
            continue
        if entry.verb.endswith(".added"):
            made[kind].append(int(pk))
        else:
            back[kind].append((int(pk), _facts(entry.details["before"])))
    update_in_bulk(Unit, back["unit"])
    update_in_bulk(Person, back["person"])
    _leave(row.written.get("members", []))
    Unit.objects.filter(pk__in=made["unit"], head__in=made["person"]).update(head=None)
    units = 0
    while gone := _delete_free(Unit, made["unit"]):  # those below first
        units += len(gone)
    came = Person.objects.filter(pk__in=made["person"], user__last_login__isnull=False)
    strangers = set(made["person"]) - set(came.values_list("pk", flat=True))
    people = _delete_free(Person, strangers)
    _delete_free(Category, row.written.get("categories", []))
    _delete_free(Cycle, row.written.get("cycles", []))
    return units, len(people)


def _leave(members: list[int]) -> None:
    """Take people out of the units that the import put them in: (person, unit), flat."""
    pairs = set(zip(members[::2], members[1::2], strict=True))
    rows = Membership.objects.filter(
        person__in={person for person, _ in pairs}, unit__in={unit for _, unit in pairs}
    )
    found = rows.values_list("pk", "person_id", "unit_id")
    Membership.objects.filter(
        pk__in=[pk for pk, person, unit in found if (person, unit) in pairs]
    ).delete()


def _changed_since(undoing: Undoing) -> set[str]:
    """Return the units and people that somebody changed after the import."""
    subjects = [entry.subject for entry in undoing.founding]
    own = {entry.pk for entry in undoing.founding}
    later = Entry.objects.filter(subject__in=subjects, pk__gt=min(own, default=0))
    return {subject for pk, subject in later.values_list("pk", "subject") if pk not in own}


def _facts(before: Details) -> Details:
    return {"head_id" if name == "head" else name: value for name, value in before.items()}


def _delete_free(model: type[Row], pks: Iterable[int]) -> set[int]:
    """Delete the rows that nothing else points to; return their ids."""
    wanted = set(pks)
    there = set(model._default_manager.filter(pk__in=wanted).values_list("pk", flat=True))
    free = there - _held(model, there)
    model._default_manager.filter(pk__in=free).delete()
    return free


def _held(model: type[Model], pks: set[int]) -> set[int]:
    """Return those of the rows that a row of any table points to (a query a table)."""
    held: set[int] = set()
    for relation in model._meta.get_fields(include_hidden=True):
        if not (relation.one_to_many or relation.one_to_one) or relation.concrete or not pks:
            continue
        column: Any = relation.remote_field
        rows = column.model._base_manager.filter(**{f"{column.name}__in": pks})
        held |= set(rows.values_list(column.attname, flat=True))
    return held
