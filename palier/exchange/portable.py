"""The journal without ids: what its entries name, so that they can be read in another database.

One table says of each verb which of its details name rows; `turned` follows it both ways. The
names themselves are given and taken by a `Turn`: ids to names where an archive is written, names
to ids where it is read.
"""

from collections.abc import Callable, Mapping
from typing import Any

Details = dict[str, Any]
# (kind of row, what the journal holds) -> what stands in the archive, or the other way round.
Turn = Callable[[str, Any], Any]
Shape = Callable[[Any, Turn], Any]

# What the subject of an entry is about: "slide-12" in the journal, "slide:web/2027-Q1" outside.
SUBJECTS = {
    "slide": "slide",
    "comments": "slide",
    "unit": "unit",
    "person": "person",
    "organisation": "organisation",
    "link": "link",
}
# Which columns of a line, as a snapshot names them, point to what.
POINTERS: Mapping[str, Mapping[str, str]] = {
    "slides.objective": {
        "slide": "slide",
        "category": "category",
        "carried_from": "objective",
        "end_decided_by": "person",
    },
    "slides.keyresult": {
        "objective": "objective",
        "carried_from": "key-result",
        "end_decided_by": "person",
    },
    "slides.parent": {
        "objective": "objective",
        "to_objective": "objective",
        "to_key_result": "key-result",
    },
}
BY_ID = frozenset({"category_id"})  # fields whose text, in a version, is an id
KINDS = {"slides.objective": "objective", "slides.keyresult": "key-result"}


def is_objective(line: str) -> bool:
    """Test if a line is an objective, by its ref ("objective-7") or its name in an archive."""
    if "/" in line:
        return line.count("/") == 2
    return line.startswith(("objective-", "~o"))


class Portable:
    """One journal on its way; it remembers which lines were moved, for their undoing."""

    def __init__(self, turn: Turn) -> None:
        self.turn = turn
        self._moved: dict[Any, bool] = {}

    def turned(self, number: Any, verb: str, details: Details) -> Details:
        """Return the details of entry `number` with every row in them named the other way.

        `number` is what the entry is called where it comes from.

        :raises KeyError: for a verb that is not in the table
        :raises TypeError: or another of its kind, where details are not shaped as the verb's are
        """
        shapes = VERBS[verb]
        if verb == "slide.line-moved":
            self._moved[number] = is_objective(details["line"])
        turned = {
            name: shapes[name](value, self.turn) if name in shapes else value
            for name, value in details.items()
        }
        return turned | self._dependent(verb, details)

    def _dependent(self, verb: str, details: Details) -> Details:
        """Turn what can only be told by another detail: the line that it is about."""
        match verb:
            case "slide.line-moved":
                places = [_stood(place, self.turn, details["line"]) for place in details["place"]]
                return {"place": places}
            case "slide.line-removed":
                return {"stood": _stood(details["stood"], self.turn, details["line"])}
            case "slide.edited" if "fields" in details:  # once, edits were told without them
                return {"fields": _columns(details["fields"], self.turn, details["line"])}
            case "slide.variant-written" | "slide.variant-left" if details["field"] in BY_ID:
                return {"text": category_text(details["text"], self.turn)}
            case "slide.undone" | "slide.redone" if "kept" in details:
                return {"kept": self._kept(details["kept"], details)}
        return {}

    def _kept(self, kept: list[Details], details: Details) -> list[Details]:
        """Turn what each step of an undoing or a redoing has found."""
        ids = details.get("undoes") or details["redoes"]
        ids = ids if isinstance(ids, list) else [ids]
        return [self._found(*pair) for pair in zip(ids, kept, strict=True)]

    def _found(self, number: Any, found: Details) -> Details:
        turned = dict(found)
        line = "objective-" if self._moved.get(number) else "key-result-"
        if "snapshot" in found:
            turned["snapshot"] = _snapshot(found["snapshot"], self.turn)
            line = f"{KINDS[found['snapshot'][0]['model']]}-"
        if "stood" in found:
            turned["stood"] = _stood(found["stood"], self.turn, line)
        if "fields" in found:
            turned["fields"] = _columns(found["fields"], self.turn, "")
        if "served" in found:
            turned["served"] = _each(_one("line"))(found["served"], self.turn)
        return turned


def category_text(text: str, turn: Turn) -> str:
    """Return the text of a version that proposes a category: its id in the journal, as words."""
    return str(turn("category", text))


def _one(kind: str) -> Shape:
    return lambda value, turn: turn(kind, value)


