"""The parts of an archive, row by row: company, slides, comments, journal."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Prefetch
from django.utils import timezone

from palier.comments.models import Comment, Mention, Wording
from palier.exchange import beside
from palier.exchange import document as doc
from palier.exchange.json_comments import comment_out
from palier.exchange.models import ColumnName
from palier.exchange.palier_json import (
    FORMAT,
    cycle_out,
    organisation_out,
    person_out,
    slide_out,
    unit_out,
)
from palier.exchange.portable import SUBJECTS, Portable, category_text
from palier.exchange.writing.gather import gather
from palier.exchange.writing.names import Names
from palier.journal.models import Entry
from palier.organisation.models import Membership, Organisation, Person, Unit
from palier.slides.models import Dismissal, Slide, Variant

VERSION = 1  # of the archive; another one is refused where it is read
TOGETHER = 100  # slides that are in memory at once
LIMITS = {
    "objectives": "max_objectives",
    "key_results": "max_key_results",
    "objective_characters": "max_objective_characters",
    "key_result_characters": "max_key_result_characters",
}
Value = dict[str, Any]


class Whole:
    """One organisation, to be written part after part, in this order."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.names = Names(organisation)
        self.units = _tree_of(organisation)
        self.slide_ids = self._slides_in_order()

    def company(self) -> Value:
        """Return all but slides, comments and journal, of which it tells how many there are."""
        row = self.organisation
        people = list(row.people.order_by("pk"))
        comments = Comment.objects.filter(slide__unit__organisation=row)
        return {
            "format": FORMAT,
            "archive": {
                "version": VERSION,
                "slides": len(self.slide_ids),
                "comments": comments.count(),
                "entries": self.names.entries,
            },
            "organisation": self._organisation(people),
            "people": [_person(person) for person in people],
            "units": self._units(),
            "cycles": [_cycle(cycle) for cycle in row.cycles.order_by("starts_on", "key")],
            **{name: write(row, self.names) for name, write in beside.writers()},
        }

    def slides(self) -> Iterator[Value]:
        """Yield every slide with its lines, what was kept beside them, and what was put aside."""
        for start in range(0, len(self.slide_ids), TOGETHER):
            yield from self._some_slides(self.slide_ids[start : start + TOGETHER])

    def comments(self) -> Iterator[Value]:
        """Yield every comment in the order in which they were made."""
        rows = (
            Comment.objects.filter(slide__unit__organisation=self.organisation)
            .select_related("suggestion")
            .prefetch_related(
                Prefetch("mentions", Mention.objects.order_by("pk")),
                Prefetch("wordings", Wording.objects.order_by("pk")),
            )
            .order_by("pk")
        )
        for row in rows.iterator(chunk_size=500):
            yield self._comment(row)

    def journal(self) -> Iterator[Value]:
        """Yield every entry, the first first."""
        entries = Entry.objects.filter(organisation=self.organisation).order_by("pk")
        portable = Portable(self.names.turn)
        for entry in entries.iterator(chunk_size=2000):
            kind, _, number = entry.subject.partition("-")
            value = {
                "at": entry.at.isoformat(),
                "who": self.names.name("person", entry.actor_id),
                "what": entry.verb,
                "about": f"{kind}:{self.names.name(SUBJECTS[kind], int(number))}",
                "details": portable.turned(entry.pk, entry.verb, entry.details),
            }
            yield value | ({"key": entry.key} if entry.key else {})

    # ---- company ----

    def _organisation(self, people: list[Person]) -> Value:
        row = self.organisation
        said = doc.Organisation(
            key=row.key,
            name=row.name,
            language=row.language,
            country=row.country,
            region=row.region or None,
            stages=list(row.stages),
            direction=[person.key for person in people if person.is_direction],
            pilots=[person.key for person in people if person.is_pilot],
            categories=list(row.categories.values_list("name", "colour")),
        )
        columns = ColumnName.objects.filter(organisation=row).order_by("pk")
        return {
            **organisation_out(said),
            "limits": {name: getattr(row, column) for name, column in LIMITS.items()},
            "columns": list(columns.values("heading", "role")),
        }

    def _units(self) -> list[Value]:
        members: dict[int, list[str]] = {}
        links = Membership.objects.filter(unit__organisation=self.organisation).order_by("pk")
        for unit, person in links.values_list("unit_id", "person_id"):
            members.setdefault(unit, []).append(self.names.known["person"][person])
        return [self._unit(row, members.get(row.pk, [])) for row in self.units]

    def _unit(self, row: Unit, members: list[str]) -> Value:
        known = self.names.known
        said = doc.Unit(
            name=row.name,
            key=row.key,
            kind=row.kind,
            parent=known["unit"][row.parent_id] if row.parent_id else None,
            head=known["person"][row.head_id] if row.head_id else None,
            members=members,
        )
        value = {**unit_out(said), "position": row.position}
        return value | ({"closed_on": row.closed_on} if row.closed_on else {})

    # ---- slides ----

    def _slides_in_order(self) -> list[int]:
        """Return the ids of all slides, by quarter, then by unit from the top of the tree."""
        places = {unit.pk: place for place, unit in enumerate(self.units)}
        rows = Slide.objects.filter(unit__organisation=self.organisation).order_by()
        found = rows.values_list("cycle__starts_on", "cycle__key", "unit_id", "pk")
        ordered = sorted((day, key, places[unit], pk) for day, key, unit, pk in found)
        return [pk for *_, pk in ordered]

    def _some_slides(self, ids: Sequence[int]) -> Iterator[Value]:
        wanted = Slide.objects.filter(pk__in=ids)
        found = gather(self.organisation, wanted, is_whole=True)
        said = {
            row.pk: (row, slide)
            for row, slide in zip(found.slides, found.document.slides, strict=True)
        }
        variants, remarks = _by_slide(Variant, ids), _by_slide(Dismissal, ids)
        for pk in ids:
            row, slide = said[pk]
            value = slide_out(slide)
            value |= {
                "version": row.version,
                "name": row.unit_name,
                "under": self.names.name("unit", row.parent_id),
                "variants": [self._variant(each) for each in variants.get(pk, [])],
                "remarks": [self._remark(each) for each in remarks.get(pk, [])],
            }
            yield {name: item for name, item in value.items() if item not in ([], None)}

    def _variant(self, row: Variant) -> Value:
        self.names.count("variant", row.pk)
        is_category = row.field == "category_id"
        text, typed = (
            category_text(words, self.names.turn) if is_category else words
            for words in (row.text, row.typed)
        )
        value = {
            "line": self.names.turn("line", row.line),
            "field": row.field,
            "text": text,
            "typed": typed,
            "author": self.names.name("person", row.author_id),
            "burst": row.burst,
            "written_at": row.written_at,
            "choice": row.choice,
            "chosen_by": self.names.name("person", row.chosen_by_id),
            "chosen_at": row.chosen_at,
        }
        return _said(value, "line", "field", "text", "written_at")

    def _remark(self, row: Dismissal) -> Value:
        value = {
            "check": row.code,
            "line": self.names.turn("line", row.line),
            "words": row.words,
            "by": self.names.name("person", row.by_id),
            "at": row.at,
        }
        return _said(value, "check", "at")

    # ---- comments ----

    def _comment(self, row: Comment) -> Value:
        number = self.names.count("comment", row.pk)
        people = self.names.known["person"]
        proposed = getattr(row, "suggestion", None)
        thread = self.names.known["comment"][row.thread_id] if row.thread_id else number
        said = doc.Comment(
            slide=self.names.known["slide"][row.slide_id],
            thread=int(thread),
            author=people[row.author_id],
            at=row.created_at,
            body=row.body,
            line=self.names.turn("line", row.line),
            line_title=row.line_title,
            mentions=[(people[each.person_id], each.name) for each in row.mentions.all()],
            edited_at=row.edited_at,
            is_deleted=row.deleted_at is not None,
            is_resolved=row.resolved_at is not None,
            resolved_by=people[row.resolved_by_id] if row.resolved_by_id else None,
            resolved_at=row.resolved_at,
            suggestion=self._suggestion(proposed) if proposed else None,
        )
        wordings = [{"body": each.body, "until": each.until} for each in row.wordings.all()]
        more = {"deleted_at": row.deleted_at, "key": row.key, "wordings": wordings}
        return comment_out(said) | _said(more)

    def _suggestion(self, row: Any) -> doc.Suggestion:
        return doc.Suggestion(
            after=row.after,
            before=row.before,
            field=row.field,
            outcome=row.outcome,
            decided_by=self.names.name("person", row.decided_by_id),
            decided_at=row.decided_at,
        )


def _tree_of(organisation: Organisation) -> list[Unit]:
    """Return all units, each after the one above it, those of one unit in their order."""
    below: dict[int | None, list[Unit]] = {}
    for row in organisation.units.order_by("position", "name", "pk"):
        below.setdefault(row.parent_id, []).append(row)
    ordered: list[Unit] = []
    waiting = below.get(None, [])
    while waiting:
        row = waiting.pop(0)
        ordered.append(row)
        waiting = below.get(row.pk, []) + waiting
    return ordered


def _person(row: Person) -> Value:
    value = person_out(doc.Person(name=row.name, key=row.key, email=row.email))
    return value if row.is_present else {**value, "left": True}


def _cycle(row: Any) -> Value:
    board_at = timezone.localtime(row.board_at) if row.board_at else None
    return cycle_out(doc.Cycle(row.key, row.starts_on, row.ends_on, board_at))


def _by_slide(model: Any, ids: Sequence[int]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in model.objects.filter(slide_id__in=ids).order_by("pk"):
        found.setdefault(row.slide_id, []).append(row)
    return found


def _said(value: Value, *always: str) -> Value:
    """Leave out what says nothing."""
    return {name: item for name, item in value.items() if item or name in always}
