"""The history of a slide as people read it: by day, by person, word by word."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from palier.journal.models import Entry
from palier.journal.queries import about
from palier.organisation.models import Person
from palier.organisation.queries import fold
from palier.pages.queries.wording import Wording, wording_of
from palier.slides.models import Slide
from palier.slides.rules.difference import Fate, Piece, difference

ROWS = 600  # entries that are read for one page
STEPS = 60  # steps of one page
STRETCH = timedelta(minutes=10)  # of typing in one field: one step
PAUSE = timedelta(minutes=30)  # after it, a person's changes are told as another group

TOLD = (
    *("slide.opened", "slide.imported", "slide.edited", "slide.line-added", "slide.line-removed"),
    *("slide.line-moved", "slide.line-carried", "slide.parents-set", "slide.undone"),
    *("slide.redone", "slide.variant-written"),
    *("slide.remark-dismissed", "slide.remark-brought-back"),
)
# These may bear on a line that they do not name as their own.
_WIDE = (
    *("slide.imported", "slide.line-carried", "slide.line-removed"),
    *("slide.undone", "slide.redone"),
)
Details = dict[str, Any]
Told = tuple[str, str, dict[str, list[Any]]]  # ref of a line, field, {column: [before, after]}


@dataclass(frozen=True, slots=True)
class Part:
    """One field of one line, and what was changed in it."""

    ref: str
    line: str  # the words of the line as they are now, or as they were when it went
    field: str
    pieces: list[Piece]


@dataclass(frozen=True, slots=True)
class Step:
    """What one person did to one thing at one go; `verb` has its words in the template."""

    first: Entry
    last: Entry
    verb: str
    parts: list[Part]
    ref: str = ""
    line: str = ""
    created: int = 0  # lines that an import added
    import_id: int | None = None  # of the import, which can be undone from here
    restored: datetime | None = None  # the moment that was brought back
    is_whole: bool = False  # the whole slide was

    @property
    def told(self) -> str:
        """The line that the sentence of the step names, so that its parts need not."""
        return self.ref if self.line else ""

    @property
    def part(self) -> Part | None:
        return self.parts[0] if len(self.parts) == 1 and self.verb == "edited" else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """Changes of one person that follow each other, the latest first."""

    who: Person | None  # None: the command line
    steps: list[Step]

    @property
    def starts_at(self) -> datetime:
        return min(step.first.at for step in self.steps)

    @property
    def ends_at(self) -> datetime:
        return max(step.last.at for step in self.steps)

    @property
    def is_long(self) -> bool:
        """Whether it took more than the minute it began in."""
        return self.ends_at - self.starts_at >= timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Story:
    """One page of the history: days with their stretches, and where the next page begins."""

    days: list[tuple[date, list[Stretch]]] = field(default_factory=list)
    before: int = 0  # entries with a lower id are older; 0: none are


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which part of the history is asked for."""

    person: int | None = None  # 0: the command line
    line: str = ""
    before: int = 0

    @property
    def is_all(self) -> bool:
        return self == Wanted()


def story_of(slide: Slide, wanted: Wanted, language: str) -> Story:
    """Return a page of the history of a slide, the latest first (at most nine queries)."""
    entries = _entries(slide, wanted)
    rows = list(entries[: ROWS + 1])
    before = rows.pop().pk + 1 if len(rows) > ROWS else 0
    earlier = _earlier(rows)
    if wanted.line:
        rows = [row for row in rows if wanted.line in _refs(row, earlier)]
    runs = _runs(rows)
    if len(runs) > STEPS:
        before = runs[STEPS - 1][0].pk
        runs = _runs([row for row in rows if row.pk >= before])
    named = {ref for run in runs for row in run for ref in _refs(row, earlier)}
    wording = wording_of(slide, named, language)
    return Story(_days([_step(run, wording, earlier) for run in runs]), before)


def writers_of(slide: Slide) -> list[Person]:
    """Return who changed a slide, by name (one query)."""
    entries = about(slide.topic, organisation_id=slide.unit.organisation_id)
    told = entries.filter(verb__in=TOLD, actor__isnull=False)
    people = Person.objects.filter(pk__in=told.order_by().values("actor"))
    return sorted(people, key=lambda person: fold(person.name))


