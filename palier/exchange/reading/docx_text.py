"""One paragraph of a text document: its words as accepted, and all that hangs on them."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from palier.exchange.reading.docx_styles import Look, Styles, look_of, value, value_of
from palier.exchange.reading.pictures import Drawing, read_drawing

_LINK = re.compile(r'HYPERLINK\s+"([^"]+)"')
_BOX = re.compile(r"\s*([☐☑☒])\s*")
# Signs that fonts of signs draw under private numbers.
_SIGNS = {"F0E0": "→", "F0A8": "☐", "F06F": "☐", "F0FE": "☑", "F0FD": "☒", "F0FC": "✓",
          "F0FB": "✗", "F0DF": "←", "F0E8": "➔"}  # fmt: skip
_INSIDE = frozenset({
    "ins", "moveTo", "smartTag", "customXml", "sdtContent", "bdo", "dir", "ruby",
    "rubyBase", "subDoc",
})  # fmt: skip
_AROUND = frozenset({"sdt", "sdtContent", "ins", "moveTo", "customXml"})


@dataclass(slots=True)
class Words:
    """The words of a paragraph, and what was found among them."""

    pieces: list[str] = field(default_factory=list)
    is_bold: bool = True  # so far; asked only where there are words
    is_struck: bool = True
    is_done: bool | None = None
    links: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)  # of fields that nobody filled in
    deleted: list[str] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    boxes: list[Any] = field(default_factory=list)  # text boxes
    notes: list[tuple[str, str]] = field(default_factory=list)  # ("footnote", id)
    comments: list[str] = field(default_factory=list)  # ids

    @property
    def text(self) -> str:
        """All the words, blanks around lines taken away."""
        return tidied("".join(self.pieces))

    def settle(self) -> str:
        """Return the words, without the box that stands before them."""
        text = self.text
        match = _BOX.match(text)
        if match:
            self.is_done = match[1] != "☐" if self.is_done is None else self.is_done
            text = text[match.end() :]
        return text


def tidied(text: str) -> str:
    """Return a text without blanks at the ends of its lines, nor empty lines around it."""
    return "\n".join(line.strip(" \t") for line in text.split("\n")).strip("\n")


class TextReader:
    """Reads paragraphs of one part of a file into Words."""

    def __init__(
        self, styles: Styles, links: dict[str, str], diagram: Callable[[str], list[str]]
    ) -> None:
        self.styles, self.links, self.diagram = styles, links, diagram
        self.in_code: list[bool] = []  # of the fields that are open: is it their instruction?
        self.look = Look()  # of the paragraph

    def read(self, paragraph: Any, words: Words, look: Look) -> None:
        """Add the words of a paragraph whose style sets them as `look` says."""
        self.look, self.in_code = look, []
        for child in paragraph:
            self._inside(child, words)

    def _inside(self, element: Any, words: Words) -> None:
        name = name_of(element)
        if name in _INSIDE:
            self._all(element, words)
        elif name in _PLACED:
            _PLACED[name](self, element, words)

    def _deletion(self, element: Any, words: Words) -> None:
        words.deleted.append(deleted_words(element))

    def _equation(self, element: Any, words: Words) -> None:
        self._say("".join(piece.text or "" for piece in element.iter("{*}t")), Look(), words)

    def _alternative(self, element: Any, words: Words) -> None:
        for chosen in alternatives(element):
            self._inside(chosen, words)

    def _hyperlink(self, element: Any, words: Words) -> None:
        self._link(self.links.get(value(element, "id"), ""), words)
        self._all(element, words)

    def _simple_field(self, element: Any, words: Words) -> None:
        self._instruction(value(element, "instr"), words)
        self._all(element, words)

    def _all(self, element: Any, words: Words) -> None:
        for child in element:
            self._inside(child, words)

    def _run(self, run: Any, words: Words) -> None:
        properties = run.find("{*}rPr")
        look = self.look
        if properties is not None:
            style = value_of(properties, "rStyle")
            over = self.styles.of(style).look.over(self.look) if style else self.look
            look = look_of(properties).over(over)
        for child in run:
            name = name_of(child)
            if name in _RUN:
                _RUN[name](self, child, look, words)

    # ---- what stands in a run ----

    def _text(self, element: Any, look: Look, words: Words) -> None:
        self._say(element.text or "", look, words)

    def _tab(self, _element: Any, look: Look, words: Words) -> None:
        self._say("\t", look, words)

    def _break(self, _element: Any, look: Look, words: Words) -> None:
        self._say("\n", look, words)

    def _hyphen(self, _element: Any, look: Look, words: Words) -> None:
        self._say("\u2011", look, words)

    def _sign(self, element: Any, look: Look, words: Words) -> None:
        self._say(_SIGNS.get(value(element, "char").upper(), "•"), look, words)

    def _deleted(self, element: Any, _look: Look, words: Words) -> None:
        words.deleted.append(element.text or "")

    def _note(self, element: Any, _look: Look, words: Words) -> None:
        words.notes.append((name_of(element).removesuffix("Reference"), value(element, "id")))

    def _comment(self, element: Any, _look: Look, words: Words) -> None:
        words.comments.append(value(element, "id"))

    def _drawing(self, element: Any, _look: Look, words: Words) -> None:
        boxes = list(element.iter("{*}txbxContent"))
        words.boxes += [box for box in boxes if not _is_within(box, boxes)]
        if not boxes:
            words.drawings.append(read_drawing(element, self.diagram))

    def _choice(self, element: Any, look: Look, words: Words) -> None:
        for chosen in alternatives(element):
            name = name_of(chosen)
            if name in _RUN:
                _RUN[name](self, chosen, look, words)

    def _field(self, element: Any, _look: Look, words: Words) -> None:
        kind = value(element, "fldCharType")
        if kind == "begin":
            self.in_code.append(True)
            box = next(element.iter("{*}checkBox"), None)
            if box is not None:
                words.is_done = _is_ticked(box)
        elif self.in_code and kind == "separate":
            self.in_code[-1] = False
        elif self.in_code and kind == "end":
            self.in_code.pop()

    def _code(self, element: Any, _look: Look, words: Words) -> None:
        self._instruction(element.text or "", words)

    def _say(self, text: str, look: Look, words: Words) -> None:
        if any(self.in_code):
            return
        if look.is_hidden:
            words.hidden.append(text)
            return
        words.pieces.append(text)
        if text.strip():
            words.is_bold &= bool(look.is_bold)
            words.is_struck &= bool(look.is_struck)

    def _instruction(self, code: str, words: Words) -> None:
        match = _LINK.search(code)
        self._link(match[1] if match else "", words)

    def _link(self, address: str, words: Words) -> None:
        if address and address not in words.links:
            words.links.append(address)

    def _control(self, element: Any, words: Words) -> None:
        """Read a content control: a box to tick, a prompt, or what was filled in."""
        properties, content = element.find("{*}sdtPr"), element.find("{*}sdtContent")
        if content is None:
            return
        box = next(properties.iter("{*}checkbox"), None) if properties is not None else None
        if box is not None:
            words.is_done = _is_ticked(box)
        elif properties is not None and properties.find("{*}showingPlcHdr") is not None:
            words.prompts.append("".join(piece.text or "" for piece in content.iter("{*}t")))
        else:
            self._all(content, words)


_PLACED: dict[str, Callable[[TextReader, Any, Words], None]] = {
    "r": TextReader._run,
    "hyperlink": TextReader._hyperlink,
    "fldSimple": TextReader._simple_field,
    "sdt": TextReader._control,
    "del": TextReader._deletion,
    "oMath": TextReader._equation,
    "oMathPara": TextReader._equation,
    "AlternateContent": TextReader._alternative,
}
_RUN: dict[str, Callable[[TextReader, Any, Look, Words], None]] = {
    "t": TextReader._text,
    "tab": TextReader._tab,
    "ptab": TextReader._tab,
    "br": TextReader._break,
    "cr": TextReader._break,
    "noBreakHyphen": TextReader._hyphen,
    "sym": TextReader._sign,
    "delText": TextReader._deleted,
    "footnoteReference": TextReader._note,
    "endnoteReference": TextReader._note,
    "commentReference": TextReader._comment,
    "drawing": TextReader._drawing,
    "pict": TextReader._drawing,
    "object": TextReader._drawing,
    "AlternateContent": TextReader._choice,
    "fldChar": TextReader._field,
    "instrText": TextReader._code,
}


def name_of(element: Any) -> str:
    """Return the name of an element without its namespace, "" for a comment."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def alternatives(element: Any) -> list[Any]:
    """Return what stands in the first alternative that holds something: the others repeat it."""
    for name in ("Choice", "Fallback"):
        for chosen in element.iterfind(f"{{*}}{name}"):
            if len(chosen):
                return list(chosen)
    return []


def unwrapped(elements: Iterable[Any], *wanted: str) -> Iterator[Any]:
    """Yield the elements of these names, through what may stand around them."""
    for element in elements:
        name = name_of(element)
        if name in wanted:
            yield element
        elif name == "AlternateContent":
            yield from unwrapped(alternatives(element), *wanted)
        elif name in _AROUND:
            yield from unwrapped(element, *wanted)


def deleted_words(element: Any) -> str:
    """Return the words that a tracked change takes away."""
    pieces = element.iter("{*}delText", "{*}t", "{*}tab", "{*}br")
    return "".join(piece.text or "" if name_of(piece) in ("delText", "t") else " "
                   for piece in pieces)  # fmt: skip


def _is_ticked(box: Any) -> bool:
    states = [child for child in box if name_of(child) in ("checked", "default")]
    states.sort(key=lambda child: name_of(child) != "checked")
    return bool(states) and value(states[0], "val") not in ("0", "false", "off")


def _is_within(box: Any, boxes: list[Any]) -> bool:
    return any(above in boxes for above in box.iterancestors("{*}txbxContent"))
