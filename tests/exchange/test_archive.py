"""An archive holds a company whole: it comes back the same, and its history goes on."""

import json

import pytest
from hypothesis import given, settings
from hypothesis.extra.django import TestCase

from palier.comments.models import Comment, Wording
from palier.journal.models import Entry
from palier.journal.queries import about
from palier.organisation.models import Organisation, Person
from palier.pages.queries.moment import moment_of
from palier.pages.queries.story import Part, Step, Wanted, story_of
from palier.sharing.models import Link
from palier.slides.actions import undo
from palier.slides.actions.restoring import restore
from palier.slides.models import Dismissal, Objective, Slide, Variant
from palier.slides.queries.past import content_of, past_of
from tests.cast import Cast, make_cast
from tests.exchange.archives import (
    LATER,
    archived,
    brought_back,
    entries_of,
    give_a_life,
    move_away,
    parts_of,
)
from tests.slides.doing import drawn, staged


@pytest.fixture
def lived(cast: Cast) -> Slide:
    return give_a_life(cast)


def the_other(slide: Slide) -> Slide:
    """Return the slide that was read back of the one that was written."""
    return Slide.objects.get(
        unit__organisation__key="acme", unit__key=slide.unit.key, cycle__key=slide.cycle.key
    )


def words_of(slide: Slide) -> str:
    """Return the whole history of a slide as its page tells it, without ids."""
    told = []
    for _day, stretches in story_of(slide, Wanted(), "fr").days:
        for stretch in stretches:
            who = stretch.who.name if stretch.who else ""
            told += [
                (
                    *(who, step.verb, step.line, step.restored),
                    *((part.line, part.field, part.pieces) for part in _in_words(step)),
                )
                for step in stretch.steps
            ]
    return str(told)


def _in_words(step: Step) -> list[Part]:
    # A category that collided with another is told by its id.
    is_variant = step.verb == "variant-written"
    return [part for part in step.parts if not (is_variant and part.field == "category_id")]


def test_what_is_read_back_is_written_to_the_same_bytes(cast: Cast, lived: Slide) -> None:
    data = archived(cast.acme)
    move_away(cast.acme)

    read = brought_back(data)

    back = Organisation.objects.get(key="acme")
    assert read.organisation_id == back.pk
    assert parts_of(archived(back)) == parts_of(data)
    assert archived(back) == data
    assert read.entries == len(entries_of(cast.acme)) == len(entries_of(back))
    for model in (Comment, Variant, Dismissal):
        rows = model._default_manager
        there = rows.filter(slide__unit__organisation=back).count()
        assert there and there == rows.filter(slide__unit__organisation=cast.acme).count()
    assert Wording.objects.filter(comment__slide__unit__organisation=back).exists()


def test_the_history_of_a_slide_tells_the_same_stories(cast: Cast, lived: Slide) -> None:
    data = archived(cast.acme)
    move_away(cast.acme)
    brought_back(data)
    other = the_other(lived)

    assert words_of(other) == words_of(lived)
    entries = about(lived.topic, organisation_id=cast.acme.pk)
    others = about(other.topic, organisation_id=other.unit.organisation_id)
    for mine, theirs in zip(entries, others, strict=True):
        here, there = moment_of(lived, mine, "fr"), moment_of(other, theirs, "fr")
        titles = [[since.title for since in group.changes] for group in here.groups]
        assert titles == [[since.title for since in group.changes] for group in there.groups]


def test_undoing_and_restoring_go_on_where_they_were(cast: Cast, lived: Slide) -> None:
    data = archived(cast.acme)
    first = about(lived.topic, organisation_id=cast.acme.pk).last()
    move_away(cast.acme)
    brought_back(data)
    other = the_other(lived)
    marie = other.unit.organisation.people.get(key="marie")
    theirs = about(other.topic, organisation_id=marie.organisation_id).last()
    assert first and theirs

    for slide, entry, by in ((lived, first, cast.marie), (other, theirs, marie)):
        slide.refresh_from_db()
        undo.redo(slide, by=by, at=LATER)
        undo.undo(slide, by=by, at=LATER)
        restore(slide, entry, by=by, at=LATER)

    mine, back = content_of(lived), content_of(other)
    assert [line.fields["title"] for line, _ in back.lines()] == [
        line.fields["title"] for line, _ in mine.lines()
    ]


def test_what_is_told_of_rows_that_are_gone_never_meets_others(cast: Cast, lived: Slide) -> None:
    data = archived(cast.acme)
    move_away(cast.acme)
    brought_back(data)
    back = Organisation.objects.get(key="acme")

    objectives = Objective.objects.filter(slide__unit__organisation=cast.acme)
    own = {row.ref for row in objectives}
    told = {entry.details.get("line") for entry in entries_of(back)}
    assert not told & own
    assert "~o1" in parts_of(data)["journal.jsonl"]


def test_links_come_back_and_open_nothing(cast: Cast, lived: Slide) -> None:
    data = archived(cast.acme)
    tokens = [link.token for link in Link.objects.all()]
    assert all(token and token not in text for token in tokens for text in parts_of(data).values())
    move_away(cast.acme)

    read = brought_back(data)

    links = Link.objects.filter(organisation__key="acme")
    assert [link.label for link in links] == ["Conseil", "A"]
    assert [link.token for link in links] == ["", ""]
    assert [left.text for left in read.leftovers] == ["A", "Conseil"]


def test_two_organisations_never_mix(cast: Cast, lived: Slide) -> None:
    beta = archived(cast.beta)

    brought_back(archived(cast.acme), "gamma")

    assert archived(cast.beta) == beta
    assert "Beta" not in "".join(parts_of(archived(cast.acme)).values())
    gamma = Organisation.objects.get(key="gamma")
    people = Person.objects.filter(organisation=gamma)
    assert {person.user for person in people} == {person.user for person in cast.acme.people.all()}
    assert Entry.objects.filter(organisation=gamma, actor__organisation=cast.acme).count() == 0


def test_addresses_and_everybody_are_there(cast: Cast, lived: Slide) -> None:
    company = json.loads(parts_of(archived(cast.acme))["palier.json"])

    people = {person["key"]: person for person in company["people"]}
    assert people["marie"]["email"] == "marie@acme.example"
    assert people["hugo"]["left"] is True
    assert [unit["key"] for unit in company["units"] if "closed_on" in unit] == ["partenaires"]
    assert [cycle["key"] for cycle in company["cycles"]] == ["2026-Q3", "2026-Q4", "2027-Q1"]


class RandomHistories(TestCase):
    @given(drawn)
    @settings(max_examples=settings().max_examples // 7, deadline=None)
    def test_any_history_comes_back_the_same(self, acts: list[tuple[str, int, int]]) -> None:
        cast = make_cast()
        stage = staged(cast)
        for verb, first, second in acts:
            stage.play(verb, first, second)
        data = archived(cast.acme)
        move_away(cast.acme)

        brought_back(data)

        back = Organisation.objects.get(key="acme")
        assert parts_of(archived(back)) == parts_of(data)
        other = the_other(stage.slide)
        for mine, theirs in zip(entries_of(cast.acme), entries_of(back), strict=True):
            if mine.subject == stage.slide.topic:
                then, now = past_of(stage.slide, mine).then, past_of(other, theirs).then
                assert (then is None) == (now is None)
                assert then is None or now is None or _titles(then) == _titles(now)


def _titles(content: object) -> list[str]:
    return [line.fields["title"] for line, _ in content.lines()]  # type: ignore[attr-defined]
