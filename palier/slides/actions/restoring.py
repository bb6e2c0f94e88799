"""Bringing back a line, an objective or the whole slide as it was.

What is brought back is written by ordinary steps, each in the journal: so it can itself be undone
at once, and be seen in the history.
"""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.change import begin, note, write_fields
from palier.slides.actions.lines import new_key, place, put_in, standing_place, take_out
from palier.slides.actions.serving import write_parents
from palier.slides.actions.undo import find_line
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.queries.lines import Line, refs_of
from palier.slides.queries.past import loosened, past_of, row_of
from palier.slides.rules.comparing import written
from palier.slides.rules.past import Content, PastLine
from palier.slides.rules.sending import UNNAMED, Sent


@dataclass(frozen=True, slots=True)
class Restored:
    """What was done: how many steps it took, and the burst they are undone by."""

    steps: int
    burst: str


def restore(
    slide: Slide, entry: Entry, *, by: Person, at: datetime, ref: str = "", sent: Sent = UNNAMED
) -> Restored:
    """Bring a slide back as it was just after `entry`, or only the line that `ref` names.

    A key result comes back with its words, under its objective, which comes back where it is
    gone; an objective with its key results, and without those added since; the whole slide in
    its order. Current values and end states stay what they are on lines that are there. Without
    anything to bring back no step is made.

    :raises Refused: "not-known" where the journal does not go back that far, "no-such-line" if
        the line was not there then, "not-writer" or "locked"
    :raises AlreadyDone: if this very change came before
    """
    past = past_of(slide, entry)  # before the slide is held: it takes long where much happened
    if past.then is None or ref in past.then.unsure:
        raise Refused("not-known")
    with transaction.atomic():
        begin(slide, by=by, sent=sent)
        then = loosened(past.then, slide)
        line = then.find(ref)
        if ref and line is None:
            raise Refused("no-such-line")
        restoring = _Restoring(slide, then, entry, ref, sent=sent, by=by, at=at)
        if line is None:
            restoring.whole()
        elif line.is_objective:
            restoring.objectives([line])
        else:
            restoring.key_result(line)
    return Restored(restoring.steps, restoring.burst)


