"""The words of one shape of a deck: its paragraphs, with bullets, numbers and levels."""

import re
from dataclasses import dataclass, field
from typing import Any

from palier.exchange.reading.docx_styles import lettered, roman
from palier.exchange.reading.docx_text import alternatives, name_of, tidied

_LEVELS = 9
_BOX = re.compile(r"\s*([☐☑☒])\s*")
_MOVING = ("slidenum", "datetime")  # what a program fills in by itself
_FORM = re.compile(r"(arabic|alphaLc|alphaUc|romanLc|romanUc)(Period|ParenR|ParenBoth|Plain)")
_AROUND = {"Period": "{}.", "ParenR": "{})", "ParenBoth": "({})", "Plain": "{}"}
_JOINING = re.compile(r"[\s\-\u2010-\u2015\u2e80-\u9fff\uac00-\ud7af\uff00-\uff60]")
_CUT_WORD = 30  # characters; nobody writes words that long, the export breaks them where it must


@dataclass(slots=True)
class Line:
    """One paragraph of a shape."""

    text: str
    level: int = 0  # from 0
    is_item: bool = False
    numbering: str = ""
    is_bold: bool = False
    is_struck: bool = False
    is_done: bool | None = None
    links: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Run:
    text: str
    is_bold: bool
    is_struck: bool


class Frame:
    """The text of a shape; `styles` are the lists of levels it inherits, nearest first."""

    def __init__(self, body: Any, styles: list[Any], addresses: dict[str, str]) -> None:
        own = body.find("{*}lstStyle")
        self.body, self.addresses = body, addresses
        self.styles = ([own] if own is not None else []) + styles
        self.counts: list[tuple[str, int] | None] = [None] * _LEVELS

    def lines(self) -> list[Line]:
        """Return its paragraphs that hold something."""
        found = (self._line(paragraph) for paragraph in self.body.iterfind("{*}p"))
        return [line for line in found if line.text or line.is_done is not None]

    def joined(self) -> str:
        """Return all its words as one line, joined as they were before they were broken."""
        rows: list[str] = [""]
        for paragraph in self.body.iterfind("{*}p"):
            for piece in _pieces(paragraph):
                if name_of(piece) == "br":
                    rows.append("")
                else:
                    rows[-1] += _text_of(piece)
            rows.append("")
        text = ""
        for row in rows:
            text += row if not text or not row or _is_one_word(text, row) else f" {row}"
        return text.strip(" ")

    def language(self) -> str:
        """Return the language its first words are said to be in, "" for none."""
        for properties in self.body.iter("{*}rPr"):
            if language := properties.get("lang", ""):
                return str(language)[:2].lower()
        return ""

    def _line(self, paragraph: Any) -> Line:
        own = paragraph.find("{*}pPr")
        said = own.get("lvl", "0") if own is not None else "0"
        level = min(int(said), _LEVELS - 1) if said.isdigit() else 0
        styles = [own] if own is not None else []
        for style in self.styles:
            styles += style.findall(f"{{*}}lvl{level + 1}pPr")
        line = Line("", level)
        runs = list(self._runs(paragraph, styles, line.links))
        line.text = tidied("".join(run.text for run in runs))
        if match := _BOX.match(line.text):
            line.is_done, line.text = match[1] != "☐", line.text[match.end() :]
        worded = [run for run in runs if run.text.strip()]
        line.is_bold = bool(worded) and all(run.is_bold for run in worded)
        line.is_struck = bool(worded) and all(run.is_struck for run in worded)
        if line.text:
            self._set_bullet(line, styles)
        return line

    def _runs(self, paragraph: Any, styles: list[Any], links: list[str]) -> list[_Run]:
        defaults = [one for style in styles for one in style.findall("{*}defRPr")]
        runs = []
        for piece in _pieces(paragraph):
            own = piece.findall("{*}rPr")
            bold, struck = (_first([*own, *defaults], name) for name in ("b", "strike"))
            runs.append(_Run(_text_of(piece), bold in ("1", "true"), struck in _STRUCK))
            for click in piece.iter("{*}hlinkClick"):
                address = self.addresses.get(reference_of(click), "")
                if address and address not in links:
                    links.append(address)
        return runs

    def _set_bullet(self, line: Line, styles: list[Any]) -> None:
        bullet = next((child for style in styles for child in style if name_of(child) in _BULLETS),
                      None)  # fmt: skip
        kind = name_of(bullet) if bullet is not None else "buNone"
        line.is_item = kind != "buNone"
        counted = self.counts[line.level]
        self.counts[line.level :] = [None] * (_LEVELS - line.level)
        if bullet is not None and kind == "buAutoNum":
            form, start = bullet.get("type", "arabicPeriod"), bullet.get("startAt", "1")
            count = counted[1] + 1 if counted and counted[0] == form else int(start)
            self.counts[line.level] = form, count
            line.numbering = _numbered(form, count)


_BULLETS = frozenset({"buNone", "buChar", "buAutoNum", "buBlip"})
_STRUCK = ("sngStrike", "dblStrike")


def _pieces(paragraph: Any) -> list[Any]:
    """Return the runs, breaks, fields and equations of a paragraph, in order."""
    pieces = []
    for child in paragraph:
        name = name_of(child)
        if name in ("r", "br", "fld", "m"):
            pieces.append(child)
        elif name == "AlternateContent":
            pieces += alternatives(child)
    return pieces


def _text_of(piece: Any) -> str:
    if name_of(piece) == "br":
        return "\n"
    if piece.get("type", "").startswith(_MOVING):
        return ""
    return "".join(text.text or "" for text in piece.iter("{*}t")).replace("\v", "\n")


def _is_one_word(before: str, after: str) -> bool:
    """Tell whether a break stands inside a word: the export of Palier keeps the spaces."""
    if _JOINING.fullmatch(before[-1:]) or _JOINING.fullmatch(after[:1]):
        return True
    tail, head = before.rsplit(None, 1)[-1:], after.split(None, 1)[:1]
    return len("".join([*tail, *head])) >= _CUT_WORD


def _first(properties: list[Any], name: str) -> str:
    return next((one.get(name) for one in properties if one.get(name) is not None), "")


def _numbered(form: str, count: int) -> str:
    match = _FORM.fullmatch(form)
    if match is None or not 0 < count < 5000:
        return f"{count}."
    written = str(count)
    if match[1] != "arabic":
        written = lettered(count) if match[1].startswith("alpha") else roman(count)
    if match[1].endswith("Uc"):
        written = written.upper()
    return _AROUND[match[2]].format(written)


def reference_of(element: Any) -> str:
    """Return the id by which an element names another part, "" for none."""
    return next((str(text) for key, text in element.attrib.items() if key.endswith("}id")), "")
