"""The writing checks, against lines that people have labelled by hand: see bench/lines/README.md.

Rows hold on the half of the lines that was never read while the checks were written ("test"). Run
as a module, it prints the whole table: `python -m bench.checks`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from bench.harness import Reading, ratio, row, seconds, told
from palier.slides.rules.checks import (
    Finding,
    Limits,
    WrittenKeyResult,
    WrittenObjective,
    check_line,
)
from palier.slides.rules.measure import parse_measure

# Counted apart from the checks: digits that stand alone, and are no year.
FIGURE = re.compile(r"(?<![\w.-])(?!20[12]\d\b)\d[\d.,\u202f\u00a0]*[kKmM]?\s?[%€+]?(?![\w-])")
LINES = Path(__file__).parent / "lines" / "lines.jsonl"
LABELLED = {"objective": ("O3", "O4"), "key_result": ("K2", "K4", "K5", "K9", "K16")}
CHECKS = [check for checks in LABELLED.values() for check in checks]
FALSE_ALARMS, MISSED = 0.1, 0.2  # shares: precision of 0.9 and recall of 0.8 at least
TURNS = 20  # times that all lines are checked for the row on time


@dataclass(frozen=True, slots=True)
class Score:
    """What a check said of the lines of one split: rightly, wrongly, and not at all."""

    hits: int
    alarms: int  # false ones
    misses: int

    @property
    def labelled(self) -> int:
        return self.hits + self.misses

    @property
    def precision(self) -> float:
        return self.hits / (self.hits + self.alarms) if self.hits + self.alarms else 1.0

    @property
    def recall(self) -> float:
        return self.hits / self.labelled if self.labelled else 1.0


@cache
def lines() -> list[dict[str, Any]]:
    """Return the labelled lines, in the order of their file."""
    return [json.loads(line) for line in LINES.read_text(encoding="utf-8").splitlines() if line]


def written(line: dict[str, Any]) -> WrittenObjective | WrittenKeyResult:
    if line["kind"] == "objective":
        return WrittenObjective(line["text"])
    measure = parse_measure(line["measure"], language=line["language"])
    return WrittenKeyResult(line["text"], measure=measure)


def found_on(line: dict[str, Any]) -> list[Finding]:
    return check_line(written(line), language=line["language"])


def asked_of(line: dict[str, Any]) -> set[str]:
    """Return the labels that the checks are asked for.

    K9 speaks of two figures, and is not asked for two deeds without: see docs/decisions.
    """
    labels = set(line["labels"])
    return labels if len(FIGURE.findall(line["text"])) > 1 else labels - {"K9"}


@cache
def counted(split: str, language: str = "") -> dict[str, Score]:
    """Return the score of each check on one split, in one language or in both."""
    hits: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    misses: Counter[str] = Counter()
    for line in lines():
        if line["split"] != split or (language and line["language"] != language):
            continue
        said, labels = {finding.check for finding in found_on(line)}, set(line["labels"])
        for check in LABELLED[line["kind"]]:
            hits[check] += check in said and check in labels
            alarms[check] += check in said and check not in labels
            misses[check] += check not in said and check in asked_of(line)
    return {check: Score(hits[check], alarms[check], misses[check]) for check in CHECKS}


def table() -> Iterator[str]:
    """Yield the table of all checks, both splits, both languages."""
    yield f"{'check':<6} {'split':<5} {'lang':<4} {'labelled':>8} {'precision':>9} {'recall':>7}"
    for check in CHECKS:
        for split in ("dev", "test"):
            for language in ("", "fr", "en"):
                score = counted(split, language)[check]
                yield (
                    f"{check:<6} {split:<5} {language or 'both':<4} {score.labelled:>8} "
                    f"{score.precision:>9.2f} {score.recall:>7.2f}"
                )


def _detail(check: str) -> str:
    dev, test = counted("dev")[check], counted("test")[check]
    return (
        f"test: {test.labelled} labelled, precision {test.precision:.2f}, recall "
        f"{test.recall:.2f}; dev: {dev.labelled}, {dev.precision:.2f}, {dev.recall:.2f}"
    )


def _register(check: str) -> None:
    @row(f"check {check}: false alarms among what it says")
    def alarms() -> Reading:
        value = 1 - counted("test")[check].precision
        return Reading(value, FALSE_ALARMS, "share", _detail(check))

    @row(f"check {check}: missed among what was labelled")
    def missed() -> Reading:
        return Reading(1 - counted("test")[check].recall, MISSED, "share")


for _check in CHECKS:
    _register(_check)


@row("checks of length: lines told wrongly")
def lengths() -> Reading:
    limits = Limits()
    wrong = 0
    for line in lines():
        is_objective = line["kind"] == "objective"
        limit = limits.objective_characters if is_objective else limits.key_result_characters
        said = {finding.check for finding in found_on(line)}
        is_told = ("O2" if is_objective else "K8") in said
        wrong += is_told != (len(line["text"]) > limit)
    return Reading(wrong, 0, "lines", f"of {len(lines())}")


@row("all checks of a line: time, in readings of its words by json")
def time_of_a_line() -> Reading:
    texts = [(written(line), line["language"]) for line in lines()]
    as_json = [json.dumps(line) for line in lines()]

    def check_all() -> None:
        _each(check_line(line, language=language) for line, language in texts)

    reading = ratio(check_all, lambda: _each(json.loads(text) for text in as_json), bound=40)
    each = seconds(check_all) / len(texts)
    return Reading(reading.value, reading.bound, detail=f"{told(each)} a line; {reading.detail}")


def _each(values: Iterable[object]) -> None:
    for _value in values:
        pass


if __name__ == "__main__":
    print("\n".join(table()))
