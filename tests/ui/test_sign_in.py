"""Signing in, in both languages: a code by e-mail first, a password for those who prefer one."""

import re
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.template.loader import get_template
from django.test import Client
from django.urls import URLPattern

from palier.accounts.models import User
from palier.accounts.urls import urlpatterns

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]

EMAIL = "marie.laurent@acme.example"
PASSWORD = "une phrase assez longue"  # noqa: S105 - of nobody
STRANGER = {  # pages anybody may open, and what each says in French and in English
    "login/": ("Recevoir un code", "Receive a code"),
    "login/code/": ("Recevoir un code", "Receive a code"),
    "signup/": ("On vous invite", "You are invited"),
    "inactive/": ("Ce compte est fermé", "This account is closed"),
    "password/reset/": ("Choisissez un nouveau mot de passe", "Choose a new password"),
    "password/reset/done/": ("Regardez vos e-mails", "Look at your mail"),
    "password/reset/key/1-nothing/": ("Ce lien a déjà servi", "This link has already been used"),
    "password/reset/key/done/": ("Le mot de passe est changé", "The password is changed"),
}
SIGNED_IN = {
    "logout/": ("Se déconnecter", "Sign out"),
    "password/change/": ("Mot de passe actuel", "Current password"),
    "reauthenticate/": ("Est-ce bien vous", "Is it really you"),
}


@pytest.fixture(autouse=True)
def no_tries_yet() -> Iterator[None]:
    """Forget the tries counted by address: they would slow down the tests that follow."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def marie() -> User:
    return User.objects.create_user(EMAIL, PASSWORD)


def page(client: Client, path: str, language: str = "fr") -> str:
    answer = client.get(f"/accounts/{path}", follow=True, headers={"Accept-Language": language})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("path", STRANGER)
def test_every_page_for_strangers_speaks_both_languages(client: Client, path: str) -> None:
    for language, words in zip(("fr", "en"), STRANGER[path], strict=True):
        text = page(client, path, language)
        assert words in text
        assert 'class="door"' in text, "the page is not in our look"


@pytest.mark.parametrize("path", SIGNED_IN)
def test_every_page_of_an_account_speaks_both_languages(
    client: Client, marie: User, path: str
) -> None:
    client.force_login(marie)
    for language, words in zip(("fr", "en"), SIGNED_IN[path], strict=True):
        text = page(client, path, language)
        assert words in text
        assert "ui/css/tokens.css" in text


def test_somebody_without_a_password_may_choose_one(client: Client) -> None:
    client.force_login(User.objects.create_user(EMAIL))
    assert "Choisir un mot de passe" in page(client, "password/set/")
    words = {"password1": PASSWORD, "password2": PASSWORD}
    client.post("/accounts/password/set/", words)
    assert User.objects.get(email=EMAIL).check_password(PASSWORD)


@pytest.mark.parametrize(
    ("language", "subject"), [("fr", ": votre code pour Palier"), ("en", ": your code for Palier")]
)
def test_a_code_by_e_mail_signs_in(
    client: Client, marie: User, language: str, subject: str
) -> None:
    headers = {"Accept-Language": language}
    client.post("/accounts/login/code/", {"email": EMAIL, "next": "/private/"}, headers=headers)
    (letter,) = mail.outbox
    assert letter.subject.replace("\u00a0", "").endswith(subject)
    code = re.search(r"^ {4}(\S+)$", str(letter.body), re.MULTILINE)
    assert code, letter.body
    answer = client.post("/accounts/login/code/confirm/", {"code": code[1]}, headers=headers)
    assert answer.status_code == 302
    assert client.get("/private/").content == b"private"


def test_a_wrong_code_is_refused_in_words(client: Client, marie: User) -> None:
    client.post("/accounts/login/code/", {"email": EMAIL})
    answer = client.post("/accounts/login/code/confirm/", {"code": "WRONG1"})
    assert 'id="id_code_error"' in answer.content.decode()
    assert client.get("/private/").status_code == 302


def test_a_stranger_is_not_told_who_has_an_account(client: Client) -> None:
    answer = client.post("/accounts/login/code/", {"email": "nobody@acme.example"}, follow=True)
    assert "Si cette adresse a un compte" in answer.content.decode()
    (letter,) = mail.outbox
    assert "cette adresse n’a pas de compte" in letter.body
    assert "http" not in letter.body, "there is nothing to sign up to"


def test_a_password_signs_in(client: Client, marie: User) -> None:
    client.post("/accounts/login/", {"login": EMAIL, "password": PASSWORD})
    assert client.get("/private/").content == b"private"


def test_a_wrong_password_keeps_the_address_typed(client: Client, marie: User) -> None:
    answer = client.post("/accounts/login/", {"login": EMAIL, "password": "wrong"})
    text = answer.content.decode()
    assert f'value="{EMAIL}"' in text
    assert '<details class="fold" open>' in text
    assert 'role="alert"' in text


def test_a_forgotten_password_is_replaced(client: Client, marie: User) -> None:
    client.post("/accounts/password/reset/", {"email": EMAIL})
    (letter,) = mail.outbox
    assert letter.subject == "Choisissez un nouveau mot de passe"
    link = re.search(r"http://testserver(\S+)", str(letter.body))
    assert link
    form = client.get(link[1], follow=True)
    assert "Nouveau mot de passe" in form.content.decode()
    words = {"password1": "une autre phrase longue", "password2": "une autre phrase longue"}
    done = client.post(form.redirect_chain[-1][0], words, follow=True)
    assert "Le mot de passe est changé" in done.content.decode()
    marie.refresh_from_db()
    assert marie.check_password("une autre phrase longue")
    assert "127.0.0.1" in mail.outbox[-1].body


def test_changing_a_password_is_told_by_e_mail(client: Client, marie: User) -> None:
    client.force_login(marie)
    words = {"oldpassword": PASSWORD, "password1": PASSWORD + "!", "password2": PASSWORD + "!"}
    client.post("/accounts/password/change/", words)
    marie.refresh_from_db()
    assert marie.check_password(PASSWORD + "!")
    (letter,) = mail.outbox
    assert letter.subject == "Votre mot de passe a changé"
    assert "127.0.0.1" in letter.body


def test_signing_out_says_so_once(client: Client, marie: User) -> None:
    client.force_login(marie)
    answer = client.post("/accounts/logout/", {"next": "/accounts/login/"}, follow=True)
    assert "Vous êtes déconnecté." in answer.content.decode()
    assert client.get("/private/").status_code == 302


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda pattern: str(pattern.name))
def test_every_page_of_allauth_is_one_of_ours(pattern: URLPattern) -> None:
    view = getattr(pattern.callback, "view_class", None)
    names = [
        getattr(view, "template_name", None),
        getattr(view, "template_name_signup_closed", None),
    ]
    for name in filter(None, names):
        origin = get_template(name).origin.name  # type: ignore[attr-defined]
        assert "palier/accounts/templates" in origin


def test_nobody_signs_up_alone(client: Client) -> None:
    words = {"email": EMAIL, "password1": PASSWORD}
    answer = client.post("/accounts/signup/", words)
    assert "On vous invite" in answer.content.decode()
    assert not User.objects.exists()


def test_too_many_tries_are_slowed_down_in_words(client: Client, marie: User) -> None:
    words = {"login": EMAIL, "password": "wrong"}
    answers = [client.post("/accounts/login/", words) for _try in range(31)]
    assert answers[-1].status_code == 429
    assert "Trop d’essais" in answers[-1].content.decode()
