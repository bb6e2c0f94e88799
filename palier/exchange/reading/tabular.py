"""From the tabs of a workbook, whatever file they came in, to the neutral document."""

from collections import Counter
from pathlib import PurePath

from palier.exchange.document import Document, Leftover, Place, Unreadable
from palier.exchange.phrases import title_in
from palier.exchange.reading.marked import Marked
from palier.exchange.reading.slides import Slides
from palier.exchange.reading.tabs import read_tab
from palier.exchange.reading.workbook import Tab, Workbook
from palier.exchange.words import Heading, heading_of, is_generic


def document_of(workbook: Workbook, *, name: str, language: str | None = None) -> Document:
    """Return what a workbook says: every cell ends in the document or among its leftovers.

    `name` is the name of the file; it gives the quarter and the unit where nothing inside does.
    `language` ("fr" or "en") decides what reads two ways (`1,234`, `03/04/2027`); without it,
    the language of the headings.

    :raises Unreadable: "empty"
    """
    if not any(map(_says_something, workbook.tabs)):
        raise Unreadable("empty")
    file_name = PurePath(name).name
    own_name, own_cycle, _ = title_in(PurePath(name).stem.replace("_", " "))
    fallback = "" if is_generic(own_name) else own_name
    slides, read = _read_tabs(workbook, file_name, language, fallback, frozenset())
    if merged := slides.merged_tabs():
        slides, read = _read_tabs(workbook, file_name, language, fallback, merged)
    slides.settle_owners()
    return _document(workbook, slides, read, own_cycle)


def _says_something(tab: Tab) -> bool:
    return bool(tab.cells or tab.comments or tab.boxes or tab.is_hidden or not tab.is_table)


def _read_tabs(
    workbook: Workbook, file: str, language: str | None, fallback: str, by_tab: frozenset[str]
) -> tuple[Slides, list[tuple[Marked, bool]]]:
    """Read each tab in its own language: `1,200` is not the same in two tabs of one file."""
    common = language or _language(workbook.tabs, "fr")
    slides = Slides(to_name_by_tab=by_tab)
    read: list[tuple[Marked, bool]] = []
    for tab in workbook.tabs:
        marked = Marked(tab, file, language or _language([tab], common))
        read.append((marked, bool(tab.cells) and read_tab(marked, slides, fallback)))
    return slides, read


def _document(
    workbook: Workbook, slides: Slides, read: list[tuple[Marked, bool]], cycle: str
) -> Document:
    document = Document(units=list(slides.units.values()), people=slides.people())
    for found in slides.found.values():
        found.slide.cycle = found.slide.cycle or cycle
        if found.slide.objectives or found.slide.head:
            document.slides.append(found.slide)
    for unit in document.units:
        heads = [slide.head for slide in document.slides if slide.unit == unit.name and slide.head]
        unit.head = heads[-1] if heads else None
    for marked, has_okrs in read:
        document.leftovers += _unread(marked) + marked.leftovers(by_row=not has_okrs)
        document.grids.append(marked.grid())
    if workbook.macros:
        file = read[0][0].file if read else ""
        document.leftovers.append(Leftover(Place(file), workbook.macros, "macros"))
    return document


def _unread(marked: Marked) -> list[Leftover]:
    tab = marked.tab
    if tab.is_table and not tab.is_hidden:
        return []
    about = "hidden-tab" if tab.is_hidden else "not-a-table"
    return [Leftover(Place(marked.file, tab.name), tab.name, about)]


def _language(tabs: list[Tab], default: str) -> str:
    """Return the language that most headings are in, the default when none or as many."""
    counts = Counter(
        heading.language
        for tab in tabs
        for heading in _headings(tab)
        if heading.is_exact and heading.language
    )
    if counts["en"] == counts["fr"]:
        return default
    return "en" if counts["en"] > counts["fr"] else "fr"


def _headings(tab: Tab) -> list[Heading]:
    texts = {cell.text for cell in list(tab.cells.values())[:2000] if len(cell.text) <= 40}
    return [heading for text in texts if (heading := heading_of(text)) is not None]
