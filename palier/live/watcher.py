"""Who is behind a session cookie, and what they may watch."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from django.conf import settings
from django.contrib.auth import get_user
from django.http import HttpRequest  # noqa: TID251 -- what the recogniser reads

from palier.live import topics
from palier.live.database import visit

Recognise = Callable[[HttpRequest], int | None]
_recognisers: list[Recognise] = []


def recognise_by(recognise: Recognise) -> None:
    """Let `recognise` say which person a request is of, by its id, from `user` and `session`."""
    _recognisers[:] = [recognise]


@dataclass(frozen=True, slots=True)
class Watcher:
    """A person, seen through one session."""

    session_key: str
    person_id: int

    async def may_watch(self, names: tuple[str, ...]) -> bool:
        """Tell whether the session still is this person's, and every topic theirs to watch."""
        return await visit(lambda: _is_still(self) and _may_watch_all(self.person_id, names))


async def find_watcher(session_key: str | None, names: tuple[str, ...]) -> Watcher | None:
    """Return who watches, or None when one of the topics is not theirs to watch."""
    return await visit(_find, session_key, names) if session_key else None


def _find(session_key: str, names: tuple[str, ...]) -> Watcher | None:
    person_id = _person_of(session_key)
    if person_id is None or not _may_watch_all(person_id, names):
        return None
    return Watcher(session_key, person_id)


def _is_still(watcher: Watcher) -> bool:
    return _person_of(watcher.session_key) == watcher.person_id


def _may_watch_all(person_id: int, names: tuple[str, ...]) -> bool:
    return all(topics.may_watch(person_id, name) for name in names)


def _person_of(session_key: str) -> int | None:
    request = HttpRequest()
    request.method = "GET"
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(session_key)
    # get_user also compares the session's hash: a new password ends the others.
    request.user = get_user(request)
    if not request.user.is_authenticated:
        return None
    return next((recognise(request) for recognise in _recognisers), None)
