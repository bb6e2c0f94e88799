"""A .pptx or .potx file as a template: its masters, layouts, theme and pictures, cleaned."""

import copy
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from palier.branding.reading.cleaning import A, P, R, clean
from palier.branding.reading.pictures import redrawn
from palier.exchange.document import Unreadable
from palier.exchange.reading.archive import Archive, reading
from palier.sheets.draw_pptx.design import FIRST_MASTER_ID, relations

MOST_MASTERS = 20
MOST_LAYOUTS = 200
MOST_PICTURES = 200
MOST_BYTES = 5_000_000  # of all that each deck would carry
MOST_OF_PICTURE = 15_000_000
LEAST_SIDE, MOST_SIDE = 914_400, 51_206_400  # of a slide, as the format allows them


@dataclass(frozen=True, slots=True)
class Part:
    """A master, a layout or a theme, and its pictures by the ids it calls them by."""

    root: Any
    pictures: dict[str, str] = field(default_factory=dict)  # id -> "media/image1.png"


@dataclass(frozen=True, slots=True)
class Master:
    number: int
    part: Part
    theme: Part
    layouts: list[tuple[int, Part]]  # (number, counted through all masters; layout)


@dataclass(frozen=True, slots=True)
class Template:
    """What a file brings to the decks of an organisation, and what of it was left out."""

    width: int  # of a slide, in English metric units
    height: int
    masters: list[Master]
    media: dict[str, bytes]  # "media/image1.png" -> bytes
    dropped: Counter[str]

    def parts(self) -> dict[str, bytes]:
        """Return the parts of a deck on it, by their paths."""
        found: dict[str, bytes] = {}
        for master in self.masters:
            found |= _master_parts(master)
        return found | {f"ppt/{name}": data for name, data in self.media.items()}

    def master_of(self, layout: int) -> tuple[Master, Part]:
        """Return the master of a layout, and the layout.

        :raises KeyError: if there is no such layout
        """
        for master in self.masters:
            for number, part in master.layouts:
                if number == layout:
                    return master, part
        raise KeyError(layout)

    @property
    def master_ids(self) -> tuple[int, ...]:
        return tuple(_identities(self.masters))


def read_template(data: bytes) -> Template:
    """Return the template that a file holds; its slides, notes and macros stay behind.

    :raises Unreadable: "dtd", "too-complex", "strict-format", "no-layout", "slide-size",
        "template-too-heavy", and whatever `Archive` raises
    """
    archive = Archive(data)
    with reading():
        kind, path = archive.main_part()
        if kind != "presentation":
            raise Unreadable("unknown-format")
        return _Reader(archive, path).template()


class _Reader:
    def __init__(self, archive: Archive, path: str) -> None:
        self.archive, self.path = archive, path
        self.dropped: Counter[str] = Counter()
        self.media: dict[str, bytes] = {}
        self.names: dict[str, str] = {}  # path in the file -> name in the deck; "": unusable
        self.layouts = 0

    def template(self) -> Template:
        root = self.archive.tree(self.path)
        if root.tag != f"{P}presentation":
            raise Unreadable("strict-format")
        width, height = _size(root)
        masters: list[Master] = []
        for path in self._masters(root):
            master = self._master(path, len(masters) + 1)
            masters += [master] if master.layouts else []
        if not self.layouts:
            raise Unreadable("no-layout")
        self._count_the_rest(root)
        found = Template(width, height, masters, self.media, self.dropped)
        if sum(map(len, found.parts().values())) > MOST_BYTES:
            raise Unreadable("template-too-heavy")
        return found

    def _masters(self, root: Any) -> list[str]:
        related = self.archive.relations(self.path)
        wanted = [one.get(f"{R}id", "") for one in root.iterfind(f"{P}sldMasterIdLst/*")]
        found = [related[each] for each in wanted if each in related]
        return [path for kind, path in found if kind == "slideMaster"][:MOST_MASTERS]

    def _master(self, path: str, number: int) -> Master:
        related = self.archive.relations(path)
        part = self._part(path, "sldMaster")
        wanted = [one.get(f"{R}id", "") for one in part.root.iterfind(f"{P}sldLayoutIdLst/*")]
        theme = next((place for kind, place in related.values() if kind == "theme"), "")
        layouts = []
        for each in wanted:
            kind, place = related.get(each, ("", ""))
            if kind == "slideLayout" and self.layouts < MOST_LAYOUTS:
                self.layouts += 1
                layouts.append((self.layouts, self._part(place, "sldLayout")))
        return Master(number, part, self._part(theme, "theme"), layouts)

    def _part(self, path: str, name: str) -> Part:
        root = self.archive.tree(path)
        space = A if name == "theme" else P
        if root.tag != f"{space}{name}":
            raise Unreadable("corrupt", path)
        related = self.archive.relations(path)
        pictures: dict[str, str] = {}

        def keep(identity: str) -> str:
            kind, place = related.get(identity, ("", ""))
            picture = self._picture(place) if kind == "image" else ""
            if not picture:
                return ""
            for known, its in pictures.items():
                if its == picture:
                    return known
            pictures[f"rIdP{len(pictures) + 1}"] = picture
            return f"rIdP{len(pictures)}"

        self.dropped += clean(root, keep)
        return Part(root, pictures)

    def _picture(self, path: str) -> str:
        if path in self.names:
            return self.names[path]
        self.names[path] = ""
        if path not in self.archive or len(self.names) > MOST_PICTURES:
            return ""
        try:
            data, ending = redrawn(_all_of(self.archive, path))
        except ValueError:
            return ""
        self.names[path] = f"media/image{len(self.media) + 1}.{ending}"
        self.media[self.names[path]] = data
        return self.names[path]

    def _count_the_rest(self, root: Any) -> None:
        """Note what stands in the file and is not looked at."""
        paths = self.archive.paths()
        counted = {
            "slide": len(root.findall(f"{P}sldIdLst/{P}sldId")),
            "font": len(root.findall(f"{P}embeddedFontLst/{P}embeddedFont")),
            "macro": sum(path.endswith("vbaproject.bin") for path in paths),
        }
        self.dropped += Counter(counted)


