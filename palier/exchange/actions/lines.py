"""Writing the objectives and key results of an import."""

from collections.abc import Sequence

from palier.exchange.actions.rows import KEY_RESULT, Ids, update_in_bulk
from palier.exchange.matching import PlannedLine, PlannedObjective, PlannedSlide
from palier.slides.models import KeyResult, Objective, Parent


def write_lines(slides: Sequence[PlannedSlide], ids: Ids) -> None:
    """Write the lines that are new or differ, then what they refer to."""
    objectives = [(slide, line) for slide in slides for line in slide.objectives]
    key_results = [(line, row) for _, line in objectives for row in line.key_results]
    _add_objectives([pair for pair in objectives if pair[1].is_new], ids)
    _add_key_results([pair for pair in key_results if pair[1].is_new], ids)
    lines: list[PlannedLine] = [line for _, line in objectives]
    rows = [row for _, row in key_results]
    update_in_bulk(Objective, [_changed(line, ids) for line in lines if not line.is_new])
    update_in_bulk(KeyResult, [_changed(row, ids) for row in rows if not row.is_new])
    update_in_bulk(Objective, [_source(line, ids) for line in lines])
    update_in_bulk(KeyResult, [_source(row, ids) for row in rows])
    _serve([line for _, line in objectives if "serves" in line.changes], ids)


def _add_objectives(objectives: Sequence[tuple[PlannedSlide, PlannedObjective]], ids: Ids) -> None:
    rows = Objective.objects.bulk_create(
        Objective(
            slide_id=ids.slides[slide.path],
            key=line.key,
            position=line.position,
            **ids.columns(line.said),
        )
        for slide, line in objectives
    )
    ids.lines |= {line.path: row.pk for (_, line), row in zip(objectives, rows, strict=True)}


def _add_key_results(key_results: Sequence[tuple[PlannedObjective, PlannedLine]], ids: Ids) -> None:
    rows = KeyResult.objects.bulk_create(
        KeyResult(
            objective_id=ids.lines[objective.path],
            key=line.key,
            position=line.position,
            **ids.columns(line.said),
        )
        for objective, line in key_results
    )
    ids.lines |= {line.path: row.pk for (_, line), row in zip(key_results, rows, strict=True)}


def _changed(line: PlannedLine, ids: Ids) -> tuple[int, dict[str, object]]:
    after = {name: value for name, (_, value) in line.changes.items()}
    return ids.lines[line.path], ids.columns(after)


def _source(line: PlannedLine, ids: Ids) -> tuple[int, dict[str, object]]:
    change = line.changes.get("carried_from")
    columns: dict[str, object] = {"carried_from_id": ids.lines[change[1]]} if change else {}
    return ids.lines[line.path], columns


def _serve(objectives: Sequence[PlannedObjective], ids: Ids) -> None:
    pks = {line.path: ids.lines[line.path] for line in objectives}
    known = [pks[line.path] for line in objectives if not line.is_new]
    if known:
        Parent.objects.filter(objective_id__in=known).delete()
    Parent.objects.bulk_create(
        _parent(pks[line.path], path, ids) for line in objectives for path in line.said["serves"]
    )


def _parent(objective_id: int, path: str, ids: Ids) -> Parent:
    is_key_result = path.count("/") == KEY_RESULT
    return Parent(
        objective_id=objective_id,
        to_objective_id=None if is_key_result else ids.lines[path],
        to_key_result_id=ids.lines[path] if is_key_result else None,
    )
