"""Pieces of a file that nobody understood, sent by hand to where they belong. No Django."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from palier.exchange.document import (
    Comment,
    Document,
    KeyResult,
    Leftover,
    Measure,
    Objective,
    Place,
    Slide,
)
from palier.exchange.phrases import compared, without_numbering
from palier.exchange.reading.lines import to_document
from palier.slides.rules.measure import parse_measure

UNIT, OBJECTIVE, KEY_RESULT = "unit", "objective", "key_result"
# What a piece can become, by what it is sent to.
ROLES = {
    UNIT: ("objective", "head", "comment"),
    OBJECTIVE: ("key_result", "why", "comment"),
    KEY_RESULT: ("measure", "reason", "after", "comment"),
}
LONGEST_NAME = 60  # characters of a person's name
MOST_WORDS = 5
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Sending:
    """One piece sent by hand: its ref, that of its target, what it becomes there."""

    ref: str
    to: str
    role: str

    @property
    def kind(self) -> str:
        return self.to.partition(":")[0]


@dataclass(slots=True)
class Target:
    """Where a piece can be sent: a slide, one of its objectives, one of their key results."""

    ref: str
    kind: str
    slide: Slide
    objective: Objective | None = None
    key_result: KeyResult | None = None

    @property
    def title(self) -> str:
        line = self.key_result or self.objective
        return line.title if line else self.slide.unit

    @property
    def place(self) -> Place:
        return (self.key_result or self.objective or self.slide).place


@dataclass(slots=True)
class Placed:
    """What became of what was sent: done, or refused now (its target is not there any more)."""

    done: dict[str, Sending] = field(default_factory=dict)  # by ref of the leftover
    taken: dict[str, Leftover] = field(default_factory=dict)  # those of `done`
    comments: list[tuple[Target, Leftover]] = field(default_factory=list)
    targets: dict[str, Target] = field(default_factory=dict)  # of the whole file, by ref


def numbered(items: Iterable[Item], name: Callable[[Item], str]) -> Iterator[tuple[str, Item]]:
    """Yield each item under a name of its own: "Web!B4", then "Web!B4 (2)"."""
    counts: dict[str, int] = {}
    for item in items:
        plain = name(item)
        counts[plain] = counts.get(plain, 0) + 1
        yield (f"{plain} ({counts[plain]})" if counts[plain] > 1 else plain), item


def leftovers_of(document: Document) -> dict[str, Leftover]:
    """Return what was not understood by its ref, which is its place."""
    return dict(numbered(document.leftovers, lambda leftover: str(leftover.place)))


def targets_of(document: Document) -> dict[str, Target]:
    """Return every slide, objective and key result of a file by its ref, in their order."""
    targets = dict(numbered(_targets(document.slides), _name))
    for ref, target in targets.items():
        target.ref = ref
    return targets


def place_by_hand(
    document: Document,
    sendings: Sequence[Sending],
    *,
    language: str,
    units: Mapping[str, str] | None = None,
) -> Placed:
    """Send pieces of a document where people said, in their order; it is changed.

    What is sent leaves the leftovers. What cannot be sent (any more) stays among them: its target
    is gone, or holds such a thing already. `units` are those of Palier that the file does not
    name, {ref of a target: name}: a slide begins there. Comments are in `comments`, see `attach`.
    """
    pieces = leftovers_of(document)
    placed = Placed(targets=targets_of(document))
    for sending in sendings:
        leftover = pieces.get(sending.ref)
        target = placed.targets.get(sending.to) or _begun(document, sending, units or {}, placed)
        if leftover is None or target is None or sending.ref in placed.done:
            continue
        if may_send(leftover, target, sending.role, language):
            _send(leftover, target, sending, language, placed)
            placed.done[sending.ref], placed.taken[sending.ref] = sending, leftover
    gone = {id(leftover) for leftover in placed.taken.values()}
    document.leftovers = [each for each in document.leftovers if id(each) not in gone]
    return placed


def may_send(leftover: Leftover, target: Target, role: str, language: str) -> bool:
    """Tell whether a piece can become this there; nothing that a file says is written over."""
    if role not in ROLES[target.kind]:
        return False
    match role:
        case "head":
            return not target.slide.head and may_be_person(leftover.text)
        case "measure":
            assert target.key_result is not None  # noqa: S101 - of a key result alone
            return _measured(target.key_result, leftover.text, language) is not None
        case "reason":
            return target.key_result is not None and target.key_result.end is not None
        case _:
            return bool(leftover.text.strip())


def may_be_person(text: str) -> bool:
    """Tell whether a text can be somebody's name: a few words without a figure."""
    words = text.split()
    has_letters = any(map(str.isalpha, text)) and not any(map(str.isdigit, text))
    return has_letters and len(words) <= MOST_WORDS and len(text) <= LONGEST_NAME


