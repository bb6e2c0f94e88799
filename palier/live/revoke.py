"""End the streams of those whose rights change. Whoever still may opens another at once."""

from django.db import transaction

from palier.live import elsewhere


def person(person_id: int) -> None:
    """Close the streams of one person, once the transaction is committed."""
    _close(f"person {person_id}")


def session(session_key: str) -> None:
    """Close the streams of one session, which ends or changes."""
    _close(f"session {elsewhere.mark_of(session_key)}")


def everyone() -> None:
    """Close every stream: the rules themselves changed."""
    _close("everyone")


def doubtful() -> None:
    """Have every stream ask again whether it may go on, before it says anything more."""

    def doubt() -> None:
        elsewhere.doubt_everywhere()

    transaction.on_commit(doubt, robust=True)


def _close(whose: str) -> None:
    def close() -> None:
        elsewhere.close_everywhere(whose)

    transaction.on_commit(close, robust=True)
