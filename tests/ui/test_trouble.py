"""A busy database, a full disk, an ended session: words that say what to do, never a lost one."""

import errno
import sqlite3
from pathlib import Path

import pytest
from django.db import DataError, IntegrityError, OperationalError
from django.test import Client
from psycopg import errors
from pytest_django.fixtures import Settings

from palier.accounts.models import User
from palier.ui.trouble import Trouble, trouble_of

HTMX = {"HX-Request": "true"}


def wrapped(error: Exception) -> Exception:
    """As Django raises it: its own exception, from the driver's."""
    with pytest.raises(OperationalError) as caught:
        raise OperationalError(*error.args) from error
    return caught.value


def locked(tmp_path: Path) -> Exception:
    first = sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None)
    second = sqlite3.connect(tmp_path / "a.sqlite3", isolation_level=None, timeout=0)
    first.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError) as caught:
        second.execute("BEGIN IMMEDIATE")
    first.close()
    second.close()
    return caught.value


def full(tmp_path: Path) -> Exception:
    connection = sqlite3.connect(tmp_path / "b.sqlite3", isolation_level=None)
    connection.execute("CREATE TABLE words (word TEXT)")
    connection.execute("PRAGMA max_page_count = 2")
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("INSERT INTO words VALUES (?)", ["x" * 100_000])
    connection.close()
    return caught.value


def readonly(tmp_path: Path) -> Exception:
    sqlite3.connect(tmp_path / "c.sqlite3").close()
    (tmp_path / "c.sqlite3").touch()
    connection = sqlite3.connect(f"file:{tmp_path / 'c.sqlite3'}?mode=ro", uri=True)
    with pytest.raises(sqlite3.OperationalError) as caught:
        connection.execute("CREATE TABLE words (word TEXT)")
    connection.close()
    return caught.value


@pytest.mark.once
def test_what_sqlite_really_says_is_understood(tmp_path: Path) -> None:
    assert trouble_of(wrapped(locked(tmp_path))) is Trouble.BUSY
    assert trouble_of(wrapped(full(tmp_path))) is Trouble.FULL
    assert trouble_of(wrapped(readonly(tmp_path))) is Trouble.READONLY


@pytest.mark.once
def test_what_postgresql_says_is_understood() -> None:
    assert trouble_of(wrapped(errors.LockNotAvailable("canceling"))) is Trouble.BUSY
    assert trouble_of(wrapped(errors.DeadlockDetected("deadlock"))) is Trouble.BUSY
    assert trouble_of(wrapped(errors.DiskFull("no space"))) is Trouble.FULL


@pytest.mark.once
def test_a_full_disk_is_understood_and_a_mistake_is_not_excused() -> None:
    assert trouble_of(OSError(errno.ENOSPC, "No space left on device")) is Trouble.FULL
    assert trouble_of(FileNotFoundError(errno.ENOENT, "missing")) is None
    assert trouble_of(IntegrityError("UNIQUE constraint failed")) is None
    assert trouble_of(DataError("too long")) is None
    assert trouble_of(None) is None


@pytest.mark.urls("tests.ui.urls")
@pytest.mark.django_db
class TestAnswers:
    def test_a_busy_database_asks_to_come_back(self, client: Client) -> None:
        answers = [
            client.post("/saving/", {"status": 503, "words": "Recruter"}, headers=HTMX)
            for _time in range(3)
        ]
        assert sorted(answer.status_code for answer in answers) == [200, 503, 503]
        busy = next(answer for answer in answers if answer.status_code == 503)
        assert int(busy["Retry-After"]) > 0
        assert 'role="alert"' in busy.content.decode()
        assert "<html" not in busy.content.decode()

    def test_a_full_disk_says_who_must_do_what(self, client: Client) -> None:
        page = client.post("/saving/", {"status": 507})
        assert page.status_code == 507
        assert "Le disque du serveur est plein" in page.content.decode()
        fragment = client.post("/saving/", {"status": 507}, headers={"Sec-Fetch-Mode": "cors"})
        assert "<html" not in fragment.content.decode()
        assert "Le disque du serveur est plein" in fragment.content.decode()

    def test_a_script_without_a_session_is_told_so(self, client: Client) -> None:
        answer = client.get("/private/", headers=HTMX)
        assert answer.status_code == 401
        assert "/accounts/login/" in answer.content.decode()

    def test_a_person_without_a_session_is_sent_to_sign_in(self, client: Client) -> None:
        answer = client.get("/private/")
        assert answer.status_code == 302
        assert answer["Location"] == "/accounts/login/?next=/private/"

    def test_a_person_with_a_session_goes_on(self, client: Client) -> None:
        client.force_login(User.objects.create_user("marie@acme.example"))
        assert client.get("/private/", headers=HTMX).content == b"private"


@pytest.mark.urls("tests.ui.urls")
class TestErrorPages:
    """None of them may ask the database: these tests are not allowed to."""

    @pytest.mark.parametrize("language", ["fr", "en"])
    def test_a_fault_of_ours_has_a_page(self, client: Client, language: str) -> None:
        client.raise_request_exception = False
        answer = client.get("/broken/", headers={"Accept-Language": language})
        assert answer.status_code == 500
        words = {"fr": "L’erreur est de notre côté", "en": "The fault is on our side"}
        assert words[language] in answer.content.decode()
        assert f'<html lang="{language}"' in answer.content.decode()

    def test_a_fault_of_ours_has_a_fragment(self, client: Client) -> None:
        client.raise_request_exception = False
        answer = client.get("/broken/", headers=HTMX)
        assert answer.status_code == 500
        assert "<html" not in answer.content.decode()

    def test_an_unknown_address_has_a_page(self, client: Client) -> None:
        answer = client.get("/nothing/here/")
        assert answer.status_code == 404
        assert "Il n’y a rien ici" in answer.content.decode()

    def test_too_much_at_once_has_a_page(self, client: Client, settings: Settings) -> None:
        settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10
        form = "application/x-www-form-urlencoded"
        answer = client.post("/saving/", "words=" + "a" * 50, content_type=form)
        assert answer.status_code == 413
        assert "C’est trop volumineux" in answer.content.decode()

    def test_a_stale_form_has_a_page(self) -> None:
        client = Client(enforce_csrf_checks=True)
        answer = client.post("/accounts/login/", {"login": "marie@acme.example"})
        assert answer.status_code == 403
        assert "Cette page est restée ouverte trop longtemps" in answer.content.decode()
