"""The places of the rail: each concept registers its own, none is greyed out.

Register in `AppConfig.ready()`:

    navigation.register(NavItem(label=_("All slides"), url="wall", order=20, icon="grid"))
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest  # noqa: TID251 - the frame is asked of requests
from django.urls import reverse

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def _shown_to_people(request: HttpRequest) -> bool:
    return request.user.is_authenticated


@dataclass(frozen=True, slots=True)
class NavItem:
    """A place of the rail; what depends on the person is asked of the request."""

    label: "StrOrPromise | Callable[[HttpRequest], StrOrPromise]"
    url: str | Callable[[HttpRequest], str]  # the name of a URL without arguments, or its address
    order: int
    icon: str = "slide"  # drawn on a phone, where words are small
    is_shown: Callable[[HttpRequest], bool] = _shown_to_people
    # Without it, the place is current when its address starts the path of the page.
    is_current: Callable[[HttpRequest], bool] | None = None
    below_line: bool = False  # set apart, under the rule of the rail


@dataclass(frozen=True, slots=True)
class Place:
    """An item as one person sees it on one page."""

    label: "StrOrPromise"
    address: str
    icon: str
    is_current: bool
    below_line: bool


_items: list[NavItem] = []


def register(item: NavItem) -> None:
    """Add a place to the rail; lower orders come first."""
    _items.append(item)
    _items.sort(key=lambda each: each.order)


def places(request: HttpRequest) -> list[Place]:
    """List the places shown to this person, in order."""
    return [_place(item, request) for item in _items if item.is_shown(request)]


def _place(item: NavItem, request: HttpRequest) -> Place:
    address = item.url(request) if callable(item.url) else reverse(item.url)
    is_current = item.is_current(request) if item.is_current else _leads(address, request.path)
    label = item.label(request) if callable(item.label) else item.label
    return Place(label, address, item.icon, is_current, item.below_line)


def _leads(address: str, path: str) -> bool:
    # Every path starts with "/": the first page leads to itself alone.
    return path == address or (address != "/" and path.startswith(address))
