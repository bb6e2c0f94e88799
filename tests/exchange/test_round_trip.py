"""palier/1 through the database and back: the same content, whatever it holds."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from palier.accounts.models import User
from palier.exchange.actions import apply
from palier.exchange.document import (
    Cycle,
    Document,
    End,
    KeyResult,
    Mark,
    Measure,
    Objective,
    Organisation,
    Person,
    Slide,
    Unit,
)
from palier.exchange.palier_json import read_json, write_json
from palier.exchange.writing.gather import gather
from palier.organisation import models
from palier.pages.sample import load
from palier.slides.models import Slide as SlideRow
from palier.slides.rules.tidy import one_line
from tests.cast import NOW
from tests.exchange.imports import SAMPLE, planned, rows


def exported(organisation: models.Organisation) -> bytes:
    slides = SlideRow.objects.filter(unit__organisation=organisation)
    return write_json(gather(organisation, slides, is_whole=False).document)


def content(data: bytes) -> dict[str, Any]:
    """Return what a file says, in an order of its own, absent and empty alike."""
    document = read_json(data)
    value: dict[str, Any] = json.loads(write_json(document))
    for cycle in value["cycles"]:
        cycle["board_at"] = cycle["board_at"] and document.cycles[0].board_at
    order = {"people": "key", "units": "key", "cycles": "key", "slides": "unit"}
    for name, key in order.items():
        value[name].sort(key=lambda row: (row.get("cycle", ""), row[key]))
    return value


def test_the_sample_company_comes_back_the_same(db: None) -> None:
    load(at=NOW)
    organisation = models.Organisation.objects.get()
    assert content(exported(organisation)) == content(SAMPLE.read_bytes())


def test_a_board_keeps_its_moment(db: None) -> None:
    load(at=NOW)
    said = {cycle.key: cycle.board_at for cycle in read_json(SAMPLE.read_bytes()).cycles}
    rows = models.Organisation.objects.get().cycles.values_list("key", "board_at")
    assert dict(rows) == said


def test_the_sample_is_founded_with_its_accounts_and_roles(db: None) -> None:
    load(at=NOW)
    organisation = models.Organisation.objects.get()
    assert organisation.is_sample and organisation.language == "fr"
    assert organisation.people.count() == User.objects.count() == 81
    assert not any(user.has_usable_password() for user in User.objects.all())
    assert organisation.people.filter(is_direction=True).count() == 3
    assert organisation.people.filter(is_pilot=True).count() == 1
    assert organisation.categories.count() == 5


def test_an_export_imported_into_an_empty_palier_is_the_same_file_again(db: None) -> None:
    load(at=NOW)
    first = exported(models.Organisation.objects.get())
    # Another organisation beside it: keys are free again, and addresses are of the same people.
    models.Organisation.objects.update(key="frimaire-before")
    apply(planned(read_json(first), None), by=None, at=NOW)
    assert exported(models.Organisation.objects.get(key="frimaire")) == first


def test_the_sample_again_changes_nothing(db: None) -> None:
    load(at=NOW)
    before = rows()
    plan = planned(read_json(SAMPLE.read_bytes()), models.Organisation.objects.get())
    assert plan.is_empty
    assert not apply(plan, by=None, at=NOW).is_written and rows() == before


# ---- whatever it holds ----

KEYS = st.from_regex(r"[a-z][a-z0-9-]{0,10}", fullmatch=True)
WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), min_size=1, max_size=30
).filter(lambda text: text == one_line(text) and text.strip() == text and text.isprintable())
FIGURES = st.decimals(-10_000_000, 10_000_000, places=4).map(
    lambda value: Decimal(format(value.normalize(), "f"))
)
STATES = st.sampled_from(["ok", "partial", "ko", "deprioritised"])
MAYBE = st.none() | FIGURES
MEASURES = st.one_of(
    st.just(Measure()),
    st.builds(Measure, kind=st.just("yes_no"), note=WORDS),
    st.builds(Measure, kind=st.just("number"), baseline=MAYBE, target=FIGURES, unit=WORDS,
              baseline_due_on=st.none() | st.dates()),
    st.builds(
        Measure,
        kind=st.just("milestone"),
        marks=st.lists(
            st.builds(Mark, name=WORDS, percent=st.integers(0, 100).map(Decimal)),
            min_size=2,
            max_size=5,
        ),
    ),
)  # fmt: skip
ENDS = st.none() | st.builds(End, state=STATES, value=MAYBE, reason=WORDS | st.just(""))
KEY_RESULTS = st.builds(
    KeyResult,
    title=WORDS,
    key=KEYS,
    level=st.sampled_from(["", "input", "output", "outcome"]),
    measure=MEASURES,
    current=MAYBE,
    due_on=st.none() | st.dates(),
    landing=STATES | st.just(""),
    end=ENDS,
)
OBJECTIVES = st.builds(
    Objective,
    title=WORDS,
    key=KEYS,
    why=WORDS | st.just(""),
    category=st.sampled_from(["", "Croissance", "Équipe"]),
    key_results=st.lists(KEY_RESULTS, max_size=3, unique_by=lambda line: line.key),
)
SLIDES = st.builds(
    Slide,
    unit=st.sampled_from(["acme", "sales", "tech"]),
    cycle=st.sampled_from(["2026-Q4", "2027-Q1"]),
    state=st.sampled_from(["draft", "submitted", "approved", "presented", "closed"]),
    objectives=st.lists(OBJECTIVES, max_size=3, unique_by=lambda line: line.key),
)


def document_of(slides: list[Slide]) -> Document:
    used = sorted({slide.cycle for slide in slides})
    ordered = sorted(slides, key=lambda slide: (slide.cycle, slide.unit))
    return Document(
        organisation=Organisation(
            "acme", "Acme", categories=[("Croissance", 3), ("Équipe", 1)], pilots=["marie"]
        ),
        people=[Person("Marie", "marie", "marie@acme.example"), Person("Luc", "luc")],
        units=[
            Unit("Acme", "acme", "company", head="marie"),
            Unit("Sales", "sales", "pole", parent="acme", head="luc"),
            Unit("Tech", "tech", parent="sales", members=["luc"]),
        ],
        cycles=[Cycle(key) for key in used],
        slides=ordered,
        is_exact=True,
    )


@pytest.mark.slow
class WhateverItHolds(TestCase):
    @given(st.lists(SLIDES, max_size=4, unique_by=lambda slide: (slide.unit, slide.cycle)))
    @settings(max_examples=settings().max_examples // 3)
    def test_it_comes_back_the_same(self, slides: list[Slide]) -> None:
        document = document_of(slides)
        apply(planned(document, None), by=None, at=NOW)
        organisation = models.Organisation.objects.get(key="acme")
        found = gather(organisation, SlideRow.objects.filter(unit__organisation=organisation))
        written, said = (json.loads(write_json(d)) for d in (found.document, document))
        assert written["slides"] == said["slides"]
        assert [unit | {"members": None} for unit in written["units"]] == [
            unit | {"members": None} for unit in said["units"]
        ]
        assert planned(document, organisation).is_empty
