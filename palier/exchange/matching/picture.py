"""What an import needs to know of an organisation, as plain values."""

from dataclasses import dataclass, field
from datetime import datetime

from palier.exchange.document import Document

Voice = tuple[str, str, datetime]  # "unit/cycle", key of the author, when: who said something


@dataclass(frozen=True, slots=True)
class Kept:
    """A slide that exists: its id, the version that was read, whether an import may write on it."""

    pk: int
    version: int
    is_locked: bool = False


@dataclass(slots=True)
class Picture:
    """An organisation as a document of keys, with the ids of its rows; empty: not founded yet."""

    organisation_id: int | None = None
    document: Document = field(default_factory=Document)
    slides: dict[str, Kept] = field(default_factory=dict)  # by "unit/cycle"
    units: dict[str, int] = field(default_factory=dict)  # ids by key
    people: dict[str, int] = field(default_factory=dict)
    cycles: dict[str, int] = field(default_factory=dict)
    categories: dict[str, int] = field(default_factory=dict)  # ids by name
    lines: dict[str, int] = field(default_factory=dict)  # ids by path
    comments: dict[Voice, list[int]] = field(default_factory=dict)  # ids, deleted ones too