def attach(document: Document, placed: Placed, *, author: str, at: datetime) -> None:
    """Add to a document the comments that were sent; the quarter of each slide is known by now.

    `author` is the key of whoever brought the file, `at` when they did.
    """
    thread = max((comment.thread for comment in document.comments), default=0)
    for number, (target, leftover) in enumerate(placed.comments, 1):
        keys = []
        for line, letter in ((target.objective, "o"), (target.key_result, "k")):
            if line is not None:
                line.key = line.key or f"by-hand-{letter}{number}"
                keys.append(line.key)
        slide = target.slide
        comment = Comment(f"{slide.unit}/{slide.cycle}", thread + number, author, at)
        comment.body, comment.line = leftover.text.strip(), "/".join(keys)
        comment.line_title = target.title if keys else ""
        comment.place = leftover.place
        document.comments.append(comment)


# ---- what can be aimed at ----


def _targets(slides: Iterable[Slide]) -> Iterator[Target]:
    for slide in slides:
        yield Target("", UNIT, slide)
        for objective in slide.objectives:
            yield Target("", OBJECTIVE, slide, objective)
            for key_result in objective.key_results:
                yield Target("", KEY_RESULT, slide, objective, key_result)


def _name(target: Target) -> str:
    if target.kind == UNIT:
        return f"{UNIT}:{compared(target.slide.unit)}"
    return f"{target.kind}:{target.place}"


def _begun(
    document: Document, sending: Sending, units: Mapping[str, str], placed: Placed
) -> Target | None:
    """Begin the slide of a unit that the file does not name."""
    if sending.kind != UNIT or sending.to not in units:
        return None
    slide = Slide(units[sending.to])
    document.slides.append(slide)
    target = placed.targets[sending.to] = Target(sending.to, UNIT, slide)
    return target


# ---- sending ----


def _send(
    leftover: Leftover, target: Target, sending: Sending, language: str, placed: Placed
) -> None:
    match sending.role:
        case "objective":
            _add_objective(leftover, target, sending, placed)
        case "key_result" | "after":
            _add_key_result(leftover, target, sending, placed)
        case "comment":
            placed.comments.append((target, leftover))
        case role:
            _complete(leftover, target, role, language)


def _add_objective(leftover: Leftover, target: Target, sending: Sending, placed: Placed) -> None:
    objective = Objective(_title(leftover.text), place=leftover.place)
    target.slide.objectives.append(objective)
    ref = _free(f"{OBJECTIVE}:{sending.ref}", placed)
    placed.targets[ref] = Target(ref, OBJECTIVE, target.slide, objective)


def _add_key_result(leftover: Leftover, target: Target, sending: Sending, placed: Placed) -> None:
    assert target.objective is not None  # noqa: S101 - of an objective or a key result alone
    rows = target.objective.key_results
    key_result = KeyResult(_title(leftover.text), place=leftover.place)
    index = len(rows)
    if target.key_result is not None:
        index = next(i for i, row in enumerate(rows) if row is target.key_result) + 1
    rows.insert(index, key_result)
    ref = _free(f"{KEY_RESULT}:{sending.ref}", placed)
    placed.targets[ref] = Target(ref, KEY_RESULT, target.slide, target.objective, key_result)


def _free(ref: str, placed: Placed) -> str:
    return f"{ref} (+)" if ref in placed.targets else ref


def _complete(leftover: Leftover, target: Target, role: str, language: str) -> None:
    """Add words to what is there; those that the file says first stay first."""
    text, key_result = leftover.text.strip(), target.key_result
    if role == "head":
        target.slide.head, target.slide.head_place = text, leftover.place
    elif role == "why" and target.objective is not None:
        target.objective.why = " ".join(filter(None, [target.objective.why, text]))
    elif role == "reason" and key_result is not None and key_result.end is not None:
        reasons = filter(None, [key_result.end.reason, text])
        key_result.end.reason = " – ".join(reasons)
        key_result.places["reason"] = leftover.place
    elif role == "measure" and key_result is not None:
        key_result.measure = _measured(key_result, text, language) or key_result.measure
        key_result.places["by-hand"] = leftover.place


def _measured(key_result: KeyResult, text: str, language: str) -> Measure | None:
    """Return the measure of a key result with what `text` adds; None where it has one already."""
    there = key_result.measure
    if there.target is not None or there.marks or there.note:
        return None
    said = to_document(parse_measure(text, language=language))
    if said.kind == "yes_no" and not said.note:
        said.note = text.strip()  # no figure, and kept whole all the same
    if there.baseline is not None and said.kind == "number":
        said.baseline = there.baseline if said.baseline is None else said.baseline
    elif there.baseline is not None:
        return None
    said.unit = said.unit or there.unit
    said.baseline_due_on = said.baseline_due_on or there.baseline_due_on
    return said


def _title(text: str) -> str:
    return without_numbering(text) or text
