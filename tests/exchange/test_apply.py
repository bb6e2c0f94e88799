"""Applying an import: whole or not at all, once, by those who may."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from palier.exchange.actions import apply, apply_import
from palier.exchange.actions.bringing import bring
from palier.exchange.document import Document, KeyResult, Measure, Objective, Slide
from palier.exchange.matching import Asked
from palier.exchange.queries import picture_of
from palier.journal.models import Entry
from palier.live import versions
from palier.organisation.models import Organisation, Unit
from palier.organisation.rules import Refused
from palier.slides.actions import words
from palier.slides.models import KeyResult as KeyResultRow
from palier.slides.models import Objective as ObjectiveRow
from palier.slides.models import Slide as SlideRow
from tests.cast import NOW, Cast, make_slide
from tests.exchange.imports import (
    SALES,
    SOURCEGRAPH,
    imported,
    planned,
    read,
    rows,
    sales_workbook,
)
from tests.exchange.workbooks import written


def test_a_workbook_founds_a_company(db: None) -> None:
    report = imported(SOURCEGRAPH.read_bytes(), None, organisation="sourcegraph")
    counts = report.counts
    assert (counts.units, counts.objectives, counts.key_results) == (9, 18, 45)
    assert (counts.created, counts.changed, counts.unchanged) == (72, 0, 0)
    organisation = Organisation.objects.get()
    assert organisation.name == "Sourcegraph"
    assert organisation.units.count() == 10  # the company and its nine teams
    assert {unit.depth for unit in organisation.units.exclude(kind="company")} == {1}


def test_twice_is_the_same_as_once_and_writes_nothing(cast: Cast) -> None:
    imported(sales_workbook(), cast.acme, by=cast.pia)
    before, slide = rows(), SlideRow.objects.get()
    plan = planned(read(sales_workbook()), cast.acme)
    with CaptureQueriesContext(connection) as queries:
        report = apply(plan, by=cast.pia, at=NOW)
    assert len(queries) == 0
    assert not report.is_written and report.counts.unchanged == 7
    assert rows() == before
    assert SlideRow.objects.get().version == slide.version


def test_everything_is_there_with_its_measures_and_states(cast: Cast) -> None:
    imported(sales_workbook(), cast.acme, by=cast.pia)
    slide = SlideRow.objects.get()
    assert (slide.unit, slide.head, slide.parent) == (cast.sales_france, cast.marie, cast.sales)
    assert (slide.cycle.key, slide.state) == ("2018-Q4", "closed")
    lines = KeyResultRow.objects.filter(objective__slide=slide).order_by(
        "objective__position", "position"
    )
    assert [
        (row.title, row.level, int(row.target or 0), row.measure_unit, row.end_state)
        for row in lines
    ] == [
        ("Appels chaque matin", "input", 60, "", "ok"),
        ("Rendez-vous par semaine", "output", 3, "", "partial"),
        ("Signatures du produit X", "outcome", 200_000, "€", "ko"),
        ("Sales recrutés", "outcome", 3, "", ""),
    ]


def test_a_changed_cell_is_a_change_and_the_rest_stays(cast: Cast) -> None:
    imported(sales_workbook(), cast.acme, by=cast.pia)
    slide = SlideRow.objects.get()
    kept = KeyResultRow.objects.get(title="Sales recrutés")
    report = imported(sales_workbook((4, 4, "OK")), cast.acme, by=cast.pia)
    assert (report.counts.created, report.counts.changed, report.counts.unchanged) == (0, 1, 6)
    assert SlideRow.objects.get().version == slide.version + 1
    assert KeyResultRow.objects.get(title="Rendez-vous par semaine").end_state == "ok"
    assert KeyResultRow.objects.get(title="Sales recrutés").pk == kept.pk


def test_the_journal_says_who_what_before_and_after(cast: Cast) -> None:
    imported(sales_workbook(), cast.acme, by=cast.pia)
    imported(sales_workbook((4, 4, "OK")), cast.acme, by=cast.pia)
    entry = Entry.objects.filter(verb="slide.imported").latest("id")
    line = KeyResultRow.objects.get(title="Rendez-vous par semaine")
    assert (entry.actor, entry.subject) == (cast.pia, SlideRow.objects.get().topic)
    assert entry.details["changed"] == {line.ref: {"end_state": ["partial", "ok"]}}
    summary = Entry.objects.filter(verb="import.applied").latest("id")
    assert summary.subject == cast.acme.topic and summary.details["changed"] == 1


@pytest.mark.django_db(transaction=True)
def test_open_pages_are_told(cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming)
    topics = [slide.topic, f"wall-{cast.coming.pk}", cast.acme.topic]
    before = [versions.current(topic) for topic in topics]
    imported(sales_workbook((0, 0, "OKR Sales France T1 2027")), cast.acme, by=cast.pia)
    assert all(versions.current(topic) > old for topic, old in zip(topics, before, strict=True))


@pytest.mark.parametrize("who", ["marie", "luc", "jo"])
def test_only_the_pilot_and_the_direction_import(cast: Cast, who: str) -> None:
    before = rows()
    with pytest.raises(Refused, match="not-pilot"):
        imported(sales_workbook(), cast.acme, by=getattr(cast, who))
    assert rows() == before


def test_somebody_of_another_company_imports_nothing_here(cast: Cast) -> None:
    with pytest.raises(Refused, match="other-organisation"):
        imported(sales_workbook(), cast.acme, by=cast.beta_dora)


def test_a_slide_changed_meanwhile_stops_everything(cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming, {"Installer le produit X": ["Appels"]})
    plan = planned(read(sales_workbook((0, 0, "OKR Sales France T1 2027"))), cast.acme)
    objective = slide.objectives.get()
    words.edit(objective, "title", "Installer Y", by=cast.marie, at=NOW)
    before = rows()
    with pytest.raises(Refused, match="changed-meanwhile"):
        apply(plan, by=cast.pia, at=NOW)
    assert rows() == before
    objective.refresh_from_db()
    assert objective.title == "Installer Y"


def test_a_slide_opened_meanwhile_stops_everything(cast: Cast) -> None:
    plan = planned(read(sales_workbook((0, 0, "OKR Sales France T1 2027"))), cast.acme)
    make_slide(cast.sales_france, cast.coming)
    with pytest.raises(Refused, match="changed-meanwhile"):
        apply(plan, by=cast.pia, at=NOW)
    assert not ObjectiveRow.objects.exists()


def test_a_plan_with_problems_is_not_applied(cast: Cast) -> None:
    plan = planned(read(sales_workbook((0, 0, "OKR Ventes T4 2018"))), cast.acme, may_create=False)
    with pytest.raises(Refused, match="not-ready"):
        apply(plan, by=None, at=NOW)


def test_two_submissions_of_one_import_write_once(cast: Cast) -> None:
    row = bring("okr.xlsx", sales_workbook(), "fr", by=cast.pia, at=NOW)
    plan = planned(read(sales_workbook()), cast.acme)
    first = apply_import(row, plan, by=cast.pia, at=NOW)
    before = rows()
    assert apply_import(row, plan, by=cast.pia, at=NOW) is None
    assert first is not None and first.is_written and rows() == before


def test_a_refused_import_can_be_applied_afterwards(cast: Cast) -> None:
    make_slide(cast.sales_france, cast.coming)
    data = sales_workbook((0, 0, "OKR Sales France T1 2027"))
    row = bring("okr.xlsx", data, "fr", by=cast.pia, at=NOW)
    plan = planned(read(data), cast.acme)
    SlideRow.objects.update(version=9)
    with pytest.raises(Refused):
        apply_import(row, plan, by=cast.pia, at=NOW)
    assert apply_import(row, planned(read(data), cast.acme), by=cast.pia, at=NOW) is not None


def test_what_people_closed_is_not_written_over(cast: Cast) -> None:
    imported(sales_workbook(), cast.acme, by=cast.pia)
    assert planned(read(sales_workbook((4, 4, "OK"))), cast.acme).problems == []
    Entry.objects.filter(verb="slide.imported").delete()
    problems = planned(read(sales_workbook((4, 4, "OK"))), cast.acme).problems
    assert [problem.code for problem in problems] == ["locked"]


def test_a_unit_of_another_company_is_not_found_by_name(cast: Cast) -> None:
    plan = planned(read(written(("Beta France", SALES))), cast.acme)
    assert [unit.name for unit in plan.units] == ["Beta France"]


def wide(units: int, target: Decimal) -> Document:
    """Return a file of so many units, each with one objective and two key results."""
    measure = Measure("number", target=None)
    return Document(
        slides=[
            Slide(
                f"Unité {n}",
                "2027-Q1",
                objectives=[
                    Objective(
                        "Grandir",
                        key_results=[
                            KeyResult("Ventes", measure=replace(measure, target=target)),
                            KeyResult("Clients"),
                        ],
                    )
                ],
            )
            for n in range(units)
        ]
    )


def test_reading_takes_as_many_queries_for_12_units_as_for_120(cast: Cast) -> None:
    counts = []
    for units in (12, 120):
        apply(planned(wide(units, Decimal(3)), cast.acme), by=None, at=NOW)
        asked = Asked(today=NOW.date())
        with CaptureQueriesContext(connection) as queries:
            picture = picture_of(cast.acme, {"2027-Q1"})
        assert len(picture.slides) == units and asked.may_create
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 14


def test_writing_takes_no_query_for_each_row(cast: Cast) -> None:
    with CaptureQueriesContext(connection) as created:
        apply(planned(wide(120, Decimal(3)), cast.acme), by=None, at=NOW)
    with CaptureQueriesContext(connection) as changed:
        report = apply(planned(wide(120, Decimal(4)), cast.acme), by=None, at=NOW)
    assert report.counts.changed == 120
    assert len(created) < 90  # of 121 units, 120 slides, 120 objectives, 240 key results
    assert len(changed) < 45
    assert Unit.objects.filter(organisation=cast.acme).count() == 126
