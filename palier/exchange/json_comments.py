"""What is said under slides, in `palier/1`."""

from datetime import UTC, datetime
from typing import Any

from palier.comments.rules.talking import LONGEST, Outcome
from palier.exchange.document import Comment, Place, Suggestion
from palier.exchange.json_values import Node

FIELDS = ("title",)
OUTCOMES = tuple(outcome.value for outcome in Outcome)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)  # in place of a moment that is a fault


def comment_in(node: Node) -> Comment:
    """Return one comment; what is missing or too long is a fault of the file."""
    suggestion = node.node("suggestion")
    comment = Comment(
        slide=node.text("slide", required=True),
        thread=_thread(node),
        author=node.text("author", required=True),
        at=moment(node, "at"),
        body=node.text("body"),
        line=node.text("line"),
        line_title=node.text("line_title"),
        mentions=[_mention(each) for each in node.nodes("mentions")],
        edited_at=node.moment("edited_at"),
        is_deleted=_flag(node, "deleted"),
        is_resolved=_flag(node, "resolved"),
        resolved_by=node.text("resolved_by") or None,
        resolved_at=node.moment("resolved_at"),
        suggestion=_suggestion(suggestion) if suggestion else None,
        place=Place(spot=node.path),
    )
    _check(node, comment)
    node.rest()
    return comment


def comment_out(comment: Comment) -> dict[str, Any]:
    """Return a comment as JSON can hold it; what it does not say is absent."""
    known = {
        "slide": comment.slide,
        "thread": comment.thread,
        "author": comment.author,
        "at": comment.at,
        "line": comment.line,
        "line_title": comment.line_title,
        "body": comment.body,
        "mentions": [{"person": person, "name": name} for person, name in comment.mentions],
        "edited_at": comment.edited_at,
        "deleted": comment.is_deleted,
        "resolved": comment.is_resolved,
        "resolved_by": comment.resolved_by,
        "resolved_at": comment.resolved_at,
        "suggestion": _suggestion_out(comment.suggestion) if comment.suggestion else None,
    }
    kept = ("slide", "thread", "author", "at", "line", "body", "resolved")
    return {name: value for name, value in known.items() if value or name in kept}


def moment(node: Node, name: str) -> datetime:
    """Return a moment that must be there; its absence is a fault of the file."""
    value = node.moment(name)
    if node.values.get(name) is None:
        node.findings.fault("missing", node.at(name))
    return value or EPOCH


def _check(node: Node, comment: Comment) -> None:
    if len(comment.body) > LONGEST:
        node.findings.fault("out-of-range", node.at("body"), comment.body)
    if not comment.body.strip() and not comment.suggestion and not comment.is_deleted:
        node.findings.fault("missing", node.at("body"))


def _thread(node: Node) -> int:
    number = node.number("thread")
    if number is not None and number != int(number):
        node.findings.fault("out-of-range", node.at("thread"), number)
    if number is None and node.values.get("thread") is None:
        node.findings.fault("missing", node.at("thread"))
    return int(number or 0)


def _flag(node: Node, name: str) -> bool:
    value = node.raw(name)
    if value is not None and not isinstance(value, bool):
        node.findings.fault("wrong-type", node.at(name), value)
    return value is True


def _mention(node: Node) -> tuple[str, str]:
    mention = node.text("person", required=True), node.text("name", required=True)
    node.rest()
    return mention


def _suggestion(node: Node) -> Suggestion:
    suggestion = Suggestion(
        after=node.text("after", required=True),
        before=node.text("before"),
        field=node.one_of("field", FIELDS, "title"),
        outcome=node.one_of("outcome", OUTCOMES),
        decided_by=node.text("decided_by") or None,
        decided_at=node.moment("decided_at"),
    )
    node.rest()
    return suggestion


def _suggestion_out(suggestion: Suggestion) -> dict[str, Any]:
    known = {
        "field": suggestion.field,
        "before": suggestion.before,
        "after": suggestion.after,
        "outcome": suggestion.outcome,
        "decided_by": suggestion.decided_by,
        "decided_at": suggestion.decided_at,
    }
    return {name: value for name, value in known.items() if value or name in ("before", "after")}
