"""What is said of a whole slide: its head, its counts, its levels, its dates, its size."""

from collections.abc import Iterator

from palier.slides.rules.checks.finding import (
    Finding,
    WrittenKeyResult,
    WrittenObjective,
    WrittenSlide,
)

SEVERAL = 2


def check_whole(slide: WrittenSlide) -> Iterator[Finding]:
    """Find what is to be said of the slide as a whole, and of each objective as a whole."""
    objectives = [row for row in slide.objectives if not row.is_blank]
    if slide.has_head is False:
        yield Finding("O7", refuses=True)
    if slide.may_be_submitted is False:
        yield Finding("S1", _longest(slide), refuses=True)
    elif slide.is_small:
        yield Finding("S2", _longest(slide))
    if not objectives:
        yield Finding("K1", refuses=True, data={"case": "empty"})
    if len(objectives) > slide.limits.objectives:
        yield Finding("O1", data={"count": len(objectives), "limit": slide.limits.objectives})
    for objective in objectives:
        yield from _of_objective(objective, slide.limits.key_results)
    if _is_all_due_last(slide):
        yield Finding("K7")


def _of_objective(objective: WrittenObjective, limit: int) -> Iterator[Finding]:
    lines = objective.written
    if not lines:
        yield Finding("K1", objective.ref, refuses=True)
    elif all(line.level == "input" for line in lines):
        yield Finding("K6", objective.ref, data={"count": len(lines)})
    if len(lines) > limit:
        yield Finding("K1b", objective.ref, data={"count": len(lines), "limit": limit})


def _is_all_due_last(slide: WrittenSlide) -> bool:
    lines = [line for objective in slide.objectives for line in objective.written]
    return len(lines) >= SEVERAL and all(
        line.due_on is not None and line.due_on == slide.ends_on for line in lines
    )


def _longest(slide: WrittenSlide) -> str:
    """Return the ref of the line to shorten first."""
    lines: list[WrittenObjective | WrittenKeyResult] = []
    for objective in slide.objectives:
        lines += [objective, *objective.key_results]
    return max(lines, key=lambda line: len(line.text)).ref if lines else ""
