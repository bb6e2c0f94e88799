"""The bar of the terminal: late, and only where somebody looks."""

import os
import pty
import select
import subprocess
import sys
import time

import pytest

pytestmark = pytest.mark.once

SCRIPT = """
import time, click
from palier.cli import progress
progress.SLOW = 0.2
@click.command()
@click.option("--json", "as_json", is_flag=True)
@click.option("--long", type=float, default=0)
def command(as_json, long):
    with progress.progress("Reading", 4) as advance:
        for _step in range(4):
            advance()
            time.sleep(long / 4)
command()
"""


def shown(*options: str) -> str:
    """Return what a terminal shows of a command."""
    main, terminal = pty.openpty()
    command = [sys.executable, "-c", SCRIPT, *options]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    with subprocess.Popen(command, stderr=terminal, env=environment) as process:  # noqa: S603
        os.close(terminal)
        said = b""
        while True:
            try:
                piece = os.read(main, 4096) if select.select([main], [], [], 30)[0] else b""
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            said += piece
        process.wait()
    os.close(main)
    return said.decode()


def test_what_takes_long_has_a_bar_that_goes_away() -> None:
    said = shown("--long", "1")
    assert "Reading" in said
    assert "100%" in said or "75%" in said
    assert said.rstrip().endswith("\x1b[2K") or "\x1b[2K" in said  # it is wiped


def test_what_is_quick_says_nothing() -> None:
    assert shown() == ""


def test_an_answer_in_json_has_no_bar() -> None:
    assert shown("--long", "0.6", "--json") == ""


def test_without_a_terminal_there_is_no_bar() -> None:
    command = [sys.executable, "-c", SCRIPT, "--long", "0.6"]
    begun = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stderr == ""
    assert time.monotonic() - begun > 0.5
