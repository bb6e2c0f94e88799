"""The labelled lines can be read, say where they come from, and never leak across the split."""

import json
from collections import Counter
from typing import Any

import pytest

from tools.tree import ROOT

FOLDER = ROOT / "bench" / "lines"
KEYS = "id source language kind text measure group real translated split labels"
LABELS = {
    "objective": {"O3", "O4"},
    "key_result": {"K2", "K3", "K4", "K5", "K9", "K16"},
}
SPLITS = {"dev", "test", "fresh"}
MEASURED = ("O3", "O4", "K4", "K5", "K9", "K16")

Line = dict[str, Any]


@pytest.fixture(scope="module")
def lines() -> list[Line]:
    return [
        json.loads(line)
        for line in (FOLDER / "lines.jsonl").read_text(encoding="utf-8").splitlines()
    ]


@pytest.fixture(scope="module")
def sources() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = json.loads(
        (FOLDER / "sources.json").read_text(encoding="utf-8")
    )
    return read


def test_every_line_has_the_same_shape(lines: list[Line]) -> None:
    assert len(lines) >= 300
    assert {" ".join(line) for line in lines} == {KEYS}
    assert {line["kind"] for line in lines} == set(LABELS)
    assert {line["language"] for line in lines} == {"en", "fr"}
    assert all(line["text"] == line["text"].strip() != "" for line in lines)


def test_ids_are_unique(lines: list[Line]) -> None:
    assert [i for i, n in Counter(line["id"] for line in lines).items() if n > 1] == []


def test_labels_are_known_and_fit_the_kind(lines: list[Line]) -> None:
    assert [line["id"] for line in lines if set(line["labels"]) - LABELS[line["kind"]]] == []
    assert [line["id"] for line in lines if len(set(line["labels"])) != len(line["labels"])] == []


def test_every_source_is_named_with_its_licence(
    lines: list[Line], sources: dict[str, dict[str, str]]
) -> None:
    assert {line["source"] for line in lines} == set(sources)
    for source in sources.values():
        assert source["licence"] and (FOLDER / source["licence_file"]).is_file()


def test_a_group_is_an_objective_of_the_same_split(lines: list[Line]) -> None:
    by_id = {line["id"]: line for line in lines}
    for line in lines:
        if line["group"]:
            group = by_id[line["group"]]
            assert (group["kind"], group["split"]) == ("objective", line["split"]), line["id"]


def test_no_text_is_in_two_splits(lines: list[Line]) -> None:
    splits = {(line["text"].casefold(), line["split"]) for line in lines}
    assert {split for _, split in splits} == SPLITS
    assert [text for text, n in Counter(text for text, _ in splits).items() if n > 1] == []


def test_the_fresh_split_measures_every_remark_it_claims_to(lines: list[Line]) -> None:
    fresh = [line for line in lines if line["split"] == "fresh"]
    counts = Counter(label for line in fresh for label in line["labels"])
    assert len(fresh) >= 320
    assert [label for label in MEASURED if counts[label] < 20] == []


def test_a_translation_stays_in_the_split_of_its_line(lines: list[Line]) -> None:
    by_id = {line["id"]: line for line in lines}
    translated = [line for line in lines if line["translated"]]
    assert translated
    for line in translated:
        original = by_id[line["id"].removesuffix("-fr")]
        assert (original["language"], original["split"]) == ("en", line["split"]), line["id"]
