"""What is said of one key result: its number, its verb, its length."""

from collections.abc import Iterator

from palier.slides.rules.checks import figures, verbs
from palier.slides.rules.checks.finding import Finding, WrittenKeyResult
from palier.slides.rules.measure import Measure


def check_key_result(line: WrittenKeyResult, text: str, *, language: str) -> Iterator[Finding]:
    """Find what is to be said of one key result, by its measure and its `text`, in its language."""
    found = figures.figures_in(text)
    yield from _of_measure(line.measure, line.ref)
    said = f"{text} {line.measure.note}"
    has_measure = line.measure.kind == "milestone" or line.measure.target is not None
    if not has_measure and not figures.is_counted(said, language):
        yield Finding("K2", line.ref)
    has_number = has_measure or bool(found) or figures.spelt_in(said, language) is not None
    yield from _of_verb(text, line.ref, language=language, has_number=has_number)


def _of_measure(measure: Measure, ref: str) -> Iterator[Finding]:
    if measure.kind != "number":
        return
    if measure.target is None:
        yield Finding("K3", ref, refuses=True)
    elif measure.target == measure.baseline:
        yield Finding("K3", ref, data={"case": "equal"})


def _of_verb(text: str, ref: str, *, language: str, has_number: bool) -> Iterator[Finding]:
    said = {
        "K4": verbs.kept_level(text, language),
        "K5": verbs.work_of(text, language, has_number=has_number),
        "K16": "" if has_number else verbs.shipped(text, language),
    }
    for check, words in said.items():
        if words:
            yield Finding(check, ref, data={"word": verbs.as_written(words, text)})
