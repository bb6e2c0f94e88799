"""The `palier/1` format, both ways: what is written is read back to the same document."""

import re
from decimal import Decimal
from typing import Any

from palier.exchange.document import (
    Cycle,
    Document,
    End,
    KeyResult,
    Mark,
    Measure,
    Objective,
    Organisation,
    Person,
    Place,
    Slide,
    Unit,
    Unreadable,
)
from palier.exchange.json_comments import comment_in, comment_out
from palier.exchange.json_values import Findings, Node, dumped, loaded
from palier.exchange.references import check_references

FORMAT = "palier/1"
LATER = ("dependencies", "boards")  # lists that grow with the features they hold

KINDS = ("company", "pole", "team", "person")
STATES = ("draft", "submitted", "approved", "presented", "closed")
END_STATES = ("ok", "partial", "ko", "deprioritised")
LEVELS = ("input", "output", "outcome")
MEASURES = ("number", "yes_no", "milestone")
COLOURS = range(1, 9)


def read_json(data: bytes) -> Document:
    """Return what a `palier/1` file says, referring by keys.

    A member we do not know is a fault, so that nothing it says is dropped; each piece of a list
    that this version does not hold yet is kept whole among the leftovers ("later-feature").

    :raises Unreadable: "empty", "too-large", "corrupt" (not JSON; `detail` says where),
        "too-deep", "not-palier", "newer-format", "archive-part", or "faulty" with its `faults`:
        "unknown-key", "wrong-type", "missing", "duplicate-key", "dangling-reference",
        "bad-reference", "parent-loop",
        "number-as-text", "number-too-long", "out-of-range", "unknown-value", "bad-date",
        "bad-key", "bad-text"
    """
    value = loaded(data)
    check_format(value)
    findings = Findings()
    root = Node(value, "", findings)
    root.raw("format")
    organisation = root.node("organisation")
    document = Document(
        organisation=organisation_in(organisation) if organisation else None,
        people=[person_in(node) for node in root.nodes("people")],
        units=[unit_in(node) for node in root.nodes("units")],
        cycles=[cycle_in(node) for node in root.nodes("cycles")],
        slides=[slide_in(node) for node in root.nodes("slides")],
        comments=[comment_in(node) for node in root.nodes("comments")],
        is_exact=True,
    )
    for name in LATER:
        for item, path in root.items(name):
            findings.unknown(path, item, "later-feature")
    root.rest()
    check_references(document, findings)
    if findings.faults:
        raise Unreadable("faulty", faults=tuple(findings.faults))
    document.leftovers = findings.leftovers
    return document


def write_json(document: Document) -> bytes:
    """Return a document as `palier/1`, UTF-8; what it does not say is null or absent.

    Leftovers, grids and places are of the file that was read: they are not written.

    :raises ValueError: for a number that is not finite
    """
    value: dict[str, Any] = {"format": FORMAT}
    if document.organisation is not None:
        value["organisation"] = organisation_out(document.organisation)
    value["people"] = [person_out(person) for person in document.people]
    value["units"] = [unit_out(unit) for unit in document.units]
    value["cycles"] = [cycle_out(cycle) for cycle in document.cycles]
    value["slides"] = [slide_out(slide) for slide in document.slides]
    value["dependencies"] = []
    value["comments"] = [comment_out(comment) for comment in document.comments]
    value["boards"] = []
    return (dumped(value) + "\n").encode()


def check_format(value: Any, *, is_archive: bool = False) -> None:
    """Check that what was read is `palier/1`, alone or as the first part of an archive.

    :raises Unreadable: "newer-format", "archive-part" or "not-palier"
    """
    written = value.get("format") if isinstance(value, dict) else None
    if written == FORMAT:
        if not is_archive and "archive" in value:
            raise Unreadable("archive-part")
        return
    if isinstance(written, str) and re.fullmatch(r"palier/[0-9]+(?:\.[0-9]+)*", written):
        raise Unreadable("newer-format", written)
    raise Unreadable("not-palier")


# ---- in ----


