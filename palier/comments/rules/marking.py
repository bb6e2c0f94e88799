"""From the small Markdown of a comment to HTML that can do no harm.

Bold, italic, code, lists, quotes, links, line breaks and people's names. No HTML, no pictures, no
headings: what is not known stays as it was typed. Nothing of this is stored.
"""

import re
from collections.abc import Mapping, MutableMapping, Sequence
from functools import lru_cache
from html import escape, unescape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from typing_extensions import override

Names = tuple[tuple[str, str], ...]  # (name, ids of those who bear it: "12" or "12 40")

DEEPEST = 20  # lists and quotes in one another; the parser reads no further
KEPT = 2000  # comments whose HTML is remembered
TAGS = {"p", "br", "strong", "em", "code", "ul", "ol", "li", "blockquote", "a", "span"}
_MARKS = ["newline", "escape", "backticks", "emphasis", "link", "autolink", "list", "blockquote"]
_ADDRESS = re.compile(r"https?://[^\s<>\"“”«»]+")
_SCHEMES = ("http://", "https://", "mailto:")
_GAPS = re.compile(r"\n\s*\n")
_TRAILING = ".,;:!?…)]}’'*_"
# Marks that turn the reading direction of what follows, to make a text read as another.
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


@lru_cache(maxsize=KEPT)
def html_of(body: str, names: Names = ()) -> str:
    """Return a comment as HTML; `names` are the people mentioned, drawn as such after an @."""
    text = _TURNS.sub("", body)
    env: dict[str, Any] = {"names": dict(names), "links": 0}
    tokens = _markdown.parse(text, env)
    # Below the deepest level the parser drops words; nobody's words are dropped here.
    if any(token.level >= DEEPEST - 1 for token in tokens):
        marked = _plain(text)
    else:
        marked = str(_markdown.renderer.render(tokens, _markdown.options, env))
    return _cleaner.clean(marked)


def plain_text(body: str) -> str:
    """Return a comment as one reads it, without its marks: for notes and announcements."""
    marked = html_of(body).replace("<br>", "").replace("<li>", "- ")
    return _GAPS.sub("\n", unescape(nh3.clean(marked, tags=set()))).strip()


def _plain(text: str) -> str:
    return "<p>" + escape(text).replace("\n", "<br>") + "</p>"


def _text(
    _renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: Any,
    env: MutableMapping[str, Any],
) -> str:
    content = tokens[index].content
    if env["links"]:
        return escape(content)
    parts: list[str] = []
    end = 0
    for match in _ADDRESS.finditer(content):
        address = match[0].rstrip(_TRAILING)
        parts += [_named(content[end : match.start()], env["names"]), _link(address)]
        end = match.start() + len(address)
    return "".join([*parts, _named(content[end:], env["names"])])


def _link(address: str) -> str:
    return f'<a href="{escape(address)}">{escape(address)}</a>'


def _named(text: str, names: Mapping[str, str]) -> str:
    if not names or "@" not in text:
        return escape(text)
    # Longest first: "Marie Laurent-Roux" is not "Marie Laurent".
    choices = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    pieces = re.split(rf"@({choices})(?!\w)", text)
    return "".join(
        f'<span class="mention" data-person="{names[piece]}">@{escape(piece)}</span>'
        if number % 2
        else escape(piece)
        for number, piece in enumerate(pieces)
    )


def _open_link(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    env["links"] += 1
    # Where a link leads is said, whatever its words are.
    tokens[index].attrSet("title", str(tokens[index].attrGet("href")))
    return renderer.renderToken(tokens, index, options, env)


def _close_link(
    renderer: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    options: Any,
    env: MutableMapping[str, Any],
) -> str:
    env["links"] -= 1
    return renderer.renderToken(tokens, index, options, env)


class _Markdown(MarkdownIt):
    @override
    def validateLink(self, url: str) -> bool:
        return url.lower().startswith(_SCHEMES)


def _parser() -> MarkdownIt:
    markdown = _Markdown("zero", {"breaks": True, "maxNesting": DEEPEST}).enable(_MARKS)
    markdown.add_render_rule("text", _text)
    markdown.add_render_rule("link_open", _open_link)
    markdown.add_render_rule("link_close", _close_link)
    return markdown


_markdown = _parser()
_cleaner = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href", "title"}, "span": {"class", "data-person"}, "ol": {"start"}},
    url_schemes={"http", "https", "mailto"},
    link_rel="nofollow noopener noreferrer",
)
