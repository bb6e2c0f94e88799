"""A typst compiler in a folder of its own: pages in as data, PDF or PNG out."""

import json
import re
import tempfile
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import typst

from palier.sheets.content import Sheet
from palier.sheets.fonts import FOLDER, FONTS
from palier.sheets.layout import (
    PALETTE,
    WIDTH,
    Align,
    Colour,
    Page,
    Paragraph,
    Role,
    Row,
    Shape,
)

TEMPLATE = Path(__file__).parent / "pages.typ"
FACES = {name: place for place, name in enumerate(FONTS)}
COLOURS = {colour: place for place, colour in enumerate(PALETTE)}
# typst forgets what it remembers of a document after this many others.
MEMORY = 11
# Text without a shape, and what JSON and PDF cannot hold.
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
TRUTH = ("false", "true")
_quoted = json.JSONEncoder().encode
PLATES = 2  # compilers at work at once
Pages = Iterable[tuple[Sheet, Page]]
LEVELS = {Role.TITLE: 1, Role.OBJECTIVE: 2}


class Press:
    """Compiles batches of pages; the folder it works in goes with it."""

    def __init__(self, *, language: str, title: str) -> None:
        self.language = language
        self.title = title
        self.folder = tempfile.TemporaryDirectory(prefix="palier-")
        self.plates = [Plate(Path(self.folder.name, str(number))) for number in range(PLATES)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.folder.cleanup()

    def pdfs(self, batches: Iterable[Pages], *, tagged: int) -> Iterator[bytes]:
        """Yield each batch as a PDF in its turn; those after `tagged` have no tags."""
        under_way: deque[Future[bytes]] = deque()
        with ThreadPoolExecutor(PLATES) as pool:
            for number, batch in enumerate(batches):
                # typst lets other threads run: these pages are written while it draws those before.
                data = self._data(batch)
                if len(under_way) == PLATES:
                    yield under_way.popleft().result()
                plate = self.plates[number % PLATES]
                options = {"format": "pdf", "pdf_tags": number < tagged}
                under_way.append(pool.submit(plate.print, data, **options))
            while under_way:
                yield under_way.popleft().result()

    def png(self, pages: Pages, *, ppi: float) -> bytes:
        """Answer the one page given as a picture."""
        return self.plates[0].print(self._data(pages), format="png", ppi=ppi)

    def _data(self, pages: Pages) -> str:
        told = {
            "title": _clean(self.title),
            "language": self.language,
            "paper": PALETTE[Colour.PAPER],
            "faces": [
                {"font": FONTS[key].typographic_family, "weight": FONTS[key].weight}
                for key in FACES
            ],
            "colours": list(PALETTE.values()),
        }
        drawn = ",".join([page_data(sheet, page) for sheet, page in pages])
        return f'{json.dumps(told)[:-1]}, "pages": [{drawn}]}}'


class Plate:
    """A compiler, and the file that it reads the pages from; `template` says how they look."""

    def __init__(self, root: Path, template: Path = TEMPLATE) -> None:
        root.mkdir()
        (root / "pages.typ").write_bytes(template.read_bytes())
        (root / "empty.typ").touch()
        self.data = root / "data.json"
        self.pages = _compiler(root, "pages.typ")
        self.empty = _compiler(root, "empty.typ")

    def print(self, data: str, **options: Any) -> bytes:
        """Answer what typst makes of these pages, and have it forget them."""
        self.data.write_text(data, encoding="ascii")
        try:
            drawn = self.pages.compile(**options)
        finally:
            for _ in range(MEMORY):
                self.empty.compile(format="svg")
        if not isinstance(drawn, bytes):  # a list, were there several pictures
            raise TypeError("one page at a time")
        return drawn


# Written as text, piece by piece: a thousand pages of lists would have Python look for garbage
# among all the sheets in memory, again and again. Further digits would not show.


def page_data(sheet: Sheet, page: Page) -> str:
    """Answer a page as JSON: its language, its hairlines, its other boxes, its texts."""
    rules, others = [], []
    for box in page.boxes:
        at = f"{box.x:.4f},{box.y:.4f},{box.width:.4f},{box.height:.4f}"
        if box.shape is Shape.RULE:
            rules.append(f"[{at},{COLOURS[box.colour]}]")
        else:
            others.append(f"[{at},{box.radius:.4f},{COLOURS[box.colour]}]")
    is_first = page.number == 1
    texts = ",".join([_paragraph(text, is_first) for text in page.paragraphs])
    return f"[{_quoted(sheet.language)},[{','.join(rules)}],[{','.join(others)}],[{texts}]]"


def _paragraph(text: Paragraph, is_first: bool) -> str:  # noqa: FBT001
    level = LEVELS.get(text.role, 0)
    is_bookmarked = TRUTH[is_first and text.role is Role.TITLE]
    # Only where figures stand alone: in a sentence Inter would widen its hyphens with them.
    figures = "tabular" if text.role is Role.MEASURE else "proportional"
    words = _quoted(_clean(text.text)) if level else '""'
    side = _side(text)
    rows = ",".join([_row(row, side) for row in text.rows])
    is_rtl = TRUTH[text.is_right_to_left]
    return f'[{level},{is_bookmarked},{text.size:.6f},"{figures}",{is_rtl},{words},[{rows}]]'


def _row(row: Row, side: float) -> str:
    """Hang a row from a side of the page: 0 left, 0.5 in the middle, 1 right."""
    left = row.x + side * (row.width - WIDTH)
    spans = ",".join(
        [
            f"[{_quoted(_clean(span.text))},{FACES[span.font]},{COLOURS[span.colour]}]"
            for span in row.spans
        ]
    )
    return f"[{left:.4f},{row.baseline:.4f},{side * 2:.0f},[{spans}]]"


def _side(text: Paragraph) -> float:
    start = 1.0 if text.is_right_to_left else 0.0
    return {Align.START: start, Align.CENTRE: 0.5, Align.END: 1.0}[text.align]


def _clean(text: str) -> str:
    return text if text.isprintable() else ILLEGAL.sub("", text)


def _compiler(root: Path, name: str) -> typst.Compiler:
    """Confined to its folder: no system fonts, and no packages but those of an empty one."""
    nowhere = str(root / "packages")
    return typst.Compiler(
        str(root / name),
        root=str(root),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        package_path=nowhere,
        package_cache_path=nowhere,
    )


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FOLDER)]
    )
