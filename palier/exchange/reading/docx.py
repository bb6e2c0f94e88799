"""A text document (.docx, .docm) as an outline: every word of it, tracked changes accepted."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from palier.exchange.document import Unreadable
from palier.exchange.reading.archive import Archive, reading
from palier.exchange.reading.cell_lines import cell_text
from palier.exchange.reading.docx_notes import Beside
from palier.exchange.reading.docx_styles import (
    Lists,
    Style,
    Styles,
    list_of,
    outline_level,
    value_of,
)
from palier.exchange.reading.docx_tables import CellWords, read_table
from palier.exchange.reading.docx_text import (
    TextReader,
    Words,
    name_of,
    unwrapped,
)
from palier.exchange.reading.marked import spot_of
from palier.exchange.reading.outline import Outline, Paragraph, Part, Table
from palier.exchange.reading.pictures import part_words
from palier.exchange.reading.workbook import Position, Tab


def read_docx(data: bytes) -> Outline:
    """Return the paragraphs, tables, notes and comments of a .docx file, in reading order.

    Inserted words are read, deleted ones are asides; headers and footers come once each.

    :raises Unreadable: "empty", "too-large", "encrypted", "old-office", "unknown-format",
        "corrupt", "bomb", "only-pictures"
    """
    archive = Archive(data)
    with reading():
        kind, path = archive.main_part()
        if kind != "document":
            raise Unreadable("unknown-format")
        part = _Reader(archive, path).read()
    check_words([part])
    return Outline([part])


def check_words(parts: list[Part]) -> None:
    """Refuse a file without a word.

    :raises Unreadable: "empty", or "only-pictures" where there is something to see
    """
    abouts = [
        "" if isinstance(piece, Table) and piece.tab.cells else getattr(piece, "about", "picture")
        for part in parts
        for piece in part.pieces
    ]
    if not abouts:
        raise Unreadable("empty")
    if all(about in ("picture", "macros") for about in abouts):
        raise Unreadable("only-pictures" if "picture" in abouts else "empty")


class _Reader:
    def __init__(self, archive: Archive, path: str) -> None:
        self.archive, self.path = archive, path
        self.relations = archive.relations(path)
        self.styles = Styles(self._tree("styles"))
        self.lists = Lists(self._tree("numbering"))
        self.beside = Beside(archive, self.relations)
        self.text = TextReader(
            self.styles,
            archive.addresses(path),
            lambda name: part_words(archive, self.relations, name),
        )
        self.part = Part("")
        self.count = 0  # of what has a place of its own
        self.held: Words | None = None  # of a paragraph whose end was taken away

    def read(self) -> Part:
        margins = list(self.beside.margins())
        self._margins(margins, "header", "↑")
        for element in self.archive.children(self.path, "body"):
            self._blocks([element])
        for kind, notes in self.beside.notes.items():
            for words in notes.values():
                self._aside(words, kind, "")
        for remark in self.beside.comments.values():
            self._comment_aside(remark.text, remark.author, "").at = remark.at
        self._margins(margins, "footer", "↓")
        if any(path.endswith("vbaproject.bin") for path in self.archive.paths()):
            self._aside("vbaProject.bin", "macros", "")
        _lower_headings(self.part)
        return self.part

    def _tree(self, wanted: str) -> Any:
        paths = [path for kind, path in self.relations.values() if kind == wanted]
        return self.archive.tree(paths[0]) if paths and paths[0] in self.archive else None

    def _blocks(self, elements: Iterable[Any]) -> None:
        for element in unwrapped(elements, "p", "tbl", "altChunk"):
            name = name_of(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._table(element, self._next())
            else:
                self._aside(name, "embedded", "")

    # ---- paragraphs ----

    def _paragraph(self, element: Any) -> None:
        properties = element.find("{*}pPr")
        style = self._style(properties)
        words, self.held = self.held or Words(), None
        self.text.read(element, words, style.look)
        if properties is not None and properties.find("{*}rPr/{*}del") is not None:
            self.held = words  # it goes on in the next one
            return
        text = words.settle()
        spot = self._next() if text or words.is_done is not None else self._here()
        if text or words.is_done is not None:
            self._say(self._told(text, words, style, spot))
        self._asides(words, spot)

    def _style(self, properties: Any) -> Style:
        """Return the style of a paragraph with what the paragraph itself says otherwise."""
        if properties is None:
            return self.styles.of(self.styles.default)
        named = value_of(properties, "pStyle") or self.styles.default
        style = self.styles.of(named)
        heading, listed = outline_level(properties), list_of(properties)
        if heading is not None:
            style = replace(style, heading=heading)
        if listed is not None:
            number, level = listed
            return replace(style, number=number, level=max(level, style.level * (level == 0)))
        own = self.lists.level_of(style.number, named)
        return style if own is None else replace(style, level=max(own, style.level))

    def _told(self, text: str, words: Words, style: Style, spot: str) -> Paragraph:
        said = Paragraph(
            text,
            spot,
            is_bold=bool(text) and words.is_bold,
            is_struck=bool(text) and words.is_struck,
            is_done=words.is_done,
            links=words.links,
        )
        is_listed = style.number in self.lists
        if is_listed:
            said.numbering = self.lists.label(style.number, style.level)
        if style.is_contents:
            said.kind, said.about = "aside", "contents"
        elif style.is_title or style.heading:
            said.kind, said.level = "heading", 0 if style.is_title else style.heading or 1
        elif is_listed:
            said.kind, said.level = "item", style.level + 1
        return said

    def _say(self, said: Paragraph) -> None:
        """Add a paragraph; the lines of a table of contents are one, they repeat the headings."""
        before = self.part.pieces[-1] if self.part.pieces else None
        is_contents = said.about == "contents" and isinstance(before, Paragraph)
        if is_contents and isinstance(before, Paragraph) and before.about == "contents":
            before.text += f"\n{said.text}"
            return
        self.part.name = self.part.name or (said.text if _is_title(said) else "")
        self.part.pieces.append(said)

    def _asides(self, words: Words, spot: str) -> None:
        for texts, about in (
            (words.deleted, "tracked-change"),
            (words.hidden, "hidden-text"),
            (words.prompts, "prompt"),
        ):
            self._aside("".join(texts).strip(), about, spot)
        for drawing in words.drawings:
            for line in drawing.lines:
                self.part.pieces.append(Paragraph(line, spot, "item", 1))
            self._aside(drawing.words or "…", "picture", spot)
        for box in words.boxes:
            self._blocks(box)
        for kind, name in words.notes:
            self._aside(self.beside.note(kind, name), kind, spot)
        for name in words.comments:
            remark = self.beside.comment(name)
            if remark is not None:
                self._comment_aside(remark.text, remark.author, spot).at = remark.at

    def _aside(self, text: str, about: str, spot: str) -> None:
        if text:
            self.part.pieces.append(Paragraph(text, spot, "aside", about=about, on=spot))

    def _comment_aside(self, text: str, author: str, spot: str) -> Paragraph:
        said = Paragraph(text, spot, "aside", about="comment", on=spot, author=author)
        if text:
            self.part.pieces.append(said)
        return said

    def _margins(self, margins: list[tuple[str, str]], wanted: str, sign: str) -> None:
        # A number alone is that of the page, as a program fills it in.
        texts = [text for kind, text in margins if kind == wanted and not text.strip().isdigit()]
        for number, text in enumerate(texts, 1):
            self.part.pieces.append(Paragraph(text, f"{sign} {number}", "aside", about=wanted))

    # ---- tables ----

    def _table(self, element: Any, spot: str) -> None:
        tab = Tab("")
        nested: list[tuple[Any, str]] = []
        outer, self.part = self.part, Part("")  # what hangs on its cells comes after it

        def read_cell(blocks: list[Any], at: Position) -> CellWords:
            return self._cell(blocks, f"{spot} {spot_of(at)}", nested)

        deleted = read_table(element, tab, read_cell)
        hanging, self.part = self.part.pieces, outer
        self.part.pieces += [Table(tab, spot), *hanging] if tab.cells else hanging
        for words in deleted:
            self._aside(words.strip(), "tracked-change", spot)
        for inner, place in nested:
            self._table(inner, place)

    def _cell(self, blocks: list[Any], spot: str, nested: list[tuple[Any, str]]) -> CellWords:
        lines: list[Paragraph] = []
        comments: list[str] = []
        for block in unwrapped(blocks, "p", "tbl"):
            if name_of(block) == "tbl":
                nested.append((block, spot))
                continue
            style, words = self._style(block.find("{*}pPr")), Words()
            self.text.read(block, words, style.look)
            if text := words.settle():
                lines.append(self._told(text, words, style, spot))
            remarks = filter(None, map(self.beside.comment, words.comments))
            comments += [_signed(remark.text, remark.author) for remark in remarks]
            self._asides(replace(words, comments=[]), spot)
        is_struck = bool(lines) and all(line.is_struck for line in lines)
        return CellWords(cell_text(lines), is_struck, comments)

    # ---- places ----

    def _next(self) -> str:
        self.count += 1
        return self._here()

    def _here(self) -> str:
        return f"§ {max(self.count, 1)}"


def _signed(text: str, author: str) -> str:
    return f"{author}: {text}" if author else text


def _is_title(said: Paragraph) -> bool:
    return said.kind == "heading" and not said.level


def _lower_headings(part: Part) -> None:
    """Count the title of a document as the first level of its headings."""
    headings = [piece for piece in part.pieces
                if isinstance(piece, Paragraph) and piece.kind == "heading"]  # fmt: skip
    if any(map(_is_title, headings)):
        for heading in headings:
            heading.level += 1
