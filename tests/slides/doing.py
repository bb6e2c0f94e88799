"""Anything people may do on a slide, drawn at random: what the tests of its history share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from palier.journal.models import Entry
from palier.journal.queries import about
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions import carrying, lines, restoring, serving, undo, words
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.queries.lines import Line, candidates
from palier.slides.queries.past import content_of
from palier.slides.rules.past import Content
from palier.slides.rules.sending import Sent
from tests.cast import NOW, Cast, make_slide
from tests.exchange.imports import imported, sales_workbook

WORDS = ("", "Signer", "Signer trois clients", "Appels chaque matin", "le soir")
MEASURES = ("", "0 → 3", "35 à 70 %", "oui/non", "200 000 €")

drawn = st.lists(
    st.tuples(
        st.sampled_from(
            [
                *("edit", "edit", "measure", "level", "why", "colour", "current"),
                *("objective", "add", "up", "down", "up", "down", "remove", "fell"),
                *("undo", "undo", "redo", "carry", "serve", "import", "restore", "restore one"),
            ]
        ),
        st.integers(0, 40),
        st.integers(0, 40),
    ),
    max_size=14,
)


@dataclass
class Stage:
    """A slide, those around it, and how it was after each entry of its journal."""

    cast: Cast
    slide: Slide
    past: Slide
    moments: list[tuple[Entry, Content]] = field(default_factory=list)

    def play(self, verb: str, first: int, second: int) -> None:
        """Do one thing, as one of two people; what is refused changes nothing."""
        by = (self.cast.marie, self.cast.jo)[second % 2]
        try:
            _ACTS[verb](self, by, first, second)
        except Refused:
            return
        entries = about(self.slide.topic, organisation_id=self.cast.acme.pk)
        last = entries.first()
        if last:
            self.moments.append((last, content_of(self.slide)))

    @property
    def last_actor(self) -> Person | None:
        return self.moments[-1][0].actor if self.moments else None

    def objectives(self) -> list[Objective]:
        return list(Objective.objects.filter(slide=self.slide).select_related("slide__unit"))

    def key_results(self) -> list[KeyResult]:
        rows = KeyResult.objects.filter(objective__slide=self.slide)
        return list(rows.select_related("objective__slide__unit"))


def staged(cast: Cast) -> Stage:
    """Return a slide with a company above it, a past to carry from, and a legend."""
    make_slide(cast.company, cast.coming, {"Durer": ["Résultat", "Marge"]})
    past = make_slide(cast.sales_france, cast.current, {"Avant": ["raté", "encore"], "Puis": ["x"]})
    slide = make_slide(cast.sales_france, cast.coming, {"Un": ["a", "b"], "Deux": ["c"]})
    for number, name in enumerate(("Croissance", "Équipe")):
        cast.acme.categories.create(name=name, colour=number + 1)
    return Stage(cast, slide, past)


def told(content: Content) -> Any:
    """Return what a slide says, without the keys of its lines, which nobody reads."""
    return [
        (
            [(line.ref, {**line.fields, "key": ""}) for line in (row, *row.key_results)],
            row.serves,
        )
        for row in content.objectives
    ]


def _edit(
    name: str, texts: tuple[str, ...], *, is_key_result: bool = True
) -> Callable[[Stage, Person, int, int], None]:
    def act(stage: Stage, by: Person, first: int, second: int) -> None:
        rows: list[Line] = [*stage.objectives(), *stage.key_results()]
        if name != "title":
            rows = [row for row in rows if isinstance(row, KeyResult) == is_key_result]
        if rows:
            row, text = rows[first % len(rows)], texts[second % len(texts)]
            words.edit(row, name, text, by=by, at=NOW, sent=Sent(burst=f"b{first % 3}"))

    return act


def _colour(stage: Stage, by: Person, first: int, second: int) -> None:
    pks = [str(pk) for pk in stage.cast.acme.categories.values_list("pk", flat=True)]
    _edit("category_id", ("", *pks), is_key_result=False)(stage, by, first, second)


def _objective(stage: Stage, by: Person, first: int, second: int) -> None:
    rows = stage.objectives()
    after = rows[first % len(rows)] if rows and second % 3 else None
    lines.add_objective(stage.slide, after=after, title=f"O{first}", by=by, at=NOW)


def _add(stage: Stage, by: Person, first: int, second: int) -> None:
    rows = stage.key_results()
    if rows:
        after = rows[first % len(rows)]
        lines.add_key_result(after.objective, after=after, title=f"k{second}", by=by, at=NOW)


def _move(step: int) -> Callable[[Stage, Person, int, int], None]:
    def act(stage: Stage, by: Person, first: int, second: int) -> None:
        rows: list[Line] = [*stage.objectives(), *stage.key_results()]
        if rows:
            lines.move(rows[first % len(rows)], step, by=by, at=NOW)

    return act


def _remove(stage: Stage, by: Person, first: int, second: int) -> None:
    rows = stage.key_results()
    if rows:
        lines.remove(rows[first % len(rows)], by=by, at=NOW)


def _fell(stage: Stage, by: Person, first: int, second: int) -> None:
    rows = stage.objectives()
    if rows:
        lines.remove(rows[first % len(rows)], by=by, at=NOW)


def _carry(stage: Stage, by: Person, first: int, second: int) -> None:
    rows: list[Line] = [*stage.past.objectives.all()]
    rows += KeyResult.objects.filter(objective__slide=stage.past)
    carrying.carry_over(rows[first % len(rows)], stage.slide, by=by, at=NOW)


def _serve(stage: Stage, by: Person, first: int, second: int) -> None:
    rows = stage.objectives()
    if rows:
        row = rows[first % len(rows)]
        above = [line.ref for line in candidates(row)]
        serving.set_parents(row, above[second % 3 :], by=by, at=NOW)


def _import(stage: Stage, by: Person, first: int, second: int) -> None:
    changes = [(3, 1, f"Appels du matin {first}"), (4, 2, "Input"), (3, 3, str(second))]
    data = sales_workbook(*changes[: first % 4])
    imported(data, stage.cast.acme, by=stage.cast.pia, cycle="2027-Q1")


def _restore(*, is_whole: bool) -> Callable[[Stage, Person, int, int], None]:
    def act(stage: Stage, by: Person, first: int, second: int) -> None:
        if not stage.moments:
            return
        entry, content = stage.moments[first % len(stage.moments)]
        refs = [line.ref for line, _ in content.lines()]
        ref = "" if is_whole or not refs else refs[second % len(refs)]
        restoring.restore(stage.slide, entry, ref=ref, by=by, at=NOW)

    return act


def _undo(stage: Stage, by: Person, first: int, second: int) -> None:
    undo.undo(stage.slide, by=by if first % 3 else stage.last_actor or by, at=NOW)


def _redo(stage: Stage, by: Person, first: int, second: int) -> None:
    stage.play("undo", 0, second)  # else there is seldom anything to redo
    undo.redo(stage.slide, by=stage.last_actor or by, at=NOW)


_ACTS: dict[str, Callable[[Stage, Person, int, int], object]] = {
    "edit": _edit("title", WORDS),
    "measure": _edit("measure", MEASURES),
    "level": _edit("level", ("input", "output", "outcome", "")),
    "current": _edit("current", ("", "1", "2,5")),
    "why": _edit("why", WORDS, is_key_result=False),
    "colour": _colour,
    "objective": _objective,
    "add": _add,
    "up": _move(-1),
    "down": _move(1),
    "remove": _remove,
    "fell": _fell,
    "undo": _undo,
    "redo": _redo,
    "carry": _carry,
    "serve": _serve,
    "import": _import,
    "restore": _restore(is_whole=True),
    "restore one": _restore(is_whole=False),
}