def _size(root: Any) -> tuple[int, int]:
    told = root.find(f"{P}sldSz")
    sides = [int(told.get(name, "0")) for name in ("cx", "cy")] if told is not None else [0, 0]
    if not all(LEAST_SIDE <= side <= MOST_SIDE for side in sides):
        raise Unreadable("slide-size")
    return sides[0], sides[1]


def _all_of(archive: Archive, path: str) -> bytes:
    stream, pieces, size = archive.stream(path), [], 0
    while piece := stream.read():
        stream.pause()
        size += len(piece)
        if size > MOST_OF_PICTURE:
            raise ValueError(path)
        pieces.append(piece)
    return b"".join(pieces)


def _identities(masters: list[Master]) -> Iterator[int]:
    """Yield the number of each master; those of its layouts follow it."""
    number = FIRST_MASTER_ID
    for master in masters:
        yield number
        number += 1 + len(master.layouts)


def _master_parts(master: Master) -> dict[str, bytes]:
    listed = [f"rId{place}" for place in range(2, len(master.layouts) + 2)]
    root = copy.deepcopy(master.part.root)
    # Counted through the whole file: one number for a master, one for each layout after it.
    first = FIRST_MASTER_ID + master.number + (master.layouts[0][0] - 1 if master.layouts else 0)
    ids = root.find(f"{P}sldLayoutIdLst")
    for place, one in enumerate(list(ids) if ids is not None else ()):
        if place < len(listed):
            one.set("id", str(first + place))
            one.set(f"{R}id", listed[place])
        else:
            ids.remove(one)
    theme = f"../theme/theme{master.number}.xml"
    related = {"rId1": ("theme", theme)}
    related |= {
        identity: ("slideLayout", f"../slideLayouts/slideLayout{number}.xml")
        for identity, (number, _) in zip(listed, master.layouts, strict=True)
    }
    found = _written("slideMasters/slideMaster", master.number, Part(root, master.part.pictures),
                     related)  # fmt: skip
    found |= _written("theme/theme", master.number, master.theme, {})
    for number, layout in master.layouts:
        above = {"rId1": ("slideMaster", f"../slideMasters/slideMaster{master.number}.xml")}
        found |= _written("slideLayouts/slideLayout", number, layout, above)
    return found


def _written(
    place: str, number: int, part: Part, related: dict[str, tuple[str, str]]
) -> dict[str, bytes]:
    folder, name = place.split("/")
    related |= {identity: ("image", f"../{path}") for identity, path in part.pictures.items()}
    data = etree.tostring(part.root, xml_declaration=True, encoding="UTF-8", standalone=True)
    found = {f"ppt/{place}{number}.xml": data}
    if related:
        found[f"ppt/{folder}/_rels/{name}{number}.xml.rels"] = relations(related).encode()
    return found
