"""What can be said of a picture, a chart or a diagram in an Office file."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from palier.exchange.reading.archive import Archive

_DEEPEST = 50  # of a diagram's tree


@dataclass(slots=True)
class Drawing:
    """A picture by what its author says of it; a diagram by its words too."""

    words: str  # its alternative text, else its name
    lines: list[str] = field(default_factory=list)  # of a diagram, from top to bottom


def read_drawing(element: Any, diagram: Callable[[str], list[str]]) -> Drawing:
    """Return what a drawing says; `diagram` gives the words of a part by the id it is named by."""
    found = Drawing(_told(element))
    for data in element.iter("{*}graphicData"):
        for child in data:
            ids = [text for key, text in child.attrib.items() if key.endswith(("}dm", "}id"))]
            for name in ids[:1]:
                found.lines += diagram(name)
    return found


def _told(element: Any) -> str:
    """Return the alternative text of a drawing, its title or its name; "" for nothing."""
    said = ""
    for named in element.iter("{*}docPr", "{*}cNvPr", "{*}imagedata", "{*}shape"):
        for key in ("descr", "title", "alt", "name"):
            words = next((text for at, text in named.attrib.items()
                          if at.rpartition("}")[2] == key), "")  # fmt: skip
            if words and key != "name":
                return str(words).strip()
            said = said or str(words).strip()
    return said


def part_words(archive: Archive, relations: dict[str, tuple[str, str]], name: str) -> list[str]:
    """Return the words of the chart or diagram that a part names by this id."""
    kind, path = relations.get(name, ("", ""))
    if path not in archive:
        return []
    if kind == "diagramData":
        return _diagram(archive.tree(path))
    if kind in ("chart", "chartEx"):
        return _chart(archive.tree(path))
    return []


def _diagram(root: Any) -> list[str]:
    """Return the texts of a diagram in the order of its tree."""
    points = {point.get("modelId", ""): point for point in root.iter("{*}pt")}
    below: dict[str, list[tuple[int, str]]] = {}
    for link in root.iter("{*}cxn"):
        if link.get("type", "parOf") == "parOf":
            order = link.get("srcOrd", "0")
            place = int(order) if order.isdigit() else 0
            below.setdefault(link.get("srcId", ""), []).append((place, link.get("destId", "")))
    ordered: list[str] = []
    seen: set[str] = set()
    waiting = [(name, 0) for name, point in points.items() if point.get("type") == "doc"]
    waiting += [(name, 0) for name in points]  # those no tree leads to
    while waiting:
        name, depth = waiting.pop(0)
        if name in seen or name not in points:
            continue
        seen.add(name)
        ordered += _texts(points[name])
        if depth < _DEEPEST:
            waiting[:0] = [(child, depth + 1) for _, child in sorted(below.get(name, []))]
    return ordered


def _chart(root: Any) -> list[str]:
    """Return the titles of a chart, then the names of its series and categories."""
    titles = [text for title in root.iter("{*}title") for text in _texts(title)]
    points = (point.text or "" for cache in root.iter("{*}strCache")
              for point in cache.iter("{*}v"))  # fmt: skip
    return list(dict.fromkeys([*titles, *filter(None, points)]))


def _texts(element: Any) -> list[str]:
    paragraphs = ["".join(piece.text or "" for piece in paragraph.iter("{*}t"))
                  for paragraph in element.iter("{*}p")]  # fmt: skip
    return [text.strip() for text in paragraphs if text.strip()]
