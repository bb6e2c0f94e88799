"""`palier pilot`: from a workbook to somebody who can sign in, as the README says."""

import re
from pathlib import Path

import httpx
import pytest

from tests.cli.test_serve import palier, refusal, serving
from tests.tables import lay_tables

pytestmark = [pytest.mark.once, pytest.mark.slow]

WORKBOOK = Path(__file__).parents[1] / "data" / "sourcegraph" / "sourcegraph-2020-q1.xlsx"


def run(*arguments: str | Path) -> str:
    process = palier(*arguments)
    out, error = process.communicate(timeout=60)
    assert process.returncode == 0, error
    return out


def test_a_company_is_imported_entered_and_seen(tmp_path: Path) -> None:
    lay_tables(tmp_path)
    data = ("--data", tmp_path, "--lang", "en")
    place = ("--organisation", "acme", "--cycle", "2020-Q1", "--create")
    run("import", WORKBOOK, *place, *data)
    appointed = ("pilot", "pia@acme.example", "--organisation", "acme", *data)
    said = refusal(*appointed)
    assert "--name" in said
    assert "Pia Moreau is now the pilot" in run(*appointed, "--name", "Pia Moreau")
    assert "already" in run(*appointed)
    with serving("--data", tmp_path) as (address, process), httpx.Client(base_url=address) as site:
        page = site.get("/accounts/login/code/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        form = {"email": "pia@acme.example", "csrfmiddlewaretoken": token[1]}
        assert site.post("/accounts/login/code/", data=form).status_code == 302
        code = _code(process.stdout)
        page = site.get("/accounts/login/code/confirm/").text
        token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
        assert token
        form = {"code": code, "csrfmiddlewaretoken": token[1]}
        answer = site.post("/accounts/login/code/confirm/", data=form, follow_redirects=True)
        assert "LSIF is adopted by customers" in answer.text


def _code(output: object) -> str:
    """Read the letter that the server prints where no mail server is set."""
    for line in output:  # type: ignore[attr-defined]
        found = re.fullmatch(r"\s*([A-Z0-9]{3,6}(?:-[A-Z0-9]{3,6})?)\s*", line)
        if found:
            return found[1]
    raise AssertionError("no code was printed")


@pytest.mark.parametrize(
    ("email", "organisation", "word"),
    [("pas une adresse", "acme", "e-mail"), ("a@b.example", "nowhere", "nowhere")],
)
def test_what_is_wrong_is_said(tmp_path: Path, email: str, organisation: str, word: str) -> None:
    lay_tables(tmp_path)
    said = refusal(
        "pilot", email, "--organisation", organisation, "--data", tmp_path, "--lang", "en"
    )
    assert word in said