def _entries(slide: Slide, wanted: Wanted) -> QuerySet[Entry]:
    entries = about(slide.topic, organisation_id=slide.unit.organisation_id).filter(verb__in=TOLD)
    if wanted.person is not None:
        entries = entries.filter(actor_id=wanted.person or None)
    if wanted.line:
        entries = entries.filter(Q(details__line=wanted.line) | Q(verb__in=_WIDE))
    if wanted.before:
        entries = entries.filter(id__lt=wanted.before)
    return entries


def _earlier(rows: Iterable[Entry]) -> dict[int, Entry]:
    """Return the entries that were undone or redone (one query)."""
    ids = {pk for row in rows for pk in _turned(row.details)}
    return Entry.objects.in_bulk(ids) if ids else {}


def _turned(details: Details) -> list[int]:
    ids = details.get("undoes") or details.get("redoes") or []
    return ids if isinstance(ids, list) else [ids]


def _refs(row: Entry, earlier: dict[int, Entry]) -> set[str]:
    """Return the lines an entry bears on, and those it speaks of."""
    details = row.details
    refs = {*details.get("created", ()), *details.get("changed", {})}
    refs |= {ref for side in details.get("parents", ()) for ref in side}
    refs |= {ref for ref, _ in _snapshot(details)}
    refs |= {earlier[pk].details["line"] for pk in _turned(details) if pk in earlier}
    return refs | {details["line"]} if details.get("line") else refs


def _snapshot(details: Details) -> Iterator[tuple[str, str]]:
    names = {"slides.objective": "objective", "slides.keyresult": "key-result"}
    for row in details.get("snapshot", ()):
        if row["model"] in names:
            yield f"{names[row['model']]}-{row['pk']}", row["fields"]["title"]


# ---- entries that are one step ----


def _runs(rows: list[Entry]) -> list[list[Entry]]:
    """Return entries as runs that are one step each, the latest run first, each from its start."""
    runs: list[list[Entry]] = []
    growing: dict[tuple[Any, ...], list[Entry]] = {}
    for row in reversed(rows):
        name = _name(row)
        run = growing.get(name)
        if run and _goes_on(run, row):
            run.append(row)
        else:
            growing[name] = [row]
            runs.append(growing[name])
    return sorted(runs, key=lambda run: -run[-1].pk)


def _name(row: Entry) -> tuple[Any, ...]:
    details = row.details
    if "restores" in details:
        return ("restored", details["burst"])
    if row.verb == "slide.edited":
        return (row.actor_id, details["line"], details.get("field"))
    return (row.pk,)


def _goes_on(run: list[Entry], row: Entry) -> bool:
    if "restores" in row.details:
        return True
    now = _fields(run)
    fields = row.details.get("fields", {})
    is_next = all(now[name][1] == pair[0] for name, pair in fields.items() if name in now)
    return is_next and row.at - run[0].at <= STRETCH


def _fields(run: Iterable[Entry]) -> dict[str, list[Any]]:
    """Return what a run of edits of one field came to: {column: [before, after]}."""
    fields: dict[str, list[Any]] = {}
    for row in run:
        for name, (before, after) in row.details.get("fields", {}).items():
            fields[name] = [fields.get(name, [before])[0], after]
    return fields


# ---- steps ----


def _step(run: list[Entry], wording: Wording, earlier: dict[int, Entry]) -> Step:
    details, verb = run[-1].details, run[-1].verb.partition(".")[2]
    ref = str(details.get("line", ""))
    lines = {row.details["line"] for row in run if "line" in row.details}
    lines |= {earlier[pk].details["line"] for pk in _turned(details) if pk in earlier}
    is_whole = bool(details.get("whole"))
    if "restores" in details:
        verb = "restored"
    if verb == "imported" and "undoes_import" in details:
        verb = "import-undone"
    return Step(
        first=run[0],
        last=run[-1],
        verb=verb,
        parts=list(_parts(run, wording, earlier)),
        ref=ref,
        line=_title(ref, details, wording) if len(lines) == 1 and not is_whole else "",
        created=len(details.get("created", ())),
        import_id=details.get("import"),
        restored=datetime.fromisoformat(details["as_at"]) if verb == "restored" else None,
        is_whole=is_whole,
    )


