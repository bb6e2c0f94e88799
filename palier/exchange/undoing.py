"""What an import wrote, who wrote on it since, and so what undoing it takes back."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from palier.comments.models import Comment
from palier.exchange.models import Import
from palier.journal.models import Entry
from palier.slides.models import KeyResult, Objective, Parent, Slide
from palier.slides.queries.others import WRITING
from palier.slides.rules.plain import plain

Line = Objective | KeyResult
Details = dict[str, Any]
WROTE = (*WRITING, "slide.line-removed", "slide.variant-written")
_REF = re.compile(r"(?:objective|key-result)-[0-9]+")


@dataclass(frozen=True, slots=True)
class Kept:
    """A line that stays, because somebody wrote on it since or it carries what they wrote."""

    title: str
    slide: Slide
    is_carrier: bool = False


@dataclass(slots=True)
class Undoing:
    """What undoing an import would do: nothing of it is written yet."""

    import_id: int
    slides: dict[int, Slide] = field(default_factory=dict)  # those it bears on, by id
    entries: dict[int, Entry] = field(default_factory=dict)  # of their lines, by slide
    founding: list[Entry] = field(default_factory=list)  # of units and people
    objectives: list[Objective] = field(default_factory=list)  # to go, with all below them
    key_results: list[KeyResult] = field(default_factory=list)  # to go, their objective stays
    fields: dict[Line, dict[str, list[Any]]] = field(default_factory=dict)  # {column: [now, then]}
    comments: list[int] = field(default_factory=list)  # to go
    kept: list[Kept] = field(default_factory=list)

    @property
    def line_count(self) -> int:
        below = sum(len(objective.key_results.all()) for objective in self.objectives)
        return len(self.objectives) + below + len(self.key_results)


def undoing_of(row: Import) -> Undoing:
    """Return what undoing an applied import would do now (a constant number of queries)."""
    return _Undoing(row).result


class _Undoing:
    def __init__(self, row: Import) -> None:
        self.row, self.result = row, Undoing(row.pk)
        self.made: dict[str, list[int]] = row.written
        ids = self.made.get("entries", [])
        for entry in Entry.objects.filter(pk__in=ids).order_by("pk"):
            kind, _, pk = entry.subject.partition("-")
            if entry.verb == "slide.imported":
                self.result.entries[int(pk)] = entry
            elif kind in ("unit", "person"):
                self.result.founding.append(entry)
        wanted = {*self.result.entries, *self.made.get("slides", [])}
        rows = Slide.objects.filter(pk__in=wanted).select_related("cycle")
        self.result.slides = {slide.pk: slide for slide in rows}
        self.objectives = list(
            Objective.objects.filter(slide__in=wanted).prefetch_related("key_results", "parents")
        )
        self.touched = self._touched()
        self._lines()
        self._comments()

    def _touched(self) -> set[str]:
        """Return the refs of the lines that people wrote on, or spoke of, or built on, since."""
        own = set(self.made.get("entries", []))
        topics = [slide.topic for slide in self.result.slides.values()]
        later = Entry.objects.filter(subject__in=topics, pk__gt=min(own, default=0))
        found = [entry for entry in later.filter(verb__in=WROTE) if entry.pk not in own]
        undone = {entry.details.get("undoes_import") for entry in found} - {None}
        found = [entry for entry in found if not _imports(entry.details) & undone]
        turned = {pk for entry in found for pk in _turned(entry.details)}
        found += Entry.objects.filter(pk__in=turned)
        refs = {ref for entry in found for ref in _refs(entry.details)}
        said = Comment.objects.filter(slide__in=self.result.slides, deleted_at=None)
        said = said.exclude(line="").exclude(pk__in=self.made.get("comments", []))
        return refs | set(said.values_list("line", flat=True)) | self._built_on()

    def _built_on(self) -> set[str]:
        """Return the refs of the lines that other lines were carried from, or serve."""
        here = {objective.pk for objective in self.objectives}
        below = {row.pk for objective in self.objectives for row in objective.key_results.all()}
        carried = Objective.objects.filter(carried_from__in=here).exclude(pk__in=here)
        refs = {f"objective-{pk}" for pk in carried.values_list("carried_from", flat=True)}
        rows = KeyResult.objects.filter(carried_from__in=below).exclude(pk__in=below)
        refs |= {f"key-result-{pk}" for pk in rows.values_list("carried_from", flat=True)}
        served = Parent.objects.exclude(objective__in=here)
        aims = served.filter(to_objective__in=here) | served.filter(to_key_result__in=below)
        for objective, key_result in aims.values_list("to_objective", "to_key_result"):
            refs.add(f"objective-{objective}" if objective else f"key-result-{key_result}")
        return refs

    # ---- lines ----

    def _lines(self) -> None:
        for objective in self.objectives:
            slide = self.result.slides[objective.slide_id]
            entry = self.result.entries.get(slide.pk)
            if entry is None:
                continue
            created = set(entry.details["created"])
            self._objective(objective, slide, created)
            for line in (objective, *objective.key_results.all()):
                fields = entry.details["changed"].get(line.ref)
                if fields and line.ref not in created:
                    self._put_back(line, fields, slide)

    def _objective(self, objective: Objective, slide: Slide, created: set[str]) -> None:
        rows = list(objective.key_results.all())
        is_over = self._has_moved_on(slide)
        held = [row for row in rows if row.ref in created and (is_over or row.ref in self.touched)]
        is_touched = is_over or objective.ref in self.touched
        is_carrier = bool(held) or any(row.ref not in created for row in rows)
        if objective.ref in created and not (is_touched or is_carrier):
            self.result.objectives.append(objective)
            return
        if objective.ref in created:
            self.result.kept.append(Kept(objective.title, slide, is_carrier=not is_touched))
        self.result.kept += [Kept(row.title, slide) for row in held]
        self.result.key_results += [row for row in rows if row.ref in created and row not in held]

    def _has_moved_on(self, slide: Slide) -> bool:
        """Tell whether a slide changed its state since: nothing goes from under its readers."""
        entry = self.result.entries.get(slide.pk)
        return entry is not None and slide.state != entry.details.get("stands", slide.state)

    def _put_back(self, line: Line, fields: dict[str, list[Any]], slide: Slide) -> None:
        now = {name: _now(line, name) for name in fields}
        is_as_written = all(now[name] == after for name, (_, after) in fields.items())
        if line.ref in self.touched or not is_as_written or self._has_moved_on(slide):
            self.result.kept.append(Kept(line.title, slide))
            return
        self.result.fields[line] = {
            name: [after, before] for name, (before, after) in fields.items()
        }

    # ---- comments ----

    def _comments(self) -> None:
        """Take back what was said, save where somebody answered, edited or resolved it."""
        mine = set(self.made.get("comments", []))
        answered = Comment.objects.filter(thread__in=mine).exclude(pk__in=mine)
        held = set(answered.values_list("thread_id", flat=True))
        for comment in Comment.objects.filter(pk__in=mine):
            since = self.row.applied_at
            moments = (comment.edited_at, comment.deleted_at, comment.resolved_at)
            is_changed = any(moment and since and moment > since for moment in moments)
            if (comment.thread_id or comment.pk) not in held and not is_changed:
                self.result.comments.append(comment.pk)


def _now(line: Line, name: str) -> Any:
    if name == "serves" and isinstance(line, Objective):
        return [_aim(parent) for parent in line.parents.all()]
    return plain(getattr(line, name))


def _aim(parent: Parent) -> str:
    if parent.to_objective_id:
        return f"objective-{parent.to_objective_id}"
    return f"key-result-{parent.to_key_result_id}"


def _imports(details: Details) -> set[int]:
    """Return the import an entry was written or taken back by: both together are nothing."""
    return {details[name] for name in ("import", "undoes_import") if name in details}


def _turned(details: Details) -> Iterable[int]:
    return [*details.get("undoes", ()), *details.get("redoes", ())]


def _refs(value: Any) -> Iterator[str]:
    """Yield every ref that details name, as a value or as a key."""
    if isinstance(value, str):
        if _REF.fullmatch(value):
            yield value
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from _refs(key)
            yield from _refs(below)
    elif isinstance(value, list):
        for below in value:
            yield from _refs(below)
