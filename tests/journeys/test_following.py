"""The line under the caret follows what others write in it: the browser's own arithmetic."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.cast import Cast, make_slide


@pytest.fixture
def page(server: str, cast: Cast, sign_in: Callable[..., Page]) -> Page:
    slide = make_slide(cast.sales_france, cast.coming, {"Donner envie": ["NPS"]})
    page = sign_in(cast.marie.user)
    page.goto(f"{server}/slides/{slide.pk}/")
    return page


def follow(page: Page, before: str, mine: str, theirs: str) -> str:
    """Return the field after the words of others came, with the caret as "|"."""
    text, caret = page.evaluate(
        """async ([before, mine, theirs]) => {
          const base = document.querySelector("script[src*='slides/editor.js']").src;
          const { follow } = await import(base.replace("editor.js", "following.js"));
          const field = document.createElement("span");
          const place = mine.indexOf("|");
          field.textContent = mine.replace("|", "");
          field.dataset.before = before;
          const caret = follow(field, theirs, { anchor: place, focus: place });
          return [field.textContent, caret.anchor];
        }""",
        [before, mine, theirs],
    )
    return f"{text[:caret]}|{text[caret:]}"


@pytest.mark.parametrize(
    ("before", "mine", "theirs", "after"),
    [
        ("un deux", "un deux|", "zéro un deux", "zéro un deux|"),
        ("un deux", "un| deux", "un deux trois", "un| deux trois"),
        ("un deux", "un deux et|", "zéro un deux", "zéro un deux et|"),
        ("a b c d", "a b| c d", "A b C d", "A b| C d"),
        ("a b c d", "a b c| d", "A A b c D", "A A b c| D"),
        # Blanks that the sheet does not draw are nobody's words.
        ("a b c", "a  b|  c ", "a b c", "a  b|  c "),
        ("a b c", "a  b|  c", "a b c d", "a  b|  c d"),
        ("ab", "ab m|", "a b", "a b m|"),
        ("a b ", "a b  c|", "x a b", "x a b  c|"),
        (" a b", "c|  a b", "a b x", "c|  a b x"),
        # What both changed is left to the server.
        ("a b", "a x b|", "a y b", "a x b|"),
        ("a b", "a bc|", "a bd", "a bc|"),
        ("a b ", "a b  c|", "a b x", "a b  c|"),
        ("ab c", "m ab c|", "a b c", "m ab c|"),
        ("Rendez-vous", "beRendez-vous|", "Rendez-vous par mois", "beRendez-vous| par mois"),
        # The words under the caret are gone: it stays where they were.
        ("un deux trois", "un de|ux trois", "un trois", "un |trois"),
    ],
)
def test_the_words_of_others_come_in_around_the_caret(
    page: Page, before: str, mine: str, theirs: str, after: str
) -> None:
    assert follow(page, before, mine, theirs) == after