def organisation_in(node: Node) -> Organisation:
    """Return an organisation of the file."""
    organisation = Organisation(
        key=node.key(),
        name=node.text("name", required=True),
        language=node.one_of("language", ("fr", "en"), "fr"),
        country=node.text("country") or "FR",
        region=_maybe(node, "region"),
        stages=node.texts("stages"),
        direction=node.texts("direction"),
        pilots=node.texts("pilots"),
        categories=[_category(each) for each in node.nodes("categories")],
    )
    node.rest()
    return organisation


def _category(node: Node) -> tuple[str, int]:
    name, colour = node.text("name", required=True), node.number("colour")
    if colour is not None and (colour != int(colour) or int(colour) not in COLOURS):
        node.findings.fault("out-of-range", node.at("colour"), colour)
    if colour is None and node.values.get("colour") is None:
        node.findings.fault("missing", node.at("colour"))
    node.rest()
    return name, int(colour or 1)


def person_in(node: Node) -> Person:
    """Return one person of the file."""
    person = Person(
        name=node.text("name", required=True),
        key=node.key(),
        email=node.text("email"),
    )
    node.rest()
    return person


def unit_in(node: Node) -> Unit:
    """Return one unit of the file."""
    unit = Unit(
        name=node.text("name", required=True),
        key=node.key(),
        kind=node.one_of("kind", KINDS, "team"),
        parent=_maybe(node, "parent"),
        head=_maybe(node, "head"),
        members=node.texts("members"),
    )
    node.rest()
    return unit


def cycle_in(node: Node) -> Cycle:
    """Return one quarter of the file."""
    cycle = Cycle(
        key=node.key(),
        starts_on=node.day("starts_on"),
        ends_on=node.day("ends_on"),
        board_at=node.moment("board_at"),
    )
    node.rest()
    return cycle


def slide_in(node: Node) -> Slide:
    """Return one slide of the file, with its lines."""
    slide = Slide(
        unit=node.text("unit", required=True),
        cycle=node.text("cycle"),
        state=node.one_of("state", STATES, "draft"),
        head=node.text("head"),
        objectives=[_objective(each) for each in node.nodes("objectives")],
        place=Place(spot=node.path),
    )
    node.rest()
    return slide


def _objective(node: Node) -> Objective:
    end = node.node("end")
    objective = Objective(
        title=node.text("title", required=True),
        key=node.key(required=False),
        why=node.text("why"),
        category=node.text("category"),
        serves=node.texts("serves"),
        key_results=[_key_result(each) for each in node.nodes("key_results")],
        end=_end(end) if end else None,
        carried_from=node.text("carried_from"),
        place=Place(spot=node.path),
    )
    node.rest()
    return objective


def _key_result(node: Node) -> KeyResult:
    measure, end = node.node("measure"), node.node("end")
    key_result = KeyResult(
        title=node.text("title", required=True),
        key=node.key(required=False),
        level=node.one_of("level", LEVELS),
        measure=_measure(measure) if measure else Measure(),
        current=node.number("current"),
        due_on=node.day("due_on"),
        landing=node.one_of("landing", END_STATES),
        end=_end(end) if end else None,
        carried_from=node.text("carried_from"),
        place=Place(spot=node.path),
    )
    node.rest()
    return key_result


def _measure(node: Node) -> Measure:
    measure = Measure(
        kind=node.one_of("kind", MEASURES, "yes_no"),
        baseline=node.number("baseline"),
        target=node.number("target"),
        unit=node.text("unit"),
        baseline_due_on=node.day("baseline_due_on"),
        marks=[_mark(each) for each in node.nodes("marks")],
        note=node.text("note"),
    )
    if measure.kind == "milestone" and not 2 <= len(measure.marks) <= 5:
        node.findings.fault("out-of-range", node.at("marks"), str(len(measure.marks)))
    node.rest()
    return measure


def _mark(node: Node) -> Mark:
    name, percent = node.text("name", required=True), node.number("percent")
    if percent is None and node.values.get("percent") is None:
        node.findings.fault("missing", node.at("percent"))
    if percent is not None and not 0 <= percent <= 100:
        node.findings.fault("out-of-range", node.at("percent"), percent)
    node.rest()
    return Mark(name, percent or Decimal(0))


