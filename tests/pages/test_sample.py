"""The sample company holds together: its references, its people, its figures, its French."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import palier.pages

COMPANY = Path(palier.pages.__file__).parent / "sample" / "company.json"
SAMPLE: dict[str, Any] = json.loads(COMPANY.read_text(encoding="utf-8"))

CYCLES = ["2026-Q2", "2026-Q3", "2026-Q4", "2027-Q1"]
PAST, CURRENT, COMING = CYCLES[:2], CYCLES[2], CYCLES[3]
STATES = {"ok", "partial", "ko", "deprioritised"}

# Drafts are uneven on purpose, so that a newcomer sees what Palier makes of them.
FIGURE_IN_TITLE = {"marketing/2027-Q1/o1"}
TOO_LONG = {"produit/2027-Q1/o2/k1"}
WITHOUT_TARGET = {"marketing/2027-Q1/o1/k3", "sondes/2027-Q1/o2/k2", "sondes/2027-Q1/o3/k1"}
DECIDED_AGAINST_THE_FIGURE = {"deploiement/2026-Q2/o1/k2"}


@dataclass(frozen=True)
class Line:
    """An objective or a key result, and where it stands."""

    path: str
    unit: str
    cycle: str
    data: dict[str, Any]

    @property
    def last_value(self) -> float | None:
        """The value it ended on, else its current one."""
        value: float | None = self.data.get("end", {}).get("value", self.data.get("current"))
        return value


def objectives() -> Iterator[Line]:
    for slide in SAMPLE["slides"]:
        for data in slide["objectives"]:
            path = f"{slide['unit']}/{slide['cycle']}/{data['key']}"
            yield Line(path, slide["unit"], slide["cycle"], data)


def key_results() -> Iterator[Line]:
    for objective in objectives():
        for data in objective.data["key_results"]:
            path = f"{objective.path}/{data['key']}"
            yield Line(path, objective.unit, objective.cycle, data)


def paths() -> set[str]:
    return {each.path for each in objectives()} | {each.path for each in key_results()}


def words() -> Iterator[tuple[str, str]]:
    """Yield every sentence people read, with its place; units of measure apart."""
    for objective in objectives():
        for part in ("title", "why"):
            if part in objective.data:
                yield objective.path, objective.data[part]
        if "end" in objective.data:
            yield objective.path, objective.data["end"]["reason"]
    for key_result in key_results():
        yield key_result.path, key_result.data["title"]
        if key_result.data.get("end", {}).get("reason"):
            yield key_result.path, key_result.data["end"]["reason"]
        for mark in key_result.data["measure"].get("marks", []):
            yield key_result.path, mark["name"]


def proposed_state(baseline: float | None, target: float, value: float) -> str:
    """The state product.md §6 proposes, written here a second time on purpose."""
    attained = (
        value / target if baseline is None else round((value - baseline) / (target - baseline), 9)
    )
    if attained >= 1:
        return "ok"
    return "partial" if attained >= 0.5 else "ko"


# The company and its people


def test_the_company_has_four_poles_and_twelve_teams() -> None:
    kinds = Counter(unit["kind"] for unit in SAMPLE["units"])
    assert kinds == {"company": 1, "pole": 4, "team": 12}
    poles = {unit["key"] for unit in SAMPLE["units"] if unit["kind"] == "pole"}
    assert poles == {"customer", "sales", "tech", "strat"}
    teams = Counter(unit["parent"] for unit in SAMPLE["units"] if unit["kind"] == "team")
    assert teams == dict.fromkeys(poles, 3)


def test_about_eighty_people_each_with_a_name_and_an_address_of_their_own() -> None:
    people = SAMPLE["people"]
    assert 75 <= len(people) <= 85
    for part in ("key", "name", "email"):
        assert len({person[part] for person in people}) == len(people)
    assert all(
        re.fullmatch(r"[a-z.-]+@[a-z]+\.example", person["email"]) and " " in person["name"]
        for person in people
    )


def test_everyone_has_one_place() -> None:
    known = {person["key"] for person in SAMPLE["people"]}
    heads = Counter(unit["head"] for unit in SAMPLE["units"])
    members = Counter(key for unit in SAMPLE["units"] for key in unit.get("members", []))
    assert heads.keys() | members.keys() == known
    assert not heads.keys() & members.keys()
    assert set(members.values()) == {1}
    assert [key for key, count in heads.items() if count > 1] == ["thierry-padiolleau"]


def test_the_direction_and_the_pilot_are_people_of_the_company() -> None:
    known = {person["key"] for person in SAMPLE["people"]}
    organisation = SAMPLE["organisation"]
    assert 3 <= len(organisation["direction"]) <= 4
    assert len(organisation["pilots"]) == 1
    assert known >= {*organisation["direction"], *organisation["pilots"]}


def test_the_headcount_told_is_the_number_of_people() -> None:
    told = [
        each.last_value
        for each in key_results()
        if each.cycle == CURRENT and each.data["title"] == "Collaborateurs en poste"
    ]
    assert told == [len(SAMPLE["people"])]


# The slides and what they refer to


def test_every_team_and_the_company_have_one_slide_each_quarter() -> None:
    expected = {unit["key"] for unit in SAMPLE["units"] if unit["kind"] != "pole"}
    assert [cycle["key"] for cycle in SAMPLE["cycles"]] == CYCLES
    for cycle in CYCLES:
        units = [slide["unit"] for slide in SAMPLE["slides"] if slide["cycle"] == cycle]
        assert len(units) == len(expected)
        assert set(units) == expected


def test_slides_stand_where_the_calendar_puts_them() -> None:
    states = {cycle: Counter[str]() for cycle in CYCLES}
    for slide in SAMPLE["slides"]:
        states[slide["cycle"]][slide["state"]] += 1
    assert [states[cycle] for cycle in PAST] == [{"closed": 13}] * 2
    assert states[CURRENT] == {"presented": 13}
    assert states[COMING] == {"approved": 1, "draft": 12}


def test_quarters_follow_each_other_and_boards_fall_before_them_on_a_weekday() -> None:
    for earlier, later in zip(SAMPLE["cycles"], SAMPLE["cycles"][1:], strict=False):
        gap = date.fromisoformat(later["starts_on"]) - date.fromisoformat(earlier["ends_on"])
        assert gap.days == 1
    for cycle in SAMPLE["cycles"]:
        board = datetime.fromisoformat(cycle["board_at"])
        assert board.weekday() < 5
        assert board.date() < date.fromisoformat(cycle["starts_on"])


def test_what_is_served_belongs_to_the_company_in_the_same_quarter() -> None:
    known = paths()
    served = [(each, path) for each in objectives() for path in each.data["serves"]]
    for objective, path in served:
        assert path in known
        assert path.startswith(f"frimaire/{objective.cycle}/"), objective.path
        assert objective.unit != "frimaire"
    parents = Counter(objective.path for objective, _ in served)
    assert len(parents) >= 60
    assert sum(count > 1 for count in parents.values()) >= 10


def test_a_line_carried_over_comes_from_the_quarter_before_unfinished() -> None:
    every = {each.path: each for each in [*objectives(), *key_results()]}
    carried = [each for each in every.values() if "carried_from" in each.data]
    assert len(carried) >= 15
    for each in carried:
        source = every[each.data["carried_from"]]
        assert source.unit == each.unit
        assert CYCLES.index(source.cycle) == CYCLES.index(each.cycle) - 1
        assert source.data.get("end", {}).get("state") != "ok", each.path


def test_categories_are_five_and_all_are_used() -> None:
    legend = SAMPLE["organisation"]["categories"]
    assert [category["colour"] for category in legend] == [1, 2, 3, 4, 5]
    assert {each.data["category"] for each in objectives()} == {each["name"] for each in legend}


# The figures


def test_the_coming_quarter_starts_from_the_last_value_of_the_one_before() -> None:
    seen: dict[tuple[str, str], Line] = {
        (each.data["title"], each.cycle): each for each in key_results()
    }
    compared = 0
    for (title, cycle), each in seen.items():
        earlier = seen.get((title, CYCLES[CYCLES.index(cycle) - 1]))
        baseline = each.data["measure"].get("baseline")
        # A counter starts again at nothing each quarter; what was never measured has no value.
        if cycle == CYCLES[0] or earlier is None or earlier.last_value is None or not baseline:
            continue
        assert baseline == earlier.last_value, each.path
        assert each.data["measure"]["unit"] == earlier.data["measure"]["unit"], each.path
        compared += 1
    assert compared >= 60


def test_end_states_are_those_the_figures_propose() -> None:
    against = set()
    for each in key_results():
        measure, end = each.data["measure"], each.data.get("end")
        if end is None or end["state"] == "deprioritised" or measure["kind"] == "yes_no":
            continue
        baseline, target = (
            (measure["baseline"], measure["target"]) if measure["kind"] == "number" else (0, 100)
        )
        if proposed_state(baseline, target, end["value"]) != end["state"]:
            against.add(each.path)
            assert end["reason"]
    assert against == DECIDED_AGAINST_THE_FIGURE


def test_past_quarters_are_wholly_closed_and_show_all_four_states() -> None:
    for cycle in PAST:
        ends = [each.data["end"] for each in key_results() if each.cycle == cycle]
        assert {end["state"] for end in ends} == STATES


def test_less_than_ok_has_a_reason_and_deprioritising_has_a_name() -> None:
    known = {person["key"] for person in SAMPLE["people"]}
    for each in key_results():
        end = each.data.get("end", {"state": "ok"})
        assert end["state"] == "ok" or end["reason"], each.path
        if end["state"] == "deprioritised":
            assert end["decided_by"] in known


def test_the_current_quarter_has_a_landing_everywhere_and_few_end_states() -> None:
    current = [each.data for each in key_results() if each.cycle == CURRENT]
    assert all(data["landing"] in STATES for data in current)
    assert {data["landing"] for data in current} == STATES
    assert 3 <= sum("end" in data for data in current) <= 12
    counted = [data for data in current if data["measure"]["kind"] != "yes_no"]
    assert [data["title"] for data in counted if "current" not in data] == ["eNPS"]


def test_the_coming_quarter_has_neither_values_nor_states() -> None:
    for each in key_results():
        if each.cycle == COMING:
            assert not each.data.keys() & {"current", "landing", "end"}, each.path


def test_measures_are_of_three_kinds_and_every_number_says_where_it_goes() -> None:
    kinds = Counter(each.data["measure"]["kind"] for each in key_results())
    assert min(kinds["number"], kinds["yes_no"], kinds["milestone"]) >= 4
    without_target = set()
    for each in key_results():
        measure = each.data["measure"]
        if measure["kind"] == "milestone":
            percents = [mark["percent"] for mark in measure["marks"]]
            assert percents == sorted(set(percents))
            assert percents[-1] == 100
        elif measure["kind"] == "number":
            assert measure["unit"]
            assert measure["baseline"] != measure["target"]
            assert measure["baseline"] is not None or "baseline_due_on" in measure
            if measure["target"] is None:
                without_target.add(each.path)
    assert without_target == WITHOUT_TARGET


def test_due_dates_fall_on_weekdays_of_their_quarter() -> None:
    bounds = {cycle["key"]: (cycle["starts_on"], cycle["ends_on"]) for cycle in SAMPLE["cycles"]}
    due = [each for each in key_results() if each.data["due_on"]]
    assert len(due) >= 15
    for each in due:
        first, last = bounds[each.cycle]
        assert first <= each.data["due_on"] <= last, each.path
        assert date.fromisoformat(each.data["due_on"]).weekday() < 5, each.path


# The shape of the slides


def test_teams_differ_in_what_they_dare() -> None:
    levels: dict[str, Counter[str]] = {}
    for each in key_results():
        levels.setdefault(each.unit, Counter())[each.data["level"]] += 1
    assert levels["finance"].keys() == {"input"}
    assert "input" not in levels["grands-comptes"]
    assert all(len(mix) == 3 for unit, mix in levels.items() if unit in {"support", "produit"})


def test_drafts_stand_at_uneven_stages() -> None:
    sizes = {
        slide["unit"]: [len(each["key_results"]) for each in slide["objectives"]]
        for slide in SAMPLE["slides"]
        if slide["cycle"] == COMING
    }
    assert sizes["grands-comptes"] == []
    assert len(sizes["deploiement"]) == 1
    assert [unit for unit, counts in sizes.items() if len(counts) > 3] == ["sales-espagne"]


def test_slides_presented_keep_to_the_limits() -> None:
    for slide in SAMPLE["slides"]:
        if slide["cycle"] != COMING:
            counts = [len(each["key_results"]) for each in slide["objectives"]]
            assert 2 <= len(counts) <= 3
            assert all(1 <= count <= 4 for count in counts)


def test_about_a_third_of_objectives_say_why() -> None:
    said = ["why" in each.data for each in objectives()]
    assert 0.25 <= sum(said) / len(said) <= 0.5


# The words


def test_objectives_are_sentences_without_figures() -> None:
    figures = {each.path for each in objectives() if re.search(r"\d", each.data["title"])}
    assert figures == FIGURE_IN_TITLE


def test_lines_are_short() -> None:
    assert all(len(each.data["title"]) <= 80 for each in objectives())
    assert {each.path for each in key_results() if len(each.data["title"]) > 120} == TOO_LONG
    reasons = [each.data["end"]["reason"] for each in key_results() if "end" in each.data]
    assert max(map(len, reasons)) <= 100
    assert max(len(each.data.get("why", "")) for each in objectives()) <= 100


def test_no_line_is_written_twice_in_a_quarter() -> None:
    titles = Counter((each.cycle, each.data["title"]) for each in key_results())
    titles.update((each.cycle, each.data["title"]) for each in objectives())
    assert [line for line, count in titles.items() if count > 1] == []


def test_the_french_is_set_as_french() -> None:
    wrong = re.compile(
        r"['\"…]|\.\.|  |\.$|^\s|\s$"  # straight quotes, dots, stray spaces
        r"|(?<!\u202f)[;!?]|(?<!\u00a0):|«(?!\u00a0)|(?<!\u00a0)»"  # before ; ! ? : and inside « »
        r"|\d \d{3}|\d ?[%€°]|\d (?:h|janvier|février|mars|avril|mai|juin|juillet|août)\b"
    )
    found = [(place, text) for place, text in words() if wrong.search(text)]
    assert found == []
    assert [text for _, text in words() if not (text[0].isupper() or text == "eNPS")] == []
