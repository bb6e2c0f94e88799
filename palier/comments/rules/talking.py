"""What a comment may hold, and who may change or settle what."""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from palier.organisation.rules import Refused

LONGEST = 10_000  # characters of a comment
LONGEST_KEY = 40
MOST_MENTIONS = 50  # people of one comment

_REF = re.compile(r"(?:objective|key-result)-\d{1,18}", re.ASCII)


class Outcome(StrEnum):
    """What became of a suggestion; nothing yet while it is empty."""

    TAKEN = "taken"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Words:
    """What somebody sends: the text, the ids of people named in it, the browser's name for it."""

    body: str
    mentions: frozenset[int] = field(default_factory=frozenset)
    key: str = ""


def tidy(body: str) -> str:
    """Return a comment without what nobody sees: control characters, blanks around it."""
    joined = body.replace("\r\n", "\n").replace("\r", "\n")
    seen = "".join(
        character
        for character in joined
        if character in "\n\t" or unicodedata.category(character) not in {"Cc", "Cs"}
    )
    return seen.strip()


def check_body(body: str, *, may_be_empty: bool = False) -> str:
    """Return the tidy text of a comment, whole.

    :raises Refused: "empty", or "comment-too-long" with the limit
    """
    text = tidy(body)
    if not text and not may_be_empty:
        raise Refused("empty")
    if len(text) > LONGEST:
        raise Refused("comment-too-long", limit=LONGEST, length=len(text))
    return text


def is_ref(line: str) -> bool:
    """Test if `line` is the name of a line, "objective-7" or "key-result-12"."""
    return _REF.fullmatch(line) is not None


def check_own(*, author_id: int, person_id: int, is_deleted: bool) -> None:
    """Check that a comment is there and one's own.

    :raises Refused: "not-yours" or "gone"
    """
    if author_id != person_id:
        raise Refused("not-yours")
    if is_deleted:
        raise Refused("gone")


def check_may_resolve(*, author_id: int, person_id: int, is_writer: bool) -> None:
    """Check that this person may say that a thread is settled: who began it, who writes here.

    :raises Refused: "not-resolver"
    """
    if author_id != person_id and not is_writer:
        raise Refused("not-resolver")
