"""The page of imports in a browser: a line lights its cells, a tab at a time, then the wall."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from palier.slides.models import Slide
from tests.cast import make_cast, make_person
from tests.exchange.imports import SALES
from tests.exchange.workbooks import written


@pytest.fixture
def page(server: str, sign_in: Callable[..., Page]) -> Page:
    cast = make_cast()
    make_person(cast.acme, "Anna Kessler", key="anna")
    assert cast.pia.user is not None
    return sign_in(cast.pia.user, viewport={"width": 1440, "height": 1000})


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    head = [["OKR Ventes T1 2027", "", "", "Manager : Anna Kessel"], *SALES[1:]]
    tabs: list[tuple[str, Any]] = [("Lisez-moi", [["Bonjour à tous"]]), ("Ventes Nord", head)]
    tabs += [(f"Ventes {name}", [["OKR T1 2027"], *SALES[1:7]]) for name in ("Sud", "Est")]
    tabs += [(f"Notes du mois {number}", [["Relire avec Julie"]]) for number in range(9)]
    file = tmp_path / "OKR T1 2027.xlsx"
    file.write_bytes(written(*tabs))
    return file


def is_lit(page: Page, spot: str) -> bool:
    cell = page.locator(f"td[data-spot='{spot}']")
    return "is-lit" in (cell.get_attribute("class") or "")


def test_a_workbook_is_brought_looked_at_decided_and_imported(page: Page, workbook: Path) -> None:
    page.goto("/imports/")
    page.set_input_files("#file", workbook)
    page.get_by_role("button", name="Voir ce qu’il contient").click()
    expect(page.locator("h1")).to_contain_text("3 slides reconnues, ")

    page.hover("[data-ref='key-result-1002']")
    assert is_lit(page, "B5") and is_lit(page, "D5") and not is_lit(page, "B4")
    page.hover("td[data-spot='B4']")
    assert "is-lit" in (page.locator("[data-ref='key-result-1001']").get_attribute("class") or "")
    page.locator("[data-ref='key-result-1003']").focus()
    assert is_lit(page, "B6")

    page.locator(".tabs").get_by_text("Ventes Est").click()
    expect(page.locator("#part .tabs [aria-current]")).to_contain_text("Ventes Est")
    page.locator("[data-ref='key-result-1001']").focus()
    assert is_lit(page, "B4")

    button = page.get_by_role("button", name="Importer 6 objectifs et 12 key results")
    expect(button).to_be_disabled()
    page.get_by_role("button", name="C’est cette personne").click()
    expect(button).to_be_enabled()
    button.click()
    page.wait_for_url("**/quarters/2027-Q1/slides/")
    assert Slide.objects.filter(cycle__key="2027-Q1").count() == 3
    assert Slide.objects.filter(head__key="anna").count() == 1


@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_nothing_runs_over_the_side(page: Page, workbook: Path, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/imports/")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.set_input_files("#file", workbook)
    page.locator("#drop button").click()
    expect(page.locator("#part")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == width
