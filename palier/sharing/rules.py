"""How long a reading link opens, who makes one, and the secret in its address."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from datetime import date, timedelta
from enum import StrEnum

from palier.organisation.rules import Refused, Standing

MOST = 20  # links that open at the same time on one slide, or on one deck
TOKEN_BYTES = 24


class Term(StrEnum):
    """How long a link opens; none opens for ever."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"  # the usual one
    QUARTER = "quarter"


DAYS = {Term.DAY: 1, Term.WEEK: 7, Term.MONTH: 30}


def terms(*, today: date, ends_on: date) -> list[Term]:
    """Return the terms offered for a quarter that ends on `ends_on`, the shortest first.

    The end of a quarter is no term on its last day, nor once it is over.
    """
    return [term for term in Term if term in DAYS or ends_on > today]


def last_day(term: Term, *, today: date, ends_on: date) -> date:
    """Return the last day on which a link made today opens; it opens until the end of that day.

    :raises Refused: "quarter-over" for the end of a quarter that is today or past
    """
    if term in DAYS:
        return today + timedelta(days=DAYS[term])
    if ends_on <= today:
        raise Refused("quarter-over")
    return ends_on


def may_share_slide(standing: Standing, *, has_right_to_write: bool) -> bool:
    """Test if a person makes links to a slide: those who write on it, the pilot, the direction."""
    return has_right_to_write or standing.may_run_the_process


def may_share_deck(standing: Standing) -> bool:
    """Test if a person makes links to all slides of a quarter."""
    return standing.may_run_the_process


def may_revoke(standing: Standing, maker_id: int) -> bool:
    """Test if a person closes a link: who made it, the pilot, the direction."""
    return standing.person_id == maker_id or standing.may_run_the_process


def token_of(nonce: str, secret: str) -> str:
    """Return the secret part of an address: 192 bits, in 32 characters.

    It follows from what is stored (`nonce`) and from the key of the installation, which is not in
    the database: who reads the database alone opens no link, yet who made one can copy it again.
    """
    key = hashlib.sha256(b"palier.sharing.link" + secret.encode()).digest()
    mark = hmac.digest(key, nonce.encode(), "sha256")
    return urlsafe_b64encode(mark[:TOKEN_BYTES]).decode()


def mark_of(token: str) -> str:
    """Return what is stored of a token, to find it by: 64 hexadecimal digits."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
