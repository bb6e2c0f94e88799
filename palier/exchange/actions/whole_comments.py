"""The comments of an archive: threads, who is named in them, what they said before."""

from datetime import datetime
from typing import Any

from palier.comments.models import Comment, Mention, Suggestion, Wording
from palier.comments.rules.talking import LONGEST_KEY
from palier.exchange.actions.whole_company import Company
from palier.exchange.json_comments import comment_in, moment
from palier.exchange.json_values import Node

TOGETHER = 500  # comments that are written at once


class _Said:
    """One comment as an archive says it: what `palier/1` says of it, and the rest."""

    def __init__(self, node: Node) -> None:
        self.node = node
        self.deleted_at = node.moment("deleted_at")
        self.key = node.text("key")
        self.wordings: list[tuple[str, datetime]] = []
        for each in node.nodes("wordings"):
            self.wordings.append((each.text("body", required=True), moment(each, "until")))
            each.rest()
        self.comment = comment_in(node)


class Comments:
    """Comments on their way into the tables, some at a time."""

    def __init__(self, company: Company) -> None:
        self.company, self.rows = company, company.rows
        self._waiting: list[_Said] = []

    def take(self, node: Node) -> None:
        """Take one comment."""
        self._waiting.append(_Said(node))
        if len(self._waiting) >= TOGETHER:
            self.finish()

    def finish(self) -> None:
        """Write those that wait; the first of a thread always comes before its answers."""
        waiting, self._waiting = self._waiting, []
        known = self.company.ids["comment"]
        numbers = [str(len(known) + 1 + index) for index in range(len(waiting))]
        rows = [self._row(each) for each in waiting]
        self.company.add("comment", numbers, rows, [each.node.path for each in waiting])
        said = list(zip(waiting, rows, strict=True))
        threads = [
            (row.pk, {"thread_id": self._opening(each)})
            for (each, row), number in zip(said, numbers, strict=True)
            if str(each.comment.thread) != number
        ]
        self.rows.change(Comment, threads)
        self.rows.add([self._suggestion(*pair) for pair in said if pair[0].comment.suggestion])
        self.rows.add([row for pair in said for row in self._mentions(*pair)])
        self.rows.add(
            [
                Wording(comment_id=row.pk, body=body, until=until)
                for each, row in said
                for body, until in each.wordings
            ]
        )

    def _opening(self, each: _Said) -> int:
        return self.company.id_of("comment", str(each.comment.thread), each.node.at("thread"))

    def _row(self, each: _Said) -> Comment:
        said, company, node = each.comment, self.company, each.node
        self._check(each)
        return Comment(
            slide_id=company.id_of("slide", said.slide, node.at("slide")),
            line=company.ref(said.line, node.at("line")),
            line_title=said.line_title,
            author_id=company.id_of("person", said.author, node.at("author")),
            body=said.body,
            key=each.key,
            created_at=said.at,
            edited_at=said.edited_at,
            deleted_at=each.deleted_at,
            resolved_at=said.resolved_at,
            resolved_by_id=company.person(said.resolved_by, node.at("resolved_by")),
        )

    def _check(self, each: _Said) -> None:
        said, node = each.comment, each.node
        findings = self.company.findings
        if said.is_deleted != (each.deleted_at is not None):
            findings.fault("missing", node.at("deleted_at"))
        if said.is_deleted and said.body:
            findings.fault("out-of-range", node.at("body"), said.body)
        if said.is_resolved != (said.resolved_at is not None):
            findings.fault("missing", node.at("resolved_at"))
        if len(each.key) > LONGEST_KEY:
            findings.fault("out-of-range", node.at("key"), each.key)

    def _suggestion(self, each: _Said, row: Comment) -> Suggestion:
        said: Any = each.comment.suggestion
        path = each.node.at("suggestion")
        if bool(said.outcome) != (said.decided_at is not None):
            self.company.findings.fault("missing", f"{path}.decided_at")
        return Suggestion(
            comment_id=row.pk,
            field=said.field,
            before=said.before,
            after=said.after,
            outcome=said.outcome,
            decided_by_id=self.company.person(said.decided_by, f"{path}.decided_by"),
            decided_at=said.decided_at,
        )

    def _mentions(self, each: _Said, row: Comment) -> list[Mention]:
        path = each.node.at("mentions")
        return [
            Mention(comment_id=row.pk, person_id=self.company.id_of("person", key, path), name=name)
            for key, name in each.comment.mentions
        ]
