"""From the rows of a slide to the plain Sheet that is measured and drawn."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects
from django.utils import translation
from django.utils.translation import gettext as _

from palier.sheets.content import Block, Dots, Line, Run, Sheet, Shows, Tone
from palier.slides.models import (
    END_STATE_LABELS,
    LEVEL_LABELS,
    Ended,
    KeyResult,
    Objective,
    Slide,
    SlideQuerySet,
)
from palier.slides.rules.measure import Mark, Measure, format_measure
from palier.slides.rules.number import format_number
from palier.slides.rules.words import LEVEL_RANK, EndState, Kind, Level

GAP = "\u2002"  # between a measure and the word of its state


def with_lines(slides: SlideQuerySet) -> SlideQuerySet:
    """Load slides with everything their sheets show, in three queries however many there are.

    Two more where lines were carried over: few are, and the joins would cost all the others.
    """
    related = slides.select_related("unit__organisation", "cycle", "head", "parent")
    return related.prefetch_related(*_lines(), *_sources())


def load_lines(slide: Slide) -> None:
    """Load what the sheet of a slide shows, which was read with its quarter and its head.

    Two queries, two more where lines were carried over.
    """
    prefetch_related_objects([slide], *_lines())
    objectives = slide.objectives.all()
    key_results = [row for objective in objectives for row in objective.key_results.all()]
    shown: list[Objective | KeyResult] = [*objectives, *key_results]
    if any(row.carried_from_id for row in shown):
        prefetch_related_objects([slide], *_sources())


def _lines() -> Sequence["Prefetch[Any]"]:
    return (
        Prefetch("objectives", Objective.objects.select_related("category")),
        Prefetch("objectives__key_results", KeyResult.objects.all()),
    )


def _sources() -> Sequence["Prefetch[Any]"]:
    objectives = Objective.objects.select_related("slide__cycle")
    key_results = KeyResult.objects.select_related("objective__slide__cycle")
    return (
        Prefetch("objectives__carried_from", objectives),
        Prefetch("objectives__key_results__carried_from", key_results),
    )


def sheet_of(slide: Slide, language: str) -> Sheet:
    """Return what the sheet of a slide (loaded `with_lines`) shows, in a language."""
    with translation.override(language):
        objectives = list(slide.objectives.all())
        levels = {row.level for objective in objectives for row in objective.key_results.all()}
        landed = any(
            row.landing and not row.end_state
            for objective in objectives
            for row in objective.key_results.all()
        )
        return Sheet(
            title=slide.unit_name,
            subtitle=" · ".join(
                word for word in (slide.cycle.label, slide.head.name if slide.head else "") if word
            ),
            blocks=tuple(_block(slide, objective, language) for objective in objectives),
            legend=_legend(objectives),
            levels=tuple(
                (Dots(LEVEL_RANK[level]), str(LEVEL_LABELS[level]))
                for level in Level
                if level in levels
            ),
            language=language,
            empty="" if objectives else _("No objective yet."),
            mark=_("≈ expected landing") if landed else "",
        )


def _legend(objectives: Iterable[Objective]) -> tuple[tuple[str, int], ...]:
    used = {row.category.pk: row.category for row in objectives if row.category}
    return tuple(
        (category.name, category.colour)
        for category in sorted(used.values(), key=lambda row: (row.position, row.pk))
    )


def _block(slide: Slide, objective: Objective, language: str) -> Block:
    return Block(
        title=objective.title,
        why=objective.why,
        colour=objective.category.colour if objective.category else 0,
        state=_state(objective),
        lines=tuple(_line(slide, row, language) for row in objective.key_results.all()),
        ref=objective.ref,
        category=objective.category.name if objective.category else "",
        source=_source(slide, objective.carried_from),
    )


def _line(slide: Slide, row: KeyResult, language: str) -> Line:
    return Line(
        text=row.title,
        measure=measure_runs(row, language),
        dots=Dots(LEVEL_RANK[row.level]),
        tag=f"↻ {row.carried_from.objective.slide.cycle.label}" if row.carried_from else "",
        reason=row.end_reason,
        ref=row.ref,
        shows=_shows(row),
        plan=_whole_plan(row, language),
        source=_source(slide, row.carried_from),
    )


def _shows(row: KeyResult) -> Shows:
    if not row.end_state and not row.landing:
        return Shows.MILESTONE if row.kind == Kind.MILESTONE else Shows.MEASURE
    value = row.end_value if row.end_state else row.current
    return Shows.TARGET if value is None else Shows.RESULT


def _whole_plan(row: KeyResult, language: str) -> str:
    """Return the measure in full, "" where the sheet shows all of it."""
    if _shows(row) is Shows.MEASURE:
        return ""
    marks = tuple(Mark(mark["name"], Decimal(str(mark["percent"]))) for mark in row.marks)
    return format_measure(
        Measure(row.kind, row.baseline, row.target, row.measure_unit, marks, row.measure_note),
        language,
    )


def _source(slide: Slide, line: Objective | KeyResult | None) -> str:
    """Return the place of the line that one was carried from; lines stay in their unit."""
    if line is None:
        return ""
    keys = [line.key] if isinstance(line, Objective) else [line.objective.key, line.key]
    source = line.slide if isinstance(line, Objective) else line.objective.slide
    return " · ".join([slide.unit_name, source.cycle.label, *keys])


def _state(row: Ended) -> Run | None:
    if row.end_state:
        return Run(str(END_STATE_LABELS[EndState(row.end_state)]), Tone(row.end_state))
    if row.landing:
        return Run(f"≈ {END_STATE_LABELS[EndState(row.landing)]}", Tone(row.landing))
    return None


def measure_runs(row: KeyResult, language: str) -> tuple[Run, ...]:
    """Return the measure as set on the sheet: quiet baseline, strong target, the state's word."""
    state = _state(row)
    if state is None:
        return _plan(row, language)
    value = row.end_value if row.end_state else row.current
    shown = _amount(value, row, language) if value is not None else _target(row, language)
    tail = (Run(f"{GAP if shown else ''}{state.text}", state.tone),)
    return (Run(shown, state.tone), *tail) if shown else tail


