"""The server is killed while people write, and comes back: all go on, no word is lost."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.test_serve import ENVIRONMENT, serving

pytestmark = [pytest.mark.once, pytest.mark.slow]
TITLES = "li.kr [data-field=title]"


def run(data: Path, *arguments: str) -> dict[str, Any]:
    environment = {**ENVIRONMENT, "PALIER_DATA": str(data)}
    command = [sys.executable, "-m", "tests.journeys.writers", *arguments]
    done = subprocess.run(  # noqa: S603
        command, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@pytest.fixture
def company(tmp_path: Path) -> dict[str, Any]:
    return run(tmp_path)


@pytest.fixture
def writers(browser: Browser, company: dict[str, Any]) -> Iterator[dict[str, Page]]:
    contexts = {name: browser.new_context(locale="fr-FR") for name in company["keys"]}
    yield {name: context.new_page() for name, context in contexts.items()}
    for context in contexts.values():
        context.close()


def open_slide(writers: dict[str, Page], company: dict[str, Any], address: str) -> None:
    for name, page in writers.items():
        cookie = {"name": company["cookie"], "value": company["keys"][name], "url": address}
        page.context.add_cookies([cookie])  # type: ignore[list-item]
        page.goto(f"{address}/slides/{company['slide']}/")
        expect(page.locator("html")).to_have_attribute("data-connected", "yes")


def test_five_people_write_while_the_server_is_killed_and_started_again(
    tmp_path: Path, company: dict[str, Any], writers: dict[str, Page]
) -> None:
    with serving("--data", tmp_path) as (address, process):
        port = address.rpartition(":")[2]
        open_slide(writers, company, address)
        for number, page in enumerate(writers.values()):
            page.locator(TITLES).nth(number % 3).click()
            page.keyboard.press("Home" if number > 2 else "End")
        write(writers, "avant")
        process.kill()
        process.wait(10)
        write(writers, "pendant")
        for page in writers.values():
            expect(page.locator("[data-state]")).to_contain_text("gardé sur cet appareil")
        with serving("--data", tmp_path, "--port", port):
            write(writers, "après")
            for page in writers.values():
                expect(page.locator("[data-state]")).to_have_text("Enregistré.", timeout=20_000)
                expect(page.locator("html")).to_have_attribute("data-connected", "yes")
            for page in writers.values():
                page.keyboard.press("Escape")
            seen = run(tmp_path, "read")
            for page in writers.values():
                expect(page.locator(TITLES)).to_have_text(seen["titles"])
    words = " ".join([*seen["titles"], *seen["variants"]])
    for name in writers:
        for moment in ("avant", "pendant", "après"):
            assert f"{moment}-{name}" in words


def write(writers: dict[str, Page], moment: str) -> None:
    for name, page in writers.items():
        page.keyboard.type(f" {moment}-{name} ")
