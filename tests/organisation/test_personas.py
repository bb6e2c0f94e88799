"""GET and POST /personas/, and each of its locks"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from palier.organisation.models import Organisation
from tests.cast import Cast
from tests.organisation.pages import words

ADDRESS = "/personas/"
HERE = {"HTTP_HOST": "127.0.0.1", "REMOTE_ADDR": "127.0.0.1"}


@pytest.fixture
def sample(cast: Cast, settings: Settings) -> Iterator[Cast]:
    """The cast as a sample company, in the sample mode, on a database it may be in."""
    settings.DEMO = True
    settings.ALLOWED_HOSTS = ["*"]
    engine = settings.DATABASES["default"]["ENGINE"]
    settings.DATABASES["default"]["ENGINE"] = "django.db.backends.sqlite3"
    Organisation.objects.update(is_sample=True)
    yield cast
    settings.DATABASES["default"]["ENGINE"] = engine


def statuses(**extra: Any) -> tuple[int, int]:
    meta = {**HERE, **extra}
    shown = Client().get(ADDRESS, **meta)
    chosen = Client().post(ADDRESS, {"role": "pilot"}, **meta)
    return shown.status_code, chosen.status_code


def test_five_people_are_offered_by_what_they_do(sample: Cast) -> None:
    page = words(Client().get(ADDRESS, **HERE))  # type: ignore[arg-type]
    for name in ("Marie Laurent", "Luc Martin", "Dora Lenoir", "Pia Moreau", "Jo Petit"):
        assert name in page
    assert "Hugo Blanc" not in page and "Sam Roux" not in page


@pytest.mark.parametrize(
    ("role", "who"),
    [
        ("manager", "marie"),
        ("pole-head", "luc"),
        ("direction", "dora"),
        ("pilot", "pia"),
        ("collaborator", "jo"),
    ],
)
def test_one_click_signs_in_as_that_person(sample: Cast, role: str, who: str) -> None:
    client = Client(**HERE)  # type: ignore[arg-type]
    assert client.post(ADDRESS, {"role": role})["Location"] == "/"
    person = getattr(sample, who)
    assert client.session["_auth_user_id"] == str(person.user_id)
    assert client.session["person"] == person.pk


@pytest.mark.parametrize("role", ["", "nobody", "marie"])
def test_nobody_else_can_be_chosen(sample: Cast, role: str) -> None:
    client = Client(**HERE)  # type: ignore[arg-type]
    assert client.post(ADDRESS, {"role": role}).status_code == 404
    assert "_auth_user_id" not in client.session


def test_it_is_open_on_this_machine_in_the_sample_mode(sample: Cast) -> None:
    assert statuses() == (200, 302)
    assert statuses(HTTP_HOST="localhost:8000") == (200, 302)
    assert statuses(HTTP_HOST="[::1]:8000", REMOTE_ADDR="::1") == (200, 302)


def test_it_does_not_exist_outside_the_sample_mode(sample: Cast, settings: Settings) -> None:
    settings.DEMO = False
    assert statuses() == (404, 404)


def test_it_does_not_exist_on_another_database(sample: Cast, settings: Settings) -> None:
    settings.DATABASES["default"]["ENGINE"] = "django.db.backends.postgresql"
    assert statuses() == (404, 404)


def test_one_real_organisation_locks_it_for_all(sample: Cast) -> None:
    Organisation.objects.filter(pk=sample.beta.pk).update(is_sample=False)
    assert statuses() == (404, 404)


def test_it_does_not_exist_where_there_is_no_organisation(db: None, settings: Settings) -> None:
    settings.DEMO = True
    assert statuses(HTTP_HOST="localhost") == (404, 404)


@pytest.mark.parametrize("address", ["192.168.1.4", "8.8.8.8", "2001:db8::1", "", "unknown"])
def test_it_does_not_exist_for_another_machine(sample: Cast, address: str) -> None:
    assert statuses(REMOTE_ADDR=address) == (404, 404)


@pytest.mark.parametrize(
    "header", ["HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP", "HTTP_X_FORWARDED_HOST"]
)
def test_it_does_not_exist_behind_a_proxy(sample: Cast, header: str) -> None:
    assert statuses(**{header: "127.0.0.1"}) == (404, 404)


@pytest.mark.parametrize("host", ["okr.acme.example", "127.0.0.1.acme.example", "10.0.0.4:8000"])
def test_it_does_not_exist_under_another_name(sample: Cast, host: str) -> None:
    assert statuses(HTTP_HOST=host) == (404, 404)


def test_the_sign_in_page_leads_there_only_where_it_is_open(
    sample: Cast, settings: Settings
) -> None:
    assert ADDRESS in words(Client().get("/accounts/login/", **HERE))  # type: ignore[arg-type]
    settings.DEMO = False
    assert ADDRESS not in words(Client().get("/accounts/login/", **HERE))  # type: ignore[arg-type]
