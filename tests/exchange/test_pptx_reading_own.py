"""A deck that Palier wrote comes back word for word, whatever program it went through."""

import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pptx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pptx.util import Inches

from palier.exchange.document import Document, End, KeyResult, Measure, Objective
from palier.exchange.files import read_file
from palier.exchange.reading.pptx import read_pptx
from palier.exchange.reading.pptx_own import read_own
from palier.exchange.writing.files import deck_of, in_memory
from palier.exchange.writing.gather import gather
from palier.organisation.models import Organisation
from palier.pages.sample import load
from palier.sheets.content import Block, Dots, Line, Run, Sheet, Shows, Tone
from palier.sheets.draw_pptx import write_pptx
from palier.sheets.fit import fit
from palier.slides.models import Slide
from palier.slides.rules.measure import Measure as Told
from palier.slides.rules.measure import format_measure
from palier.slides.rules.tidy import one_line
from tests.cast import NOW
from tests.exchange.imports import planned
from tests.exchange.office_files import saved_by_libreoffice


def read(data: bytes) -> Document:
    return read_own(read_pptx(data).parts, file="okr.pptx")


def sample(language: str) -> tuple[bytes, Document]:
    """Return the deck of the sample company, and what its slides hold."""
    load(at=NOW)
    organisation = Organisation.objects.get()
    slides = Slide.objects.filter(unit__organisation=organisation)
    data, _ = in_memory(deck_of(organisation, None, slides, language), "pptx")
    return data, gather(organisation, slides).document


def shown(document: Document) -> dict[tuple[str, str], list[Any]]:
    """Return what the sheets show of a document, by the names of units; they show no reason of
    an objective, and of a baseline to come only that it is not known.
    """
    names = {unit.key: unit.name for unit in document.units if unit.key}

    def path(key: str) -> str:
        unit, _, rest = key.partition("/")
        return f"{names.get(unit, unit)}/{rest}"

    return {
        (names.get(slide.unit, slide.unit), slide.cycle): [
            (
                *(one.title, one.why, one.category, _ending(one.end)[:1], path(one.carried_from)),
                [_line(line, path(line.carried_from)) for line in one.key_results],
            )
            for one in slide.objectives
        ]
        for slide in document.slides
    }


def _line(line: KeyResult, source: str) -> tuple[Any, ...]:
    landing = "" if line.end else line.landing
    measure = (line.measure.kind, line.measure.baseline, line.measure.target, line.measure.unit,
               line.measure.note, line.measure.marks)  # fmt: skip
    current = line.current if landing else None
    return line.title, line.level, measure, landing, current, _ending(line.end), source


def _ending(end: End | None) -> tuple[Any, ...]:
    return (end.state, end.value, end.reason) if end else ()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_deck_of_a_whole_company_comes_back_the_same(db: None, language: str) -> None:
    data, document = sample(language)
    found = read(data)
    assert shown(found) == shown(document)
    assert {leftover.about for leftover in found.leftovers} == {"speaker-note"}
    heads = {person.key: person.name for person in document.people}
    of_units = {unit.key: unit.head or "" for unit in document.units}
    wanted = [heads[slide.head or of_units[slide.unit]] for slide in document.slides]
    assert sorted(slide.head for slide in found.slides) == sorted(wanted)


def test_a_deck_brought_back_changes_nothing(db: None) -> None:
    data, _ = sample("fr")
    plan = planned(read_file(data, name="okr.pptx"), Organisation.objects.get())
    assert plan.is_empty
    assert [problem for problem in plan.problems if problem.code != "locked"] == []


@pytest.mark.office
def test_the_deck_comes_back_the_same_after_libreoffice_saved_it(db: None, tmp_path: Path) -> None:
    data, document = sample("fr")
    assert shown(read(saved_by_libreoffice(data, tmp_path, "pptx"))) == shown(document)


