"""What is said of one key result: its number, its verb, its length."""

import re
from collections.abc import Iterator

from palier.slides.rules.checks import figures, verbs
from palier.slides.rules.checks.finding import Finding, WrittenKeyResult
from palier.slides.rules.measure import Measure

_JOINED = re.compile(r"[;,]?\s+(?:and|et|ainsi que|as well as|then|puis|plus|&)\s+|\s*;\s+|\s\+\s")
_RANGE = re.compile(r"(?:between|entre|both)\b", re.IGNORECASE)


def check_key_result(line: WrittenKeyResult, text: str, *, language: str) -> Iterator[Finding]:
    """Find what is to be said of one key result, by its measure and its `text`, in its language."""
    found = figures.figures_in(text)
    yield from _of_measure(line, found)
    said = f"{text} {line.measure.note}"
    has_measure = line.measure.kind == "milestone" or line.measure.target is not None
    if not has_measure and not figures.is_counted(said, language):
        yield Finding("K2", line.ref)
    has_number = has_measure or bool(found) or figures.spelt_in(said, language) is not None
    yield from _of_verb(text, line.ref, language=language, has_number=has_number)
    if has_two_targets(text, language):
        yield Finding("K9", line.ref)


def has_two_targets(text: str, language: str) -> bool:
    """Test if a line promises two results: two figures to be reached, or two deeds joined."""
    parts = _JOINED.split(text.replace("’", "'"))
    if len(parts) == 1 or _RANGE.search(text):
        return False
    aimed = [any(figure.role == "target" for figure in figures.figures_in(part)) for part in parts]
    if sum(aimed) > 1:
        return True
    return any(verbs.starts_second_half(part.lower(), language) for part in parts[1:])


def _of_measure(line: WrittenKeyResult, found: list[figures.Figure]) -> Iterator[Finding]:
    measure, ref = line.measure, line.ref
    if measure.kind == "number" and measure.target is None:
        yield Finding("K3", ref, refuses=True)
    elif measure.kind == "number" and measure.target == measure.baseline:
        yield Finding("K3", ref, data={"case": "equal"})
    elif measure == Measure() and found and all(one.role == "baseline" for one in found):
        yield Finding("K3", ref, data={"case": "start", "word": found[0].text})


def _of_verb(text: str, ref: str, *, language: str, has_number: bool) -> Iterator[Finding]:
    opening = verbs.opening_of(text)
    kept = verbs.LEVEL_KEPT[language].match(opening) or verbs.LEVEL_KEPT_LATER[language].search(
        opening
    )
    if kept:
        yield Finding("K4", ref, data={"word": kept[0]})
    if has_number:
        return
    work = verbs.ACTIVITY[language].match(opening)
    if work:
        yield Finding("K5", ref, data={"word": work[0]})
    shipped = verbs.SHIPPING[language].match(opening) or verbs.SHIPPED_LATER[language].search(
        opening
    )
    if shipped:
        yield Finding("K16", ref, data={"word": shipped[0]})
