"""From the cells of one line to a key result: its measure, its state, its dates."""

import re
from dataclasses import dataclass

from palier.exchange.document import End, KeyResult, Mark, Measure
from palier.exchange.phrases import day_in, lines_in, without_numbering
from palier.exchange.reading.cells import Cell
from palier.exchange.reading.marked import Marked
from palier.exchange.reading.workbook import Position
from palier.exchange.words import level_of, state_of
from palier.slides.rules import measure as rules
from palier.slides.rules.measure import in_unit, parse_measure

# What the preview calls the cells of a line; the rest carry the name of their column.
PREVIEW = {"target": "measure", "baseline": "measure", "indicator": "measure",
           "measure_unit": "measure", "comment": "reason"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """One cell of a line, or one of the lines it holds."""

    text: str
    at: Position
    cell: Cell
    unit: str = ""  # that the heading says: "Cible (k€)"
    is_whole: bool = True  # False: one line of several in the cell


Values = dict[str, Value]
NUMBERS = re.compile(r"\s*([0-9]{1,2})\.([0-9]{1,2})\s+(?=[^\W\d_])")


def key_results_of(
    marked: Marked, title: Position, values: Values, *, is_numbered: bool = False
) -> list[KeyResult]:
    """Return the key results of one cell: one, or one for each line of a list.

    `is_numbered` where every line of the table opens with `1.1` and the like.
    """
    text = marked.text(title)
    lines = lines_in(NUMBERS.sub("", text) if is_numbered else text)
    marked.take(title, "key_result")
    built = []
    for index, line in enumerate(lines):
        own = values if len(lines) == 1 else _nth(values, index, len(lines))
        key_result = key_result_of(marked, without_numbering(line) or line.strip(), own)
        key_result.place = marked.place(title)
        built.append(key_result)
    return built


def end_of(marked: Marked, state: Value, comment: Value | None) -> End | None:
    """Return the end state that a cell says, with its reason; a cell we cannot tell is left."""
    said = state_of(state.text)
    if said is None or state.cell.about:
        marked.leave(state.at, "unknown-state")
        return None
    marked.take(state.at, "state")
    reasons = [said[1]]
    if comment is not None and not comment.cell.about:
        marked.take(comment.at, "reason")
        reasons.append(comment.text)
    return End(said[0], reason=" – ".join(reason for reason in reasons if reason))


def _nth(values: Values, index: int, count: int) -> Values:
    """Return the line of each cell that goes with one line of a list, where they match."""
    parted: Values = {}
    for role, value in values.items():
        lines = [line.strip() for line in value.text.split("\n") if line.strip()]
        if len(lines) == count:
            parted[role] = Value(
                lines[index], value.at, Cell(lines[index]), value.unit, is_whole=False
            )
    return parted


def key_result_of(marked: Marked, title: str, values: Values) -> KeyResult:
    """Return a key result of these words, with what the cells that go with it say."""
    key_result = KeyResult(title)
    usable = {role: value for role, value in values.items() if not value.cell.about}
    measure = _measure(marked, usable)
    key_result.measure = to_document(measure)
    _current(marked, key_result, measure, usable)
    _level(marked, key_result, usable)
    _due(marked, key_result, usable)
    _states(marked, key_result, measure, usable)
    key_result.places = {
        role: marked.place(value.at) for role, value in usable.items() if value.at in marked.roles
    }
    return key_result


def to_document(measure: rules.Measure) -> Measure:
    """Return a measure as the document holds it."""
    return Measure(
        kind=measure.kind,
        baseline=measure.baseline,
        target=measure.target,
        unit=measure.unit,
        marks=[Mark(name, percent) for name, percent in measure.marks],
        note=measure.note,
    )


def _measure(marked: Marked, values: Values) -> rules.Measure:
    measure = _figures(marked, values)
    unit = values.get("measure_unit")
    if unit is None:
        return measure
    if measure == rules.Measure():
        measure = parse_measure(f"? {unit.text}", language=marked.language)
        completed = measure if measure.kind == "number" else rules.Measure()
    else:
        completed = _completed(measure, unit.text, values.get("target"))
    if completed.unit and (completed != measure or completed.unit == parse_measure(
            f"? {unit.text}").unit):  # fmt: skip
        marked.take(unit.at, "measure")
        return completed
    marked.leave(unit.at, "unit")
    return measure if measure.kind != "number" or measure.target is not None else completed


def _figures(marked: Marked, values: Values) -> rules.Measure:
    """Return what the cells of the baseline and the target say together."""
    target, baseline, indicator = (values.get(r) for r in ("target", "baseline", "indicator"))
    if target is None and baseline is None:
        if indicator is None:
            return rules.Measure()
        marked.take(indicator.at, "measure")
        return parse_measure(indicator.text, language=marked.language)
    if baseline is not None:
        aim = target.text if target else "?"
        joined = parse_measure(f"{baseline.text} → {aim}", language=marked.language)
        if joined.kind == "number" and joined.baseline is not None:
            marked.take(baseline.at, "measure")
            if target:
                marked.take(target.at, "measure")
            return _completed(joined, (target or baseline).unit, target or baseline)
        marked.leave(baseline.at, "baseline")
    if target is None:
        return rules.Measure()
    marked.take(target.at, "measure")
    return _completed(parse_measure(target.text, language=marked.language), target.unit, target)


def _completed(measure: rules.Measure, unit: str, value: Value | None) -> rules.Measure:
    """Add a unit said elsewhere; 0.7 under "%" may be 0.7 % or 70 %: it stays bare."""
    number = value.cell.number if value else None
    is_unsure = unit == "%" and number is not None and 0 < abs(number) <= 1
    return measure if is_unsure else in_unit(measure, unit)


def _current(marked: Marked, key_result: KeyResult, measure: rules.Measure, values: Values) -> None:
    value = values.get("current")
    if value is None:
        _progress(marked, key_result, measure, values)
        return
    read = parse_measure(value.text, language=marked.language)
    unit = value.unit or (values["measure_unit"].text if "measure_unit" in values else "")
    read = _completed(read, unit, value)
    is_bare = read.kind == "number" and read.baseline is None and not read.note
    if is_bare and read.target is not None and read.unit in ("", measure.unit):
        key_result.current = read.target
        marked.take(value.at, "current")
    else:
        marked.leave(value.at, "progress")


def _progress(
    marked: Marked, key_result: KeyResult, measure: rules.Measure, values: Values
) -> None:
    """Take a progress that is surely the value reached; 40 % done is no value of 40 %."""
    value = values.get("progress")
    if value is None:
        return
    number = value.cell.number
    is_fraction = number is not None and 0 < abs(number) < 1
    if "%" in value.unit + value.text or is_fraction or measure.kind != "number":
        marked.leave(value.at, "share")
    else:
        _current(marked, key_result, measure, {**values, "current": value})


def _level(marked: Marked, key_result: KeyResult, values: Values) -> None:
    value = values.get("level")
    if value is None or (value.at in marked.roles and value.is_whole):
        return
    level = level_of(value.text)
    if level is None:
        marked.leave(value.at, "unknown-level")
    else:
        key_result.level = level
        marked.take(value.at, "level")


def _due(marked: Marked, key_result: KeyResult, values: Values) -> None:
    value = values.get("due")
    if value is None:
        return
    day = value.cell.day or day_in(value.text, marked.language)
    if day is None:
        marked.leave(value.at, "date")
    else:
        key_result.due_on = day
        marked.take(value.at, "due")


def _states(marked: Marked, key_result: KeyResult, measure: rules.Measure, values: Values) -> None:
    landing = values.get("landing")
    if landing is not None:
        said = state_of(landing.text)
        if said is None or said[1]:
            marked.leave(landing.at, "unknown-state")
        else:
            key_result.landing = said[0]
            marked.take(landing.at, "state")
    state, comment = values.get("state"), values.get("comment")
    if state is not None:
        key_result.end = end_of(marked, state, comment)
        is_figure = parse_measure(state.text, language=marked.language).kind == "number"
        is_share = "%" in state.text or measure.kind != "number"
        if key_result.end is None and is_figure and not is_share and "current" not in values:
            _current(marked, key_result, measure, {**values, "current": state})
    if comment is not None:
        marked.leave(comment.at, "comment")
