"""A slide as it was: the journal told backwards, one entry after the other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

Details = Mapping[str, Any]
Earlier = Mapping[int, tuple[str, Details]]  # (verb, details) by the id of an entry

_NAMES = {"slides.objective": "objective", "slides.keyresult": "key-result"}
# A snapshot names what a row points to by its field, every other entry by its column.
_POINTERS = frozenset({"category", "carried_from", "end_decided_by"})
_OWNERS = frozenset({"slide", "objective", "position"})


class NotKnown(Exception):  # noqa: N818 - an answer: the journal does not go back that far
    """An entry does not hold what was there before it."""


@dataclass(slots=True)
class PastLine:
    """An objective or a key result at a moment; `fields` are its columns as JSON holds them."""

    ref: str
    fields: dict[str, Any]
    key_results: list["PastLine"] = field(default_factory=list)
    serves: list[str] = field(default_factory=list)  # refs, of an objective
    served_by: list[dict[str, Any]] = field(default_factory=list)  # rows that went with it

    @property
    def is_objective(self) -> bool:
        return self.ref.startswith("objective-")

    @property
    def pk(self) -> int:
        return int(self.ref.rpartition("-")[2])


@dataclass(slots=True)
class Content:
    """What stood on a slide at a moment."""

    objectives: list[PastLine] = field(default_factory=list)
    unsure: set[str] = field(default_factory=set)  # refs whose words are not known so far back

    def lines(self) -> Iterator[tuple[PastLine, PastLine | None]]:
        """Yield (line, the objective above it) from the top, each objective before its own."""
        for objective in self.objectives:
            yield objective, None
            for key_result in objective.key_results:
                yield key_result, objective

    def find(self, ref: str) -> PastLine | None:
        """Return the line of this name, if it was there."""
        return next((line for line, _ in self.lines() if line.ref == ref), None)


def turn_back(content: Content, verb: str, details: Details, earlier: Earlier) -> None:
    """Change `content`, which is how a slide was after an entry, to how it was before.

    `earlier` holds the entries that an undoing or a redoing names. Entries of verbs that change
    no line of a sheet ("slide.opened", "slide.variant-left") leave it as it is.

    :raises NotKnown: if the entry does not say what was there before; `content` is then spoilt
    """
    turn = TURNS.get(verb)
    if turn is None:
        return
    try:
        turn(content, details, earlier)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise NotKnown from error


def _unedit(content: Content, details: Details, _earlier: Earlier) -> None:
    line = _there(content, details["line"])
    if "fields" not in details:
        content.unsure.add(line.ref)
    for name, (before, _after) in details.get("fields", {}).items():
        line.fields[name] = before


def _unadd(content: Content, details: Details, _earlier: Earlier) -> None:
    _take(content, details["line"])


def _unremove(content: Content, details: Details, _earlier: Earlier) -> None:
    _put(content, details["snapshot"], details["stood"])


def _unmove(content: Content, details: Details, _earlier: Earlier) -> None:
    _place(content, details["line"], details["place"][0])


def _uncarry(content: Content, details: Details, _earlier: Earlier) -> None:
    _drop(content, details["created"])


def _unserve(content: Content, details: Details, _earlier: Earlier) -> None:
    _there(content, details["line"]).serves = list(details["parents"][0])


def _unimport(content: Content, details: Details, _earlier: Earlier) -> None:
    _drop(content, details["created"])
    for ref, fields in details["changed"].items():
        line = _there(content, ref)
        for name, (before, _after) in fields.items():
            if name == "serves":
                line.serves = list(before)
            elif name in line.fields:
                line.fields[name] = before
            else:
                content.unsure.add(ref)


def _unturn(content: Content, details: Details, earlier: Earlier) -> None:
    """Turn an undoing back, or a redoing: `kept` says what each of its steps found."""
    ids = details.get("undoes") or details["redoes"][::-1]
    kept = details["kept"] if "undoes" in details else details["kept"][::-1]
    for pk, found in zip(ids, kept, strict=True):
        verb, first = earlier[pk]
        _TURNED[verb](content, first["line"], found, "undoes" in details)


def _unturn_edit(content: Content, ref: str, found: Details, was_undone: bool) -> None:  # noqa: FBT001 - one of a table
    line = _there(content, ref)
    for name, pair in found["fields"].items():
        line.fields[name] = pair[1 if was_undone else 0]


def _unturn_move(content: Content, ref: str, found: Details, _was_undone: bool) -> None:  # noqa: FBT001
    _place(content, ref, found["stood"])


def _unturn_parents(content: Content, ref: str, found: Details, _was_undone: bool) -> None:  # noqa: FBT001
    _there(content, ref).serves = list(found["served"])


def _unturn_presence(content: Content, ref: str, found: Details, _was_undone: bool) -> None:  # noqa: FBT001
    """Turn back a line that went or came: one that went left a snapshot of itself."""
    if "snapshot" in found:
        _put(content, found["snapshot"], found["stood"])
    else:
        _take(content, ref)


def _there(content: Content, ref: str) -> PastLine:
    line = content.find(ref)
    if line is None:
        raise NotKnown
    return line


def _take(content: Content, ref: str) -> PastLine:
    line = _there(content, ref)
    for rows in (content.objectives, *(row.key_results for row in content.objectives)):
        if line in rows:
            rows.remove(line)
            break
    return line


def _drop(content: Content, refs: list[str]) -> None:
    for ref in refs:
        if content.find(ref):  # else it went with its objective
            _take(content, ref)


def _place(content: Content, ref: str, place: list[int]) -> None:
    owner, index = place
    line = _take(content, ref)
    _siblings(content, line, owner).insert(index, line)


def _put(content: Content, snapshot: list[dict[str, Any]], stood: list[int]) -> None:
    line, *rows = [_line(row) for row in snapshot if row["model"] in _NAMES]
    line.key_results = rows
    for row in snapshot:
        if row["model"] in _NAMES:
            continue
        if line.is_objective and row["fields"]["objective"] == line.pk:
            line.serves.append(_served(row["fields"]))
        else:
            line.served_by.append(row)
    _siblings(content, line, stood[0]).insert(stood[1], line)


def _siblings(content: Content, line: PastLine, owner: int) -> list[PastLine]:
    if line.is_objective:
        return content.objectives
    return _there(content, f"objective-{owner}").key_results


def _line(row: dict[str, Any]) -> PastLine:
    fields = {
        f"{name}_id" if name in _POINTERS else name: value
        for name, value in row["fields"].items()
        if name not in _OWNERS
    }
    return PastLine(f"{_NAMES[row['model']]}-{row['pk']}", fields)


def _served(fields: dict[str, Any]) -> str:
    if fields["to_objective"]:
        return f"objective-{fields['to_objective']}"
    return f"key-result-{fields['to_key_result']}"


TURNS = {
    "slide.edited": _unedit,
    "slide.line-added": _unadd,
    "slide.line-removed": _unremove,
    "slide.line-moved": _unmove,
    "slide.line-carried": _uncarry,
    "slide.parents-set": _unserve,
    "slide.imported": _unimport,
    "slide.undone": _unturn,
    "slide.redone": _unturn,
}
_TURNED = {
    "slide.edited": _unturn_edit,
    "slide.line-moved": _unturn_move,
    "slide.parents-set": _unturn_parents,
    "slide.line-added": _unturn_presence,
    "slide.line-removed": _unturn_presence,
}
