"""Who is behind a session cookie, and what they may watch."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest  # noqa: TID251 -- what the recogniser reads

from palier.live import topics
from palier.live.database import visit

Recognise = Callable[[HttpRequest], int | None]
NamesOf = Callable[[Collection[int]], Mapping[int, str]]
_recognisers: list[Recognise] = []
_names_of: list[NamesOf] = []


def recognise_by(recognise: Recognise) -> None:
    """Let `recognise` say which person a request is of, by its id, from `user` and `session`."""
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
    name: str = ""

    async def may_watch(self, wanted: tuple[str, ...]) -> bool:
        """Tell whether the session still is this person's, and every topic theirs to watch."""
        return await visit(lambda: _is_still(self) and _may_watch_all(self.person_id, wanted))


async def find_watcher(
    session_key: str | None, wanted: tuple[str, ...], *, named: bool = False
) -> Watcher | None:
    """Return who watches, or None when one of the topics is not theirs to watch."""
    return await visit(_find, session_key, wanted, named=named) if session_key else None


def _find(session_key: str, wanted: tuple[str, ...], *, named: bool) -> Watcher | None:
    person_id = _person_of(session_key)
    if person_id is None or not _may_watch_all(person_id, wanted):
        return None
    name = names((person_id,)).get(person_id, "") if named else ""
    return Watcher(session_key, person_id, name)


def _is_still(watcher: Watcher) -> bool:
    return _person_of(watcher.session_key) == watcher.person_id


def _may_watch_all(person_id: int, wanted: tuple[str, ...]) -> bool:
    return all(topics.may_watch(person_id, topic) for topic in wanted)


def _person_of(session_key: str) -> int | None:
    request = HttpRequest()
    request.method = "GET"
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    # get_user also compares the session's hash: a new password ends the others.
    request.user = get_user(request)
    if not request.user.is_authenticated:
        return None
    return next((recognise(request) for recognise in _recognisers), None)
