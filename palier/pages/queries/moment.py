"""A chosen moment of a slide's history: the sheet as it was, and what differs since, in words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from palier.journal.models import Entry
from palier.pages.queries.story import Part, served
from palier.pages.queries.wording import Wording, wording_of
from palier.sheets.layout import Layout
from palier.slides.models import KeyResult, Slide
from palier.slides.queries.lines import text_of
from palier.slides.queries.past import Past, drawing_then, past_of, row_of
from palier.slides.rules.comparing import LineChange, written
from palier.slides.rules.difference import difference
from palier.slides.rules.past import PastLine
from palier.ui.templatetags.ui import day, hour


@dataclass(frozen=True, slots=True)
class Since:
    """One line that is not as it was, in words."""

    ref: str
    title: str
    is_objective: bool
    is_gone: bool
    is_new: bool
    is_moved: bool
    parts: list[Part]
    may_return: bool  # by itself; what was added or moved comes right with its objective


@dataclass(frozen=True, slots=True)
class Group:
    """An objective with what differs in it since."""

    ref: str
    title: str
    is_new: bool
    changes: list[Since]


@dataclass(frozen=True, slots=True)
class Moment:
    """The slide as it was after `entry`; without `html` nobody knows how it was."""

    entry: Entry
    html: str
    layout: Layout | None
    groups: list[Group]

    @property
    def is_same(self) -> bool:
        return bool(self.html) and not self.groups


def moment_of(slide: Slide, entry: Entry, language: str) -> Moment:
    """Return a slide as it was just after one of its entries (at most twenty queries)."""
    past = past_of(slide, entry)
    if past.then is None:
        return Moment(entry, "", None, [])
    words = {"day": day(entry.at, "short"), "hour": hour(entry.at)}
    drawing = drawing_then(past, _("as it was on %(day)s at %(hour)s") % words, language)
    lines = [line for change in past.changes for line in (change.then, change.now) if line]
    refs = {ref for line in lines for ref in line.serves}
    wording = wording_of(slide, refs, language)
    return Moment(entry, drawing.html, drawing.layout, list(_groups(past, wording)))


def _groups(past: Past, wording: Wording) -> Iterator[Group]:
    by_objective: dict[str, list[LineChange]] = {}
    for change in past.changes:
        by_objective.setdefault(change.above or change.line.ref, []).append(change)
    for ref, changes in by_objective.items():
        then = past.then.find(ref) if past.then else None
        objective = then or past.now.find(ref)
        title = str(objective.fields["title"]) if objective else ""
        rows = [_since(change, then, wording) for change in changes]
        yield Group(ref, title, then is None, rows)


def _since(change: LineChange, above: PastLine | None, wording: Wording) -> Since:
    line = change.line
    is_alone = not line.is_objective and above is not None
    return Since(
        ref=line.ref,
        title=str(line.fields["title"]),
        is_objective=line.is_objective,
        is_gone=change.is_gone,
        is_new=change.is_new,
        is_moved=change.is_moved,
        parts=list(_parts(change, wording)),
        may_return=is_alone and (change.is_gone or bool(change.fields)),
    )


def _parts(change: LineChange, wording: Wording) -> Iterator[Part]:
    if change.then is None or change.now is None:
        return
    for name in change.fields:
        if name == "serves":
            pieces = served(change.then.serves, change.now.serves, wording)
        else:
            before, after = (_text(line, name, wording) for line in (change.then, change.now))
            pieces = difference(before, after)
        yield Part(change.then.ref, "", name, pieces)


def _text(line: PastLine, name: str, wording: Wording) -> str:
    if name == "measure":
        row: Any = row_of(KeyResult, line)
        return text_of(row, "measure", wording.language)
    return wording.text(written(line)[name])
