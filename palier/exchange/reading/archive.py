"""The zip that an Office file is, opened with distrust: sizes, bombs, passwords, broken parts."""

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import PurePosixPath
from typing import IO, Any, cast

from lxml import etree
from typing_extensions import override

from palier.exchange.document import Unreadable

MAX_BYTES = 50_000_000
MAX_EXPANDED = 200_000_000  # of all the parts that are read; two million cells need about half
MAX_WITHOUT_PAUSE = 16_000_000  # of one row, or of what a sheet says besides its rows

OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OLD_PARTS = [
    name.encode("utf-16-le") for name in ("Workbook", "WordDocument", "PowerPoint Document")
]
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.LxmlError,
    EOFError,
    KeyError,
    IndexError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    ArithmeticError,
    OSError,
)


@contextmanager
def reading() -> Iterator[None]:
    """Turn whatever a broken file makes fail into one refusal.

    :raises Unreadable: "corrupt"
    """
    try:
        yield
    except _BROKEN as fault:
        raise Unreadable("corrupt", str(fault)) from fault


class Archive:
    """The parts of an Office file, expanded no further than it is safe to."""

    def __init__(self, data: bytes) -> None:
        _check_envelope(data)
        with reading():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        self._names = {info.filename.lower().lstrip("/"): info for info in infos}
        self._expanded = 0
        if any(info.flag_bits & 1 for info in infos):
            raise Unreadable("encrypted")
        if sum(info.file_size for info in infos if _is_read(info.filename)) > MAX_EXPANDED:
            raise Unreadable("bomb")

    def __contains__(self, path: str) -> bool:
        return path.lower() in self._names

    def paths(self) -> list[str]:
        """Return the path of every part, in lower case."""
        return list(self._names)

    def tree(self, path: str) -> Any:
        """Return the root of a small XML part."""
        return etree.parse(cast("IO[bytes]", self.stream(path)), _parser()).getroot()

    def elements(self, path: str, *tags: str) -> Iterator[Any]:
        """Yield each element of these names once it is complete, in the order of the file.

        What is yielded is emptied afterwards: memory stays flat however long the part is.
        """
        stream = self.stream(path)
        wanted = [f"{{*}}{tag}" for tag in tags]
        found = etree.iterparse(
            stream, tag=wanted, resolve_entities=False, load_dtd=False, no_network=True
        )
        for _, element in found:
            stream.pause()
            yield element
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]

    def children(self, path: str, parent: str) -> Iterator[Any]:
        """Yield each element that stands right under one of this name, as `elements` does."""
        stream = self.stream(path)
        found = etree.iterparse(
            cast("IO[bytes]", stream), resolve_entities=False, load_dtd=False, no_network=True
        )
        for _, element in found:
            above = element.getparent()
            if above is None or not str(above.tag).endswith(f"}}{parent}"):
                continue
            stream.pause()
            yield element
            element.clear()
            while element.getprevious() is not None:
                del above[0]

    def main_part(self) -> tuple[str, str]:
        """Return what the file is ("workbook", "document", "presentation") and its first part.

        Both are empty for an archive of something else.
        """
        for kind, path in self.relations("").values():
            if kind == "officeDocument" and path in self and path.lower().endswith(".xml"):
                return self._root_name(path), path
        return "", ""

    def _root_name(self, path: str) -> str:
        found = etree.iterparse(
            cast("IO[bytes]", self.stream(path)), events=("start",),
            resolve_entities=False, load_dtd=False, no_network=True,
        )  # fmt: skip
        return next((str(element.tag).rpartition("}")[2] for _, element in found), "")

    def relations(self, path: str) -> dict[str, tuple[str, str]]:
        """Return what the part at `path` refers to: id -> (kind, path)."""
        folder = PurePosixPath(path).parent
        return {
            element.get("Id", ""): (
                element.get("Type", "").rpartition("/")[2],
                _resolved(folder, element.get("Target", "")),
            )
            for element in self._relationships(path)
            if element.get("TargetMode") != "External"
        }

    def addresses(self, path: str) -> dict[str, str]:
        """Return the addresses outside the file that the part at `path` refers to, by id."""
        return {
            element.get("Id", ""): element.get("Target", "")
            for element in self._relationships(path)
            if element.get("TargetMode") == "External"
        }

    def _relationships(self, path: str) -> Iterator[Any]:
        part = PurePosixPath(path)
        place = f"{part.parent}/_rels/{part.name}.rels".removeprefix("./")
        if place in self:
            yield from self.tree(place).iter("{*}Relationship")

    def stream(self, path: str) -> "_Counted":
        """Open a part; reading past what is allowed raises Unreadable("bomb")."""
        return _Counted(self._zip.open(self._names[path.lower()]), self)

    def spend(self, count: int) -> None:
        """Count what was really expanded: what an entry declares may be a lie."""
        self._expanded += count
        if self._expanded > MAX_EXPANDED:
            raise Unreadable("bomb")


class FlatFile(Archive):
    """One XML file that says what an archive says in its parts: each part is the whole of it."""

    def __init__(self, data: bytes) -> None:
        if len(data) >= MAX_BYTES:
            raise Unreadable("too-large")
        self._data = data
        self._names = {}
        self._expanded = 0

    @override
    def stream(self, path: str) -> "_Counted":
        return _Counted(io.BytesIO(self._data), self)


class _Counted:
    def __init__(self, part: Any, archive: Archive) -> None:
        self._part = part
        self._archive = archive
        self._since_pause = 0

    def read(self, size: int = -1) -> bytes:
        size = min(size, 1 << 16) if size > 0 else 1 << 16
        piece: bytes = self._part.read(size)
        self._archive.spend(len(piece))
        self._since_pause += len(piece)
        if self._since_pause > MAX_WITHOUT_PAUSE:
            raise Unreadable("bomb")
        return piece

    def pause(self) -> None:
        self._since_pause = 0


def _check_envelope(data: bytes) -> None:
    if not data:
        raise Unreadable("empty")
    if len(data) >= MAX_BYTES:
        raise Unreadable("too-large")
    if data.startswith(OLE):
        # A workbook with a password is an OLE file that holds the zip, encrypted.
        if _ENCRYPTED_STREAM in data:
            raise Unreadable("encrypted")
        is_old = any(name in data for name in _OLD_PARTS)
        raise Unreadable("old-office" if is_old else "unknown-format")
    if not data.startswith(b"PK"):
        raise Unreadable("unknown-format")


def _is_read(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _parser() -> Any:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)


def _resolved(folder: PurePosixPath, target: str) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    parts: list[str] = []
    for piece in (folder / target).parts:
        if piece == "..":
            del parts[-1:]
        else:
            parts.append(piece)
    return "/".join(parts)
