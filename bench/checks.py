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
TWO = 2
LINES = Path(__file__).parent / "lines" / "lines.jsonl"
LABELLED = {"objective": ("O3", "O4"), "key_result": ("K2", "K4", "K5", "K9", "K16")}
CHECKS = [check for checks in LABELLED.values() for check in checks]
FALSE_ALARMS, MISSED = 0.1, 0.2  # shares: precision of 0.9 and recall of 0.8 at least
FEW = 20  # lines; below, a single one weighs more than half of what is allowed


@dataclass(frozen=True, slots=True)
class Score:
    """What a check said of the lines of one split, and what was labelled there."""

    right: int
    alarms: int  # false ones
    labelled: int
    asked: int  # of those labelled, what the check is asked for
    answered: int  # of those asked, by itself or by K2

    @property
    def said(self) -> int:
        return self.right + self.alarms

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        """By itself, of everything that was labelled."""
        return self.right / self.labelled if self.labelled else 1.0

    @property
    def answering(self) -> float:
        return self.answered / self.asked if self.asked else 1.0


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
    """Return the labels that the checks are asked for: see docs/decisions/0011.

    K9 speaks of two figures, and is not asked for two deeds without.
    """
    labels = set(line["labels"])
    return labels if len(FIGURE.findall(line["text"])) >= TWO else labels - {"K9"}


def heard(said: set[str]) -> set[str]:
    """Return the labels that are answered: K2 asks in general what K5 and K16 ask by their verb."""
    return said | {"K5", "K16"} if "K2" in said else said


@cache
def counted(split: str, language: str = "") -> dict[str, Score]:
    """Return the score of each check on one split, in one language or in both."""
    counts: dict[str, Counter[str]] = {check: Counter() for check in CHECKS}
    for line in lines():
        if line["split"] != split or (language and line["language"] != language):
            continue
        said, labels = {finding.check for finding in found_on(line)}, set(line["labels"])
        asked = asked_of(line)
        for check in LABELLED[line["kind"]]:
            counts[check].update(
                right=check in said & labels,
                alarms=check in said - labels,
                labelled=check in labels,
                asked=check in asked,
                answered=check in asked & heard(said),
            )
    return {
        check: Score(
            **{name: count[name] for name in ("right", "alarms", "labelled", "asked", "answered")}
        )
        for check, count in counts.items()
    }


def table() -> Iterator[str]:
    """Yield the table of all checks, both splits, both languages."""
    titles = ("labelled", "precision", "recall", "asked", "answered")
    yield f"{'check':<6} {'split':<5} {'lang':<4} " + " ".join(f"{title:>9}" for title in titles)
    for check in CHECKS:
        for split in ("dev", "test"):
            for language in ("", "fr", "en"):
                score = counted(split, language)[check]
                yield (
                    f"{check:<6} {split:<5} {language or 'both':<4} {score.labelled:>9} "
                    f"{score.precision:>9.2f} {score.recall:>9.2f} {score.asked:>9} "
                    f"{score.answering:>9.2f}"
                )


def allowed(share: float, count: int) -> float:
    """Return the bound on a share; where few lines are counted, one more may go either way."""
    return share if count >= FEW or not count else (int(share * count) + 1) / count


def _register(check: str) -> None:
    @row(f"check {check}: false alarms among what it says")
    def alarms() -> Reading:
        test, dev = counted("test")[check], counted("dev")[check]
        bound = allowed(FALSE_ALARMS, test.said)
        detail = f"{test.alarms} of {test.said}; dev: {dev.alarms} of {dev.said}"
        value = test.alarms / test.said if test.said else 0
        return Reading(value, bound, "share", detail)

    @row(f"check {check}: unanswered among what it is asked for")
    def unanswered() -> Reading:
        test, dev = counted("test")[check], counted("dev")[check]
        bound = allowed(MISSED, test.asked)
        silent = test.asked - test.answered
        detail = (
            f"{silent} of {test.asked}; recall by itself, of all "
            f"{test.labelled} labelled: {test.recall:.2f}; dev: {dev.recall:.2f}"
        )
        return Reading(silent / test.asked if test.asked else 0, bound, "share", detail)


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

    reading = ratio(check_all, lambda: _each(json.loads(text) for text in as_json), bound=100)
    each = seconds(check_all) / len(texts)
    return Reading(reading.value, reading.bound, detail=f"{told(each)} a line; {reading.detail}")


def _each(values: Iterable[object]) -> None:
    for _value in values:
        pass


if __name__ == "__main__":
    print("\n".join(table()))
