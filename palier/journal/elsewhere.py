"""Which entries other processes wrote into the same SQLite file.

`PRAGMA data_version` also moves when this process writes; the journal knows the difference.
"""

from collections import deque
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max

from palier.journal.models import Entry

# An id alone would not do: after a rollback another process may be given the same.
Mark = tuple[int, str, datetime]
REMEMBERED = 2000  # entries; beyond, a page is refreshed once for nothing
_written_here: deque[Mark] = deque(maxlen=REMEMBERED)


def written_here(entries: Iterable[Entry]) -> None:
    """Remember what this process writes; called before the commit, so before it can be seen."""
    _written_here.extend((entry.pk, entry.subject, entry.at) for entry in entries)


def since(last_id: int | None) -> tuple[int, bool]:
    """Return the id of the last entry, and whether others wrote any after `last_id` (one query)."""
    if last_id is None:
        return Entry.objects.aggregate(last=Max("id"))["last"] or 0, False
    new = Entry.objects.filter(id__gt=last_id).order_by("-id")
    marks = list(new.values_list("id", "subject", "at")[: REMEMBERED + 1])
    if not marks:
        return last_id, False
    return marks[0][0], not set(_written_here).issuperset(marks)
