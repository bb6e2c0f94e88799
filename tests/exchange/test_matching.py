"""Matching: the same, perhaps the same, or new; nothing emptied, nothing guessed."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from palier.exchange.document import (
    Cycle,
    Document,
    End,
    KeyResult,
    Measure,
    Objective,
    Organisation,
    Person,
    Slide,
    Unit,
)
from palier.exchange.matching import Asked, Kept, Picture, Plan, match
from palier.exchange.matching.lines import pair

pytestmark = pytest.mark.once

TODAY = date(2026, 11, 25)
CYCLE = "2027-Q1"


def acme(*objectives: Objective, state: str = "draft", cycle: str = CYCLE) -> Picture:
    """Return a picture of Acme: Sales France headed by Anna Kessler, with one slide."""
    document = Document(
        organisation=Organisation("acme", "Acme", categories=[("Croissance", 1)]),
        people=[Person("Anna Kessler", "anna"), Person("Hugo Blanc", "hugo")],
        units=[
            Unit("Acme", "acme", "company"),
            Unit("Sales France", "sales-france", parent="acme", head="anna"),
        ],
        cycles=[Cycle(cycle)],
        slides=[Slide("sales-france", cycle, state, "anna", list(objectives))],
        is_exact=True,
    )
    path = f"sales-france/{cycle}"
    lines = {f"{path}/{o.key}": n for n, o in enumerate(objectives, 1)}
    lines |= {
        f"{path}/{o.key}/{k.key}": n for o in objectives for n, k in enumerate(o.key_results, 100)
    }
    return Picture(
        organisation_id=1,
        document=document,
        slides={path: Kept(7, 3)},
        units={"acme": 1, "sales-france": 2},
        people={"anna": 1, "hugo": 2},
        cycles={cycle: 1},
        categories={"Croissance": 1},
        lines=lines,
    )


def file_of(*objectives: Objective, unit: str = "Sales France", head: str = "") -> Document:
    return Document(slides=[Slide(unit, head=head, objectives=list(objectives))])


def plan_of(document: Document, picture: Picture, **asked: object) -> Plan:
    return match(document, picture, Asked(today=TODAY, cycle=CYCLE, **asked))  # type: ignore[arg-type]


def number(title: str, target: int, unit: str = "%", key: str = "") -> KeyResult:
    return KeyResult(title, key, measure=Measure("number", target=Decimal(target), unit=unit))


GROW = Objective("Grandir", "o1", why="Il le faut", key_results=[number("Ventes", 70, key="k1")])


@pytest.mark.parametrize("name", ["Sales France", "SALES  FRANCE", "sales-france", "Salés Francè"])
def test_a_unit_is_the_same_whatever_its_case_accents_and_punctuation(name: str) -> None:
    plan = plan_of(file_of(GROW, unit=name), acme())
    assert [slide.unit for slide in plan.slides] == ["sales-france"]
    assert plan.units == [] and plan.proposals == []


def test_a_unit_that_only_looks_alike_is_proposed_and_never_taken_in_silence() -> None:
    plan = plan_of(file_of(GROW, unit="Sales Frence"), acme())
    (proposal,) = plan.open_proposals
    assert (proposal.name, proposal.known_name) == ("Sales Frence", "Sales France")
    assert plan.slides == [] and plan.units == []


def test_people_say_that_it_is_the_same_or_another() -> None:
    document = file_of(GROW, unit="Sales Frence")
    same = plan_of(document, acme(), answers={"unit:Sales Frence": "sales-france"})
    other = plan_of(document, acme(), answers={"unit:Sales Frence": "+"})
    assert [slide.unit for slide in same.slides] == ["sales-france"]
    assert [unit.key for unit in other.units] == ["sales-frence"]
    assert not same.open_proposals and not other.open_proposals


def test_an_answer_that_names_somebody_else_is_no_answer() -> None:
    plan = plan_of(file_of(GROW, unit="Sales Frence"), acme(), answers={"unit:Sales Frence": "hq"})
    assert plan.open_proposals


def test_units_that_differ_by_a_number_are_not_alike() -> None:
    picture = acme()
    picture.document.units.append(Unit("Squad 1", "squad-1", parent="acme"))
    plan = plan_of(file_of(GROW, unit="Squad 2"), picture)
    assert [unit.name for unit in plan.units] == ["Squad 2"] and plan.proposals == []


def test_two_units_of_one_name_are_a_problem() -> None:
    picture = acme()
    picture.document.units.append(Unit("Sales France", "sales-france-2", parent="acme"))
    assert [p.code for p in plan_of(file_of(GROW), picture).problems] == ["ambiguous-unit"]


def test_a_tab_named_as_the_company_is_the_company() -> None:
    plan = plan_of(file_of(GROW, unit="ACME"), acme())
    assert [slide.unit for slide in plan.slides] == ["acme"]


def test_what_is_not_there_is_a_problem_where_nothing_may_be_created() -> None:
    document = file_of(GROW, unit="Marketing", head="Zoé Durand")
    plan = plan_of(document, acme(), may_create=False)
    assert [p.code for p in plan.problems] == ["unknown-unit", "unknown-person"]


def test_a_new_head_is_a_new_person_and_heads_the_new_unit() -> None:
    plan = plan_of(file_of(GROW, unit="Marketing", head="Zoé Durand"), acme())
    assert [(person.key, person.name) for person in plan.people] == [("zoe-durand", "Zoé Durand")]
    assert [(unit.key, unit.head, unit.parent) for unit in plan.units] == [
        ("marketing", "zoe-durand", "acme")
    ]


def test_a_head_who_looks_alike_is_proposed() -> None:
    plan = plan_of(file_of(GROW, head="Anna Kessel"), acme())
    assert [p.ref for p in plan.open_proposals] == ["person:Anna Kessel"]


def test_the_same_lines_are_unchanged() -> None:
    plan = plan_of(file_of(Objective("grandir !", key_results=[number("VENTES", 70)])), acme(GROW))
    counts = plan.counts()
    # The words differ in case: they are taken from the file, but it is the same line.
    assert (counts.created, counts.changed, counts.unchanged) == (0, 2, 1)
    again = plan_of(file_of(Objective("Grandir", key_results=[number("Ventes", 70)])), acme(GROW))
    assert again.counts().unchanged == 3 and again.is_empty


def test_a_file_never_empties_what_it_does_not_speak_of() -> None:
    said = Objective("Grandir", key_results=[KeyResult("Ventes")])
    plan = plan_of(file_of(said), acme(GROW))
    assert plan.is_empty
    (objective,) = plan.slides[0].objectives
    assert objective.after["why"] == "Il le faut"
    assert objective.key_results[0].after["target"] == 70


def test_another_target_keeps_the_unit_of_measure_it_does_not_say() -> None:
    plan = plan_of(
        file_of(Objective("Grandir", key_results=[number("Ventes", 80, unit="")])), acme(GROW)
    )
    line = plan.slides[0].objectives[0].key_results[0]
    assert line.changes == {"target": (Decimal(70), Decimal(80))}
    assert line.after["measure_unit"] == "%"


def test_another_kind_of_measure_takes_the_place_of_the_whole_measure() -> None:
    said = KeyResult("Ventes", measure=Measure("yes_no", note="selon le marché"))
    plan = plan_of(file_of(Objective("Grandir", key_results=[said])), acme(GROW))
    after = plan.slides[0].objectives[0].key_results[0].after
    assert (after["kind"], after["target"], after["measure_unit"]) == ("yes_no", None, "")


def test_a_line_reworded_a_little_is_the_same_line() -> None:
    said = Objective("Grandir", key_results=[number("Ventes signées en France", 70)])
    known = Objective(
        "Grandir", "o1", key_results=[number("Ventes signés en France", 70, key="k1")]
    )
    (line,) = plan_of(file_of(said), acme(known)).slides[0].objectives[0].key_results
    assert line.outcome == "changed" and list(line.changes) == ["title"]


def test_a_line_of_other_words_is_new_and_the_old_one_stays() -> None:
    said = Objective("Grandir", key_results=[number("Clients fidèles", 90)])
    plan = plan_of(file_of(said), acme(GROW))
    (slide,) = plan.slides
    assert [line.key for line in slide.staying()] == ["k1"]
    assert [(line.key, line.outcome) for line in slide.lines()] == [
        ("o1", "unchanged"),
        ("k2", "created"),
    ]


def test_palier_1_matches_by_key_whatever_the_words() -> None:
    document = file_of(Objective("Tout autre chose", "o1"), unit="sales-france")
    document.is_exact = True
    plan = plan_of(document, acme(GROW))
    assert plan.slides[0].objectives[0].changes == {"title": ("Grandir", "Tout autre chose")}


def test_a_submitted_slide_is_not_changed() -> None:
    said = file_of(Objective("Autre chose"))
    assert [p.code for p in plan_of(said, acme(GROW, state="submitted")).problems] == ["locked"]


def test_a_submitted_slide_that_would_not_change_is_no_problem() -> None:
    assert plan_of(file_of(GROW), acme(GROW, state="submitted")).problems == []


@pytest.mark.parametrize(("cycle", "state"), [("2018-Q4", "closed"), ("2027-Q1", "draft")])
def test_a_past_quarter_with_its_end_states_comes_in_closed(cycle: str, state: str) -> None:
    ended = Objective("Grandir", key_results=[KeyResult("Ventes", end=End("ok"))])
    document = Document(slides=[Slide("Marketing", cycle, objectives=[ended])])
    plan = match(document, acme(), Asked(today=TODAY, cycle=cycle))
    assert plan.slides[0].state == state


def test_two_tabs_of_one_unit_are_a_problem() -> None:
    document = Document(slides=[Slide("Sales France"), Slide("SALES FRANCE")])
    assert [p.code for p in plan_of(document, acme()).problems] == ["unit-twice"]


def test_a_file_without_its_quarter_needs_one() -> None:
    plan = match(file_of(GROW), acme(), Asked(today=TODAY))
    assert [p.code for p in plan.problems] == ["no-cycle"]


def planned_cycles(document: Document, asked: str) -> list[str]:
    plan = match(document, acme(), Asked(today=TODAY, cycle=asked))
    return [slide.cycle for slide in plan.slides]


def test_the_quarter_asked_for_wins_over_the_one_a_file_names() -> None:
    one = Document(slides=[Slide("Sales France", "2020-Q1"), Slide("Marketing")])
    assert planned_cycles(one, "2027-Q1") == ["2027-Q1", "2027-Q1"]
    assert planned_cycles(one, "") == ["2020-Q1"]


def test_a_file_of_several_quarters_keeps_them() -> None:
    several = Document(slides=[Slide("Sales France", "2026-Q3"), Slide("Sales France", "2026-Q4")])
    assert planned_cycles(several, "2027-Q1") == ["2026-Q3", "2026-Q4"]


def test_a_figure_past_what_is_kept_is_a_problem_and_not_rounded() -> None:
    long = KeyResult("Ventes", measure=Measure("number", target=Decimal("1E+20")))
    plan = plan_of(file_of(Objective("Grandir", key_results=[long])), acme())
    assert [p.code for p in plan.problems] == ["figure-too-long"]


def test_a_reference_to_nothing_is_said() -> None:
    said = Objective("Grandir", serves=["acme/2027-Q1/o9"])
    plan = plan_of(file_of(said), acme())
    assert [(left.about, left.text) for left in plan.leftovers] == [
        ("unknown-reference", "acme/2027-Q1/o9")
    ]


def test_a_category_is_the_same_whatever_its_case_and_a_new_one_takes_a_free_colour() -> None:
    said = [Objective("Un", category="CROISSANCE"), Objective("Deux", category="Équipe")]
    plan = plan_of(file_of(*said), acme())
    names = [line.said["category"] for line in plan.slides[0].objectives]
    assert names == ["Croissance", "Équipe"] and plan.categories == [("Équipe", 2)]


@given(st.lists(st.text("abc", min_size=1, max_size=3)), st.randoms(use_true_random=False))
def test_the_order_of_lines_does_not_matter(titles: list[str], random: object) -> None:
    rows = [KeyResult(title, f"k{n}") for n, title in enumerate(titles)]
    lines = [KeyResult(title) for title in titles]
    random.shuffle(lines)  # type: ignore[attr-defined]
    pairs = pair(lines, rows, is_exact=False)
    assert len(pairs) == len(rows)
    assert all(pairs[id(row)].title == row.title for row in rows)
