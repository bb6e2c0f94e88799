"""Three people write on one line in any order: one text for all, and no word is lost.

Each types words that nobody else types, so that a lost one is seen. A word may go only when
somebody who had it before their eyes took it out.
"""

from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from palier.slides.actions import choosing
from palier.slides.actions.words import edit
from palier.slides.models import Objective, Variant
from palier.slides.rules.merging import merge
from palier.slides.rules.sending import Sent
from tests.cast import NOW, Cast, make_slide

START = "gagner trois clients à Lyon avant juin"
WHO = ("marie", "jo", "luc")


@dataclass
class Writer:
    """What one person has before them, and where they started from."""

    seen: str = START
    taken_out: set[str] = field(default_factory=set)
    burst: int = 0


def typed(words: list[str], at: int, gone: int, new: list[str]) -> list[str]:
    """Put words in at a place, over some of those that stand there."""
    place = at % (len(words) + 1)
    return words[:place] + new + words[place + gone :]


step = st.tuples(
    st.sampled_from(["write", "write", "write", "look", "choose"]),
    st.sampled_from(WHO),
    st.integers(0, 12),
    st.integers(0, 3),
    st.integers(0, 2),
)


@given(st.lists(step, min_size=2, max_size=14))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.django_db
def test_any_interleaving_of_three_people_loses_no_word(cast: Cast, steps: list[tuple]) -> None:  # type: ignore[type-arg]
    with transaction.atomic():
        write_in_turns(cast, steps)
        transaction.set_rollback(True)  # the next example starts from the same place


def write_in_turns(cast: Cast, steps: list[tuple]) -> None:  # type: ignore[type-arg]
    slide = make_slide(cast.sales_france, cast.coming, {START: []})
    objective = Objective.objects.select_related("slide__unit").get(slide=slide)
    writers = {name: Writer() for name in WHO}
    written = set(START.split())
    for number, (act, name, at, gone, fresh) in enumerate(steps):
        writer, person = writers[name], getattr(cast, name)
        if act == "look":
            look(writer, objective)
        elif act == "choose":
            choose(writer, objective, person, number)
        else:
            new = [f"{name}{number}-{i}" for i in range(fresh)]
            before = writer.seen
            text = " ".join(typed(before.split(), at, gone, new))
            writer.taken_out |= set(before.split()) - set(text.split())
            written |= set(new)
            sent = Sent(id=f"{name}{number}", burst=f"{name}b{writer.burst}")
            edit(objective, "title", text, before=before, by=person, at=NOW, sent=sent)
            writer.seen = text  # the caret is in the line: one goes on from one's own words
    objective.refresh_from_db()
    kept = [objective.title, *Variant.objects.values_list("text", flat=True)]
    there = set(" ".join(kept).split())
    given_up = set().union(*(writer.taken_out for writer in writers.values()))
    assert written - given_up <= there
    # Whoever looks, sees the same.
    for writer in writers.values():
        look(writer, objective)
    assert len({writer.seen for writer in writers.values()}) == 1


def look(writer: Writer, objective: Objective) -> None:
    """Leave the line: what is shown is what everybody sees."""
    objective.refresh_from_db()
    writer.seen = objective.title
    writer.burst += 1


def choose(writer: Writer, objective: Objective, person: object, number: int) -> None:
    """Take or leave the first variant; the words of the other version are given up by choice."""
    look(writer, objective)
    variant = Variant.objects.open().first()
    if variant is None:
        return
    both = set(variant.text.split()) | set(objective.title.split())
    if number % 2:
        choosing.take(variant, before=objective.title, by=person, at=NOW)  # type: ignore[arg-type]
    else:
        choosing.leave(variant, by=person, at=NOW)  # type: ignore[arg-type]
    look(writer, objective)
    writer.taken_out |= both - set(objective.title.split())


words = st.lists(st.sampled_from(["", *(f"w{i}" for i in range(9))]), max_size=8).map(" ".join)


@pytest.mark.once
@given(words, words, words)
@settings(max_examples=400, deadline=None)
def test_a_merge_keeps_every_word_that_either_wrote(before: str, mine: str, theirs: str) -> None:
    merged = merge(before, mine, theirs)
    there = set(f"{merged.text} {merged.variant or ''}".split())
    assert set(mine.split()) - set(before.split()) <= there
    assert set(theirs.split()) - set(before.split()) <= there


@pytest.mark.once
@given(words, words)
def test_a_merge_with_somebody_who_changed_nothing_is_plain(before: str, mine: str) -> None:
    assert merge(before, mine, before) == merge(before, before, mine)
    assert merge(before, mine, before).text == " ".join(mine.split())
