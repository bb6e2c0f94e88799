"""Texts as they are: Markdown, HTML, plain text, whatever they were saved or pasted from."""

from palier.exchange.document import Document, Unreadable
from palier.exchange.reading.encoding import decoded
from palier.exchange.reading.html import read_html
from palier.exchange.reading.markdown import is_markdown, markdown_outline, read_markdown
from palier.exchange.reading.outline import Outline, Table
from palier.exchange.reading.plain import outline_of
from palier.exchange.reading.told import read_told

MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
HTML = frozenset({".html", ".htm", ".xhtml"})


def read_text(
    data: bytes, *, name: str, suffix: str, most: int, language: str | None = None
) -> Document:
    """Return what a text says, with the line of each piece; `suffix` says how it was written.

    A plain text that holds the signs of Markdown is read as one. `most` is how many lines and
    cells are worth the wait; `name` and `language` are those of `read_told`.

    :raises Unreadable: "empty", "too-large", "unknown-format" for what is no text,
        "too-many-lines"
    """
    if suffix in HTML:
        outline = read_html(data)
    elif suffix in MARKDOWN:
        outline = read_markdown(data)
    else:
        text = decoded(data)
        outline = markdown_outline(text) if is_markdown(text) else outline_of(text)
    check_size(outline, most)
    return read_told(outline, file=name, language=language)


def check_size(outline: Outline, most: int) -> None:
    """Refuse a text of more lines and cells than are worth the wait.

    :raises Unreadable: "too-many-lines"
    """
    pieces = (piece for part in outline.parts for piece in part.pieces)
    size = sum(len(piece.tab.cells) if isinstance(piece, Table) else 1 for piece in pieces)
    if size > most:
        raise Unreadable("too-many-lines")
