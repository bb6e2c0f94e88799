"""The writing checks, against lines that people have labelled by hand: see bench/lines/README.md.

Rows hold on the lines that were never read while the checks were written ("fresh"). Run as a
module, it prints the whole table: `python -m bench.checks`, or of some splits only:
`python -m bench.checks dev test`.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
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

# What two checks are asked for, told without them: K4, a word of keeping; K5, an opening with a
# verb of work that the product names.
KEEPING = re.compile(
    r"\b(?:maint[ae]i?n|keep|kept|stay|remain|preserv|gard|rest(?:e|er|ent)\b|conserv|préserv)",
    re.IGNORECASE,
)
WORK = re.compile(
    r"\b(?:help|participa|analy[sz]|support|contribu|stud(?:y|ie)|consult|continu"
    r"|aid(?:e|er|ez|ons)\b|accompagn|étud|réfl[eé])",
    re.IGNORECASE,
)
OPENING = 5  # words
LINES = Path(__file__).parent / "lines" / "lines.jsonl"
LABELLED = {"objective": ("O3", "O4"), "key_result": ("K2", "K4", "K5", "K16")}
CHECKS = [check for checks in LABELLED.values() for check in checks]
FALSE_ALARMS, MISSED = 0.1, 0.2  # shares: precision of 0.9 and recall of 0.8 at least
READ, UNREAD = ("dev", "test"), ("fresh",)
FEW = 10  # labelled lines; with fewer, a check is measured on all lines, and says so


@dataclass(frozen=True, slots=True)
class Score:
    """What a check said of the lines of some splits, and what was labelled there."""

    lines: int
    right: int
    alarms: int  # false ones
    labelled: int
    asked: int  # of the labelled: those that the check is asked for
    heard: int  # of the asked: those that it speaks of

    @property
    def said(self) -> int:
        return self.right + self.alarms

    @property
    def missed(self) -> int:
        return self.asked - self.heard

    @property
    def precision(self) -> float:
        return self.right / self.said if self.said else 1.0

    @property
    def recall(self) -> float:
        return self.heard / self.asked if self.asked else 1.0

    @property
    def recall_of_all(self) -> float:
        return self.right / self.labelled if self.labelled else 1.0


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


def is_asked(check: str, text: str) -> bool:
    """Test if a check is asked to speak of a line labelled so: see docs/decisions/0011."""
    if check == "K4":
        return bool(KEEPING.search(text))
    if check == "K5":
        return bool(WORK.search(" ".join(text.split()[:OPENING])))
    return True


@cache
def counted(splits: tuple[str, ...], language: str = "") -> dict[str, Score]:
    """Return the score of each check on some splits, in one language or in both."""
    counts: dict[str, Counter[str]] = {check: Counter() for check in CHECKS}
    for line in lines():
        if line["split"] not in splits or (language and line["language"] != language):
            continue
        said, labels = {finding.check for finding in found_on(line)}, set(line["labels"])
        for check in LABELLED[line["kind"]]:
            asked = check in labels and is_asked(check, line["text"])
            counts[check].update(
                lines=1,
                right=check in said & labels,
                alarms=check in said - labels,
                labelled=check in labels,
                asked=asked,
                heard=asked and check in said,
            )
    names = [field.name for field in fields(Score)]
    return {
        check: Score(**{name: count[name] for name in names}) for check, count in counts.items()
    }


def table(splits: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the table of all checks on each of some groups of splits, by language."""
    titles = (
        "lines",
        "said",
        "right",
        "precision",
        "asked",
        "heard",
        "recall",
        "labelled",
        "of all",
    )
    yield f"{'check':<6}{'splits':<10}{'lang':<6}" + "".join(f"{title:>10}" for title in titles)
    for check in CHECKS:
        for group in splits:
            for language in ("", "fr", "en"):
                score = counted(group, language)[check]
                yield (
                    f"{check:<6}{'+'.join(group):<10}{language or 'both':<6}{score.lines:>10}"
                    f"{score.said:>10}{score.right:>10}{score.precision:>10.2f}"
                    f"{score.asked:>10}{score.heard:>10}{score.recall:>10.2f}"
                    f"{score.labelled:>10}{score.recall_of_all:>10.2f}"
                )


def measured(check: str) -> tuple[Score, str]:
    """Return the score that a check is bound by, and on which lines."""
    score = counted(UNREAD)[check]
    if score.asked >= FEW:
        return score, "fresh"
    return counted(READ + UNREAD)[check], f"all lines, as fresh has {score.asked} labelled"


def _register(check: str) -> None:
    @row(f"check {check}: false alarms among what it says")
    def alarms() -> Reading:
        (score, where), read = measured(check), counted(READ)[check]
        detail = (
            f"{score.alarms} of {score.said} on {where}; dev and test: {read.alarms} of {read.said}"
        )
        return Reading(1 - score.precision, FALSE_ALARMS, "share", detail)

    @row(f"check {check}: missed among what it is asked for")
    def missed() -> Reading:
        (score, where), read = measured(check), counted(READ)[check]
        detail = (
            f"{score.missed} of {score.asked} on {where}; "
            f"dev and test: {read.missed} of {read.asked}; "
            f"of all {score.labelled} labelled: {1 - score.recall_of_all:.2f}"
        )
        return Reading(1 - score.recall, MISSED, "share", detail)


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
    asked = [tuple(sys.argv[1:])] if sys.argv[1:] else [READ, UNREAD]
    print("\n".join(table(asked)))
