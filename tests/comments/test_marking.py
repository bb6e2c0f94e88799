"""The small Markdown of comments does no harm, loses no word, costs little."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typing_extensions import override

from palier.comments.rules.marking import html_of, plain_text
from palier.comments.rules.talking import LONGEST

HARMLESS = {"p", "br", "strong", "em", "code", "ul", "ol", "li", "blockquote", "a", "span"}
ATTRIBUTES = {"href", "title", "rel", "class", "data-person", "start"}


class Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: list[str] = []
        self.words = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _value in attrs}
        self.addresses += [value or "" for name, value in attrs if name == "href"]

    @override
    def handle_data(self, data: str) -> None:
        self.words += data


def read(body: str) -> Reader:
    reader = Reader()
    reader.feed(html_of(body))
    return reader


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("**gras** et *penché*", "<p><strong>gras</strong> et <em>penché</em></p>"),
        ("`code <b>`", "<p><code>code &lt;b&gt;</code></p>"),
        ("une\ndeux\n\ntrois", "<p>une<br>\ndeux</p>\n<p>trois</p>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
        ("> cité", "<blockquote>\n<p>cité</p>\n</blockquote>"),
        ("# Titre", "<p># Titre</p>"),
        ("1 < 2 & 3 > 2", "<p>1 &lt; 2 &amp; 3 &gt; 2</p>"),
        ("![chat](https://a.fr/c.png)", None),
    ],
)
def test_what_is_known_is_marked_and_the_rest_stays(body: str, html: str | None) -> None:
    assert "<img" not in html_of(body)
    assert html is None or html_of(body).strip() == html


def test_links_lead_out_without_saying_from_where() -> None:
    html = html_of("[le site](https://a.fr/x)")
    assert 'href="https://a.fr/x"' in html
    assert 'rel="nofollow noopener noreferrer"' in html
    assert 'title="https://a.fr/x"' in html  # whatever the words of the link say
    assert read("voir https://a.fr/c_d?x=1&y=2, puis (http://b.fr).").addresses == [
        "https://a.fr/c_d?x=1&y=2",
        "http://b.fr",
    ]


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\tscript:alert(1))",
        "[x](java&#115;cript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox(1))",
        "[x](//evil.example)",
        "<javascript:alert(1)>",
        '[x](https://a.fr "onmouseover=alert(1)")',
        'https://a.fr/"onmouseover="alert(1)',
        "<style>body{display:none}</style>",
        "**<svg/onload=alert(1)>**",
        "`</code><script>alert(1)</script>`",
        "@<script>",
    ],
)
def test_nothing_that_runs_or_styles_gets_through(body: str) -> None:
    reader = read(body)
    assert reader.tags <= HARMLESS
    assert reader.attributes <= ATTRIBUTES
    assert all(re.match(r"(?i)https?://|mailto:", address) for address in reader.addresses)


@given(st.text(alphabet=st.sampled_from("ab <>[]()*_`>-\\\n!&@\"':/#1."), max_size=120))
def test_any_text_gives_harmless_marks_only(body: str) -> None:
    reader = read(body + " [x](javascript:a) <b onclick=a> <script>")
    assert reader.tags <= HARMLESS
    assert reader.attributes <= ATTRIBUTES
    assert all(re.match(r"(?i)https?://|mailto:", address) for address in reader.addresses)


@given(st.lists(st.sampled_from(["mot", "> ", "- ", "  ", "\n", "**", "1. "]), max_size=60))
def test_no_word_is_lost(pieces: list[str]) -> None:
    assert read("".join(pieces)).words.count("mot") == pieces.count("mot")


@pytest.mark.parametrize("turn", ["\u202e", "\u202d", "\u202b", "\u2066", "\u2067"])
def test_what_turns_the_direction_of_reading_is_taken_out(turn: str) -> None:
    assert html_of(f"facture{turn}fdp.exe") == "<p>facturefdp.exe</p>\n"


@pytest.mark.parametrize(
    "bomb",
    [">", "> ", "- ", "1. ", ">- ", "[", "![[", "*", "*a ", "_a__b", "`", "<", "\\", "[a](", "]("],
)
def test_a_bomb_costs_little_and_loses_nothing(bomb: str) -> None:
    body = (bomb * LONGEST)[: LONGEST - 4] + " mot"
    html_of.cache_clear()
    start = time.thread_time()
    html = html_of(body)
    assert time.thread_time() - start < 1
    assert html.count("<blockquote>") + html.count("<ul>") + html.count("<ol>") <= 40
    assert "mot" in html


def test_nested_lists_of_any_depth_keep_their_words() -> None:
    body = "\n".join("  " * depth + f"- mot{depth}" for depth in range(100))
    words = read(body).words
    assert all(f"mot{depth}" in words for depth in range(100))


def test_plain_text_is_what_one_reads() -> None:
    assert plain_text("**Oui**,\nvoir [ici](https://a.fr) & <là>\n\n- un\n- deux") == (
        "Oui,\nvoir ici & <là>\n- un\n- deux"
    )


NAMES = (("Marie Laurent", "12"), ("Marie Laurent-Roux", "13"), ("Jo O'Neil", "5 40"))


@pytest.mark.parametrize(
    ("body", "people"),
    [
        ("Bonjour @Marie Laurent, ça va ?", ["12"]),
        ("@Marie Laurent-Roux", ["13"]),
        ("**@Jo O'Neil**", ["5 40"]),
        ("@Marie Laurente et marie@laurent.fr", []),
        ("[@Marie Laurent](https://a.fr)", []),
        ("@Marie Laurent @Jo O'Neil", ["12", "5 40"]),
    ],
)
def test_names_are_found_after_an_at_sign(body: str, people: list[str]) -> None:
    assert re.findall(r'data-person="([^"]*)"', html_of(body, NAMES)) == people
