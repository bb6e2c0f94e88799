"""A text as people wrote it, whatever file it came in: headings, list items, paragraphs, tables.

Readers of Markdown, docx, pptx, HTML and plain text turn a file into an Outline; `told.py` makes
the document of it.
"""

from dataclasses import dataclass, field
from datetime import datetime

from palier.exchange.reading.workbook import Tab


@dataclass(slots=True)
class Paragraph:
    """One heading, list item or paragraph; `text` is all its words, without marks of layout."""

    text: str
    spot: str  # where it is, as people say it: "12" (a line), "§ 4", "zone 2"
    kind: str = "text"  # "heading", "item", "text", "aside" (a quotation, a footnote, a comment)
    level: int = 0  # of a heading from 1, of an item from 1 (its depth); 0 for the rest
    is_bold: bool = False  # all of it
    is_struck: bool = False  # all of it was crossed out
    is_done: bool | None = None  # a box that is ticked, one that is not; None without a box
    numbering: str = ""  # "1.", "KR 1" where the file keeps it apart from the words
    links: list[str] = field(default_factory=list)  # addresses behind its words
    about: str = ""  # why nothing can be made of it: "hidden-slide", "picture", "speaker-note"…
    on: str = ""  # the spot of what an aside stands on: a comment, a footnote, a picture
    author: str = ""  # of a comment
    at: datetime | None = None  # when a comment was made, where the file says it
    role: str = ""  # what Palier's own export says it is: "objective 1", "key-result 1.2"

    @property
    def is_item(self) -> bool:
        return self.kind == "item"


@dataclass(slots=True)
class Table:
    """A table that stands among paragraphs: read as a tab of a workbook is."""

    tab: Tab
    spot: str


@dataclass(slots=True)
class Part:
    """A stretch of a file that has a name of its own: a slide of a deck, a whole text."""

    name: str  # "Slide 3", the title of a document, "" for a text without one
    pieces: list[Paragraph | Table] = field(default_factory=list)
    is_hidden: bool = False
    language: str = ""  # "fr" or "en" where the file says it; else ""


def title_of(pieces: list[Paragraph | Table]) -> str:
    """Return the one heading of the first level, which names the whole; "" for none or several."""
    titles = [
        piece.text
        for piece in pieces
        if isinstance(piece, Paragraph) and piece.kind == "heading" and piece.level == 1
    ]
    return " ".join(titles[0].split()) if len(titles) == 1 else ""


@dataclass(slots=True)
class Outline:
    """A whole file, in the order in which one reads it."""

    parts: list[Part] = field(default_factory=list)
