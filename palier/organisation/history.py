"""What happened to a unit, in words."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from palier.journal.queries import about
from palier.organisation.models import KIND_LABELS, Organisation, Person, Unit
from palier.organisation.rules import Kind

MOST = 50  # entries of one page


@dataclass(frozen=True, slots=True)
class Happening:
    """One sentence of the history."""

    at: datetime
    who: Person | None  # None: the command line
    sentence: str


@dataclass(frozen=True, slots=True)
class _Names:
    people: dict[int, str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    units_by_key: dict[str, str] = field(default_factory=dict)

    def joined(self, ids: set[int]) -> str:
        return ", ".join(sorted(self.people.get(pk, "?") for pk in ids))


def history_of(unit: Unit) -> list[Happening]:
    """Return what happened to a unit, the latest first (three queries)."""
    entries = list(about(f"unit-{unit.pk}", organisation_id=unit.organisation_id)[:MOST])
    names = _names(unit.organisation) if entries else _Names()
    return [
        Happening(entry.at, entry.actor, sentence)
        for entry in entries
        for sentence in _SENTENCES.get(entry.verb, _nothing)(entry.details, names)
    ]


def _names(organisation: Organisation) -> _Names:
    units = list(organisation.units.values_list("pk", "key", "name"))
    return _Names(
        people=dict(organisation.people.values_list("pk", "name")),
        units={pk: name for pk, _key, name in units},
        units_by_key={key: name for _pk, key, name in units},
    )


def _added(details: dict[str, Any], names: _Names) -> Iterator[str]:
    under = names.units_by_key.get(details.get("under", ""), "")
    if under:
        yield _("Added under %(unit)s.") % {"unit": under}
    else:
        yield _("Added.")


def _changed(details: dict[str, Any], names: _Names) -> Iterator[str]:
    before, after = details["before"], details["after"]
    for name, tell in _FACTS.items():
        if before.get(name) != after.get(name):
            yield tell(before.get(name), after.get(name), names)


def _renamed(before: str, after: str, _names: _Names) -> str:
    return _("Renamed from “%(before)s” to “%(after)s”.") % {"before": before, "after": after}


def _moved(before: int, after: int, names: _Names) -> str:
    units = names.units
    return _("Moved from %(before)s to %(after)s.") % {
        "before": units.get(before, "?"),
        "after": units.get(after, "?"),
    }


def _became(_before: str, after: str, _names: _Names) -> str:
    return _("Became a unit of the kind “%(kind)s”.") % {"kind": KIND_LABELS[Kind(after)]}


def _handed_over(before: int | None, after: int | None, names: _Names) -> str:
    people = names.people
    if after is None:
        return _("%(before)s no longer heads it.") % {"before": people.get(before or 0, "?")}
    if before is None:
        return _("%(after)s heads it.") % {"after": people.get(after, "?")}
    return _("%(after)s heads it, after %(before)s.") % {
        "before": people.get(before, "?"),
        "after": people.get(after, "?"),
    }


def _members(details: dict[str, Any], names: _Names) -> Iterator[str]:
    before, after = set(details["before"]), set(details["after"])
    if after - before:
        yield _("Joined: %(people)s.") % {"people": names.joined(after - before)}
    if before - after:
        yield _("Left: %(people)s.") % {"people": names.joined(before - after)}


def _closed(_details: dict[str, Any], _names: _Names) -> Iterator[str]:
    yield _("Closed.")


def _nothing(_details: dict[str, Any], _names: _Names) -> Iterator[str]:
    yield from ()


_FACTS: dict[str, Callable[[Any, Any, _Names], str]] = {
    "name": _renamed,
    "kind": _became,
    "under": _moved,
    "head": _handed_over,
}
_SENTENCES: dict[str, Callable[[dict[str, Any], _Names], Iterator[str]]] = {
    "unit.added": _added,
    "unit.changed": _changed,
    "unit.members-set": _members,
    "unit.closed": _closed,
}
