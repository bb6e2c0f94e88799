"""Which exports another process changed: a worker has no pages, so the server looks."""

from datetime import datetime, timedelta

from django.db.models import Max

from palier.exports.models import Export, topic_of

LOOK_BACK = timedelta(seconds=10)  # what was changed first may be committed last

_known: set[tuple[int, datetime]] = set()
_latest: datetime | None = None


def changed() -> set[str]:
    """Return the topics of the people whose exports changed since the last call (one query)."""
    global _known, _latest  # noqa: PLW0603 -- one place in the table for the process
    if _latest is None:
        _latest = Export.objects.aggregate(last=Max("changed_at"))["last"]
        if _latest is None:
            return set()
    recent = Export.objects.filter(changed_at__gte=_latest - LOOK_BACK)
    rows = list(recent.values_list("pk", "changed_at", "person_id"))
    new = {topic_of(person) for pk, at, person in rows if (pk, at) not in _known}
    _known = {(pk, at) for pk, at, _person in rows}
    _latest = max((at for _pk, at, _person in rows), default=_latest)
    return new
