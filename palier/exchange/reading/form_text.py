"""A text that Palier wrote, as Markdown or docx: read word for word, whatever people changed.

A heading over `Quarter: Q1 2027` names a unit; `O1. Its words` opens an objective, `KR2. Its
words` a key result; `Label: value` is a field of what stands above it. The rest is left over.
"""

from dataclasses import dataclass, field

from typing_extensions import override

from palier.exchange.document import Document, KeyResult, Objective, Place
from palier.exchange.form import COMMENTS, key_of, labelled, opening_of, role_of
from palier.exchange.phrases import compared, cycle_in
from palier.exchange.reading.cells import Cell
from palier.exchange.reading.form_lines import Entries, Entry, Filled
from palier.exchange.reading.marked import Marked
from palier.exchange.reading.outline import Outline, Paragraph, Part
from palier.exchange.reading.slides import Found, Slides
from palier.exchange.reading.workbook import Position, Tab

_OF_SLIDE = ("cycle", "pole", "head")
_OF_BOTH = frozenset({"state", "value", "reason", "decided_by", "carried_from"})
_OF_OBJECTIVE = frozenset({"why", "category", "serves"}) | _OF_BOTH
_OF_KEY_RESULT = _OF_BOTH | {
    "measure", "kind", "baseline", "target", "measure_unit", "detail", "baseline_due", "level",
    "current", "due", "landing",
}  # fmt: skip


def is_own_text(outline: Outline) -> bool:
    """Tell whether a text is one that Palier wrote: a heading over the quarter of its slide, and
    objectives that open as Palier's do, or none at all.
    """
    if not any(_language_of(part) for part in outline.parts):
        return False
    said = [
        piece
        for part in outline.parts
        for piece in part.pieces
        if isinstance(piece, Paragraph) and piece.kind in ("heading", "item")
    ]
    openings = [opening_of(piece.text.split("\n")[0]) for piece in said]
    is_bare = not any(piece.is_item for piece in said)
    return is_bare or any(opening and opening[0].startswith("O") for opening in openings)


def read_own_text(outline: Outline, *, file: str) -> Document:
    """Return the slides of a text that Palier wrote; what people added is left over."""
    slides = Slides()
    document = Document()
    for part in outline.parts:
        marked = _spread(part, file, _language_of(part) or "fr")
        _Reader(marked, slides).read()
        document.leftovers += marked.leftovers()
        document.grids.append(marked.grid())
    document.units = list(slides.units.values())
    document.people = slides.people()
    document.slides = [found.slide for found in slides.found.values()]
    for unit in document.units:
        heads = [slide.head for slide in document.slides if slide.unit == unit.name and slide.head]
        unit.head = heads[-1] if heads else None
    return document


def _language_of(part: Part) -> str:
    """Return the language of the first quarter under a heading, "" where there is none."""
    is_under_heading = False
    for piece in part.pieces:
        is_heading = isinstance(piece, Paragraph) and piece.kind == "heading"
        if is_under_heading and isinstance(piece, Paragraph) and not is_heading:
            label, colon, value = piece.text.split("\n")[0].partition(":")
            role, language = role_of(label) if colon else ("", "")
            if role == "cycle" and cycle_in(value)[0]:
                return language
        is_under_heading = is_heading
    return ""


@dataclass(slots=True)
class _Spread(Marked):
    """A text as one tab: a row for each paragraph and each row of a table."""

    headings: set[int] = field(default_factory=set)  # rows
    spots: dict[int, str] = field(default_factory=dict)  # by row, as the file calls them

    @override
    def place(self, at: Position) -> Place:
        return Place(self.file, self.tab.name, self.spots[at[0]])


def _spread(part: Part, file: str, language: str) -> _Spread:
    tab = Tab(part.name, is_hidden=part.is_hidden)
    spread = _Spread(tab, file, language)
    row = 0
    for piece in part.pieces:
        if isinstance(piece, Paragraph):
            if piece.text:
                tab.cells[row, 0] = Cell(piece.text, about=_about(piece))
            if piece.is_struck:
                tab.struck.add((row, 0))
            if piece.kind == "heading":
                spread.headings.add(row)
            spread.spots[row] = piece.spot
            row += 1
            continue
        last = max((at[0] for at in (*piece.tab.cells, *piece.tab.comments)), default=-1)
        spread.spots |= {row + line: piece.spot for line in range(last + 1)}
        tab.cells |= {(row + at[0], at[1]): cell for at, cell in piece.tab.cells.items()}
        tab.struck |= {(row + at[0], at[1]) for at in piece.tab.struck}
        tab.comments |= {(row + at[0], at[1]): text for at, text in piece.tab.comments.items()}
        row += last + 1
    return spread


def _about(piece: Paragraph) -> str:
    return piece.about or ("note" if piece.kind == "aside" else "")


