"""Slides that Palier wrote, read back by the names of their shapes: word for word.

Files of people are read by likeness; what Palier wrote is read by these names alone, and stays
Palier's when people correct the words in their own program.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from palier.exchange.document import (
    Document,
    End,
    Grid,
    KeyResult,
    Leftover,
    Mark,
    Measure,
    Objective,
    Place,
)
from palier.exchange.form import STATES, code_in, path_in
from palier.exchange.phrases import cycle_in
from palier.exchange.reading.outline import Paragraph, Part, Table
from palier.exchange.reading.slides import Found, Slides
from palier.slides.rules.measure import Measure as Told
from palier.slides.rules.measure import format_measure, parse_measure
from palier.slides.rules.number import parse_number

_NAME = re.compile(
    r"(category|objective|continued|state|why|key-result|measure|milestone|result|target|reason"
    r"|level|legend|mark|empty|subtitle|footer|page-number)"
    r"(?: ([0-9]{1,4}(?:\.[0-9]{1,4})?))?(?:: (.+))?",
    re.DOTALL,
)
_OBJECTIVES = ("objective", "continued")
_MEASURES = ("measure", "milestone", "result", "target")
# Without the number of a line.
_FURNITURE = frozenset({"legend", "level", "mark", "empty", "footer", "page-number"})
_TAG = re.compile(r"\s*↻[ \u00a0][^↻]*$")
_FIGURE = re.compile(
    r"(?:([<≤>≥+~×])\u00a0?)?([€$£¥]?)([-−]?[0-9](?:[0-9.,\u202f]*[0-9])?|\?)(?:\u00a0?(\S.*))?"
)
_SAID_OTHERWISE = {"comment": "text-comment"}  # a leftover "comment" is that of a state
_LEVELS = {1: "input", 2: "output", 3: "outcome"}
_WORDS = "|".join(sorted({re.escape(word) for said in STATES.values() for word in said}))
_STATE = re.compile(rf"(?:(.*?)\s+)??(≈?)\s*({_WORDS})\s*", re.DOTALL)


def is_own(names: Iterable[str]) -> bool:
    """Tell whether the shapes of a slide are those of a slide that Palier wrote."""
    found = [match for name in names if (match := _NAME.fullmatch(name))]
    return any(
        (match[1] == "subtitle" and not match[2]) or (match[1] in _OBJECTIVES and bool(match[2]))
        for match in found
    )


def role_of(name: str, *, is_title: bool) -> str:
    """Return what a shape of such a slide is, "" for one that somebody added."""
    return "title" if is_title else name if _NAME.fullmatch(name) else ""


def is_own_part(part: Part) -> bool:
    """Tell whether a slide is one that Palier wrote."""
    return any(isinstance(piece, Paragraph) and piece.role for piece in part.pieces)


def read_own(parts: list[Part], *, file: str, language: str | None = None) -> Document:
    """Return the slides that Palier wrote; what people added to them is left over, with its place.

    `language` ("fr" or "en") decides what reads two ways (`1,234`); without it, that of the slide.
    """
    slides = Slides()
    document = Document()
    for part in parts:
        reader = _Reader(part, file, language or part.language or "fr", slides)
        if is_own_part(part) and not part.is_hidden:
            reader.read()
        document.leftovers += reader.leftovers()
        document.grids.append(reader.grid())
    document.units = list(slides.units.values())
    document.people = slides.people()
    document.slides = [found.slide for found in slides.found.values()]
    for unit in document.units:
        heads = [slide.head for slide in document.slides if slide.unit == unit.name and slide.head]
        unit.head = heads[-1] if heads else None
    return document


@dataclass(slots=True)
class _Piece:
    """One shape: where it stands in the part, what it says, what its name says besides."""

    at: int
    text: str
    place: Place
    said: str = ""


@dataclass(slots=True)
class _Reader:
    part: Part
    file: str
    language: str
    slides: Slides
    pieces: dict[tuple[str, str], _Piece] = field(default_factory=dict)  # by kind and number
    roles: dict[int, str] = field(default_factory=dict)
    reasons: dict[int, str] = field(default_factory=dict)

    def read(self) -> None:
        """Take what the shapes say, each once: a second one of the same name is left over."""
        for at, one in enumerate(self.part.pieces):
            match = _NAME.fullmatch(one.role) if isinstance(one, Paragraph) else None
            if isinstance(one, Paragraph) and (match or one.role == "title"):
                key = (match[1], match[2] or "") if match else ("title", "")
                said = (match[3] or "") if match else ""
                self.pieces.setdefault(key, _Piece(at, one.text, self._place(one.spot), said))
        found = self._slide()
        for kind, number in list(self.pieces):
            if kind in _OBJECTIVES:
                self._objective(found, kind, number)
        for (kind, number), piece in self.pieces.items():
            if kind in _FURNITURE and "." not in number:
                self._take(piece, "heading")

    def leftovers(self) -> list[Leftover]:
        """Return every piece that was not taken, in order."""
        left = []
        for at, piece in enumerate(self.part.pieces):
            if isinstance(piece, Table):
                cells = sorted(piece.tab.cells.items())
                place = self._place(piece.spot)
                left += [Leftover(place, cell.shown(self.language), "note") for _, cell in cells]
            elif at not in self.roles and piece.text:
                about = _SAID_OTHERWISE.get(piece.about, piece.about)
                about = about or self.reasons.get(at, "note")
                left.append(Leftover(self._place(piece.spot), piece.text, about))
        return left

    def grid(self) -> Grid:
        """Return the slide for the preview: a text a row."""
        grid = Grid(self.part.name, is_hidden=self.part.is_hidden)
        for at, piece in enumerate(self.part.pieces):
            rows = [[cell.shown(self.language) for _, cell in sorted(piece.tab.cells.items())]
                    ] if isinstance(piece, Table) else [[piece.text]]  # fmt: skip
            if any(rows[0]):
                grid.cells += [[" | ".join(rows[0])]]
                grid.roles[len(grid.cells) - 1, 0] = self.roles.get(at, "leftover")
        return grid

    # ---- the slide ----

    def _slide(self) -> Found:
        title, subtitle = self.pieces.get(("title", "")), self.pieces.get(("subtitle", ""))
        first, _, rest = subtitle.text.partition(" · ") if subtitle else ("", "", "")
        cycle, besides = cycle_in(first)
        is_told = bool(cycle) and not besides.strip()
        found = self.slides.at(title.text if title else "", cycle if is_told else "")
        if title:
            self._take(title, "title")
            found.slide.place = found.slide.place if found.slide.place.spot else title.place
        if subtitle and is_told:
            self._take(subtitle, "title")
            if rest and not found.slide.head:
                found.slide.head, found.slide.head_place = rest.strip(), subtitle.place
        elif subtitle:
            self.reasons[subtitle.at] = "unknown-cycle"
        return found

    def _objective(self, found: Found, kind: str, number: str) -> None:
        piece = self.pieces[kind, number]
        known = found.slide.objectives
        if kind == "objective" or not known:
            if not piece.text:
                return
            known.append(Objective(piece.text, place=piece.place))
        self._take(piece, "objective")
        objective = known[-1]
        if kind == "objective":
            objective.carried_from = path_in(f"[{piece.said}]") if piece.said else ""
            self._beside(objective, number)
        for one, at in list(self.pieces):
            if one == "key-result" and at.partition(".")[0] == number:
                self._key_result(objective, at)

    def _beside(self, objective: Objective, number: str) -> None:
        category, why = self.pieces.get(("category", number)), self.pieces.get(("why", number))
        state = self.pieces.get(("state", number))
        objective.category = category.said if category else ""
        if why:
            objective.why = why.text
            self._take(why, "why")
        if state:
            _, is_landing, code = _state_in(state.text)
            if code and not is_landing:
                objective.end = End(code)
            if code:
                self._take(state, "state")
            else:
                self.reasons[state.at] = "unknown-state"

    # ---- its lines ----

    def _key_result(self, objective: Objective, at: str) -> None:
        piece = self.pieces["key-result", at]
        title = _TAG.sub("", piece.text) if piece.said else piece.text
        if not title:
            return
        line = KeyResult(title, place=piece.place)
        objective.key_results.append(line)
        self._take(piece, "key_result")
        line.carried_from = path_in(f"[{piece.said}]") if piece.said else ""
        level = self.pieces.get(("level", at))
        if level and len(level.text) in _LEVELS:
            line.level = _LEVELS[len(level.text)]
            self._take(level, "level")
        for kind in _MEASURES:
            if measure := self.pieces.get((kind, at)):
                self._measure(line, kind, measure)
        if reason := self.pieces.get(("reason", at)):
            self._reason(line, reason)

    def _measure(self, line: KeyResult, kind: str, piece: _Piece) -> None:
        line.places["target"] = piece.place
        if kind == "measure":
            line.measure = self._read(piece.text)
        elif kind == "milestone":
            whole = self._read(piece.said)
            is_same = " → ".join(mark.name for mark in whole.marks) == piece.text
            line.measure = whole if is_same else self._read(piece.text)
        elif not self._result(line, kind, piece):
            self.reasons[piece.at] = "unknown-state"
            return
        self._take(piece, "measure")

    def _result(self, line: KeyResult, kind: str, piece: _Piece) -> bool:
        """Take the value and the state of a result; tell whether both are understood."""
        shown, is_landing, code = _state_in(piece.text)
        told = self._read(shown)
        if not code or (shown and kind == "result" and told.target is None):
            return False
        line.measure = self._read(piece.said) if piece.said else Measure()
        value = told.target if kind == "result" else None
        if is_landing:
            line.landing, line.current = code, value
        else:
            line.end = End(code, value)
        return True

    def _reason(self, line: KeyResult, piece: _Piece) -> None:
        if line.end is None:
            self.reasons[piece.at] = "comment"
            return
        line.end.reason = piece.text
        self._take(piece, "reason")

    def _read(self, text: str) -> Measure:
        read = parse_measure(text, language=self.language)
        read = _as_set(read, text, self.language)
        marks = [Mark(mark.name, mark.percent) for mark in read.marks]
        return Measure(read.kind, read.baseline, read.target, read.unit, marks=marks,
                       note=read.note)  # fmt: skip

    def _take(self, piece: _Piece, role: str) -> None:
        self.roles[piece.at] = role

    def _place(self, spot: str) -> Place:
        return Place(self.file, self.part.name, spot)


def _as_set(read: Told, text: str, language: str) -> Told:
    """Return the number that a sheet shows as `text`: there 35 k€ are 35, of the unit k€."""
    before, arrow, after = text.rpartition(" → ")
    match = _FIGURE.fullmatch(after)
    if match is None:
        return read
    sign, currency, figure, unit = (piece or "" for piece in match.groups())
    if read.kind != "number" and (not arrow or " " in unit):
        return read
    literal = Told(
        kind="number",
        baseline=parse_number(before, language=language) if before else None,
        target=parse_number(figure, language=language),
        unit=currency or unit,
        note=sign,
    )
    is_same = format_measure(literal, language) == (after if before == "?" else text)
    return literal if is_same and bool(arrow) == bool(before) else read


def _state_in(text: str) -> tuple[str, bool, str]:
    """Return what stands before the word of a state, if it is only expected, and its code."""
    match = _STATE.fullmatch(text)
    if match is None:
        return text, False, ""
    return match[1] or "", bool(match[2]), code_in(STATES, match[3])
