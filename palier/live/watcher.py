"""Who is behind a session cookie, and what they may watch."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest  # noqa: TID251 -- what the recogniser reads

from palier.live import topics
from palier.live.database import visit
from palier.live.topics import Somebody

Recognise = Callable[[HttpRequest], Somebody | None]
NamesOf = Callable[[Collection[int]], Mapping[int, str]]
_recognisers: list[Recognise] = []
_names_of: list[NamesOf] = []


def recognise_by(recognise: Recognise) -> None:
    """Let `recognise` read which person a request is of, from its `user` and `session`."""
    _recognisers[:] = [recognise]


def names_by(names_of: NamesOf) -> None:
    """Let `names_of(person_ids)` give {person_id: name}, of those that exist."""
    _names_of[:] = [names_of]


def names(person_ids: Collection[int]) -> dict[int, str]:
    """Return {person_id: name}, asking the database."""
    return {pk: name for names_of in _names_of for pk, name in names_of(person_ids).items()}


@dataclass(frozen=True, slots=True)
class Watcher:
    """A person, seen through one session."""

    session_key: str
    person_id: int
    name: str

    async def may_watch(self, wanted: tuple[str, ...]) -> bool:
        """Tell whether the session still is this person's, and every topic theirs to watch."""
        found = await find_watcher(self.session_key, wanted)
        return found is not None and found.person_id == self.person_id


async def find_watcher(session_key: str | None, wanted: tuple[str, ...]) -> Watcher | None:
    """Return who watches, or None when one of the topics is not theirs to watch."""
    return await visit(read_watcher, session_key, wanted) if session_key else None


def read_watcher(session_key: str, wanted: tuple[str, ...]) -> Watcher | None:
    """Do as `find_watcher` in the thread of the caller.

    Three queries, and about one a topic: the person is read once for all of them.
    """
    person = _person_of(session_key)
    if person is None or not all(topics.may_watch(person, topic) for topic in wanted):
        return None
    return Watcher(session_key, person.pk, person.name)


def _person_of(session_key: str) -> Somebody | None:
    request = HttpRequest()
    request.method = "GET"
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    # get_user also compares the session's hash: a new password ends the others.
    request.user = get_user(request)
    if not request.user.is_authenticated:
        return None
    return next((recognise(request) for recognise in _recognisers), None)