class _Restoring:
    """One restoration under way: every step writes, and notes what it wrote."""

    def __init__(  # noqa: PLR0913 - what, to when, by whom, how it was sent
        self,
        slide: Slide,
        then: Content,
        entry: Entry,
        ref: str,
        *,
        sent: Sent,
        by: Person,
        at: datetime,
    ) -> None:
        self.slide, self.then, self.by, self.at = slide, then, by, at
        self.steps = 0
        self.burst = sent.burst or f"restoring{secrets.token_hex(8)}"
        self.name = sent.id  # of the first step: a name is used once
        self.told = {"restores": entry.pk, "as_at": entry.at, "whole": not ref}

    def whole(self) -> None:
        """Bring everything back, take away what came since, in the order of then."""
        objectives = self.then.objectives
        self.bring(objectives)
        for objective in objectives:
            self.gather(objective)
        self.clear({line.ref for line, _ in self.then.lines()})
        self.order(objectives, self.slide.pk)
        self.rewrite(objectives)

    def objectives(self, wanted: Sequence[PastLine]) -> None:
        """Bring objectives back with the key results they had."""
        self.bring(wanted)
        for objective in wanted:
            self.gather(objective)
            self.let_go(objective)
        self.rewrite(wanted)

    def key_result(self, line: PastLine) -> None:
        """Bring one key result back, under its objective."""
        if self.row(line.ref) is None:
            above = next(row for found, row in self.then.lines() if found is line and row)
            self.bring([above], with_key_results=False)
            self.put(line, above.pk, above.key_results)
        self.reword(line)

    # ---- what it is made of ----

    def bring(self, objectives: Iterable[PastLine], *, with_key_results: bool = True) -> None:
        """Put the objectives that are gone where they stood, with what else is gone of them."""
        for objective in objectives:
            if self.row(objective.ref) is None:
                self.put(objective, self.slide.pk, self.then.objectives, is_whole=with_key_results)

    def gather(self, objective: PastLine) -> None:
        """Bring the key results of an objective back into it, in their order."""
        for key_result in objective.key_results:
            row = self.row(key_result.ref)
            if row is None:
                self.put(key_result, objective.pk, objective.key_results)
            elif isinstance(row, KeyResult) and row.objective_id != objective.pk:
                self.move(
                    row, objective.pk, self.index(key_result, objective.key_results, objective.pk)
                )
        self.order(objective.key_results, objective.pk)

    def let_go(self, objective: PastLine) -> None:
        """Take out of an objective what was not in it: away if new, else back to where it was."""
        was_in = {line.ref: above for line, above in self.then.lines() if above}
        mine = {line.ref for line in objective.key_results}
        for row in KeyResult.objects.filter(objective_id=objective.pk):
            above = was_in.get(row.ref)
            if row.ref in mine:
                continue
            if above is None:
                self.remove(row)
            elif self.row(above.ref):
                line = next(line for line in above.key_results if line.ref == row.ref)
                self.move(row, above.pk, self.index(line, above.key_results, above.pk))

    def clear(self, kept: set[str]) -> None:
        """Remove the lines that are not among `kept`."""
        rows: list[Line] = [*Objective.objects.filter(slide=self.slide)]
        for row in rows:
            if row.ref not in kept:
                self.remove(row)
        for key_result in KeyResult.objects.filter(objective__slide=self.slide):
            if key_result.ref not in kept:
                self.remove(key_result)

    def order(self, lines: Sequence[PastLine], owner: int) -> None:
        """Put lines that stand under one owner in the order given, before any others."""
        for index, line in enumerate(lines):
            row = self.row(line.ref)
            if row and standing_place(row) != [owner, index]:
                self.move(row, owner, index)

    def rewrite(self, objectives: Iterable[PastLine]) -> None:
        """Write the words of objectives and of their key results as they were."""
        for objective in objectives:
            for line in (objective, *objective.key_results):
                self.reword(line)

    # ---- steps: each is one entry of the journal ----

    def put(
        self, line: PastLine, owner: int, siblings: Sequence[PastLine], *, is_whole: bool = True
    ) -> None:
        """Put a line that is gone where it stood; an objective with what else is gone of it."""
        below = line.key_results if is_whole else []
        lines = [line, *(row for row in below if self.row(row.ref) is None)]
        stood = [owner, self.index(line, siblings, owner)]
        put_in({"snapshot": self.snapshot(lines, owner), "stood": stood})
        self.note("slide.line-added", line=line.ref, title=line.fields["title"])

    def move(self, row: Line, owner: int, index: int) -> None:
        """Put a line that is there at another place."""
        before = standing_place(row)
        key = self.free_key(row.ref, row.key, owner)
        if key != row.key:
            row.key = key
            row.save(update_fields=["key"])
        place(row, [owner, index])
        self.note("slide.line-moved", line=row.ref, place=[before, standing_place(row)])

    def remove(self, row: Line) -> None:
        """Take away a line that was not there then."""
        ref, title = row.ref, row.title
        self.note("slide.line-removed", line=ref, title=title, **take_out(row))

    def reword(self, line: PastLine) -> None:
        """Write the words of a line that is there as they were, field by field."""
        row = self.row(line.ref)
        if row is None or line.ref in self.then.unsure:
            return
        was = row_of(type(row), line)
        for name, columns in written(line).items():
            values = {
                column: line.fields[column] if column == "category_id" else getattr(was, column)
                for column in columns
            }
            changed = write_fields(row, values)
            if changed:
                self.note("slide.edited", line=line.ref, field=name, fields=changed)
        self.serve(row, line)

    def serve(self, row: Line, line: PastLine) -> None:
        """Make an objective serve what it served."""
        if not isinstance(row, Objective):
            return
        before = refs_of(row)
        if set(before) != set(line.serves):
            write_parents(row, line.serves)
            self.note("slide.parents-set", line=row.ref, parents=[before, line.serves])

    # ---- small questions ----

    def note(self, verb: str, **details: Any) -> None:
        sent = Sent(self.name, self.burst)
        note(verb, self.slide, by=self.by, at=self.at, sent=sent, **details, **self.told)
        self.steps, self.name = self.steps + 1, ""

    def row(self, ref: str) -> Line | None:
        try:
            return find_line(self.slide, ref)
        except ObjectDoesNotExist:
            return None

    def index(self, line: PastLine, siblings: Sequence[PastLine], owner: int) -> int:
        """Return the place under `owner` just after the nearest line above that is there."""
        above = list(takewhile(lambda row: row.ref != line.ref, siblings))
        rows = (self.row(row.ref) for row in reversed(above))
        places = (standing_place(row) for row in rows if row)
        return next((index + 1 for over, index in places if over == owner), 0)

    def free_key(self, ref: str, key: str, owner: int) -> str:
        """Return `key`, or another one where a line under `owner` has taken it."""
        rows: Iterable[Line] = KeyResult.objects.filter(objective_id=owner, key=key)
        if ref.startswith("objective"):
            rows = Objective.objects.filter(slide_id=owner, key=key)
        return key if all(row.ref == ref for row in rows) else new_key(ref[0])

    def snapshot(self, lines: Sequence[PastLine], owner: int) -> list[dict[str, Any]]:
        """Return lines as `put_in` takes them: the first stands under `owner`."""
        first = lines[0]
        rows = []
        for position, line in enumerate(lines):
            model = "slides.objective" if line.is_objective else "slides.keyresult"
            above = "slide" if line.is_objective else "objective"
            over = owner if line is first else first.pk
            fields = {name.removesuffix("_id"): value for name, value in line.fields.items()}
            fields |= {above: over, "position": position}
            fields["key"] = self.free_key(line.ref, fields["key"], over)
            rows.append({"model": model, "pk": line.pk, "fields": fields})
        rows += [_parent(first.pk, ref) for ref in first.serves]
        return rows + [row for line in lines for row in line.served_by]


def _parent(pk: int, ref: str) -> dict[str, Any]:
    kind, _, number = ref.rpartition("-")
    target = "to_objective" if kind == "objective" else "to_key_result"
    fields = {"objective": pk, "to_objective": None, "to_key_result": None, target: int(number)}
    return {"model": "slides.parent", "pk": None, "fields": fields}
