"""Every address, visited as an outsider, as somebody not signed in, and as each role."""

import html
from collections.abc import Callable, Iterator, Mapping

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from palier.comments.models import Comment
from palier.organisation.models import Organisation, Person, Unit
from palier.slides.models import Category, KeyResult, Objective
from tests.cast import Cast
from tests.everywhere.addresses import (
    BUILDERS,
    PUBLIC,
    SAMPLE_ONLY,
    Address,
    every_address,
    furnish,
)

ROLES = ("dora", "pia", "luc", "marie", "jo")
OUTSIDER = "beta_dora"
ADDRESSES = every_address()


@pytest.fixture
def cast(cast: Cast) -> Cast:
    furnish(cast)
    return cast


def answers(
    client: Client, cast: Cast, method: str, *, only: Callable[[Address], object] = bool
) -> Iterator[tuple[Address, HttpResponse]]:
    """Visit each address; whatever the visit changed is undone before the next one."""
    client.raise_request_exception = False
    for address in ADDRESSES:
        if address.can_be_filled and only(address):
            path = address.path(cast)
            with transaction.atomic():
                yield address, getattr(client, method)(path)
                transaction.set_rollback(True)


def names_of(organisation: Organisation) -> set[str]:
    """Return every word by which an organisation could be recognised."""
    here = {"organisation": organisation}
    found = {organisation.name}
    for rows in (
        Person.objects.filter(**here).values_list("name", "email"),
        Unit.objects.filter(**here).values_list("name"),
        Category.objects.filter(**here).values_list("name"),
        Objective.objects.filter(slide__unit__organisation=organisation).values_list(
            "title", "why"
        ),
        KeyResult.objects.filter(objective__slide__unit__organisation=organisation).values_list(
            "title", "end_reason"
        ),
        Comment.objects.filter(slide__unit__organisation=organisation).values_list("body"),
    ):
        found |= {value for row in rows for value in row}
    return found - {""}


def names_in(response: HttpResponse, names: set[str]) -> list[str]:
    body = b"".join(response) if response.streaming else response.content
    text = html.unescape(body.decode("utf-8", "replace"))
    return sorted(name for name in names if name in text)


def told(found: Mapping[str, object]) -> str:
    return "\n" + "\n".join(f"{route}: {what}" for route, what in found.items())


def sign_in(client: Client, cast: Cast, who: str) -> None:
    client.force_login(getattr(cast, who).user)


def test_every_address_has_a_name() -> None:
    assert [address.route for address in ADDRESSES if address.name in {"", ":"}] == []


def test_every_argument_has_a_builder_and_no_builder_is_left_over() -> None:
    keys = {key for address in ADDRESSES for key in address.keys.values()}
    assert keys == set(BUILDERS)


def test_public_addresses_exist() -> None:
    assert {address.name for address in ADDRESSES} >= PUBLIC


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_has_not_signed_in_is_sent_to_sign_in(client: Client, cast: Cast, method: str) -> None:
    open_to_all = {
        address.route: (response.status_code, response.get("Location"))
        for address, response in answers(
            client, cast, method, only=lambda a: a.name not in PUBLIC | SAMPLE_ONLY
        )
        if response.status_code != 302
        or not response["Location"].startswith(reverse("account_login"))
    }
    assert not open_to_all, told(open_to_all)


@pytest.mark.parametrize("method", ["get", "post"])
def test_public_addresses_name_nobody(client: Client, cast: Cast, method: str) -> None:
    secrets = names_of(cast.acme)
    naming = {
        address.route: (response.status_code, names_in(response, secrets))
        for address, response in answers(
            client, cast, method, only=lambda address: address.name in PUBLIC
        )
        if response.status_code >= 500 or names_in(response, secrets)
    }
    assert not naming, told(naming)


@pytest.mark.parametrize("who", ["", "dora", OUTSIDER])
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_sample_has_no_address_elsewhere(
    client: Client, cast: Cast, method: str, who: str
) -> None:
    if who:
        sign_in(client, cast, who)
    statuses = {
        address.name: response.status_code
        for address, response in answers(
            client, cast, method, only=lambda address: address.name in SAMPLE_ONLY
        )
    }
    assert statuses == dict.fromkeys(SAMPLE_ONLY, 404)


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_outsider_finds_nothing(client: Client, cast: Cast, method: str) -> None:
    sign_in(client, cast, OUTSIDER)
    found = {
        address.route: response.status_code
        for address, response in answers(
            client, cast, method, only=lambda a: a.keys and a.name not in PUBLIC
        )
        if response.status_code not in {404, 405}
    }
    assert not found, told(found)


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_outsider_is_told_no_name(client: Client, cast: Cast, method: str) -> None:
    sign_in(client, cast, OUTSIDER)
    secrets = names_of(cast.acme) - names_of(cast.beta)
    assert len(secrets) > 10
    naming = {
        address.route: names_in(response, secrets)
        for address, response in answers(client, cast, method)
        if names_in(response, secrets)
    }
    assert not naming, told(naming)


@pytest.mark.parametrize("who", ROLES)
def test_every_address_answers_each_role(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, cast, who)
    expected = {200, 302, 403, 404, 405}
    broken = {
        address.route: response.status_code
        for address, response in answers(client, cast, "get")
        if response.status_code not in expected
    }
    assert not broken, told(broken)


@pytest.mark.parametrize("who", ROLES)
def test_an_empty_form_breaks_nothing(client: Client, cast: Cast, who: str) -> None:
    sign_in(client, cast, who)
    broken = {
        address.route: response.status_code
        for address, response in answers(client, cast, "post")
        if response.status_code >= 500
    }
    assert not broken, told(broken)


def test_reading_writes_nothing(client: Client, cast: Cast) -> None:
    client.raise_request_exception = False
    sign_in(client, cast, ROLES[0])
    writing = {}
    for address in ADDRESSES:
        path = address.path(cast)
        with (
            CaptureQueriesContext(
                connection,
            ) as queries,
            transaction.atomic(),
        ):
            client.get(path)
            transaction.set_rollback(True)
        verbs = ("INSERT", "UPDATE", "DELETE")
        written = [
            query["sql"]
            for query in queries
            if query["sql"].startswith(verbs) and "django_session" not in query["sql"]
        ]
        if written and address.name not in PUBLIC:
            writing[address.route] = written
    assert not writing, told(writing)
