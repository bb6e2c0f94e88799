"""Signing in by code and by password, from the page to a page of the organisation."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from palier.accounts.models import User
from tests.cast import Cast

LONG_WORDS = "une-longue-phrase-secrète"
# What somebody not signed in may open: signing in, choosing a language.
OPEN = {
    "account_login",
    "account_request_login_code",
    "account_confirm_login_code",
    "account_signup",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_logout",  # there is nothing to leave: it goes on to the first page
    "language",
    "personas",  # has locks of its own
    "reading",  # the token in its address is the key: tests/sharing
    "reading-picture",
}


def test_a_code_received_by_e_mail_leads_to_the_page_that_was_asked_for(cast: Cast) -> None:
    client = Client()
    asked = client.get("/organisation/")
    assert asked["Location"] == "/accounts/login/?next=/organisation/"
    said = {"email": "marie@acme.example", "next": "/organisation/"}
    client.post("/accounts/login/code/", said)
    [message] = mail.outbox
    assert message.to == ["marie@acme.example"]
    found = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", str(message.body), re.MULTILINE)
    assert found, message.body
    confirmed = client.post(
        "/accounts/login/code/confirm/", {"code": found[1], "next": "/organisation/"}
    )
    assert confirmed["Location"] == "/organisation/"
    page = client.get("/organisation/")
    assert "Marie Laurent" in page.content.decode()


def test_a_wrong_code_signs_nobody_in(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/login/code/", {"email": "marie@acme.example"})
    client.post("/accounts/login/code/confirm/", {"code": "AAAAAA"})
    assert client.get("/organisation/").status_code == 302


def test_a_password_signs_in(cast: Cast) -> None:
    assert cast.marie.user is not None
    cast.marie.user.set_password(LONG_WORDS)
    cast.marie.user.save()
    client = Client()
    said = {"login": "Marie@acme.example", "password": LONG_WORDS, "next": "/organisation/"}
    assert client.post("/accounts/login/", said)["Location"] == "/organisation/"
    assert client.get("/organisation/").status_code == 200


def test_an_account_without_a_password_is_not_opened_by_an_empty_one(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "marie@acme.example", "password": ""})
    client.post("/accounts/login/", {"login": "marie@acme.example", "password": "!"})
    assert client.get("/organisation/").status_code == 302


def test_an_address_nobody_has_makes_no_account(cast: Cast) -> None:
    client = Client()
    client.post("/accounts/login/code/", {"email": "stranger@acme.example"})
    assert not User.objects.filter(email="stranger@acme.example").exists()
    assert client.get("/organisation/").status_code == 302


def patterns(resolver: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for each in resolver.url_patterns:
        found.extend(patterns(each) if isinstance(each, URLResolver) else [each])
    return found


@pytest.mark.django_db
def test_everything_else_asks_to_sign_in() -> None:
    closed = [each for each in patterns(get_resolver()) if each.name not in OPEN]
    assert len(closed) > 15
    for pattern in closed:
        requires_sign_in = getattr(pattern.callback, "login_required", True)
        assert requires_sign_in, f"{pattern.name} is open to everybody"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/organisation/", "/people/1/", "/units/1/", "/nowhere/"])
def test_a_stranger_learns_nothing_of_what_exists(address: str) -> None:
    response = Client().get(address)
    assert response.status_code in {302, 404}
    if response.status_code == 302:
        assert response["Location"].startswith("/accounts/login/")
