"""From the outline of a text as people wrote it to the neutral document.

Headings are units or objectives, lists are objectives over their key results, a label or a unit
before a colon says it outright; what says nothing sure is left over with its place.
"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from palier.exchange.document import Document
from palier.exchange.phrases import title_in
from palier.exchange.reading.form_text import is_own_text, read_own_text
from palier.exchange.reading.outline import Outline, Paragraph, Part, Table
from palier.exchange.reading.sheet import Sheet, sheet_of
from palier.exchange.reading.slides import Slides
from palier.exchange.reading.told_lines import Scope
from palier.exchange.reading.told_people import settle_names, settle_people
from palier.exchange.reading.told_reader import PartReader, Whole
from palier.exchange.reading.told_shape import kinds_of, named_headings
from palier.exchange.reading.told_tree import (
    LONGEST_TITLE,
    Node,
    find_units,
    tree_of,
    units_said,
)
from palier.exchange.reading.told_words import Title, begins_anew
from palier.exchange.words import is_generic
from palier.slides.rules.checks.language import language_of

_SAMPLE = 20_000  # characters that the language is told from


def read_told(outline: Outline, *, file: str, language: str | None = None) -> Document:
    """Return what a text says: each piece ends in the document or among its leftovers.

    A text that Palier wrote is read back word for word. `file` is the name of the file, that
    gives the quarter and the unit where nothing inside does; `language` ("fr" or "en") decides
    what reads two ways (`1,234`), without it that of the words.
    """
    name = PurePath(file).name
    for part, said in zip(outline.parts, _names(outline.parts, name), strict=True):
        part.name = said
    if is_own_text(outline):
        return read_own_text(outline, file=name)
    for part in outline.parts:
        part.pieces = list(_each_line(part.pieces))
    common = language or _language(outline.parts)
    sheets = [
        sheet_of(part, file=name, language=language or part.language or common)
        for part in outline.parts
    ]
    roots = [tree_of(_lines(part)) for part in outline.parts]
    find_units(roots)
    slides = Slides()
    _read_parts(sheets, roots, slides, PurePath(file).stem)
    return _document(sheets, slides)


def _each_line(pieces: list[Paragraph | Table]) -> Iterator[Paragraph | Table]:
    """Yield pieces, those of several labelled lines line by line: `Responsable : …⏎Cible : …`."""
    for piece in pieces:
        lines = piece.text.split("\n") if isinstance(piece, Paragraph) else []
        if isinstance(piece, Table) or not any(map(begins_anew, lines[1:], lines)):
            yield piece
            continue
        links = piece.links
        for line in filter(str.strip, lines):
            is_first = line is lines[0]
            yield replace(piece, text=line.strip(), links=links if is_first else [])


def _lines(part: Part) -> list[Node]:
    """Return the lines and tables that may be OKRs, each with its row in the sheet."""
    nodes: list[Node] = []
    row = 0
    for piece in part.pieces:
        if isinstance(piece, Table):
            nodes.append(Node(row, piece))
            row += max(at[0] for at in (*piece.tab.cells, *piece.tab.comments, (0, 0))) + 1
            continue
        if piece.text and piece.kind != "aside" and not piece.about:
            nodes.append(Node(row, piece, _words(piece)))
        row += 1
    return [] if part.is_hidden else nodes


def _words(piece: Paragraph) -> str:
    """Return the words of a line, with the label that the file keeps apart: `KR 1.2`."""
    has_label = any(map(str.isalpha, piece.numbering)) and any(map(str.isdigit, piece.numbering))
    return f"{piece.numbering} {piece.text}" if has_label else piece.text


def _names(parts: list[Part], file: str) -> list[str]:
    """Return a name for each part that no other has: two slides may have one title."""
    names: list[str] = []
    for number, part in enumerate(parts, 1):
        name = part.name or file
        names.append(f"{name} ({number})" if name in names else name)
    return names


def _language(parts: list[Part]) -> str:
    said = [part.language for part in parts if part.language]
    if said:
        return said[0]
    words: list[str] = []
    size = 0
    for piece in (piece for part in parts for piece in part.pieces):
        texts = (
            [cell.text for cell in piece.tab.cells.values()]
            if isinstance(piece, Table)
            else [piece.text]
        )
        words += [text[:_SAMPLE] for text in texts]
        size += sum(map(len, texts))
        if size > _SAMPLE:
            break
    return language_of("\n".join(words)[:_SAMPLE], "fr")


def _read_parts(sheets: list[Sheet], roots: list[Node], slides: Slides, stem: str) -> None:
    name, cycle, is_plain = title_in(stem.replace("_", " "))
    lines = [node for root in roots for node in root.children]
    units = units_said(roots)
    whole = Whole(
        slides,
        base=Scope(cycle=cycle, is_plainly=is_plain),
        fallback="" if is_generic(name) else name,
        units=units,
        kinds=kinds_of(named_headings(lines), units),
        is_deck=len(sheets) > 1,
    )
    titles = [node.title for node in lines if node.is_heading]
    whole.base.find_quarters(titles)
    whole.base.cycle = whole.base.cycle or _cycle_of_words(lines, titles)
    readers = [PartReader(sheet, whole) for sheet in sheets]
    for reader, root in zip(readers, roots, strict=True):
        reader.read(root)
    settle_people(slides, whole.heads, whole.owners)
    settle_names(slides, whole.claims)
    for sheet in sheets:
        sheet.settle()


def _cycle_of_words(lines: list[Node], titles: list[Title]) -> str:
    """Return the one quarter of `Voici nos OKR du T2 2027`, where no title says any."""
    if any(title.cycle for title in titles):
        return ""
    texts = [node.text[:LONGEST_TITLE] for node in lines if node.rank == 0 and not node.is_table]
    said = {title_in(text)[1] for text in texts if "okr" in text.lower()} - {""}
    return said.pop() if len(said) == 1 else ""


def _document(sheets: list[Sheet], slides: Slides) -> Document:
    document = Document(units=list(slides.units.values()), people=slides.people())
    document.slides = [
        found.slide for found in slides.found.values() if found.slide.objectives or found.slide.head
    ]
    heads = {slide.unit: slide.head for slide in document.slides if slide.head}
    for unit in document.units:
        unit.head = heads.get(unit.name)
    for sheet in sheets:
        document.leftovers += sheet.leftovers()
        document.grids.append(sheet.grid())
    return document
