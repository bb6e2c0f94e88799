"""What every test may ask for: a served site, a browser that tolerates no script error."""

import os
import re
import socket
import threading
import time
from collections.abc import Callable, Generator, Iterator
from typing import Any

import pytest
import uvicorn
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.test import Client, TransactionTestCase
from hypothesis import settings as hypothesis_settings
from hypothesis.database import DirectoryBasedExampleDatabase
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, WebError

from palier.sheets.cache import forget_all
from tests.cast import Cast, make_cast

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright owns a loop

IN_CI = bool(os.environ.get("CI"))
hypothesis_settings.register_profile(
    "palier",
    deadline=None,  # a busy machine is not a bug
    max_examples=100 if IN_CI else 50,
    derandomize=IN_CI,
    database=None if IN_CI else DirectoryBasedExampleDatabase("var/hypothesis"),
)
hypothesis_settings.register_profile("quick", deadline=None, max_examples=12, database=None)
hypothesis_settings.load_profile("palier")

# Refusals are answers: the browser logs them, but no script went wrong.
_REFUSALS = re.compile(r"status of (409|422|503)|Response Status Error Code (409|422|503)")
_ERRORS = pytest.StashKey[list[str]]()


@pytest.fixture(autouse=True)
def forget_drawings() -> None:
    """Start without drawn sheets: a rolled-back test gives its ids to the next."""
    forget_all()


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture
def server(transactional_db: None) -> Iterator[str]:
    """Serve the whole application as in production, front door included; gives its address."""
    from palier.config.asgi import application

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        config = uvicorn.Config(
            application, lifespan="off", log_level="error", timeout_graceful_shutdown=1
        )
        site = uvicorn.Server(config)
        thread = threading.Thread(target=site.run, args=([listener],), daemon=True)
        thread.start()
        while not site.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        yield f"http://127.0.0.1:{port}"
        site.should_exit = True
        thread.join(timeout=10)
        assert not thread.is_alive(), "the server did not stop"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": "/usr/bin/chromium",
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-extensions",
            "--disable-sync",
            "--no-first-run",
            "--font-render-hinting=none",
        ],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_context_args, "locale": "fr-FR", "timezone_id": "Europe/Paris"}


@pytest.fixture
def script_errors(request: pytest.FixtureRequest) -> list[str]:
    """Collect what went wrong in the scripts of any page; the test fails unless it is empty."""
    errors: list[str] = request.node.stash.setdefault(_ERRORS, [])
    return errors


@pytest.fixture
def new_context(
    server: str,  # first, so that the pages are closed before the server stops
    script_errors: list[str],
    new_context: Callable[..., BrowserContext],
) -> Callable[..., BrowserContext]:
    def note_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not _REFUSALS.search(message.text):
            script_errors.append(f"console: {message.text}")

    def note_error(error: WebError) -> None:
        script_errors.append(f"script: {error.error}")

    def open_context(**options: Any) -> BrowserContext:
        context = new_context(**{"base_url": server, **options})
        context.on("console", note_console)
        context.on("weberror", note_error)
        return context

    return open_context


@pytest.fixture
def sign_in(server: str, new_context: Callable[..., BrowserContext]) -> Callable[..., Page]:
    """Open a page of a browser of their own for somebody; `sign_in(user, **context_options)`."""

    def open_page(user: AbstractBaseUser, **options: Any) -> Page:
        client = Client()
        client.force_login(user)  # type: ignore[arg-type]  # the stubs name Django's own user
        name = settings.SESSION_COOKIE_NAME
        context = new_context(**options)
        context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": server}])
        return context.new_page()

    return open_page


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    outcome = yield
    errors = item.stash.get(_ERRORS, [])
    if errors:
        pytest.fail("A page had script errors:\n" + "\n".join(errors), pytrace=False)
    return outcome


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Count a skipped test as failed: what is missing here must be installed, not passed over."""
    report = yield
    if report.skipped:
        report.outcome = "failed"
    return report


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what opens a browser, and what reads no database; refuse to run once what does."""
    for item in items:
        fixtures = set(getattr(item, "fixturenames", []))
        if fixtures & {"new_context", "browser"}:
            item.add_marker("journey")
        if not _uses_database(item, fixtures):
            item.add_marker("once")
        elif item.get_closest_marker("once"):
            raise pytest.UsageError(f"{item.nodeid} is marked once, yet it uses the database.")


def _uses_database(item: pytest.Item, fixtures: set[str]) -> bool:
    is_case = issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    has_mark = item.get_closest_marker("django_db") is not None
    return is_case or has_mark or bool(fixtures & {"db", "transactional_db"})
