"""The palier/1 format: nothing is lost on the way there and back, every fault has its path."""

import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

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
    Place,
    Slide,
    Unit,
    Unreadable,
)
from palier.exchange.palier_json import read_json, write_json

words = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12)
named = words.filter(bool)
keys = st.text("abcdefgh0123456789-", min_size=1, max_size=6)
figures = st.builds(
    lambda digits, places: Decimal(digits).scaleb(-places),
    st.integers(-(10**13) + 1, 10**13 - 1),
    st.integers(0, 6),
)
days = st.dates()
percents = st.integers(0, 10000).map(lambda hundredths: Decimal(hundredths) / 100)
numbers = st.builds(
    Measure, st.just("number"), st.none() | figures, st.none() | figures, words, st.none() | days,
    note=words,
)  # fmt: skip
milestones = st.builds(
    Measure,
    st.just("milestone"),
    marks=st.lists(st.builds(Mark, words, percents), min_size=2, max_size=5),
    note=words,
)
measures = numbers | milestones | st.builds(Measure, st.just("yes_no"), note=words)
states = st.sampled_from(["ok", "partial", "ko", "deprioritised"])
elsewhere = st.builds("other/2019-Q4/{}/{}".format, keys, keys)


def once(found: list[Any], name: str = "key") -> list[Any]:
    """Return the pieces whose key no earlier one has."""
    return list({getattr(piece, name): piece for piece in reversed(found)}.values())


@st.composite
def documents(draw: st.DrawFn) -> Document:
    people = once(draw(st.lists(st.builds(Person, named, keys, words), max_size=3)))
    held = [person.key for person in people]
    persons = st.sampled_from(held) if held else st.none()
    heads = st.sampled_from(["", *held])
    cycles = once(
        draw(
            st.lists(
                st.builds(
                    Cycle, keys, st.none() | days, st.none() | days,
                    st.none() | st.datetimes(timezones=st.sampled_from(
                        [UTC, timezone(timedelta(hours=1))])),
                ),
                max_size=2,
            )
        )
    )  # fmt: skip
    units: list[Unit] = []
    for key in draw(st.lists(keys, max_size=3, unique=True)):
        above = st.sampled_from([unit.key for unit in units]) if units else st.none()
        kinds = st.sampled_from(["company", "pole", "team", "person"])
        members = st.lists(persons, max_size=2) if people else st.just([])
        units.append(
            draw(st.builds(Unit, named, st.just(key), kinds, st.none() | above,
                           st.none() | persons, members))
        )  # fmt: skip
    ends = st.none() | st.builds(End, states, st.none() | figures, words, st.none() | persons)
    key_results = st.builds(
        KeyResult, words, keys, st.sampled_from(["", "input", "output", "outcome"]), measures,
        st.none() | figures, st.none() | days, st.just("") | states, ends, st.just("") | elsewhere,
    )  # fmt: skip
    objectives = st.builds(
        Objective, words, keys, words, words, st.lists(elsewhere, max_size=2),
        st.lists(key_results, max_size=3).map(once), ends, st.just("") | elsewhere,
    )  # fmt: skip
    slides = []
    for unit in units:
        cycle = st.sampled_from([cycle.key for cycle in cycles]) if cycles else st.just("")
        slides.append(
            draw(
                st.builds(
                    Slide, st.just(unit.key), cycle, st.sampled_from(["draft", "closed"]),
                    heads, st.lists(objectives, max_size=3).map(once),
                )
            )
        )  # fmt: skip
    organisations = st.builds(
        Organisation, keys, named, st.sampled_from(["fr", "en"]), st.just("FR"),
        st.none() | named, st.lists(named, max_size=3),
        st.lists(persons, max_size=1) if people else st.just([]),
        st.lists(persons, max_size=1) if people else st.just([]),
        st.lists(st.tuples(named, st.integers(1, 8)), max_size=2),
    )  # fmt: skip
    organisation = draw(st.none() | organisations)
    return Document(organisation, people, units, cycles, slides, is_exact=True)


def placeless(document: Document) -> Document:
    for slide in document.slides:
        slide.place = Place()
        for objective in slide.objectives:
            objective.place = Place()
            for key_result in objective.key_results:
                key_result.place = Place()
    return document


@given(documents())
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_back_to_the_same_document(document: Document) -> None:
    written = write_json(document)
    read = read_json(written)

    assert write_json(read) == written
    assert read.leftovers == []
    assert placeless(read) == document


