"""Founding the sample company, through the same import as everybody's."""

from datetime import datetime
from pathlib import Path

from palier.exchange.actions import apply
from palier.exchange.matching import Asked, match
from palier.exchange.palier_json import read_json
from palier.exchange.queries import picture_of

COMPANY = Path(__file__).with_name("company.json")


def load(at: datetime) -> None:
    """Write the sample company into a database that does not hold it yet.

    Everybody with an address has an account, without a password.

    :raises Refused: "key-taken" if it is there already
    """
    document = read_json(COMPANY.read_bytes())
    plan = match(document, picture_of(None, ()), Asked(today=at.date()))
    apply(plan, by=None, at=at, name=COMPANY.name, is_sample=True)
