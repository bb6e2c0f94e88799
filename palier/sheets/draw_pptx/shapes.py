"""One page of a layout as the XML of a slide's shape tree."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from palier.sheets.content import Block, Dots, Line, Sheet
from palier.sheets.fonts import FONTS
from palier.sheets.layout import (
    PALETTE,
    Align,
    Box,
    Colour,
    Label,
    Page,
    Paragraph,
    PlacedBlock,
    Role,
    Row,
    Shape,
)

EMU = 12_192  # English metric units in one thousandth of 13.333 inches
HUNDREDTHS = 96  # of a point in one thousandth of 13.333 inches
# Under exact line spacing a baseline lies this share of the type size above the foot of its
# line box, whatever the font (measured: 0.20 for three fonts at four spacings).
FOOT = 0.2
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}

# The theme's own names, so that a deck can be recoloured in one click; other colours by value.
SCHEME = {
    Colour.INK: "tx1",
    Colour.PAPER: "bg1",
    Colour.MUTED: "tx2",
    Colour.LINE: "bg2",
    Colour.ACCENT: "accent1",
    Colour.CAT_1: "accent2",
    Colour.CAT_2: "accent3",
    Colour.CAT_3: "accent4",
    Colour.CAT_4: "accent5",
    Colour.CAT_5: "accent6",
}

TREE_HEAD = (
    '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
    '<p:grpSpPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/>'
    '<a:chOff x="0" y="0"/><a:chExt cx="0" cy="0"/></a:xfrm></p:grpSpPr>'
)
BODY = (
    '<a:bodyPr vert="horz" wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" rtlCol="0" anchor="t">'
    "<a:noAutofit/></a:bodyPr><a:lstStyle/>"
)
DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative '
    'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
# XML 1.0 has no words for these, escaped or not.
ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def xml_text(text: str) -> str:
    """Escape a text for XML, without the characters XML cannot hold."""
    return escape(ILLEGAL.sub("", text))


def locale_of(language: str) -> str:
    """Answer the full tag of a language, as spelling checkers want it."""
    return LANGUAGES.get(language, language)


class Tree:
    """Draws the shapes of one page; every shape has its own number.

    Names say what each shape is, and what the sheet alone does not: a deck is read back by them,
    since other programs keep names and drop alternative texts.
    """

    def __init__(self, sheet: Sheet, page: Page) -> None:
        self.sheet = sheet
        self.page = page
        self.locale = locale_of(sheet.language)
        self.words = {dots: word for dots, word in sheet.levels if word}
        self.last_id = 1
        self.blocks = {block.ref: block for block in sheet.blocks if block.ref}
        self.lines = {line.ref: line for block in sheet.blocks for line in block.lines if line.ref}

    def xml(self) -> str:
        """Answer the whole shape tree, in reading order."""
        return f"<p:spTree>{TREE_HEAD}{''.join(self._shapes())}</p:spTree>"

    def _shapes(self) -> Iterator[str]:
        page = self.page
        yield self._text(page.title, "title")
        for text in filter(None, (page.subtitle, page.empty)):
            yield self._text(text, text.role)
        for number, block in enumerate(page.blocks, start=1):
            yield from self._block(block, number)
        yield from self._labels(page.legend)
        if page.mark:
            yield self._text(page.mark, page.mark.role)
        yield from self._labels(page.levels)

    def _block(self, block: PlacedBlock, number: int) -> Iterator[str]:
        said = self.blocks.get(block.ref, Block(""))
        yield self._box(block.bar, _named(f"category {number}", said.category))
        title = "continued" if block.is_continued else block.title.role
        yield self._text(block.title, _named(f"{title} {number}", said.source))
        for text in filter(None, (block.state, block.why)):
            yield self._text(text, f"{text.role} {number}")
        for place, line in enumerate(block.lines, start=1):
            dots = [box for box in line.boxes if box.shape is Shape.DOT]
            yield from (self._box(box) for box in line.boxes if box.shape is not Shape.DOT)
            if dots:
                yield self._dots(dots, line.dots, f"level {number}.{place}")
            said_of_line, at = self.lines.get(line.ref, Line("")), f"{number}.{place}"
            yield self._text(line.text, _named(f"{line.text.role} {at}", said_of_line.source))
            if line.measure:
                name = f"{said_of_line.shows} {at}"
                yield self._text(line.measure, _named(name, said_of_line.plan))
            if line.reason:
                yield self._text(line.reason, f"{line.reason.role} {at}")

    def _labels(self, labels: Iterable[Label]) -> Iterator[str]:
        for number, label in enumerate(labels, start=1):
            yield from map(self._box, label.boxes)
            yield self._text(label.text, f"{label.text.role} {number}")

    def _text(self, text: Paragraph, name: str) -> str:
        is_title = text.role is Role.TITLE
        kind = (
            '<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="title"/></p:nvPr>'
            if is_title
            else '<p:cNvSpPr txBox="1"/><p:nvPr/>'
        )
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._next_id()}" name="{xml_text(name)}"/>'
            f"{kind}</p:nvSpPr>"
            f"<p:spPr>{frame(text.x, _top(text), text.width, text.height)}"
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>'
            f"<p:txBody>{BODY}{self._paragraph(text)}</p:txBody></p:sp>"
        )

    def _paragraph(self, text: Paragraph) -> str:
        size = f'lang="{self.locale}" sz="{round(text.size * HUNDREDTHS)}"'
        ending = f"{size}>{_face(text.font, text.colour)}"
        rows = f"<a:br><a:rPr {ending}</a:rPr></a:br>".join(_rows(text, size))
        direction = ' rtl="1"' if text.is_right_to_left else ""
        return (
            f'<a:p><a:pPr algn="{_side(text)}"{direction}><a:lnSpc>'
            f'<a:spcPts val="{round(text.leading * HUNDREDTHS)}"/></a:lnSpc></a:pPr>'
            f"{rows}<a:endParaRPr {ending}</a:endParaRPr></a:p>"
        )

    def _dots(self, dots: list[Box], level: Dots, name: str) -> str:
        left, top = min(dot.x for dot in dots), min(dot.y for dot in dots)
        right = max(dot.x + dot.width for dot in dots)
        bottom = max(dot.y + dot.height for dot in dots)
        place = _place(left, top, right - left, bottom - top)
        inner = place.replace("a:off", "a:chOff").replace("a:ext", "a:chExt")
        words = xml_text(self.words.get(level, "●" * level))
        return (
            f'<p:grpSp><p:nvGrpSpPr><p:cNvPr id="{self._next_id()}" name="{name}" '
            f'descr="{words}"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr>'
            f"<p:grpSpPr><a:xfrm>{place}{inner}</a:xfrm></p:grpSpPr>"
            f"{''.join(map(self._box, dots))}</p:grpSp>"
        )

    def _box(self, box: Box, name: str = "") -> str:
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._next_id()}" '
            f'name="{xml_text(name or box.shape)}">{DECORATIVE}'
            f"</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f"{frame(box.x, box.y, box.width, box.height)}{_outline(box)}{_fill(box.colour)}"
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        )

    def _next_id(self) -> int:
        self.last_id += 1
        return self.last_id


def frame(x: float, y: float, width: float, height: float) -> str:
    """Answer where a shape stands, from thousandths of the width."""
    return f"<a:xfrm>{_place(x, y, width, height)}</a:xfrm>"


def _place(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<a:off x="{round(x * EMU)}" y="{round(y * EMU)}"/>'
        f'<a:ext cx="{round(width * EMU)}" cy="{round(height * EMU)}"/>'
    )


def _top(text: Paragraph) -> float:
    """Answer where the box of a text begins, for its first baseline to fall where foreseen."""
    if not text.rows:
        return text.y
    return text.rows[0].baseline + FOOT * text.size - text.leading


def _named(name: str, said: str) -> str:
    return f"{name}: {said}" if said else name


def _rows(text: Paragraph, size: str) -> Iterator[str]:
    """A space that stood at the break stays, unseen, where it cannot shift the line.

    That is after a line set from the left, before one set from the right, nowhere in the middle.
    """
    before = ""
    for row in text.rows:
        after = row.joint if text.align is Align.START else ""
        yield _runs(row, size, before, after)
        before = row.joint if text.align is Align.END and not text.is_right_to_left else ""


def _runs(row: Row, size: str, before: str, after: str) -> str:
    last = len(row.spans) - 1
    return "".join(
        f"<a:r><a:rPr {size}>{_face(span.font, span.colour)}</a:rPr>"
        f"<a:t>{xml_text(('' if place else before) + span.text + (after if place == last else ''))}"
        "</a:t></a:r>"
        for place, span in enumerate(row.spans)
    )


def _face(font: str, colour: Colour) -> str:
    name = escape(FONTS[font].family)
    return (
        f'{_fill(colour)}<a:latin typeface="{name}"/><a:ea typeface="{name}"/>'
        f'<a:cs typeface="{name}"/><a:sym typeface="{name}"/>'
    )


def _fill(colour: Colour) -> str:
    if colour in SCHEME:
        return f'<a:solidFill><a:schemeClr val="{SCHEME[colour]}"/></a:solidFill>'
    return f'<a:solidFill><a:srgbClr val="{PALETTE[colour][1:]}"/></a:solidFill>'


def _side(text: Paragraph) -> str:
    start = "r" if text.is_right_to_left else "l"
    return {Align.START: start, Align.CENTRE: "ctr", Align.END: "r"}[text.align]


def _outline(box: Box) -> str:
    if box.shape is Shape.DOT:
        return '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>'
    if not box.radius:
        return '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    share = min(50_000, round(box.radius / min(box.width, box.height) * 100_000))
    return (
        '<a:prstGeom prst="roundRect"><a:avLst>'
        f'<a:gd name="adj" fmla="val {share}"/></a:avLst></a:prstGeom>'
    )