def example() -> dict[str, Any]:
    return {
        "format": "palier/1",
        "organisation": {"key": "acme", "name": "Acme", "language": "fr", "country": "FR",
                         "region": None, "stages": ["define", "share"]},
        "people": [{"key": "marie", "name": "Marie Laurent", "email": "marie@acme.example"}],
        "units": [
            {"key": "acme", "kind": "company", "name": "Acme", "parent": None, "head": "marie"},
            {"key": "sales", "kind": "team", "name": "Sales", "parent": "acme", "head": "marie",
             "members": ["marie"]},
        ],
        "cycles": [{"key": "2027-Q1", "starts_on": "2027-01-01", "ends_on": "2027-03-31",
                    "board_at": "2026-12-18T10:00+01:00"}],
        "slides": [{"unit": "sales", "cycle": "2027-Q1", "state": "draft", "objectives": [
            {"key": "o1", "title": "Grandir", "serves": [], "key_results": [
                {"key": "k1", "title": "RDV", "level": "output", "due_on": None,
                 "measure": {"kind": "number", "baseline": 1.2, "target": 3, "unit": "RDV/sem."},
                 "current": 2.1, "landing": "partial",
                 "end": {"state": "partial", "value": 2.4, "reason": "…", "decided_by": None}}]}]}],
        "dependencies": [], "comments": [], "boards": [],
    }  # fmt: skip


def read_changed(change: Callable[[dict[str, Any]], object]) -> Document:
    value = example()
    change(value)
    return read_json(json.dumps(value).encode())


def test_the_example_of_the_format_is_read() -> None:
    document = read_json(json.dumps(example()).encode())

    line = document.slides[0].objectives[0].key_results[0]
    assert (line.measure.baseline, line.current) == (Decimal("1.2"), Decimal("2.1"))
    assert line.end == End("partial", Decimal("2.4"), "…")
    assert document.cycles[0].starts_on == date(2027, 1, 1)
    assert document.cycles[0].board_at == datetime(2026, 12, 18, 9, tzinfo=UTC)
    assert str(line.place) == "slides[0].objectives[0].key_results[0]"
    assert document.is_exact and not document.leftovers


def test_a_number_is_written_whole_and_without_an_exponent() -> None:
    document = read_json(json.dumps(example()).encode())
    measure = document.slides[0].objectives[0].key_results[0].measure
    measure.target, measure.baseline = Decimal("1E+6"), Decimal("0.000001")

    written = write_json(document).decode()

    assert '"target": 1000000,' in written
    assert '"baseline": 0.000001,' in written
    measure.target = Decimal("NaN")
    with pytest.raises(ValueError, match="finite"):
        write_json(document)


def the_line(value: dict[str, Any]) -> dict[str, Any]:
    line: dict[str, Any] = value["slides"][0]["objectives"][0]["key_results"][0]
    return line


LINE = "slides[0].objectives[0].key_results[0]"


