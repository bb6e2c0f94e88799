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


def test_no_word_of_either_is_lost_whatever_they_write(page: Page) -> None:
    lost = page.evaluate(
        """async () => {
          const base = document.querySelector("script[src*='slides/editor.js']").src;
          const { follow } = await import(base.replace("editor.js", "following.js"));
          let state = 7;
          const below = (most) => { state = (state * 48271) % 2147483647; return state % most; };
          const blanks = [" ", " ", "  ", "   ", "\\u00a0"];
          const write = (text, name) => {
            const words = text.split(/( +|\\u00a0+)/);
            for (let i = below(4); i >= 0; i -= 1) {
              const at = below(words.length + 1);
              const fresh = [`${name}${below(999)}`, blanks[below(blanks.length)]];
              words.splice(at, below(3), ...(below(2) ? fresh : fresh.reverse()));
            }
            return words.join("");
          };
          const lost = [];
          for (let round = 0; round < 20000; round += 1) {
            const before = write("un  deux trois ", "w");
            const mine = write(before, "m");
            const theirs = write(before, "t").trim().replace(/ +/g, " ");
            const field = document.createElement("span");
            field.textContent = mine;
            field.dataset.before = before;
            follow(field, theirs, null);
            const wanted = mine.match(/m\\d+/g) ?? [];
            const isTaken = field.dataset.before === theirs;
            if (isTaken) wanted.push(...(theirs.match(/t\\d+/g) ?? []));
            const text = field.textContent;
            if (wanted.some((word) => !text.includes(word))) lost.push([before, mine, text]);
          }
          return lost.slice(0, 3);
        }"""
    )
    assert lost == []
