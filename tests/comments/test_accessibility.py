"""What is said under a slide can be read and written by all (axe, WCAG 2.2)."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Page, expect

from palier.comments.actions import settling, suggesting
from palier.comments.rules.talking import Words
from tests.cast import NOW, make_cast
from tests.comments.builders import line_of, make_sheet, say
from tests.ui.test_accessibility import LOOKS, RULES


def faults(page: Page) -> list[str]:
    found = Axe().run(page, context=".comments", options=RULES).response["violations"]
    return [f"{fault['id']}: {node['html'][:200]}" for fault in found for node in fault["nodes"]]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_comments_can_be_used_by_all(
    server: str, sign_in: Callable[..., Page], scheme: str, width: int
) -> None:
    cast = make_cast()
    slide = make_sheet(cast)
    ref = line_of(slide).ref
    question = say(
        slide, "@Jo Petit, **quand** ?\n\n> cité\n\n- un", by=cast.hugo, naming=(cast.jo,)
    )
    say(slide, "Voir https://exemple.fr", by=cast.marie, thread=question)
    suggesting.suggest(slide, ref, "Autres mots", Words("Mieux."), by=cast.hugo, at=NOW)
    settling.resolve(say(slide, "Réglé", by=cast.hugo, line=ref), by=cast.marie, at=NOW)
    page = sign_in(cast.marie.user, color_scheme=scheme, viewport={"width": width, "height": 900})
    page.goto(f"{server}/slides/{slide.pk}/")
    page.locator("details.resolved > summary").click()
    assert faults(page) == []
    page.locator(".comment-menu:visible summary").click()
    page.get_by_role("button", name="Modifier").click()
    expect(page.locator(".edit textarea")).to_be_focused()
    page.keyboard.type(" @j")
    expect(page.locator("[role=option]")).to_have_count(1)
    assert faults(page) == []
    assert page.evaluate("document.querySelector('.comments').scrollWidth <= innerWidth")
