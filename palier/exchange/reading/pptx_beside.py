"""What stands beside a slide: the notes of who speaks, and the comments of who read it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from palier.exchange.reading.archive import Archive
from palier.exchange.reading.docx_notes import moment
from palier.exchange.reading.pptx_text import Frame

Relations = dict[str, tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on a slide; `shape` is the id of the shape it stands on, "" for the slide."""

    text: str
    author: str
    at: datetime | None
    shape: str = ""


class Authors:
    """Who comments in a deck, in the old manner and in the new one."""

    def __init__(self, archive: Archive, relations: Relations) -> None:
        self.names = {
            element.get("id", ""): element.get("name", "")
            for kind, path in relations.values()
            if kind in ("commentAuthors", "authors") and path in archive
            for element in archive.tree(path).iter("{*}cmAuthor", "{*}author")
        }

    def remarks(self, archive: Archive, relations: Relations) -> Iterator[Remark]:
        """Yield the comments of a slide, answers after what they answer."""
        for kind, path in relations.values():
            if kind == "comments" and path in archive:
                for element in archive.tree(path).iter("{*}cm", "{*}reply"):
                    yield self._remark(element)

    def _remark(self, element: Any) -> Remark:
        body, plainly = element.find("{*}txBody"), element.find("{*}text")
        text = (plainly.text or "") if plainly is not None else ""
        if body is not None:
            text = "\n".join(line.text for line in Frame(body, [], {}).lines())
        mark = next(element.iter("{*}spMk"), None)
        made = moment(element.get("created") or element.get("dt") or "")
        author = self.names.get(element.get("authorId", ""), "")
        return Remark(text.strip(), author, made, mark.get("id", "") if mark is not None else "")


def notes_of(archive: Archive, relations: Relations) -> Iterator[str]:
    """Yield the paragraphs of the notes under a slide."""
    for kind, path in relations.values():
        if kind != "notesSlide" or path not in archive:
            continue
        for element in archive.tree(path).iter("{*}sp"):
            holder = element.find("{*}nvSpPr/{*}nvPr/{*}ph")
            body = element.find("{*}txBody")
            moves = holder is not None and holder.get("type") in ("sldImg", "sldNum", "dt", "hdr")
            if body is not None and not moves:
                yield from (line.text for line in Frame(body, [], {}).lines() if line.text)
