"""The page of imports in a browser: a paste keeps its tables; chosen files wait together."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from palier.exchange.models import Import
from palier.slides.models import Slide
from tests.cast import make_cast
from tests.exchange.imports import sales_workbook
from tests.ui.test_accessibility import faults

TABLE = "<table><tr><td>Objectif</td><td>KR</td></tr><tr><td>Vite</td><td>Pages</td></tr></table>"
CSV = "OKR Web T4 2018\n\nObjectif;KR;Cible\nAller vite;Pages;3\n"


@pytest.fixture
def page(server: str, sign_in: Callable[..., Page]) -> Page:
    cast = make_cast()
    assert cast.pia.user is not None
    opened = sign_in(cast.pia.user, viewport={"width": 1440, "height": 1000})
    opened.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    return opened


def paste(page: Page, text: str, html: str = "") -> None:
    """Put a text on the clipboard, as it would come from elsewhere, and paste it."""
    page.evaluate(
        """async ([text, html]) => {
            const kinds = { "text/plain": new Blob([text], { type: "text/plain" }) };
            if (html) kinds["text/html"] = new Blob([html], { type: "text/html" });
            await navigator.clipboard.write([new ClipboardItem(kinds)]);
        }""",
        [text, html],
    )
    page.get_by_label("Ou collez ici").focus()
    page.keyboard.press("Control+V")


def held(page: Page) -> str:
    return page.locator("[name=pasted_html]").input_value()


def test_what_is_pasted_keeps_its_table_until_it_is_changed(page: Page) -> None:
    page.goto("/imports/")
    how = page.locator("#pasted-how")

    paste(page, "Objectif KR Vite Pages", TABLE)
    expect(how).to_have_text("Ses titres, ses listes et ses tableaux l’accompagnent.")
    assert "<td>Vite</td>" in held(page)

    page.keyboard.type("!")
    expect(how).to_have_text("Il sera lu comme un texte simple, sans titres ni tableaux.")
    assert held(page) == ""

    page.keyboard.press("Control+A")
    paste(page, "Objectif KR Vite Pages", TABLE)
    assert "<td>Vite</td>" in held(page)
    page.keyboard.press("Control+A")
    paste(page, "Plain words")
    assert held(page) == ""


def test_cells_pasted_as_text_are_looked_at_by_keyboard_alone(page: Page) -> None:
    page.goto("/imports/")

    paste(page, CSV.replace(";", "\t"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_contain_text("1 slide reconnue")
    assert Import.objects.get().name == "Texte collé.txt"


def test_files_chosen_together_are_listed_and_imported_together(page: Page, tmp_path: Path) -> None:
    files = [tmp_path / "okr.xlsx", tmp_path / "web.csv"]
    files[0].write_bytes(sales_workbook())
    files[1].write_text(CSV, encoding="utf-8")
    page.goto("/imports/")
    page.set_input_files("#file", files)
    page.locator("#drop button").click()

    waiting = page.locator("#waiting li")
    expect(waiting).to_have_count(2)
    for each in (0, 1):
        expect(waiting.nth(each)).to_contain_text("1 slide reconnue")
    page.get_by_role("checkbox", name="Importer okr.xlsx").uncheck()
    page.get_by_role("button", name="Importer ceux qui sont cochés").click()
    expect(waiting).to_have_count(1)
    assert Slide.objects.get().unit.name == "Web"
    page.get_by_role("button", name="Abandonner okr.xlsx").click()
    expect(waiting).to_have_count(0)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_the_page_that_files_are_brought_to_can_be_used_by_all(
    page: Page, tmp_path: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    files = [tmp_path / f"{'Objectifs relus par la direction ' * 4}.csv", tmp_path / "web.csv"]
    for file in files:
        file.write_text(f"{CSV};;{file.stem}\n", encoding="utf-8")
    bad = tmp_path / "photo.xlsx"
    bad.write_bytes(b"\x89PNG")
    page.goto("/imports/")
    page.set_input_files("#file", [*files, bad])
    page.locator("#drop button").click()

    expect(page.get_by_role("alert")).to_contain_text("photo.xlsx")
    expect(page.locator("#waiting li").last).to_contain_text("1 slide reconnue")
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
