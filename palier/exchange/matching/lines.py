"""Objectives and key results of one slide: which is which, whatever their order."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from rapidfuzz import fuzz

from palier.exchange.document import KeyResult, Objective, Slide
from palier.exchange.matching.plan import PlannedLine, PlannedObjective, Problem
from palier.exchange.matching.said import (
    OutOfRange,
    key_result_says,
    measure_says,
    objective_says,
)
from palier.exchange.phrases import plain

ALIKE = 90.0  # of 100: two wordings of one line
LONGEST_KEY = 40
Line = TypeVar("Line", Objective, KeyResult)


class SlideLines:
    """Matches the lines of one slide of a file with those of the slide in Palier."""

    def __init__(self, path: str, written: str, problems: list[Problem], *, is_exact: bool) -> None:
        self.path = path  # "sales-france/2027-Q1"
        self.written = written  # the same, as the file writes it
        self.is_exact = is_exact
        self.problems = problems
        self.paths: dict[str, str] = {}  # as the file writes them -> as Palier does

    def match(self, slide: Slide, known: Slide | None) -> list[PlannedObjective]:
        """Return every line of both: those of Palier in their order, then the new ones."""
        rows = known.objectives if known else []
        pairs = pair(slide.objectives, rows, is_exact=self.is_exact)
        planned = [self._objective(pairs.get(id(row)), row, n) for n, row in enumerate(rows)]
        used = {row.key for row in rows}
        matched = {id(line) for line in pairs.values()}
        for line in slide.objectives:
            if id(line) not in matched:
                planned.append(self._new_objective(line, used, len(planned)))
        return planned

    def _objective(self, line: Objective | None, row: Objective, position: int) -> PlannedObjective:
        path = f"{self.path}/{row.key}"
        planned = PlannedObjective(
            key=row.key,
            path=path,
            before=objective_says(row),
            said=self._said(line, objective_says) if line else {},
            is_new=False,
            position=position,
            is_in_file=line is not None,
        )
        if line:
            planned.place = line.place
            self._note(f"{self.written}/{line.key}", path, line.key)
        planned.key_results = self._key_results(line, row, path)
        return planned

    def _new_objective(self, line: Objective, used: set[str], position: int) -> PlannedObjective:
        key = self._key(line.key, "o", used)
        path = f"{self.path}/{key}"
        self._note(f"{self.written}/{line.key}", path, line.key)
        return PlannedObjective(
            key=key,
            path=path,
            before={},
            said=self._said(line, objective_says),
            is_new=True,
            position=position,
            place=line.place,
            key_results=self._key_results(line, None, path),
        )

    def _key_results(
        self, line: Objective | None, row: Objective | None, path: str
    ) -> list[PlannedLine]:
        said, rows = line.key_results if line else [], row.key_results if row else []
        pairs = pair(said, rows, is_exact=self.is_exact)
        written = f"{self.written}/{line.key}" if line and line.key else path
        planned = []
        for position, kept in enumerate(rows):
            found = pairs.get(id(kept))
            planned.append(self._key_result(found, kept, path, position))
            if found:
                self._note(f"{written}/{found.key}", f"{path}/{kept.key}", found.key)
        used = {kept.key for kept in rows}
        matched = {id(found) for found in pairs.values()}
        for new in said:
            if id(new) not in matched:
                key = self._key(new.key, "k", used)
                self._note(f"{written}/{new.key}", f"{path}/{key}", new.key)
                planned.append(self._new_key_result(new, key, path, len(planned)))
        return planned

    def _key_result(
        self, line: KeyResult | None, row: KeyResult, path: str, position: int
    ) -> PlannedLine:
        before = key_result_says(row) | measure_says(row.measure, {})
        said = self._said(line, lambda new: _all_of(new, before)) if line else {}
        return PlannedLine(
            key=row.key,
            path=f"{path}/{row.key}",
            before=before,
            said=said,
            is_new=False,
            position=position,
            is_in_file=line is not None,
            place=line.place if line else row.place,
            places=line.places if line else {},
        )

    def _new_key_result(self, line: KeyResult, key: str, path: str, position: int) -> PlannedLine:
        return PlannedLine(
            key=key,
            path=f"{path}/{key}",
            before={},
            said=self._said(line, lambda new: _all_of(new, {})),
            is_new=True,
            position=position,
            place=line.place,
            places=line.places,
        )

    def _said(self, line: Line, says: Callable[[Line], dict[str, Any]]) -> dict[str, Any]:
        try:
            return says(line)
        except OutOfRange as fault:
            self.problems.append(Problem("figure-too-long", line.place, str(fault)))
            return {"title": line.title}

    def _key(self, asked: str, letter: str, used: set[str]) -> str:
        key, number = asked[:LONGEST_KEY] if self.is_exact else "", 0
        while not key or key in used:
            number += 1
            key = f"{letter}{number}"
        used.add(key)
        return key

    def _note(self, written: str, path: str, key: str) -> None:
        if key:
            self.paths[written] = path


def pair(lines: Sequence[Line], rows: Sequence[Line], *, is_exact: bool) -> dict[int, Line]:
    """Return {id of a row: the line of the file that is the same}, each at most once.

    The same key in palier/1; else the same words, case and punctuation apart; else, in a file
    of people, the likeliest wording from 90 of 100, wherever it stands.
    """
    left, free = list(lines), list(rows)
    pairs: dict[int, Line] = {}
    ways: list[Callable[[list[Line], list[Line]], list[tuple[Line, Line]]]]
    ways = [_same_key, _same_words] if is_exact else [_same_words, _likeliest]
    for way in ways:
        found = way(left, free)
        pairs |= {id(row): line for line, row in found}
        done = {id(one) for both in found for one in both}
        left = [line for line in left if id(line) not in done]
        free = [row for row in free if id(row) not in done]
    return pairs


def _same_key(lines: Sequence[Line], rows: Sequence[Line]) -> list[tuple[Line, Line]]:
    return _same(lines, rows, lambda line: line.key)


def _same_words(lines: Sequence[Line], rows: Sequence[Line]) -> list[tuple[Line, Line]]:
    return _same(lines, rows, lambda line: plain(line.title) or line.title)


def _same(
    lines: Sequence[Line], rows: Sequence[Line], of: Callable[[Line], str]
) -> list[tuple[Line, Line]]:
    by_word: dict[str, list[Line]] = {}
    for row in rows:
        by_word.setdefault(of(row), []).append(row)
    found = []
    for line in lines:
        alike = by_word.get(of(line)) if of(line) else None
        if alike:
            found.append((line, alike.pop(0)))
    return found


def _likeliest(lines: Sequence[Line], rows: Sequence[Line]) -> list[tuple[Line, Line]]:
    scored = []
    for i, line in enumerate(lines):
        for j, row in enumerate(rows):
            score = fuzz.ratio(plain(line.title), plain(row.title), score_cutoff=ALIKE)
            if score:
                scored.append((-score, i, j))
    found: dict[int, int] = {}
    for _, i, j in sorted(scored):
        if i not in found and j not in found.values():
            found[i] = j
    return [(lines[i], rows[j]) for i, j in found.items()]


def _all_of(line: KeyResult, before: dict[str, Any]) -> dict[str, Any]:
    return key_result_says(line) | measure_says(line.measure, before)
