"""The writing checks: what a careful reader would say of a slide, each with its reason.

Plain text in, findings out; nothing is remembered and nothing is invented. Each line is read in
its own language, and no line is too long, too strange or too empty to be read.
"""

from collections.abc import Iterator

from palier.slides.rules.checks.finding import (
    Finding,
    Limits,
    WrittenKeyResult,
    WrittenObjective,
    WrittenSlide,
    in_order,
)
from palier.slides.rules.checks.key_results import check_key_result
from palier.slides.rules.checks.language import language_of
from palier.slides.rules.checks.objectives import check_objective
from palier.slides.rules.checks.verbs import NUMBERING
from palier.slides.rules.checks.whole import check_whole

__all__ = [
    "Finding",
    "Limits",
    "WrittenKeyResult",
    "WrittenObjective",
    "WrittenSlide",
    "check_line",
    "check_slide",
    "in_order",
    "language_of",
]

READ = 600  # characters: what a line means is said by then, however long it goes on


def check_line(
    line: WrittenObjective | WrittenKeyResult, *, language: str, limits: Limits | None = None
) -> list[Finding]:
    """Return what is to be said of one line by itself.

    `language` ("fr" or "en") is the organisation's, for a line that does not tell its own.
    """
    return list(_of_line(line, language, limits or Limits()))


def check_slide(slide: WrittenSlide) -> list[Finding]:
    """Return what is to be said of a slide and of its lines, from the top of the sheet down."""
    findings = list(check_whole(slide))
    for objective in slide.objectives:
        findings += check_line(objective, language=slide.language, limits=slide.limits)
        for line in objective.written:
            findings += check_line(line, language=slide.language, limits=slide.limits)
    return findings


def _of_line(
    line: WrittenObjective | WrittenKeyResult, language: str, limits: Limits
) -> Iterator[Finding]:
    numbering = NUMBERING.match(line.text)
    text = line.text[numbering.end() if numbering else 0 :][:READ] or line.text[:READ]
    own = language_of(text, language)
    if isinstance(line, WrittenKeyResult):
        yield from check_key_result(line, text, language=own)
        yield from _too_long("K8", line, limits.key_result_characters)
    elif line.text.strip():
        yield from check_objective(text, line.ref, language=own)
        yield from _too_long("O2", line, limits.objective_characters)


def _too_long(
    check: str, line: WrittenObjective | WrittenKeyResult, limit: int
) -> Iterator[Finding]:
    if len(line.text) > limit:
        yield Finding(check, line.ref, data={"count": len(line.text), "limit": limit})
