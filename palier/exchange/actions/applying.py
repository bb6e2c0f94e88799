"""Writing what a plan says: all of it in one transaction, or nothing."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import IntegrityError, transaction

from palier.exchange.actions.comments import write_comments
from palier.exchange.actions.company import write_company
from palier.exchange.actions.lines import write_lines
from palier.exchange.actions.rows import Ids, plain_changes
from palier.exchange.actions.slides import check_versions, write_slides
from palier.exchange.document import Leftover
from palier.exchange.matching import Counts, Plan, PlannedSlide
from palier.exchange.models import Import
from palier.journal.record import Change, record_many
from palier.organisation import changes
from palier.organisation.models import Organisation, Person, Unit
from palier.organisation.rules import Refused, check_may_run


@dataclass(frozen=True, slots=True)
class Report:
    """What an import did."""

    counts: Counts
    leftovers: list[Leftover] = field(default_factory=list)
    organisation_id: int | None = None
    cycles: tuple[int, ...] = ()  # ids of the quarters it bears on, the newest last
    is_written: bool = False
    # What can be undone: ids of the entries of the journal, and of rows they do not name.
    written: dict[str, list[int]] = field(default_factory=dict)
    import_id: int | None = None


@dataclass(frozen=True, slots=True)
class FileTaken:
    """A file that is applied as soon as it is read: there is nothing of it to keep."""

    name: str
    size: int  # bytes
    language: str


def apply(
    plan: Plan,
    *,
    by: Person | None,
    at: datetime,
    name: str = "",
    is_sample: bool = False,
    import_id: int | None = None,
) -> Report:
    """Write everything a plan says, or nothing; what is there already is not written again.

    `by` is None for the command line. `name` is that of the file and `import_id` that of the
    import which can be undone, for the journal.

    :raises Refused: "not-pilot" or "other-organisation"; "not-ready" while the plan has problems
        or open proposals; "changed-meanwhile" if a slide, a unit or a person it bears on was
        changed since it was made
    """
    _check(plan, by)
    if plan.is_empty:
        return _report(plan, plan.organisation_id, Ids(plan.picture), is_written=False)
    try:
        with transaction.atomic():
            return _write(plan, by, at, _Source(name, import_id), is_sample=is_sample)
    except IntegrityError as fault:
        raise Refused("changed-meanwhile") from fault


def apply_import(row: Import, plan: Plan, *, by: Person, at: datetime) -> Report | None:
    """Apply a file that was brought, once; None when it was applied or dropped already.

    :raises Refused: as `apply`
    """
    with transaction.atomic():
        waiting = Import.objects.filter(pk=row.pk, state=Import.State.DRAFT)
        if not waiting.update(state=Import.State.APPLIED, data=b"", applied_at=at):
            return None
        report = apply(plan, by=by, at=at, name=row.name, import_id=row.pk)
        Import.objects.filter(pk=row.pk).update(written=report.written)
        return report


def apply_file(plan: Plan, brought: FileTaken, *, at: datetime) -> Report:
    """Apply a file that the command line brought; what it wrote is kept, so that it can be undone.

    :raises Refused: as `apply`
    """
    _check(plan, None)
    if plan.is_empty:
        return _report(plan, plan.organisation_id, Ids(plan.picture), is_written=False)
    try:
        with transaction.atomic():
            report = _write(plan, None, at, _Source(brought.name, None, brought))
            if report.import_id is not None:
                Import.objects.filter(pk=report.import_id).update(written=report.written)
            return report
    except IntegrityError as fault:
        raise Refused("changed-meanwhile") from fault


def _check(plan: Plan, by: Person | None) -> None:
    if by is not None:
        check_may_run(by.standing)
        if by.organisation_id != plan.organisation_id:
            raise Refused("other-organisation")
    if plan.problems or plan.open_proposals:
        raise Refused("not-ready")


@dataclass(frozen=True, slots=True)
class _Source:
    """Where what is written came from."""

    name: str
    import_id: int | None
    brought: FileTaken | None = None

    def kept_in(self, organisation: Organisation, at: datetime) -> "_Source":
        """Return it with the import that remembers it, once it is known whose it is."""
        if self.brought is None:
            return self
        row = Import.objects.create(
            organisation=organisation,
            name=self.name[-255:],
            size=self.brought.size,
            language=self.brought.language,
            state=Import.State.APPLIED,
            created_at=at,
            applied_at=at,
        )
        return _Source(self.name, row.pk)

    @property
    def told(self) -> dict[str, int]:
        return {} if self.import_id is None else {"import": self.import_id}


def _write(
    plan: Plan, by: Person | None, at: datetime, source: _Source, *, is_sample: bool = False
) -> Report:
    ids = Ids(plan.picture)
    written = [slide for slide in plan.slides if slide.is_written]
    check_versions(written)
    organisation, entries = write_company(plan, ids, by=by, at=at, is_sample=is_sample)
    source = source.kept_in(organisation, at)
    write_slides(written, ids)
    write_lines(written, ids)
    entries += [_entry(slide, ids, source) for slide in written]
    entries += write_comments(plan.comments, ids, at=at)
    entries.append(_summary(plan, organisation, source))
    recorded = record_many(entries, organisation_id=organisation.pk, actor=by, at=at)
    ids.note_made("entries", [entry.pk for entry in recorded])
    _tell(plan, at)
    report = _report(plan, organisation.pk, ids, is_written=True)
    return replace(report, import_id=source.import_id)


def _entry(slide: PlannedSlide, ids: Ids, source: _Source) -> Change:
    """Return the line of the journal for one slide: what it gained, what differs."""
    lines = [line for line in slide.lines() if line.outcome != "unchanged"]
    details = {
        "version": slide.version + 1,
        "stands": slide.state,  # undoing leaves alone what went on from there
        "created": [ids.ref(line) for line in lines if line.is_new],
        "changed": {ids.ref(line): ids.told(line) for line in lines if not line.is_new},
        **plain_changes(slide.changes),
        **source.told,
    }
    topics = (f"wall-{ids.cycles[slide.cycle]}",)
    return Change("slide.imported", f"slide-{ids.slides[slide.path]}", topics, details)


def _summary(plan: Plan, organisation: Organisation, source: _Source) -> Change:
    counts = plan.counts()
    details = {
        "file": source.name,
        **source.told,
        "created": counts.created,
        "changed": counts.changed,
        "unchanged": counts.unchanged,
        "categories": [category for category, _ in plan.categories],
        "cycles": [cycle.key for cycle in plan.cycles],
    }
    return Change("import.applied", organisation.topic, (), details)


def _tell(plan: Plan, at: datetime) -> None:
    """Tell those who follow the tree, last of all: they may touch the slides written here."""
    known = plan.picture
    units = [known.units[key] for key in plan.unit_changes]
    for unit in Unit.objects.filter(pk__in=units):
        changes.unit_changed(unit, at)
    keys = set(plan.person_changes)
    keys |= {unit.head for unit in plan.units if unit.head}
    keys |= {person for person, _ in plan.memberships}
    keys |= {key for change in plan.unit_changes.values() for key in change.get("head", ()) if key}
    people = [known.people[key] for key in keys if key in known.people]
    for person in Person.objects.filter(pk__in=people):
        changes.person_changed(person, at)


def _report(plan: Plan, organisation_id: int | None, ids: Ids, *, is_written: bool) -> Report:
    keys = sorted({slide.cycle for slide in plan.slides})
    return Report(
        counts=plan.counts(),
        leftovers=plan.leftovers,
        organisation_id=organisation_id,
        cycles=tuple(ids.cycles[key] for key in keys),
        is_written=is_written,
        written=ids.made if is_written else {},
    )
