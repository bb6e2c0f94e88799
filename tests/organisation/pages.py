"""Asking for the pages of the organisation as somebody."""

from typing import TYPE_CHECKING, Any

from django.test import Client

from palier.organisation.models import Person

if TYPE_CHECKING:
    from django.test.client import _MonkeyPatchedWSGIResponse as Response

HTMX = {"HX-Request": "true"}


def browser(person: Person) -> Client:
    """Return a browser in which the person has signed in."""
    assert person.user is not None
    client = Client()
    client.force_login(person.user)
    return client


def get(address: str, *, by: Person) -> "Response":
    return browser(by).get(address)


def get_dialog(address: str, *, by: Person) -> "Response":
    """Ask as a script does."""
    return browser(by).get(address, headers=HTMX)


def post(address: str, data: dict[str, Any] | None = None, *, by: Person) -> "Response":
    """Send a form as a script does; 204 says it was taken."""
    return browser(by).post(address, data or {}, headers=HTMX)


def words(response: "Response") -> str:
    return response.content.decode()
