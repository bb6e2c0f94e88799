"""What people do with quarters."""

from datetime import datetime

from django.db import transaction

from palier.cycles import rules
from palier.cycles.models import Cycle
from palier.journal.record import record
from palier.organisation.models import Organisation, Person
from palier.organisation.rules import check_may_run


@transaction.atomic
def open_cycle(
    organisation: Organisation,
    *,
    key: str,
    by: Person | None,
    at: datetime,
    board_at: datetime | None = None,
) -> Cycle:
    """Open the quarter `key`, or return it when it is open already.

    :raises ValueError: if `key` is no quarter, "2027-Q1"
    :raises Refused: "not-pilot" if somebody else than the pilot or the direction asks
    """
    if by is not None:
        check_may_run(by.standing)
    quarter = rules.parse_key(key)
    cycle, is_new = Cycle.objects.get_or_create(
        organisation=organisation,
        key=quarter.key,
        defaults={
            "starts_on": quarter.starts_on,
            "ends_on": quarter.ends_on,
            "board_at": board_at,
        },
    )
    if is_new:
        record(
            "cycle.opened",
            subject=organisation.topic,
            organisation_id=organisation.pk,
            actor=by,
            at=at,
            key=cycle.key,
        )
    return cycle