def _each(shape: Shape) -> Shape:
    def turn_each(values: list[Any], turn: Turn) -> list[Any]:
        if not isinstance(values, list):
            raise TypeError(values)
        return [shape(value, turn) for value in values]

    return turn_each


def _entries(value: Any, turn: Turn) -> Any:
    # Once, one step alone was undone: its entry stood there without a list.
    return _each(_one("entry"))(value, turn) if isinstance(value, list) else turn("entry", value)


def _members(value: Details, turn: Turn) -> Details:
    kinds = {"under": "unit", "head": "person"}
    return {
        name: turn(kinds[name], item) if name in kinds else item for name, item in value.items()
    }


def _stood(place: list[Any], turn: Turn, line: str) -> list[Any]:
    owner, index = place
    return [turn("slide" if is_objective(line) else "objective", owner), index]


def _columns(fields: Details, turn: Turn, line: str) -> Details:
    kinds = {
        "category_id": _one("category"),
        "end_decided_by_id": _one("person"),
        "carried_from_id": _one("objective" if is_objective(line) else "key-result"),
        "serves": _each(_one("line")),
    }
    return {
        name: _each(kinds[name])(pair, turn) if name in kinds else pair
        for name, pair in fields.items()
    }


def _changed(value: Mapping[str, Details], turn: Turn) -> Details:
    return {turn("line", ref): _columns(fields, turn, ref) for ref, fields in value.items()}


def _snapshot(rows: list[Details], turn: Turn) -> list[Details]:
    turned = []
    for row in rows:
        pointers = POINTERS[row["model"]]
        fields = {
            name: turn(pointers[name], value) if name in pointers else value
            for name, value in row["fields"].items()
        }
        kind = KINDS.get(row["model"])  # a row that joins two lines is known by what it joins
        pk = turn(kind, row["pk"]) if kind else None
        turned.append({"model": row["model"], "pk": pk, "fields": fields})
    return turned


_LINE = {"line": _one("line")}
_LINES = _each(_one("line"))
_RESTORED = {**_LINE, "restores": _one("entry")}
_COMMENT = {"comment": _one("comment"), "line": _one("line")}
_FACTS = {"before": _members, "after": _members}
_IMPORT = {"import": _one("import"), "undoes_import": _one("import")}
_NAMED: Mapping[str, Shape] = {}

VERBS: Mapping[str, Mapping[str, Shape]] = {
    "organisation.founded": _NAMED,
    "organisation.changed": _NAMED,
    "organisation.read-back": _NAMED,
    "organisation.template-set": _NAMED,
    "organisation.template-removed": _NAMED,
    "person.added": _NAMED,
    "person.appointed": _NAMED,
    "person.changed": _NAMED,
    "person.left": _NAMED,
    "person.returned": _NAMED,
    "unit.added": _NAMED,
    "unit.changed": _FACTS,
    "unit.members-set": {"before": _each(_one("person")), "after": _each(_one("person"))},
    "unit.closed": _NAMED,
    "cycle.opened": _NAMED,
    "category.added": _NAMED,
    "category.changed": _NAMED,
    "category.removed": {"objectives": _each(_one("objective"))},
    "import.applied": _IMPORT,
    "import.undone": _IMPORT,
    "comment.imported": _NAMED,
    "comment.written": _COMMENT,
    "comment.edited": _COMMENT,
    "comment.deleted": _COMMENT,
    "comment.resolved": _COMMENT,
    "comment.reopened": _COMMENT,
    "suggestion.made": _COMMENT,
    "suggestion.taken": _COMMENT,
    "suggestion.left": _COMMENT,
    "link.made": {"slide": _one("slide")},
    "link.revoked": _NAMED,
    "slide.opened": _NAMED,
    "slide.imported": {**_IMPORT, "created": _LINES, "changed": _changed},
    "slide.edited": _RESTORED,
    "slide.line-added": _RESTORED,
    "slide.line-removed": {**_RESTORED, "snapshot": _snapshot},
    "slide.line-moved": _RESTORED,
    "slide.line-carried": {**_LINE, "source": _one("line"), "created": _LINES},
    "slide.parents-set": {**_RESTORED, "parents": _each(_LINES)},
    "slide.undone": {**_LINE, "undoes": _entries},
    "slide.redone": {**_LINE, "redoes": _entries},
    "slide.remark-dismissed": _LINE,
    "slide.remark-brought-back": _LINE,
    "slide.variant-written": {**_LINE, "variant": _one("variant")},
    "slide.variant-left": _LINE,
}
