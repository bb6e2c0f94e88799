"""A deck as the neutral document: the slides that Palier wrote, and what people added to them."""

from pathlib import PurePath

from palier.exchange.document import Document, Unreadable
from palier.exchange.reading.pptx import read_pptx
from palier.exchange.reading.pptx_own import is_own_part, read_own


def read_deck(data: bytes, *, name: str, language: str | None = None) -> Document:
    """Return what a .pptx file that Palier wrote says, with each piece's place in it.

    :raises Unreadable: "unknown-format" for a deck without a slide of Palier's, and whatever
        `read_pptx` raises
    """
    outline = read_pptx(data)
    if not any(map(is_own_part, outline.parts)):
        raise Unreadable("unknown-format")
    return read_own(outline.parts, file=PurePath(name).name, language=language)