def _end(node: Node) -> End:
    if node.values.get("state") is None:
        node.findings.fault("missing", node.at("state"))
    end = End(
        state=node.one_of("state", END_STATES),
        value=node.number("value"),
        reason=node.text("reason"),
        decided_by=_maybe(node, "decided_by"),
    )
    node.rest()
    return end


def _maybe(node: Node, name: str) -> str | None:
    return node.text(name) or None


# ---- out ----


def _without_empty(value: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: item for name, item in value.items() if name not in names or item}


def organisation_out(organisation: Organisation) -> dict[str, Any]:
    """Return an organisation as JSON can hold it."""
    known = {
        "key": organisation.key,
        "name": organisation.name,
        "language": organisation.language,
        "country": organisation.country,
        "region": organisation.region,
        "stages": organisation.stages,
        "direction": organisation.direction,
        "pilots": organisation.pilots,
        "categories": [
            {"name": name, "colour": colour} for name, colour in organisation.categories
        ],
    }
    return _without_empty(known, "direction", "pilots", "categories")


def person_out(person: Person) -> dict[str, Any]:
    """Return a person as JSON can hold it."""
    return _without_empty({"key": person.key, "name": person.name, "email": person.email}, "email")


def cycle_out(cycle: Cycle) -> dict[str, Any]:
    """Return a quarter as JSON can hold it."""
    return {"key": cycle.key, "starts_on": cycle.starts_on, "ends_on": cycle.ends_on,
            "board_at": cycle.board_at}  # fmt: skip


def unit_out(unit: Unit) -> dict[str, Any]:
    """Return a unit as JSON can hold it."""
    value = {"key": unit.key, "kind": unit.kind, "name": unit.name, "parent": unit.parent,
             "head": unit.head, "members": unit.members}  # fmt: skip
    return _without_empty(value, "members")


def slide_out(slide: Slide) -> dict[str, Any]:
    """Return a slide with its lines as JSON can hold it."""
    value = {
        "unit": slide.unit,
        "cycle": slide.cycle or None,
        "state": slide.state,
        "head": slide.head,
        "objectives": [_objective_out(objective) for objective in slide.objectives],
    }
    return _without_empty(value, "head")


def _objective_out(objective: Objective) -> dict[str, Any]:
    value = {
        "key": objective.key,
        "title": objective.title,
        "why": objective.why or None,
        "category": objective.category or None,
        "serves": objective.serves,
        "end": _end_out(objective.end),
        "carried_from": objective.carried_from,
        "key_results": [_key_result_out(each) for each in objective.key_results],
    }
    return _without_empty(value, "key", "end", "carried_from")


def _key_result_out(key_result: KeyResult) -> dict[str, Any]:
    value = {
        "key": key_result.key,
        "title": key_result.title,
        "level": key_result.level or None,
        "due_on": key_result.due_on,
        "measure": _measure_out(key_result.measure),
        "current": key_result.current,
        "landing": key_result.landing or None,
        "end": _end_out(key_result.end),
        "carried_from": key_result.carried_from,
    }
    return _without_empty(value, "key", "carried_from")


def _measure_out(measure: Measure) -> dict[str, Any]:
    value: dict[str, Any] = {"kind": measure.kind}
    is_number = measure.kind == "number"
    if is_number or measure.baseline is not None or measure.target is not None or measure.unit:
        value |= {"baseline": measure.baseline, "target": measure.target, "unit": measure.unit}
    if measure.baseline_due_on is not None:
        value["baseline_due_on"] = measure.baseline_due_on
    if measure.marks:
        value["marks"] = [{"name": mark.name, "percent": mark.percent} for mark in measure.marks]
    if measure.note:
        value["note"] = measure.note
    return value


def _end_out(end: End | None) -> dict[str, Any] | None:
    if end is None:
        return None
    return {"state": end.state, "value": end.value, "reason": end.reason,
            "decided_by": end.decided_by}  # fmt: skip
