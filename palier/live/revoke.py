"""End the streams of those whose rights change. Whoever still may opens another at once."""

from functools import partial

from django.db import transaction

from palier.live import elsewhere


def person(person_id: int) -> None:
    """Close the streams of one person, once the transaction is committed."""
    transaction.on_commit(partial(elsewhere.close_everywhere, f"person {person_id}"), robust=True)


def session(session_key: str) -> None:
    """Close the streams of one session, which ends or changes."""
    mark = elsewhere.mark_of(session_key)
    transaction.on_commit(partial(elsewhere.close_everywhere, f"session {mark}"), robust=True)


def everyone() -> None:
    """Close every stream: the rules themselves changed."""
    transaction.on_commit(partial(elsewhere.close_everywhere, "everyone"), robust=True)
