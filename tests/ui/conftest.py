"""A site with the components alone: neither the front door nor the pages of other concepts."""

from functools import partial

import pytest
from django.http import HttpRequest
from pytest_django.live_server_helper import LiveServer

from palier.ui import navigation
from palier.ui.navigation import NavItem


@pytest.fixture
def server(live_server: LiveServer) -> str:
    return live_server.url


@pytest.fixture(autouse=True)
def rail(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the rail the places of the mockup, without those of other concepts."""
    places = [
        ("Ma slide", "/slides/12/", 10, "slide"),
        ("Toutes les slides", "/", 20, "grid"),
        ("Importer", "/import/", 30, "upload"),
        ("Organisation", "/organisation/", 80, "tree"),
    ]
    monkeypatch.setattr(navigation, "_items", [])
    for label, address, order, icon in places:
        navigation.register(
            NavItem(
                label=label,
                url=partial(fixed, address),
                order=order,
                icon=icon,
                is_shown=lambda _request: True,
                below_line=order > 50,
            )
        )


def fixed(address: str, _request: HttpRequest) -> str:
    return address
