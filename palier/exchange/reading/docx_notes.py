"""What stands beside the text of a document: footnotes, comments, headers and footers."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from palier.exchange.reading.archive import Archive
from palier.exchange.reading.docx_styles import value
from palier.exchange.reading.docx_text import name_of, tidied

Relations = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment: its words, who made it and when."""

    text: str
    author: str = ""
    at: datetime | None = None


class Beside:
    """The notes and comments of a document, each given once."""

    def __init__(self, archive: Archive, relations: Relations) -> None:
        self.archive, self.relations = archive, relations
        self.notes = {kind: dict(self._notes(f"{kind}s", kind)) for kind in ("footnote", "endnote")}
        self.comments = {
            value(element, "id"): Remark(
                words_of(element), value(element, "author"), moment(value(element, "date"))
            )
            for element in self._elements("comments", "comment")
        }

    def note(self, kind: str, name: str) -> str:
        """Return the words of a note, "" for one that is not there or was given already."""
        return self.notes.get(kind, {}).pop(name, "")

    def comment(self, name: str) -> Remark | None:
        """Return a comment, None for one that is not there or was given already."""
        return self.comments.pop(name, None)

    def margins(self) -> Iterator[tuple[str, str]]:
        """Yield ("header" or "footer", its words), each different one once."""
        seen = set()
        for kind, path in self.relations.values():
            if kind in ("header", "footer") and path in self.archive:
                said = kind, words_of(self.archive.tree(path))
                if said[1] and said not in seen:
                    seen.add(said)
                    yield said

    def _notes(self, relation: str, tag: str) -> Iterator[tuple[str, str]]:
        for element in self._elements(relation, tag):
            # Those of a type are the lines that part notes from the text.
            if value(element, "type") in ("", "normal") and (words := words_of(element)):
                yield value(element, "id"), words

    def _elements(self, relation: str, tag: str) -> Iterator[Any]:
        for kind, path in self.relations.values():
            if kind == relation and path in self.archive:
                yield from self.archive.elements(path, tag)


def words_of(element: Any) -> str:
    """Return the words of every paragraph of a part, one a line; fields of pages left out."""
    lines = (_line(paragraph) for paragraph in element.iter("{*}p"))
    return tidied("\n".join(line for line in lines if line.strip()))


def _line(paragraph: Any) -> str:
    pieces = []
    for piece in paragraph.iter("{*}t", "{*}tab", "{*}br"):
        above = next(piece.iterancestors("{*}p"), None)
        if above is not paragraph or any(
            name_of(one) in ("del", "moveFrom", "Fallback", "tabs") for one in piece.iterancestors()
        ):
            continue
        pieces.append({"t": piece.text or "", "tab": "\t", "br": "\n"}[name_of(piece)])
    return "".join(pieces)


def moment(text: str) -> datetime | None:
    """Return a moment as Office writes it, None for none; without a zone it is local time."""
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