class _Reader:
    def __init__(self, marked: _Spread, slides: Slides) -> None:
        self.marked, self.slides = marked, slides
        self.unit: tuple[str, Position] | None = None  # a heading whose fields are being read
        self.found: Found | None = None
        self.objective: Objective | None = None
        self.line: KeyResult | None = None
        self.entries: Entries = {}
        self.cells: dict[str, Position] = {}  # where each of them stands
        self.is_comments = False

    def read(self) -> None:
        """Take what each line says, from top to bottom."""
        ats = sorted(self.marked.tab.cells)
        first = min(self.marked.headings, default=-1)
        for index, at in enumerate(ats):
            if self.marked.tab.cells[at].about:
                continue
            text = self.marked.text(at)
            following = self.marked.text(ats[index + 1]) if index + 1 < len(ats) else ""
            if at[0] in self.marked.headings:
                self._heading(at, text, following, is_first=at[0] == first)
            elif self.is_comments:
                self.marked.leave(at, "slide-comment")
            else:
                self._lines(at, text)
        self._close()
        self._take_repeated()

    def _heading(self, at: Position, text: str, following: str, *, is_first: bool) -> None:
        self._close()
        opening = opening_of(text)
        self.is_comments = text in COMMENTS
        if self._says_cycle(following):
            self._finish_slide()
            self.unit = text, at
            self.marked.take(at, "title")
        elif opening and key_of(opening[0]).startswith("o") and (self.unit or self.found):
            self._open_objective(at, *opening)
        elif is_first or self.is_comments:
            self.marked.take(at, "title")
        else:
            self.marked.leave(at, "title")

    def _lines(self, at: Position, text: str) -> None:
        is_taken = True
        for line in text.split("\n"):
            opening = opening_of(line)
            if opening and opening[0].startswith("O") and (self.unit or self.found):
                self._close()
                self._open_objective(at, *opening)
            elif opening and self.objective is not None:
                self._close()
                self._open_key_result(at, *opening)
            elif line.strip() and not self._field(at, line):
                is_taken = False
        if not is_taken:
            self.marked.roles.pop(at, None)
            self.marked.leave(at, "note")

    def _field(self, at: Position, line: str) -> bool:
        found = labelled(line, self.marked.language)
        if found is None or found[0] not in self._awaited():
            return False
        role, value = found
        before = self.entries.get(role)
        self.entries[role] = Entry(f"{before.text}\n{value}" if before else value)
        self.cells[role] = at
        self.marked.take(at, _PREVIEW.get(role, role))
        return True

    def _awaited(self) -> frozenset[str] | tuple[str, ...]:
        """Return the roles of the fields that may stand here."""
        if self.line is not None:
            return _OF_KEY_RESULT
        if self.objective is not None:
            return _OF_OBJECTIVE
        return _OF_SLIDE if self.unit else ()

    def _says_cycle(self, text: str) -> bool:
        found = labelled(text.split("\n")[0], self.marked.language)
        return found is not None and found[0] == "cycle" and bool(cycle_in(found[1])[0])

    # ---- what is open ----

    def _open_objective(self, at: Position, number: str, words: str) -> None:
        self._finish_slide()
        assert self.found is not None  # noqa: S101 - asked under a unit only
        self.objective = Objective(words, key=key_of(number), place=self.marked.place(at))
        self.found.slide.objectives.append(self.objective)
        self.marked.take(at, "objective")

    def _open_key_result(self, at: Position, number: str, words: str) -> None:
        assert self.objective is not None  # noqa: S101 - asked under an objective only
        self.line = KeyResult(words, key=key_of(number), place=self.marked.place(at))
        self.objective.key_results.append(self.line)
        self.marked.take(at, "key_result")

    def _close(self) -> None:
        """Give the fields that were read to the line they belong to."""
        if self.unit is not None and self.objective is None:
            self._finish_slide()
        elif self.objective is not None:
            filled = Filled(self.entries, self.marked.language)
            if self.line is not None:
                filled.key_result(self.line)
                self.line.places = {r: self.marked.place(at) for r, at in self.cells.items()}
            else:
                filled.objective(self.objective)
            for role, reason in filled.left.items():
                self.marked.roles.pop(self.cells[role], None)
                self.marked.leave(self.cells[role], reason)
        self.line, self.entries, self.cells = None, {}, {}

    def _finish_slide(self) -> None:
        """Make the slide that the heading of a unit and the fields under it name."""
        self.objective = None
        if self.unit is None:
            return
        (name, at), self.unit = self.unit, None
        said = {role: entry.text for role, entry in self.entries.items()}
        self.found = self.slides.at(name, cycle_in(said.get("cycle", ""))[0], said.get("pole", ""))
        slide = self.found.slide
        slide.place = slide.place if slide.place.spot else self.marked.place(at)
        if "head" in said and not slide.head:
            slide.head, slide.head_place = said["head"], self.marked.place(self.cells["head"])
        self.entries, self.cells = {}, {}

    def _take_repeated(self) -> None:
        """Take what only says again what is known: the names of poles, the head of each page."""
        poles = {compared(unit.name) for unit in self.slides.units.values()}
        titles = {self.marked.text(at) for at, role in self.marked.roles.items() if role == "title"}
        for at, cell in self.marked.tab.cells.items():
            is_pole = at[0] in self.marked.headings and compared(cell.text) in poles
            if at not in self.marked.roles and (
                (is_pole and not cell.about) or (cell.about == "header" and cell.text in titles)
            ):
                self.marked.take(at, "title")


_PREVIEW = {
    **dict.fromkeys(("kind", "baseline", "baseline_due", "target", "detail"), "measure"),
    **dict.fromkeys(("measure_unit", "value"), "measure"),
    "landing": "state",
}
