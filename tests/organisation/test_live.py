"""Who may watch an organisation change, and whose streams end."""

import pytest
from django.conf import settings
from pytest_django import DjangoAssertNumQueries

from palier.live import topics
from palier.live.watcher import Watcher, read_watcher
from palier.organisation import changes
from palier.organisation.actions.people import Introduced, add_person, change_person
from palier.organisation.actions.units import Described, change_unit, set_members
from palier.organisation.models import Person
from palier.organisation.rules import Kind, Stage
from tests.cast import NOW, Cast, make_slide
from tests.live.page import cookies_of


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[Person]:
    """Collect the people whose names, roles or units change."""
    heard: list[Person] = []
    monkeypatch.setattr(changes, "_person_changed", [lambda person, at: heard.append(person)])
    return heard


def test_people_of_the_company_watch_it_and_others_do_not(cast: Cast) -> None:
    assert topics.may_watch(cast.jo, cast.acme.topic)
    assert not topics.may_watch(cast.beta_dora, cast.acme.topic)


def test_before_sharing_only_those_who_lead_watch(cast: Cast) -> None:
    cast.acme.stages = [Stage.DEFINE]
    cast.acme.save()
    assert topics.may_watch(cast.marie, cast.acme.topic)
    assert not topics.may_watch(cast.jo, cast.acme.topic)


def test_a_stream_is_recognised_as_the_person_of_the_session(cast: Cast) -> None:
    session_key = cookies_of(cast.jo)[settings.SESSION_COOKIE_NAME]
    watcher = read_watcher(session_key, (cast.acme.topic,))
    assert watcher == Watcher(session_key, cast.jo.pk, "Jo Petit")
    assert read_watcher(session_key, (cast.acme.topic, cast.beta.topic)) is None
    Person.objects.filter(pk=cast.jo.pk).update(is_present=False)
    assert read_watcher(session_key, (cast.acme.topic,)) is None


def test_to_open_the_line_of_a_slide_asks_little_of_the_database(
    cast: Cast, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    session_key = cookies_of(cast.jo)[settings.SESSION_COOKIE_NAME]
    slide = make_slide(cast.sales_france, cast.coming, {})
    topics_of_page = (slide.topic, f"comments-{slide.pk}", f"wall-{slide.cycle_id}")
    with django_assert_num_queries(6):  # session, user, person; one a topic
        assert read_watcher(session_key, topics_of_page)


def test_whose_roles_change_is_told(cast: Cast, told: list[Person]) -> None:
    change_person(
        cast.jo, Introduced("Jo Petit", cast.jo.email, is_pilot=True), by=cast.pia, at=NOW
    )
    assert told == [cast.jo]


def test_who_gives_up_and_who_takes_a_unit_are_told(cast: Cast, told: list[Person]) -> None:
    described = Described("Sales France", Kind.TEAM, cast.sales, cast.jo)
    change_unit(cast.sales_france, described, by=cast.pia, at=NOW)
    assert told == [cast.marie, cast.jo]


def test_who_joins_and_who_leaves_a_unit_are_told(cast: Cast, told: list[Person]) -> None:
    set_members(cast.sales_france, [cast.sam], by=cast.pia, at=NOW)
    assert set(told) == {cast.jo, cast.sam}


def test_nobody_is_told_of_a_change_that_changes_nothing(cast: Cast, told: list[Person]) -> None:
    change_person(cast.jo, Introduced("Jo Petit", cast.jo.email), by=cast.pia, at=NOW)
    add_person(Introduced("Zoé"), by=cast.pia, at=NOW)
    assert told == []