def _parts(run: list[Entry], wording: Wording, earlier: dict[int, Entry]) -> Iterator[Part]:
    row, details = run[-1], run[-1].details
    if "restores" in details:
        for step in run:
            yield from _turn(step, step.details, wording, is_back=False)
    elif row.verb in _TELL:
        for ref, name, fields in _TELL[row.verb](details):
            yield _part(ref, name, fields, wording)
    elif _turned(details):
        yield from _turned_parts(row, wording, earlier)
    else:
        yield from _edited(run, wording)


def _imported(details: Details) -> Iterator[Told]:
    for ref, fields in details.get("changed", {}).items():
        for name, pair in fields.items():
            yield ref, name, {name: pair}


def _served(details: Details) -> Iterator[Told]:
    yield details["line"], "serves", {"serves": details["parents"]}


def _variant(details: Details) -> Iterator[Told]:
    yield details["line"], details["field"], {"title": ["", details["text"]]}


_TELL: dict[str, Callable[[Details], Iterator[Told]]] = {
    "slide.imported": _imported,
    "slide.parents-set": _served,
    "slide.variant-written": _variant,
}


def _edited(run: list[Entry], wording: Wording) -> Iterator[Part]:
    fields, details = _fields(run), run[-1].details
    if fields:
        yield _part(details["line"], str(details.get("field", "")), fields, wording)


def _turned_parts(row: Entry, wording: Wording, earlier: dict[int, Entry]) -> Iterator[Part]:
    kept = row.details.get("kept", [])
    for pk, found in zip(_turned(row.details), kept, strict=False):
        if pk in earlier:
            yield from _turn(earlier[pk], found, wording, is_back="undoes" in row.details)


def _turn(row: Entry, found: Details, wording: Wording, *, is_back: bool) -> Iterator[Part]:
    """Tell one step of several that were made at once, forwards or backwards."""
    details, ref = row.details, row.details["line"]
    if "fields" in found:
        pairs = found["fields"].items()
        fields = {name: pair[::-1] if is_back else pair for name, pair in pairs}
        yield _part(ref, str(details.get("field", "")), fields, wording)
    elif row.verb in ("slide.line-added", "slide.line-removed"):
        is_new = (row.verb == "slide.line-added") is not is_back
        words = _title(ref, details, wording) or "…"
        yield Part(ref, words, "title", [Piece(Fate.NEW if is_new else Fate.GONE, words)])
    elif row.verb == "slide.parents-set":
        pair = details["parents"][::-1] if is_back else details["parents"]
        yield _part(ref, "serves", {"serves": pair}, wording)


def _title(ref: str, details: Details, wording: Wording) -> str:
    return wording.lines.get(ref, "") or str(details.get("title", ""))


def served(before: list[str], after: list[str], wording: Wording) -> list[Piece]:
    """Return what an objective serves no more, and what it serves now, line by line."""
    fates = {ref: Fate.GONE for ref in before if ref not in after}
    fates |= {ref: Fate.NEW for ref in after if ref not in before}
    return [Piece(fate, wording.lines.get(ref, "?")) for ref, fate in fates.items()]


def _part(ref: str, name: str, fields: dict[str, list[Any]], wording: Wording) -> Part:
    if name == "serves":
        then, now = fields["serves"]
        return Part(ref, wording.lines.get(ref, ""), name, served(then, now, wording))
    before, after = (
        wording.text({column: pair[side] for column, pair in fields.items()}) for side in (0, 1)
    )
    return Part(ref, wording.lines.get(ref, ""), name, difference(before, after))


# ---- days and stretches ----


def _days(steps: list[Step]) -> list[tuple[date, list[Stretch]]]:
    by_day = groupby(steps, key=lambda step: timezone.localtime(step.last.at).date())
    return [(day, list(_stretches(list(rows)))) for day, rows in by_day]


def _stretches(steps: list[Step]) -> Iterator[Stretch]:
    for _, rows in groupby(steps, key=lambda step: step.first.actor_id):
        stretch: list[Step] = []
        for step in rows:
            if stretch and stretch[-1].first.at - step.last.at > PAUSE:
                yield Stretch(stretch[-1].first.actor, stretch)
                stretch = []
            stretch.append(step)
        yield Stretch(stretch[-1].first.actor, stretch)
