"""What differs between a slide as it was and as it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from palier.slides.rules.past import Content, PastLine

# What people write, as the columns that hold it. What was measured or decided since (a current
# value, an end state) is no wording: bringing words back leaves it alone.
_OBJECTIVE = {"title": ("title",), "why": ("why",), "category_id": ("category_id",)}
_KEY_RESULT = {
    "title": ("title",),
    "measure": ("kind", "baseline", "target", "measure_unit", "marks", "measure_note"),
    "level": ("level",),
    "due_on": ("due_on",),
    "baseline_due_on": ("baseline_due_on",),
}


@dataclass(frozen=True, slots=True)
class LineChange:
    """One line that is not as it was; `then` or `now` is None where it was not there."""

    then: PastLine | None
    now: PastLine | None
    above: str = ""  # the objective of a key result: then, or now where it is new
    fields: tuple[str, ...] = ()  # "title", "measure"…
    is_moved: bool = False

    @property
    def line(self) -> PastLine:
        line = self.then or self.now
        assert line is not None  # noqa: S101 - it was there at one of the two moments
        return line

    @property
    def is_gone(self) -> bool:
        return self.now is None

    @property
    def is_new(self) -> bool:
        return self.then is None


def written(line: PastLine) -> dict[str, dict[str, Any]]:
    """Return what is written in a line: {field: {column: value}}."""
    known = _OBJECTIVE if line.is_objective else _KEY_RESULT
    return {
        name: {column: line.fields.get(column) for column in columns}
        for name, columns in known.items()
    }


def changes_since(then: Content, now: Content) -> list[LineChange]:
    """Return the lines that differ: those of `then` from the top, then those added since."""
    standing = {line.ref: (line, above) for line, above in now.lines()}
    moved = _moved(then, now)
    changes = []
    for line, above in then.lines():
        there, _ = standing.pop(line.ref, (None, None))
        fields = _differing(line, there) if there and line.ref not in then.unsure else ()
        change = LineChange(line, there, above.ref if above else "", fields, line.ref in moved)
        if change.is_gone or fields or change.is_moved:
            changes.append(change)
    new = [LineChange(None, line, above.ref if above else "") for line, above in standing.values()]
    return changes + new


def _differing(then: PastLine, now: PastLine) -> tuple[str, ...]:
    before, after = written(then), written(now)
    names = [name for name in before if before[name] != after[name]]
    if then.is_objective and set(then.serves) != set(now.serves):
        names.append("serves")
    return tuple(names)


def _moved(then: Content, now: Content) -> set[str]:
    """Return the lines that stand elsewhere among those that were there at both moments."""
    moved = _out_of_order(_refs(then.objectives), _refs(now.objectives))
    owners = {line.ref: above for line, above in now.lines() if above}
    for objective in then.objectives:
        refs = _refs(objective.key_results)
        moved |= {ref for ref in refs if ref in owners and owners[ref].ref != objective.ref}
        there = now.find(objective.ref)
        moved |= _out_of_order(refs, _refs(there.key_results) if there else [])
    return moved


def _refs(lines: Sequence[PastLine]) -> list[str]:
    return [line.ref for line in lines]


def _out_of_order(then: list[str], now: list[str]) -> set[str]:
    both = set(then).intersection(now)
    before, after = [ref for ref in then if ref in both], [ref for ref in now if ref in both]
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    kept = {ref for at, _, size in matcher.get_matching_blocks() for ref in before[at : at + size]}
    return both - kept
