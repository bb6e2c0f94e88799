"""The slides of an archive with their lines, and what is kept beside them."""

from typing import Any

from palier.exchange import document as doc
from palier.exchange.actions.rows import KEY_RESULT
from palier.exchange.actions.whole_company import Company, whole
from palier.exchange.json_comments import moment
from palier.exchange.json_values import Node
from palier.exchange.palier_json import slide_in
from palier.exchange.portable import category_text
from palier.slides.models import Dismissal, KeyResult, Objective, Parent, Slide, Variant

TOGETHER = 200  # slides that are written at once
Source = tuple[int, str, str]  # (id of a line, path of another, where it stands in the archive)
Pair = tuple[Node, "_Slide"]


class Slides:
    """Slides on their way into the tables, some at a time."""

    def __init__(self, company: Company) -> None:
        self.company, self.rows = company, company.rows
        self.objectives = self.key_results = 0
        self._waiting: list[Pair] = []
        # What points to lines is written once all of them are there.
        self._serves: list[Source] = []
        self._sources: dict[Any, list[Source]] = {Objective: [], KeyResult: []}

    def slide(self, node: Node) -> None:
        """Take one slide."""
        self._waiting.append((node, _Slide(node)))
        if len(self._waiting) >= TOGETHER:
            self._write_slides()

    def join(self) -> None:
        """Write what slides are left, then what lines serve and were carried from."""
        self._write_slides()
        for model, sources in self._sources.items():
            kind = "objective" if model is Objective else "key-result"
            self.rows.change(
                model,
                [
                    (pk, {"carried_from_id": self.company.id_of(kind, path, place)})
                    for pk, path, place in sources
                ],
            )
        self.rows.add([self._parent(*each) for each in self._serves])

    # ---- slides ----

    def _write_slides(self) -> None:
        pairs, self._waiting = self._waiting, []
        rows = [self._slide_row(node, each) for node, each in pairs]
        names = [f"{each.slide.unit}/{each.slide.cycle}" for _, each in pairs]
        self.company.add("slide", names, rows, [node.path for node, _ in pairs])
        lines = [
            (row.pk, f"{name}/{line.key}", position, line)
            for (_, each), row, name in zip(pairs, rows, names, strict=True)
            for position, line in enumerate(each.slide.objectives)
        ]
        self._write_objectives(lines)
        self._write_beside(pairs, rows)

    def _slide_row(self, node: Node, each: "_Slide") -> Slide:
        said, company = each.slide, self.company
        return Slide(
            unit_id=company.id_of("unit", said.unit, node.at("unit")),
            cycle_id=company.id_of("cycle", said.cycle, node.at("cycle")),
            state=said.state,
            version=each.version,
            unit_name=each.name,
            parent_id=company.id_of("unit", each.under, node.at("under")) if each.under else None,
            head_id=company.person(said.head, node.at("head")),
        )

    def _write_objectives(self, lines: list[tuple[int, str, int, doc.Objective]]) -> None:
        rows = [
            Objective(slide_id=slide, key=line.key, position=position, **self._columns(line))
            for slide, _, position, line in lines
        ]
        spots = [line.place.spot for *_, line in lines]
        self.company.add("objective", [path for _, path, *_ in lines], rows, spots)
        self.objectives += len(rows)
        below = []
        for (_, path, _, line), row in zip(lines, rows, strict=True):
            self._note(Objective, row.pk, line)
            self._serves += [
                (row.pk, served, f"{line.place.spot}.serves") for served in line.serves
            ]
            below += [
                (row.pk, f"{path}/{each.key}", position, each)
                for position, each in enumerate(line.key_results)
            ]
        self._write_key_results(below)

    def _write_key_results(self, lines: list[tuple[int, str, int, doc.KeyResult]]) -> None:
        rows = [
            KeyResult(objective_id=above, key=line.key, position=position, **self._columns(line))
            for above, _, position, line in lines
        ]
        spots = [line.place.spot for *_, line in lines]
        self.company.add("key-result", [path for _, path, *_ in lines], rows, spots)
        self.key_results += len(rows)
        for (*_, line), row in zip(lines, rows, strict=True):
            self._note(KeyResult, row.pk, line)

    def _columns(self, line: doc.Objective | doc.KeyResult) -> dict[str, Any]:
        spot, company = line.place.spot, self.company
        if not line.key:
            company.findings.fault("missing", f"{spot}.key")
        columns: dict[str, Any] = {}
        if isinstance(line, doc.KeyResult):
            columns = {
                "title": line.title,
                "level": line.level,
                "current": line.current,
                "due_on": line.due_on,
                "landing": line.landing,
                **_measure(line.measure),
            }
        else:
            category = line.category
            columns = {"title": line.title, "why": line.why}
            if category:
                name = f"~{category}" if category.startswith("~") else category
                columns["category_id"] = company.id_of("category", name, f"{spot}.category")
        if line.end:
            columns["end_state"] = line.end.state
            columns["end_value"] = line.end.value
            columns["end_reason"] = line.end.reason
            decider = company.person(line.end.decided_by, f"{spot}.end.decided_by")
            columns["end_decided_by_id"] = decider
        return columns

    def _note(self, model: Any, pk: int, line: doc.Objective | doc.KeyResult) -> None:
        if line.carried_from:
            self._sources[model].append((pk, line.carried_from, f"{line.place.spot}.carried_from"))

    def _parent(self, pk: int, path: str, place: str) -> Parent:
        is_key_result = path.count("/") == KEY_RESULT
        kind = "key-result" if is_key_result else "objective"
        served = self.company.id_of(kind, path, place)
        return Parent(
            objective_id=pk,
            to_objective_id=None if is_key_result else served,
            to_key_result_id=served if is_key_result else None,
        )

    # ---- what is kept beside slides ----

    def _write_beside(self, pairs: list[Pair], rows: list[Slide]) -> None:
        variants: list[tuple[Node, Variant]] = []
        remarks: list[tuple[Node, Dismissal]] = []
        for (_, each), row in zip(pairs, rows, strict=True):
            variants += [(node, self._variant(node, row.pk)) for node in each.variants]
            remarks += [(node, self._remark(node, row.pk)) for node in each.remarks]
        first = len(self.company.ids["variant"]) + 1
        names = [str(first + index) for index in range(len(variants))]
        paths = [node.path for node, _ in variants]
        self.company.add("variant", names, [row for _, row in variants], paths)
        self.rows.add([row for _, row in remarks], [node.path for node, _ in remarks])

    def _variant(self, node: Node, slide: int) -> Variant:
        field = node.text("field", required=True)
        row = Variant(
            slide_id=slide,
            line=self.company.ref(node.text("line"), node.at("line")),
            field=field,
            text=self._words(node, "text", field),
            typed=self._words(node, "typed", field),
            author_id=self.company.person(node.text("author"), node.at("author")),
            burst=node.text("burst"),
            written_at=moment(node, "written_at"),
            choice=node.text("choice"),
            chosen_by_id=self.company.person(node.text("chosen_by"), node.at("chosen_by")),
            chosen_at=node.moment("chosen_at"),
        )
        node.rest()
        return row

    def _words(self, node: Node, name: str, field: str) -> str:
        text = node.text(name)
        if field != "category_id" or not text:
            return text
        return category_text(text, lambda kind, each: self.company.id_of(kind, each, node.at(name)))

    def _remark(self, node: Node, slide: int) -> Dismissal:
        row = Dismissal(
            slide_id=slide,
            code=node.text("check", required=True),
            line=self.company.ref(node.text("line"), node.at("line")),
            words=node.text("words"),
            by_id=self.company.person(node.text("by"), node.at("by")),
            at=moment(node, "at"),
        )
        node.rest()
        return row


class _Slide:
    """One slide as an archive says it: what `palier/1` says of it, and the rest."""

    def __init__(self, node: Node) -> None:
        self.version = max(whole(node, "version"), 1)
        self.name = node.text("name")
        self.under = node.text("under")
        self.variants = node.nodes("variants")
        self.remarks = node.nodes("remarks")
        self.slide = slide_in(node)


def _measure(measure: doc.Measure) -> dict[str, Any]:
    return {
        "kind": measure.kind,
        "baseline": measure.baseline,
        "target": measure.target,
        "measure_unit": measure.unit,
        "marks": [
            {"name": mark.name, "percent": format(mark.percent.normalize(), "f")}
            for mark in measure.marks
        ],
        "measure_note": measure.note,
        "baseline_due_on": measure.baseline_due_on,
    }
