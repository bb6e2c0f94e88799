"""Which unit and which person a name of a file is: the same, perhaps the same, or a new one."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from palier.exchange.document import Place
from palier.exchange.matching.likeness import Likeness
from palier.exchange.matching.plan import NEW, Asked, Problem, Proposal
from palier.exchange.phrases import plain

LONGEST = 200  # characters of a name


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody or something known by a key and a name."""

    key: str
    name: str
    email: str = ""


@dataclass(slots=True)
class Names:
    """The names of one kind that are known, and those that a file adds."""

    kind: str  # "unit", "person"
    known: list[Named]
    asked: Asked
    used: set[str] = field(default_factory=set)  # keys
    added: dict[str, Named] = field(default_factory=dict)  # by plain name
    found: dict[str, str] = field(default_factory=dict)  # what a name was found to be
    problems: list[Problem] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)
    _by_name: dict[str, list[Named]] = field(default_factory=dict)
    _by_key: dict[str, Named] = field(default_factory=dict)
    _by_email: dict[str, Named] = field(default_factory=dict)
    _likeness: Likeness | None = None  # made for the first name that is not known

    def __post_init__(self) -> None:
        for one in self.known:
            self._by_name.setdefault(plain(one.name), []).append(one)
            self._by_key[one.key] = one
            if one.email:
                self._by_email[one.email] = one
        self.used |= set(self._by_key)

    def find(self, name: str, place: Place) -> str | None:
        """Return the key of what a name means; None where people must say, or it is unknown."""
        words = " ".join(name.split())
        if words not in self.found:
            key = self._find(words, place)
            if key is None:
                return None
            self.found[words] = key
        return self.found[words]

    def same(self, name: str, email: str = "") -> str | None:
        """Return the key of what surely is the same, without adding anything."""
        one = self._by_email.get(email.lower()) if email else None
        rows = self._by_name.get(plain(name), [])
        return one.key if one else rows[0].key if len(rows) == 1 else None

    def has(self, key: str) -> bool:
        return key in self._by_key

    def _find(self, name: str, place: Place) -> str | None:
        folded = plain(name)
        same = self._by_name.get(folded, [])
        if len(same) > 1:
            self.problems.append(Problem(f"ambiguous-{self.kind}", place, name))
            return None
        one = same[0] if same else self._by_key.get(name) or self._by_email.get(name.lower())
        if one:
            return one.key
        if folded in self.added:
            return self.added[folded].key
        alike = self._alike(name)
        if alike:
            return self._ask(name, alike, place)
        return self._add(name, place)

    def _alike(self, name: str) -> list[Named]:
        if self._likeness is None:
            names = [rows[0].name for rows in self._by_name.values()]
            self._likeness = Likeness(names, kind=self.kind)
        return [self._by_name[plain(each)][0] for each in self._likeness.of(name)]

    def _ask(self, name: str, alike: list[Named], place: Place) -> str | None:
        first, *others = alike
        answer = self.asked.answers.get(f"{self.kind}:{name}", "")
        if answer not in (NEW, *(one.key for one in alike)):
            answer = ""
        also = tuple((one.key, one.name) for one in others)
        proposal = Proposal(self.kind, name, first.key, first.name, place, answer, also)
        if not any(other.ref == proposal.ref for other in self.proposals):
            self.proposals.append(proposal)
        if proposal.is_same:
            return answer
        return self._add(name, place) if answer == NEW else None

    def _add(self, name: str, place: Place) -> str | None:
        if not self.asked.may_create:
            self.problems.append(Problem(f"unknown-{self.kind}", place, name))
            return None
        if len(name) > LONGEST:
            self.problems.append(Problem("name-too-long", place, name))
            return None
        key = free_key(name, self.used, self.kind)
        self.used.add(key)
        self.added[plain(name)] = Named(key, name)
        return key


def free_key(name: str, used: Collection[str], stem: str) -> str:
    """Return a key made from a name that none of `used` is: "sales-france", "sales-france-2"."""
    bare = re.sub(r"[^a-z0-9]+", "-", plain(name)).strip("-")[:70].strip("-") or stem
    key, number = bare, 1
    while key in used:
        number += 1
        key = f"{bare}-{number}"
    return key


def named(rows: Iterable[tuple[str, str, str]]) -> list[Named]:
    """Return what is known from (key, name, e-mail address)."""
    return [Named(key, name, email.lower()) for key, name, email in rows]
