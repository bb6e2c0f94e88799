"""From what a browser sends to values; nothing is refused here, the rules do that."""

from dataclasses import dataclass

from django.http import QueryDict  # noqa: TID251 - the one mapping that holds several values

from palier.comments.rules.talking import Words

MAX_ID = 18  # digits; more is no row of the database


@dataclass(frozen=True, slots=True)
class CommentForm:
    """What is said, about which line, in which thread."""

    words: Words
    line: str
    thread: int
    proposed: str

    @classmethod
    def read(cls, data: QueryDict) -> "CommentForm":
        mentions = (_number(value) for value in data.getlist("mention"))
        return cls(
            words=Words(
                body=data.get("body", ""),
                mentions=frozenset(number for number in mentions if number),
                key=data.get("key", ""),
            ),
            line=data.get("line", ""),
            thread=_number(data.get("thread", "")),
            proposed=data.get("proposed", ""),
        )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= MAX_ID else 0