def _plan(row: KeyResult, language: str) -> tuple[Run, ...]:
    match row.kind:
        case Kind.NUMBER:
            return tuple(_number_runs(row, language))
        case Kind.MILESTONE:
            names = " → ".join(mark["name"] for mark in row.marks)
            return (Run(names, Tone.QUIET),)
        case _:
            return (Run(row.measure_note, Tone.QUIET),) if row.measure_note else ()


def _number_runs(row: KeyResult, language: str) -> list[Run]:
    runs = []
    if row.baseline is not None:
        runs.append(Run(f"{format_number(row.baseline, language)} → ", Tone.QUIET))
    elif row.baseline_due_on:
        runs.append(Run("? → ", Tone.QUIET))
    if row.target is None:
        return [*runs, Run("?", Tone.STRONG), Run(f"\u00a0{row.measure_unit}".rstrip(), Tone.QUIET)]
    written = _amount(row.target, row, language, sign=row.measure_note)
    number = format_number(row.target, language)
    before, _sign, after = written.partition(number)
    runs.append(Run(before + number, Tone.STRONG))
    if after:
        runs.append(Run(after, Tone.QUIET))
    return runs


def _target(row: KeyResult, language: str) -> str:
    if row.target is None:
        return row.measure_note
    return _amount(row.target, row, language, sign=row.measure_note)


def _amount(value: Decimal, row: KeyResult, language: str, sign: str = "") -> str:
    unit = "%" if row.kind == Kind.MILESTONE else row.measure_unit
    measure = Measure(kind=Kind.NUMBER, target=value, unit=unit, note=sign)
    return format_measure(measure, language)
