"""The parts of an archive, read with distrust: what is missing, damaged, too long, too many."""

import io
import json
import math
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any, cast

from palier.exchange.document import Unreadable
from palier.exchange.json_values import Findings, Node, loaded
from palier.exchange.palier_json import check_format

COMPANY, SLIDES, COMMENTS, JOURNAL = (
    "palier.json",
    "slides.jsonl",
    "comments.jsonl",
    "journal.jsonl",
)
README = "README.txt"
PARTS = (README, COMPANY, SLIDES, COMMENTS, JOURNAL)
VERSION = 1
MAX_LINE = 8_000_000  # bytes of one slide, comment or entry
MOST = 4_000_000_000  # bytes of all parts, as they unfold
MOST_ON_A_PAGE = 15_000_000  # about ten seconds, while others wait to write
MOST_OF_COMPANY = 20_000_000  # a hundred times what a thousand units take
COUNTED = {"slides": SLIDES, "comments": COMMENTS, "entries": JOURNAL}

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OSError,
)


def is_archive(file: IO[bytes]) -> bool:
    """Test if a file is an archive, perhaps one that lost some parts or cannot be opened."""
    file.seek(0)
    if file.read(2) != b"PK":
        return False
    try:
        file.seek(0)
        with zipfile.ZipFile(file) as found:
            names = set(found.namelist())
    except _BROKEN:
        return True  # a zip all the same: opening it says what is wrong
    return bool(names & {COMPANY, SLIDES, JOURNAL})


def opened(file: IO[bytes], *, most: int = MOST) -> "Parts":
    """Return the archive that a file holds; `most` is how many bytes it may unfold to.

    :raises Unreadable: "no-archive" for another file, "encrypted", "archive-broken",
        "archive-incomplete", "archive-strange", "archive-large" or "bomb"
    """
    if not is_archive(file):
        raise Unreadable("no-archive")
    return Parts(file, most=most)


class Parts:
    """An archive that is open; `findings` says what is wrong in it, as it is read."""

    def __init__(self, file: IO[bytes], *, most: int = MOST) -> None:
        self.findings = Findings()
        with _part(""):
            file.seek(0)
            self._zip = zipfile.ZipFile(file)
            infos = self._zip.infolist()
        if any(info.flag_bits & 1 for info in infos):
            raise Unreadable("encrypted")
        names = [info.filename for info in infos]
        if missing := [name for name in PARTS if name not in names]:
            raise Unreadable("archive-incomplete", missing[0])
        if strange := sorted(
            {name for name in names if name not in PARTS or names.count(name) > 1}
        ):
            raise Unreadable("archive-strange", strange[0])
        if sum(info.file_size for info in infos) > most:
            raise Unreadable("archive-large" if most < MOST else "bomb")
        self._left = most
        self._counts: dict[str, int] = {}

    def company_key(self) -> str:
        """Return the key of the organisation, as the archive says it.

        :raises Unreadable: as `company`
        """
        organisation = self.company().values.get("organisation")
        return str(organisation.get("key", "")) if isinstance(organisation, dict) else ""

    def company(self) -> Node:
        """Return the first part.

        :raises Unreadable: "newer-format" or "not-palier" for another format, and as `loaded`
        """
        with _part(COMPANY), self._zip.open(COMPANY) as part:
            data = part.read(MOST_OF_COMPANY)
        value = loaded(data)
        check_format(value, is_archive=True)
        root = Node(value, "", self.findings)
        root.raw("format")
        archive = root.node("archive")
        if archive is None:
            raise Unreadable("not-palier")
        if archive.number("version") != VERSION:
            raise Unreadable("newer-format", str(archive.values.get("version")))
        for name in COUNTED:
            self._counts[name] = int(archive.number(name) or 0)
        archive.rest()
        return root

    def nodes(self, name: str) -> Iterator[Node]:
        """Yield each slide ("slides") or each comment ("comments")."""
        for number, line in self._lines(name):
            with _part(COUNTED[name]):
                value = loaded(line)
            yield Node(value, f"{COUNTED[name]}[{number}]", self.findings)

    def entries(self) -> Iterator[tuple[str, Any]]:
        """Yield (path, entry) of the journal; what JSON holds stays as it is."""
        for number, line in self._lines("entries"):
            path = f"{JOURNAL}[{number}]"
            try:
                value = json.loads(line, parse_constant=_refused, parse_float=_finite)
            except RecursionError as fault:
                raise Unreadable("too-deep", path) from fault
            except ValueError as fault:
                raise Unreadable("archive-damaged", JOURNAL) from fault
            if b"\\u" in line and not _is_kept(value):
                self.findings.fault("bad-text", path)
                continue
            yield path, value

    def _lines(self, name: str) -> Iterator[tuple[int, bytes]]:
        part, count = COUNTED[name], 0
        with _part(part), self._zip.open(part) as stream:
            lines = io.BufferedReader(cast("io.RawIOBase", stream), 1 << 16)
            while line := lines.readline(MAX_LINE + 1):
                self._left -= len(line)
                if len(line) > MAX_LINE or self._left < 0:
                    raise Unreadable("bomb", part)
                yield count, line
                count += 1
        if count != self._counts[name]:
            raise Unreadable("archive-incomplete", part)


@contextmanager
def _part(name: str) -> Iterator[None]:
    try:
        yield
    except Unreadable as fault:
        # Where one line is no JSON, the part it stands in is what people can look at.
        if fault.code in ("corrupt", "empty") and name:
            raise Unreadable("archive-damaged", name) from fault
        raise
    except _BROKEN as fault:
        raise Unreadable("archive-damaged" if name else "archive-broken", name) from fault


def _refused(name: str) -> Any:
    raise ValueError(name)


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError(text)
    return number


def _is_kept(value: Any) -> bool:
    """Test if a database can hold every text in a value."""
    if isinstance(value, str):
        return "\x00" not in value and not any("\ud800" <= each <= "\udfff" for each in value)
    if isinstance(value, dict):
        return all(_is_kept(name) and _is_kept(item) for name, item in value.items())
    return all(map(_is_kept, value)) if isinstance(value, list) else True
