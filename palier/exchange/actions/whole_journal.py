"""The journal of an archive: every entry as it was, about the rows of this database."""

from array import array
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from palier.exchange.actions.whole_company import Company
from palier.exchange.portable import POINTERS, SUBJECTS, VERBS, Portable
from palier.journal.models import Entry
from palier.slides.models import KeyResult, Objective, Parent

TOGETHER = 1000  # entries that are written at once
_KEYS = {"at", "who", "what", "about", "details", "key"}
# What a snapshot may hold: a row is made of it when it is put back.
_COLUMNS = {
    model._meta.label_lower: {column.name for column in model._meta.concrete_fields} - {"id"}
    for model in (Objective, KeyResult, Parent)
}
_MISSHAPEN = (KeyError, TypeError, ValueError, AttributeError, IndexError)


class _Unknown(Exception):  # noqa: N818 - reads as a sentence where it is raised
    """An entry names an entry that is not before it."""


def write_journal(entries: Iterator[tuple[str, Any]], company: Company) -> int:
    """Write every entry in order, some at a time; return how many there were."""
    journal = _Journal(company)
    for path, value in entries:
        journal.take(path, value)
    journal.flush()
    return len(journal.ids)


class _Journal:
    def __init__(self, company: Company) -> None:
        self.company, self.findings = company, company.findings
        self.ids = array("q")
        self._path = ""
        self._waiting: list[Entry] = []
        self._paths: list[str] = []
        self._portable = Portable(self._turn)

    def take(self, path: str, value: Any) -> None:
        """Take one entry, or say what is wrong with it."""
        self._path = path
        if not self._is_whole(value):
            return
        try:
            entry = self._entry(value)  # may write those that wait
        except _Unknown as unknown:
            self.findings.fault("dangling-reference", f"{path}.details", str(unknown))
        except _MISSHAPEN as fault:
            self.findings.fault("wrong-type", f"{path}.details", str(fault))
        else:
            self._waiting.append(entry)
            self._paths.append(path)
            if len(self._waiting) >= TOGETHER:
                self.flush()

    def _is_whole(self, value: Any) -> bool:
        if not isinstance(value, dict):
            self.findings.fault("wrong-type", self._path, str(value))
            return False
        for name in sorted(set(value) - _KEYS):
            self.findings.fault("unknown-key", f"{self._path}.{name}", str(value[name]))
        missing = sorted(_KEYS - {"who", "key"} - set(value))
        for name in missing:
            self.findings.fault("missing", f"{self._path}.{name}")
        if not missing and value["what"] not in VERBS:
            self.findings.fault("unknown-value", f"{self._path}.what", str(value["what"]))
            return False
        return not missing

    def flush(self) -> None:
        """Write the entries that wait, and keep their ids."""
        rows, self._waiting = self._waiting, []
        paths, self._paths = self._paths, []
        self.company.rows.add(rows, paths)
        self.ids.extend(row.pk for row in rows)

    def _entry(self, value: dict[str, Any]) -> Entry:
        number = len(self.ids) + len(self._waiting) + 1
        details = self._portable.turned(number, value["what"], value["details"])
        _check_snapshots(details)
        return Entry(
            organisation_id=self.company.organisation.pk,
            actor_id=self._who(value.get("who")),
            verb=value["what"],
            subject=self._subject(value["about"]),
            key=self._text(value.get("key", ""), 40),
            details=details,
            at=self._at(value["at"]),
        )

    def _who(self, who: Any) -> int | None:
        if who is None:
            return None
        return self.company.id_of("person", self._text(who, 80), f"{self._path}.who")

    def _subject(self, about: str) -> str:
        kind, _, name = about.partition(":")
        if kind not in SUBJECTS:
            self.findings.fault("unknown-value", f"{self._path}.about", about)
            return ""
        return f"{kind}-{self.company.id_of(SUBJECTS[kind], name, f'{self._path}.about')}"

    def _at(self, text: Any) -> datetime:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None:
            raise ValueError(text)
        return moment

    def _text(self, value: Any, most: int) -> str:
        if not isinstance(value, str) or len(value) > most:
            raise TypeError(value)
        return value

    def _turn(self, kind: str, value: Any) -> Any:
        """Return what the journal here holds instead of a name: see `portable.Turn`."""
        if value is None or value == "":
            return value
        if kind == "entry":
            return self._entry_id(value)
        if not isinstance(value, str):
            raise TypeError(value)
        path = f"{self._path}.details"
        if kind == "line":
            return self.company.ref(value, path)
        return self.company.id_of(kind, value, path)

    def _entry_id(self, number: Any) -> int:
        if not isinstance(number, int) or number < 1:
            raise _Unknown(number)
        if number > len(self.ids):
            self.flush()
        if number > len(self.ids):
            raise _Unknown(number)
        return self.ids[number - 1]


def _check_snapshots(details: dict[str, Any]) -> None:
    """Check that what may be put back is made of lines and their columns alone.

    :raises KeyError: for another table or column
    """
    for found in (details, *details.get("kept", ())):
        for row in found.get("snapshot", ()):
            unknown = set(row["fields"]) - _COLUMNS[row["model"]]
            missing = set(POINTERS[row["model"]]) - set(row["fields"])
            if unknown or missing:
                raise KeyError(*sorted(unknown | missing))
