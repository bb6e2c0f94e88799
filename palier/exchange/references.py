"""Whether the keys of a `palier/1` document are each given once and point at something."""

import re
from collections.abc import Iterable, Iterator

from palier.exchange.document import Comment, Document, KeyResult, Objective
from palier.exchange.json_values import Findings

_PATH = re.compile(r"[^/\s]+/[^/\s]+/[^/\s]+(?:/[^/\s]+)?")


def check_references(document: Document, findings: Findings) -> None:
    """Note each key given twice, each reference to nothing, each unit above itself.

    A line that is served or was carried over may be of a slide this file does not hold (another
    quarter, another unit): then its path is taken as it is.
    """
    people = _keys(findings, "people", [person.key for person in document.people])
    units = _keys(findings, "units", [unit.key for unit in document.units])
    cycles = _keys(findings, "cycles", [cycle.key for cycle in document.cycles])
    _keys(findings, "slides", [f"{slide.unit}/{slide.cycle}" for slide in document.slides], "")
    for path, key in _people_named(document):
        _check(findings, people, path, key)
    for comment in document.comments:
        for path, key in _people_of(comment):
            _check(findings, people, path, key)
    for index, unit in enumerate(document.units):
        _check(findings, units, f"units[{index}].parent", unit.parent)
    for index, slide in enumerate(document.slides):
        _check(findings, units, f"slides[{index}].unit", slide.unit)
        _check(findings, cycles, f"slides[{index}].cycle", slide.cycle)
    _check_loops(document, findings)
    _check_lines(document, findings)


def _keys(findings: Findings, name: str, keys: Iterable[str], member: str = ".key") -> set[str]:
    known: set[str] = set()
    for index, key in enumerate(keys):
        if key and key in known:
            findings.fault("duplicate-key", f"{name}[{index}]{member}", key)
        known.add(key)
    return known


def _check(findings: Findings, known: set[str], path: str, key: str | None) -> None:
    if key and key not in known:
        findings.fault("dangling-reference", path, key)


def _people_named(document: Document) -> Iterator[tuple[str, str | None]]:
    for name in ("direction", "pilots"):
        for index, key in enumerate(getattr(document.organisation, name, [])):
            yield f"organisation.{name}[{index}]", key
    for index, unit in enumerate(document.units):
        yield f"units[{index}].head", unit.head
        for place, key in enumerate(unit.members):
            yield f"units[{index}].members[{place}]", key
    for slide in document.slides:
        yield f"{slide.place.spot}.head", slide.head
    for line in _lines(document):
        if line.end is not None:
            yield f"{line.place.spot}.end.decided_by", line.end.decided_by


def _people_of(comment: Comment) -> Iterator[tuple[str, str | None]]:
    spot = comment.place.spot
    yield f"{spot}.author", comment.author
    yield f"{spot}.resolved_by", comment.resolved_by
    for index, (key, _name) in enumerate(comment.mentions):
        yield f"{spot}.mentions[{index}].person", key
    if comment.suggestion:
        yield f"{spot}.suggestion.decided_by", comment.suggestion.decided_by


def _lines(document: Document) -> Iterator[Objective | KeyResult]:
    for slide in document.slides:
        for objective in slide.objectives:
            yield objective
            yield from objective.key_results


def _check_loops(document: Document, findings: Findings) -> None:
    above = {unit.key: unit.parent for unit in document.units}
    for index, unit in enumerate(document.units):
        seen: set[str] = set()
        key = unit.parent
        while key and key not in seen and key != unit.key:
            seen.add(key)
            key = above.get(key)
        if key == unit.key:
            findings.fault("parent-loop", f"units[{index}].parent", unit.parent or "")


def _check_lines(document: Document, findings: Findings) -> None:
    """Check the paths of lines: `sales-france/2027-Q1/o1/k1`."""
    slides = {f"{slide.unit}/{slide.cycle}" for slide in document.slides}
    lines: set[str] = set()
    for slide in document.slides:
        spot = slide.place.spot
        keys = _keys(findings, f"{spot}.objectives", [each.key for each in slide.objectives])
        lines |= {f"{slide.unit}/{slide.cycle}/{key}" for key in keys if key}
        for objective in slide.objectives:
            below = [each.key for each in objective.key_results]
            inner = _keys(findings, f"{objective.place.spot}.key_results", below)
            path = f"{slide.unit}/{slide.cycle}/{objective.key}"
            lines |= {f"{path}/{key}" for key in inner if key}
    for comment in document.comments:
        _check(findings, slides, f"{comment.place.spot}.slide", comment.slide)
        path = f"{comment.slide}/{comment.line}" if comment.line else ""
        _check(findings, lines, f"{comment.place.spot}.line", path)
    for place, reference in _lines_named(document):
        if not _PATH.fullmatch(reference):
            findings.fault("bad-reference", place, reference)
        elif "/".join(reference.split("/")[:2]) in slides and reference not in lines:
            findings.fault("dangling-reference", place, reference)


def _lines_named(document: Document) -> Iterator[tuple[str, str]]:
    for slide in document.slides:
        for objective in slide.objectives:
            for index, reference in enumerate(objective.serves):
                yield f"{objective.place.spot}.serves[{index}]", reference
    for line in _lines(document):
        if line.carried_from:
            yield f"{line.place.spot}.carried_from", line.carried_from
