"""The journal of a slide as people read it: who, when, what before and after."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from palier.journal.models import Entry
from palier.organisation.models import Person


@dataclass(frozen=True, slots=True)
class Step:
    """One change: `verb` and `field` have their words in the template."""

    who: Person | None
    at: datetime
    verb: str
    field: str
    title: str
    before: str
    after: str


def story_of(entries: Iterable[Entry]) -> list[Step]:
    """Return the entries of a slide as steps, in their order."""
    return [_step(entry) for entry in entries]


def _step(entry: Entry) -> Step:
    details = entry.details
    before, after = _before_and_after(details)
    return Step(
        who=entry.actor,
        at=entry.at,
        verb=entry.verb.partition(".")[2],
        field=str(details.get("field", "")),
        title=str(details.get("title", "")),
        before=before,
        after=after,
    )


def _before_and_after(details: dict[str, Any]) -> tuple[str, str]:
    fields: dict[str, list[Any]] = details.get("fields", {})
    shown = {name: pair for name, pair in fields.items() if name not in {"kind", "marks"}}
    return tuple(  # type: ignore[return-value]
        " ".join(str(pair[side]) for pair in shown.values() if pair[side] not in (None, ""))
        for side in (0, 1)
    )