# ---- whatever it holds ----

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Cf", "Co", "Zl", "Zp")),
    min_size=1,
    max_size=90,
).filter(lambda text: text == one_line(text) and "↻" not in text and text.isprintable())
FIGURES = st.integers(-10_000_000, 10_000_000).map(lambda value: Decimal(value) / 100)
MEASURES = st.builds(
    lambda baseline, target, unit: Measure("number", baseline, target, unit),
    st.none() | FIGURES,
    FIGURES,
    st.sampled_from(["", "%", "€", "k€", "RDV/sem.", "jours", "M€"]),
)
LINES = st.builds(
    KeyResult,
    title=WORDS,
    level=st.sampled_from(["", "input", "output", "outcome"]),
    measure=MEASURES | st.just(Measure()),
)
OBJECTIVES = st.builds(
    Objective,
    title=WORDS,
    why=WORDS | st.just(""),
    category=st.sampled_from(["", "Croissance"]),
    key_results=st.lists(LINES, max_size=8),
)
DOTS = {"": 0, "input": 1, "output": 2, "outcome": 3}


def sheet_of(objectives: list[Objective]) -> Sheet:
    def line(said: KeyResult, ref: str) -> Line:
        told = Told(said.measure.kind, said.measure.baseline, said.measure.target,
                    said.measure.unit)  # fmt: skip
        text = format_measure(told, "fr")
        runs = (Run(text, Tone.STRONG),) if text else ()
        return Line(said.title, runs, Dots(DOTS[said.level]), ref=ref, shows=Shows.MEASURE)

    blocks = tuple(
        Block(
            one.title,
            tuple(line(said, f"k{at}.{row}") for row, said in enumerate(one.key_results)),
            why=one.why,
            category=one.category,
            ref=f"o{at}",
        )
        for at, one in enumerate(objectives)
    )
    return Sheet("Ventes", "T1 2027 · Zoé", blocks)


@pytest.mark.once
@settings(max_examples=25)
@given(st.lists(OBJECTIVES, max_size=6))
def test_whatever_it_holds_it_comes_back_the_same(objectives: list[Objective]) -> None:
    target = io.BytesIO()
    sheet = sheet_of(objectives)
    write_pptx([(sheet, fit(sheet))], target, title="OKR", language="fr")
    [slide] = read(target.getvalue()).slides
    assert (slide.unit, slide.cycle, slide.head) == ("Ventes", "2027-Q1", "Zoé")

    def content(found: list[Objective]) -> list[Any]:
        return [(one.title, one.why, one.category,
                 [_line(line, "") for line in one.key_results]) for one in found]  # fmt: skip

    assert content(slide.objectives) == content(objectives)


@pytest.mark.once
def test_what_people_correct_or_add_in_their_program_is_read_or_listed() -> None:
    lines = (
        Line("Signer", (Run("35 → 70 %"),), ref="k1"),
        Line("Vendre", (Run("Partiel", Tone.PARTIAL),), ref="k2", shows=Shows.RESULT),
    )
    sheet = Sheet("Ventes", "T1 2027 · Zoé", (Block("Vite", lines, ref="o1"),))
    target = io.BytesIO()
    write_pptx([(sheet, fit(sheet))], target, title="OKR", language="fr")
    deck = pptx.Presentation(io.BytesIO(target.getvalue()))
    shapes = deck.slides[0].shapes
    named = {shape.name: shape for shape in shapes}
    named["objective 1"].text_frame.text = "Plus vite"
    named["measure 1.1"].text_frame.text = "35 → 80 %"
    named["result 1.2"].text_frame.text = "on verra"
    note = shapes.add_textbox(Inches(1), Inches(6), Inches(3), Inches(1))
    note.text_frame.text = "À revoir"
    kept = io.BytesIO()
    deck.save(kept)
    document = read(kept.getvalue())
    [objective] = document.slides[0].objectives
    assert objective.title == "Plus vite"
    assert objective.key_results[0].measure.target == 80
    assert objective.key_results[1].end is None
    assert {(left.text, left.about) for left in document.leftovers} == {
        ("on verra", "unknown-state"),
        ("À revoir", "note"),
    }
    assert all(left.place.spot.startswith("slide 1, zone ") for left in document.leftovers)
