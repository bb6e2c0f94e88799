"""The writing checks on a document, as a file says it: no organisation, no database."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from palier.cycles.models import Cycle
from palier.cycles.rules import parse_key
from palier.exchange.document import Document, KeyResult, Objective, Slide
from palier.exchange.refusals import place_words
from palier.sheets.fit import fit
from palier.sheets.layout import Fit
from palier.slides import models
from palier.slides.queries.contents import sheet_of
from palier.slides.remarks import sentences_of
from palier.slides.rules.checks import (
    WrittenKeyResult,
    WrittenObjective,
    WrittenSlide,
    check_slide,
    in_order,
)
from palier.slides.rules.measure import Mark, Measure

SHOWN_QUARTER = "2027-Q1"  # for the size of a sheet whose quarter the file does not say


@dataclass(frozen=True, slots=True)
class Reread:
    """One remark on one piece of a file."""

    place: str  # "Sales France!B14"
    where: str  # the same, in words
    check: str
    refuses: bool
    text: str  # the words that it is about, "" for a whole slide
    what: str
    why: str


def reread(document: Document, language: str) -> Iterator[Reread]:
    """Yield what the writing checks say of each slide, the most useful first.

    What a file does not say (a head, the days on which lines are due) is not judged. `language`
    ("fr" or "en") is for lines that do not tell theirs; the sentences are in the active language.
    """
    if document.organisation and document.is_exact:
        language = document.organisation.language
    for slide in document.slides:
        lines = _Lines(slide)
        written = _written(slide, document, lines, language)
        for finding in in_order(check_slide(written)):
            line = lines.by_ref.get(finding.ref)
            what, why = sentences_of(finding)
            place = (line or slide).place
            text = line.title if line else ""
            yield Reread(
                str(place) or slide.unit,
                place_words(place) or slide.unit,
                finding.check,
                finding.refuses,
                text,
                what,
                why,
            )


class _Lines:
    """The lines of a slide under names of their own."""

    def __init__(self, slide: Slide) -> None:
        self.by_ref: dict[str, Objective | KeyResult] = {}
        for number, objective in enumerate(slide.objectives, 1):
            self.by_ref[f"o{number}"] = objective
            for index, key_result in enumerate(objective.key_results, 1):
                self.by_ref[f"o{number}/k{index}"] = key_result


def _written(slide: Slide, document: Document, lines: _Lines, language: str) -> WrittenSlide:
    refs = {id(line): ref for ref, line in lines.by_ref.items()}
    size = _fit_of(slide, language)
    return WrittenSlide(
        objectives=tuple(
            WrittenObjective(
                text=objective.title,
                ref=refs[id(objective)],
                key_results=tuple(_line(row, refs[id(row)]) for row in objective.key_results),
            )
            for objective in slide.objectives
        ),
        language=language,
        has_head=_has_head(slide, document),
        may_be_submitted=size.may_be_submitted,
        is_small=size == Fit.SMALL,
        ends_on=parse_key(slide.cycle).ends_on if slide.cycle else None,
    )


def _line(row: KeyResult, ref: str) -> WrittenKeyResult:
    return WrittenKeyResult(row.title, ref, _measure(row), row.level, row.due_on)


def _measure(row: KeyResult) -> Measure:
    measure = row.measure
    marks = tuple(Mark(mark.name, mark.percent) for mark in measure.marks)
    return Measure(
        measure.kind, measure.baseline, measure.target, measure.unit, marks, measure.note
    )


def _has_head(slide: Slide, document: Document) -> bool | None:
    if slide.head:
        return True
    heads = [unit.head for unit in document.units if unit.key == slide.unit]
    return bool(heads[0]) if document.is_exact and heads else None


def _fit_of(slide: Slide, language: str) -> Fit:
    """Return how the sheet of a slide would fit, from rows that are never saved."""
    row = models.Slide(pk=1, unit_name=slide.unit)
    row.cycle = Cycle(key=slide.cycle or SHOWN_QUARTER)
    _attach(row, "objectives", [_objective(*each) for each in enumerate(slide.objectives, 1)])
    return fit(sheet_of(row, language)).fit


def _objective(number: int, objective: Objective) -> models.Objective:
    row = models.Objective(pk=number, title=objective.title, why=objective.why)
    _attach(row, "key_results", [_key_result(each) for each in objective.key_results])
    return row


def _key_result(line: KeyResult) -> models.KeyResult:
    measure = line.measure
    return models.KeyResult(
        title=line.title,
        level=line.level,
        kind=measure.kind,
        baseline=measure.baseline,
        target=measure.target,
        measure_unit=measure.unit,
        marks=[{"name": mark.name, "percent": str(mark.percent)} for mark in measure.marks],
        measure_note=measure.note,
        baseline_due_on=measure.baseline_due_on,
    )


def _attach(row: Any, name: str, rows: list[Any]) -> None:
    # The cache that `prefetch_related` fills: reading it asks the database nothing.
    row._prefetched_objects_cache = {name: rows}
