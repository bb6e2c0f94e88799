"""Undoing an import as a whole: what nobody touched goes, what somebody wrote stays."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from palier.comments.actions.saying import write
from palier.comments.models import Comment
from palier.comments.rules.talking import Words
from palier.cycles.models import Cycle
from palier.exchange.actions import FileTaken, apply_file, apply_import
from palier.exchange.actions.bringing import bring
from palier.exchange.actions.undoing import Undone, undo_import
from palier.exchange.files import read_file
from palier.exchange.models import Import
from palier.exchange.previews import preview_of
from palier.exchange.undoing import undoing_of
from palier.journal.models import Entry
from palier.organisation.models import Membership, Organisation, Person, Unit
from palier.organisation.rules import Refused
from palier.slides.actions import lines, words
from palier.slides.models import Category, KeyResult, Objective, Slide
from palier.slides.queries.past import past_of
from tests.cast import NOW, Cast, make_person, make_slide
from tests.exchange.imports import SALES, planned, sales_workbook
from tests.exchange.workbooks import written

LATER = NOW + timedelta(hours=1)
CONTENT = (
    Organisation, Person, Unit, Membership, Cycle, Category, Slide, Objective, KeyResult, Comment,
)  # fmt: skip


def content() -> dict[str, list[dict[str, Any]]]:
    """Return every row an import may touch, versions of slides apart."""
    kept = {}
    for model in CONTENT:
        rows = list(model._default_manager.order_by("pk").values())
        kept[model.__name__] = [{k: v for k, v in row.items() if k != "version"} for row in rows]
    return kept


def imported(cast: Cast, data: bytes, name: str = "okr.xlsx") -> Import:
    row = bring(name, data, "fr", by=cast.pia, at=NOW)
    apply_import(row, preview_of(row, today=NOW.date()).plan, by=cast.pia, at=NOW)
    row.refresh_from_db()
    return row


def undone(cast: Cast, row: Import) -> Undone:
    result = undo_import(row, by=cast.pia, at=LATER)
    assert result is not None
    return result


def fresh(cast: Cast) -> bytes:
    """A unit, a head and a quarter that Palier does not know yet."""
    without_ends = [row[:4] for row in SALES[2:7]]  # else a past quarter is closed
    web = [["OKR Web T4 2018", "", "", "Manager : Zoé Durand"], [], *without_ends]
    return written(("Web", web), ("Sales France", [SALES[0], [], *without_ends]))


def test_all_that_an_import_wrote_goes(cast: Cast) -> None:
    before = content()
    row = imported(cast, fresh(cast))
    assert Unit.objects.filter(name="Web").exists() and KeyResult.objects.count() == 8

    result = undone(cast, row)

    assert content() == before
    assert (result.lines, result.slides, result.units, result.people) == (12, 2, 1, 1)
    assert result.kept == []
    entry = Entry.objects.get(verb="import.undone")
    assert entry.details["import"] == row.pk and entry.actor == cast.pia


def test_what_the_command_line_imported_is_listed_and_undone_from_the_page(
    cast: Cast, client: Client
) -> None:
    before = content()
    plan = planned(read_file(fresh(cast), name="okr.xlsx"), cast.acme, cycle="2027-Q1")
    report = apply_file(plan, FileTaken("okr.xlsx", 7, "fr"), at=NOW)
    assert report.import_id is not None
    row = Import.objects.get(pk=report.import_id)
    assert {
        entry.details.get("import") for entry in Entry.objects.filter(verb="slide.imported")
    } == {row.pk}
    assert cast.pia.user is not None
    client.force_login(cast.pia.user)
    assert f"/imports/{row.pk}/applied/" in client.get("/imports/").content.decode()

    client.post(f"/imports/{row.pk}/undoing/")

    assert content() == before


def test_what_it_changed_is_as_before_and_the_history_goes_back_through_it(cast: Cast) -> None:
    slide = make_slide(
        cast.sales_france, cast.past, {"Installer le produit X": ["Appels le matin"]}
    )
    first = Entry.objects.create(
        organisation=cast.acme, verb="slide.opened", subject=slide.topic, at=NOW
    )
    before = content()
    title = f"OKR Sales France T{cast.past.key[-1]} {cast.past.key[:4]}"
    row = imported(cast, sales_workbook((0, 0, title), (3, 1, "Appels chaque matin")))
    changed = imported(cast, sales_workbook((0, 0, title), (4, 3, "5")))
    assert KeyResult.objects.get(title="Rendez-vous par semaine").target == 5

    undone(cast, changed)
    assert KeyResult.objects.get(title="Rendez-vous par semaine").target == 3
    undone(cast, row)

    assert content() == before
    then = past_of(Slide.objects.get(pk=slide.pk), first).then
    assert then is not None
    assert [line.fields["title"] for line, _ in then.lines()] == [
        "Installer le produit X",
        "Appels le matin",
    ]


def test_exactly_the_lines_somebody_wrote_on_stay_and_are_named(cast: Cast) -> None:
    row = imported(cast, fresh(cast))
    slide = Slide.objects.get(unit=cast.sales_france)
    written_on = KeyResult.objects.get(title="Appels chaque matin", objective__slide=slide)
    words.edit(written_on, "title", "Appels le soir", by=cast.pia, at=LATER)

    result = undone(cast, row)

    assert [(kept.title, kept.is_carrier) for kept in result.kept] == [
        ("Installer le produit X", True),
        ("Appels le soir", False),
    ]
    assert list(KeyResult.objects.values_list("title", flat=True)) == ["Appels le soir"]
    assert not Unit.objects.filter(name="Web").exists()


def test_what_somebody_said_something_about_stays(cast: Cast) -> None:
    row = imported(cast, fresh(cast))
    slide = Slide.objects.get(unit=cast.sales_france)
    objective = slide.objectives.first()
    assert objective is not None
    write(slide, Words("Est-ce encore vrai ?"), by=cast.pia, at=LATER, line=objective.ref)

    result = undone(cast, row)

    assert [kept.title for kept in result.kept] == [objective.title]
    assert Comment.objects.count() == 1 and Objective.objects.get() == objective


def test_a_line_added_below_keeps_its_objective(cast: Cast) -> None:
    row = imported(cast, fresh(cast))
    slide = Slide.objects.get(unit=cast.sales_france)
    objective = Objective.objects.get(slide=slide, title="Recruter une équipe qui reste")
    lines.add_key_result(objective, by=cast.pia, at=LATER, title="Deux stagiaires")

    undone(cast, row)

    assert list(KeyResult.objects.values_list("title", flat=True)) == ["Deux stagiaires"]
    assert Objective.objects.get() == objective


def test_units_and_people_that_something_else_holds_stay(cast: Cast) -> None:
    row = imported(cast, fresh(cast))
    web, zoe = Unit.objects.get(name="Web"), Person.objects.get(name="Zoé Durand")
    make_slide(web, cast.coming, {"Durer": []})
    Membership.objects.create(person=zoe, unit=cast.support)

    result = undone(cast, row)

    assert (result.units, result.people) == (0, 0)
    assert Unit.objects.filter(pk=web.pk).exists() and Person.objects.filter(pk=zoe.pk).exists()


def test_a_slide_that_was_submitted_since_is_left_alone(cast: Cast) -> None:
    row = imported(cast, fresh(cast))
    slide = Slide.objects.get(unit=cast.sales_france)
    Slide.objects.filter(pk=slide.pk).update(state="submitted")

    result = undone(cast, row)

    assert {kept.slide.pk for kept in result.kept} == {slide.pk}
    assert KeyResult.objects.filter(objective__slide=slide).count() == 4


def test_an_import_is_undone_once_and_by_those_who_run_the_process(cast: Cast) -> None:
    row = imported(cast, fresh(cast))
    with pytest.raises(Refused, match="not-pilot"):
        undo_import(row, by=cast.jo, at=LATER)
    undone(cast, row)
    before = Entry.objects.count()
    assert undo_import(row, by=cast.pia, at=LATER) is None
    assert Entry.objects.count() == before


def test_a_file_that_was_never_imported_cannot_be_undone(cast: Cast) -> None:
    row = bring("okr.xlsx", sales_workbook(), "fr", by=cast.pia, at=NOW)
    with pytest.raises(Refused, match="not-applied"):
        undo_import(row, by=cast.pia, at=LATER)


def test_what_would_be_undone_takes_as_many_queries_for_ten_units_more(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    def wide(names: str) -> bytes:
        return written(
            *[(f"Ventes {n}o", [[f"OKR Ventes {n}o T4 2018"], *SALES[2:7]]) for n in names]
        )

    small, large = imported(cast, wide("ab")), imported(cast, wide("cdefghijklm"))
    with django_assert_num_queries(12, exact=False) as counted:
        undoing_of(small)
    few = len(counted)
    with django_assert_num_queries(few):
        undoing_of(large)


def test_the_page_names_what_stays_and_undoes(client: Client, cast: Cast) -> None:
    assert cast.pia.user is not None
    client.force_login(cast.pia.user)
    client.cookies["django_language"] = "en"
    make_person(cast.acme, "Zoé Durand", key="zoe")
    row = imported(cast, fresh(cast))
    page = client.get(f"/imports/{row.pk}/", follow=True).content.decode()
    assert "12 lines that it added go." in page and "Undo this import" in page

    response = client.post(f"/imports/{row.pk}/undoing/", follow=True)

    assert "everything is as it was before this file" in response.content.decode()
    assert "This import was undone." in response.content.decode()
    assert not Slide.objects.exists()
