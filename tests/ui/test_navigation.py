"""The places of the rail."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from palier.accounts.models import User
from palier.ui import navigation
from palier.ui.navigation import NavItem, places

pytestmark = [pytest.mark.once, pytest.mark.urls("tests.ui.urls")]


@pytest.fixture(autouse=True)
def empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_items", [])


def test_places_come_in_order_and_only_to_whom_they_are_shown() -> None:
    navigation.register(NavItem(label="Second", url="language", order=20))
    navigation.register(
        NavItem(label=lambda request: f"First {request.path}", url="wall", order=10)
    )
    navigation.register(NavItem(label="No", url="wall", order=5, is_shown=lambda _request: False))
    request = RequestFactory().get("/language/")
    request.user = User(email="marie@acme.example")
    assert [(place.label, place.is_current) for place in places(request)] == [
        ("First /language/", False),
        ("Second", True),
    ]
    request.user = AnonymousUser()
    assert places(request) == []


def test_a_place_may_decide_itself_when_it_is_current() -> None:
    item = NavItem(
        label="Mine",
        url=lambda _request: "/slides/12/",
        order=1,
        is_current=lambda request: "slides" in request.path,
    )
    navigation.register(item)
    request = RequestFactory().get("/slides/13/")
    request.user = User(email="marie@acme.example")
    assert places(request)[0].is_current
    assert places(request)[0].address == "/slides/12/"


def test_the_first_page_is_current_on_itself_alone() -> None:
    navigation.register(NavItem(label="All", url="wall", order=1))
    request = RequestFactory().get("/language/")
    request.user = User(email="marie@acme.example")
    assert not places(request)[0].is_current
    request.path = "/"
    assert places(request)[0].is_current