@pytest.mark.parametrize(
    ("change", "code", "path"),
    [
        (lambda v: the_line(v).update(title=3), "wrong-type", f"{LINE}.title"),
        (lambda v: the_line(v).pop("title"), "missing", f"{LINE}.title"),
        (lambda v: the_line(v).update(level="big"), "unknown-value", f"{LINE}.level"),
        (lambda v: the_line(v).update(current="2,1"), "number-as-text", f"{LINE}.current"),
        (lambda v: the_line(v).update(current=True), "wrong-type", f"{LINE}.current"),
        (lambda v: the_line(v).update(current=10**13), "number-too-long", f"{LINE}.current"),
        (lambda v: the_line(v).update(due_on="31/01/2027"), "bad-date", f"{LINE}.due_on"),
        (lambda v: the_line(v).update(title="\ud800"), "bad-text", f"{LINE}.title"),
        (lambda v: the_line(v).update(title="a\x00"), "bad-text", f"{LINE}.title"),
        (lambda v: the_line(v)["end"].update(decided_by="x"), "dangling-reference",
         f"{LINE}.end.decided_by"),
        (lambda v: the_line(v).update(carried_from="sales/2027-Q1/o9"), "dangling-reference",
         f"{LINE}.carried_from"),
        (lambda v: the_line(v).update(carried_from="o9"), "bad-reference", f"{LINE}.carried_from"),
        (lambda v: the_line(v).update(measure=[]), "wrong-type", f"{LINE}.measure"),
        (lambda v: the_line(v).update(measure={"kind": "milestone", "marks": [
            {"name": "a", "percent": 1}, {"name": "b", "percent": 101}]}), "out-of-range",
         f"{LINE}.measure.marks[1].percent"),
        (lambda v: v["units"][1].update(parent="x"), "dangling-reference", "units[1].parent"),
        (lambda v: v["units"][0].update(parent="sales"), "parent-loop", "units[0].parent"),
        (lambda v: v["units"][1].update(key="acme"), "duplicate-key", "units[1].key"),
        (lambda v: v["units"][1].update(key="a b"), "bad-key", "units[1].key"),
        (lambda v: v["slides"][0].update(cycle="2030-Q1"), "dangling-reference", "slides[0].cycle"),
        (lambda v: v.update(slides=v["slides"] * 2), "duplicate-key", "slides[1]"),
        (lambda v: v["cycles"][0].update(board_at="2026-12-18T10:00"), "bad-date",
         "cycles[0].board_at"),
        (lambda v: v.update(people={}), "wrong-type", "people"),
        (lambda v: v.update(boards=3), "wrong-type", "boards"),
    ],
)  # fmt: skip
def test_each_fault_has_a_code_and_a_path(
    change: Callable[[dict[str, Any]], object], code: str, path: str
) -> None:
    with pytest.raises(Unreadable, match="faulty") as refused:
        read_changed(change)

    assert (code, path) in {(fault.code, fault.path) for fault in refused.value.faults}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"{", "corrupt"),
        (b"\xff\xfe{", "corrupt"),
        (b'{"format": "palier/1", "x": NaN}', "corrupt"),
        (b'{"format": "palier/1", "x": -Infinity}', "corrupt"),
        (b'{"format": "palier/1", "x": 1e999999999}', "corrupt"),
        (b"[]", "not-palier"),
        (b'{"format": "okr"}', "not-palier"),
        (b'{"format": 1}', "not-palier"),
        (b'{"format": "palier/2"}', "newer-format"),
        (b'{"format": "palier/1.1"}', "newer-format"),
        (b'{"format": "palier/1", "x": ' + b"[" * 80 + b"]" * 80 + b"}", "too-deep"),
        (b"[" * 200_000, "too-deep"),
        (b" " * 20_000_000, "too-large"),
    ],
)
def test_what_is_no_palier_file_is_refused_with_its_reason(data: bytes, code: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read_json(data)

    assert refused.value.code == code


def test_a_name_given_twice_in_one_object_is_a_fault() -> None:
    data = b'{"format": "palier/1", "people": [{"key": "a", "name": "A", "name": "B"}]}'

    with pytest.raises(Unreadable) as refused:
        read_json(data)

    assert [(fault.code, fault.path) for fault in refused.value.faults] == [
        ("duplicate-key", "people[0].name")
    ]


KINDS_OF_OBJECTS = 16  # the file itself, its organisation, a category, a person, a unit…


def everything() -> dict[str, Any]:
    """Return the example with an object of every kind that the format knows."""
    value = example()
    value["organisation"]["categories"] = [{"name": "Croissance", "colour": 1}]
    objective = value["slides"][0]["objectives"][0]
    objective["end"] = {"state": "ok"}
    marks = [{"name": "Pilote", "percent": 40}, {"name": "Partout", "percent": 100}]
    objective["key_results"].append(
        {"key": "k2", "title": "Outil", "measure": {"kind": "milestone", "marks": marks}}
    )
    said = {"slide": "sales/2027-Q1", "thread": 1, "author": "marie", "at": "2026-12-01T09:00Z"}
    value["comments"] = [
        {**said, "body": "@Marie Laurent ?", "line": "o1", "suggestion": {"after": "Doubler"},
         "mentions": [{"person": "marie", "name": "Marie Laurent"}]}
    ]  # fmt: skip
    return value


def objects_in(value: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every object of a file with its path."""
    if isinstance(value, dict):
        yield path, value
        for name, item in value.items():
            yield from objects_in(item, f"{path}.{name}" if path else name)
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from objects_in(item, f"{path}[{index}]")


def test_an_unknown_key_is_refused_and_named_at_every_level() -> None:
    levels = {path for path, _ in objects_in(everything())}
    assert len({re.sub(r"[0-9]", "", path) for path in levels}) == KINDS_OF_OBJECTS

    for path in levels:
        value = everything()
        dict(objects_in(value))[path]["confidence"] = 0.7
        with pytest.raises(Unreadable) as refused:
            read_json(json.dumps(value).encode())

        place = f"{path}.confidence" if path else "confidence"
        assert [(fault.code, fault.path, fault.text) for fault in refused.value.faults] == [
            ("unknown-key", place, "0.7")
        ]


def test_what_a_later_version_holds_in_a_list_is_kept_and_said() -> None:
    document = read_changed(lambda value: value.update(boards=[{"at": "2026"}]))

    assert {str(piece.place): (piece.text, piece.about) for piece in document.leftovers} == {
        "boards[0]": ('{\n "at": "2026"\n}', "later-feature"),
    }


def test_a_line_of_a_slide_that_is_elsewhere_is_taken_at_its_word() -> None:
    document = read_changed(
        lambda value: the_line(value).update(carried_from="sales/2026-Q4/o1/k2")
    )

    line = document.slides[0].objectives[0].key_results[0]
    assert line.carried_from == "sales/2026-Q4/o1/k2"
