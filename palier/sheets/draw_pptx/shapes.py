"""One page of a layout as the XML of a slide's shape tree."""

import re
from collections.abc import Iterable, Iterator
from html import escape

from palier.sheets.content import Block, Dots, Line, Sheet
from palier.sheets.draw_pptx.design import Design, Placeholder
from palier.sheets.fonts import FONTS
from palier.sheets.layout import (
    HEIGHT,
    WIDTH,
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

EMU_PER_HUNDREDTH = 127  # English metric units in one hundredth of a point
# Under exact line spacing a baseline lies this share of the type size above the foot of its
# line box, whatever the font (measured: 0.20 for three fonts at four spacings).
FOOT = 0.2
LANGUAGES = {"fr": "fr-FR", "en": "en-GB"}

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
NO_OUTLINE = "<a:ln><a:noFill/></a:ln>"
# What the title of a template may have, and lines that are measured may not.
NO_MANNERS = 'b="0" i="0" u="none" strike="noStrike" cap="none" spc="0" baseline="0"'
NO_INDENT = ' marL="0" indent="0"'
NO_SPACING = (
    '<a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="0"/></a:spcAft><a:buNone/>'
)
NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
FURNITURE = {"ftr": "footer", "sldNum": "page-number"}  # read back by these names
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

    def __init__(self, sheet: Sheet, page: Page, design: Design, number: int) -> None:
        self.sheet = sheet
        self.page = page
        self.design = design
        self.number = number  # of the slide
        self.hundredths = design.unit / EMU_PER_HUNDREDTH  # of a point in a thousandth
        self.faces: dict[tuple[str, Colour], str] = {}
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
        if self.design.panel:
            yield self._panel()
        yield self._text(page.title, "title")
        for text in filter(None, (page.subtitle, page.empty)):
            yield self._text(text, text.role)
        for number, block in enumerate(page.blocks, start=1):
            yield from self._block(block, number)
        yield from self._labels(page.legend)
        if page.mark:
            yield self._text(page.mark, page.mark.role)
        yield from self._labels(page.levels)
        yield from map(self._placeholder, self.design.placeholders)

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
            f"<p:spPr>{self._frame(text.x, _top(text), text.width, text.height)}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>'
            f"{NO_OUTLINE if is_title else ''}</p:spPr>"
            f"<p:txBody>{self._body(text)}{self._paragraph(text)}</p:txBody></p:sp>"
        )

    def _body(self, text: Paragraph) -> str:
        if text.role is Role.TITLE and not self.design.is_plain:
            return BODY.replace(' anchor="t"', ' anchor="t" anchorCtr="0" rot="0" numCol="1"')
        return BODY

    def _paragraph(self, text: Paragraph) -> str:
        size = f'lang="{self.locale}" sz="{round(text.size * self.hundredths)}"'
        spacing = ""
        if text.role is Role.TITLE and not self.design.is_plain:
            size, spacing = f"{size} {NO_MANNERS}", NO_SPACING
        ending = f"{size}>{self._face(text.font, text.colour)}"
        rows = f"<a:br><a:rPr {ending}</a:rPr></a:br>".join(self._rows(text, size))
        direction = ' rtl="1"' if text.is_right_to_left else ""
        return (
            f'<a:p><a:pPr{NO_INDENT if spacing else ""} algn="{_side(text)}"{direction}>'
            f'<a:lnSpc><a:spcPts val="{round(text.leading * self.hundredths)}"/></a:lnSpc>'
            f"{spacing}</a:pPr>"
            f"{rows}<a:endParaRPr {ending}</a:endParaRPr></a:p>"
        )

    def _dots(self, dots: list[Box], level: Dots, name: str) -> str:
        left, top = min(dot.x for dot in dots), min(dot.y for dot in dots)
        right = max(dot.x + dot.width for dot in dots)
        bottom = max(dot.y + dot.height for dot in dots)
        place = self._place(left, top, right - left, bottom - top)
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
            f"{self._frame(box.x, box.y, box.width, box.height)}{_outline(box)}"
            f"{self.design.fills[box.colour]}"
            "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
        )

    def _panel(self) -> str:
        """Draw a sheet of paper below the words."""
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._next_id()}" name="panel">{DECORATIVE}'
            f"</p:cNvPr><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>"
            f"{self._frame(0.0, 0.0, WIDTH, HEIGHT)}"
            f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{self.design.panel}'
            f"{NO_OUTLINE}</p:spPr></p:sp>"
        )

    def _placeholder(self, told: Placeholder) -> str:
        """Draw what the layout repeats on its slides, where and as the layout sets it."""
        lang = f'lang="{self.locale}"'
        said = f"<a:r><a:rPr {lang}/><a:t>{xml_text(told.text)}</a:t></a:r>"
        if told.kind == "sldNum":
            said = (
                f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr {lang}/>'
                f"<a:t>{self.number}</a:t></a:fld>"
            )
        return (
            f'<p:sp><p:nvSpPr><p:cNvPr id="{self._next_id()}" name="{FURNITURE[told.kind]}"/>'
            f'<p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="{told.kind}" '
            f'sz="quarter" idx="{xml_text(told.index)}"/></p:nvPr></p:nvSpPr><p:spPr/>'
            f"<p:txBody><a:bodyPr/><a:lstStyle/><a:p>{said}</a:p></p:txBody></p:sp>"
        )

    def _next_id(self) -> int:
        self.last_id += 1
        return self.last_id

    def _frame(self, x: float, y: float, width: float, height: float) -> str:
        """Answer where a shape stands, from thousandths of the sheet's width."""
        return f"<a:xfrm>{self._place(x, y, width, height)}</a:xfrm>"

    def _place(self, x: float, y: float, width: float, height: float) -> str:
        unit = self.design.unit
        left, top = round(self.design.x + x * unit), round(self.design.y + y * unit)
        return (
            f'<a:off x="{left}" y="{top}"/>'
            f'<a:ext cx="{round(width * unit)}" cy="{round(height * unit)}"/>'
        )

    def _rows(self, text: Paragraph, size: str) -> Iterator[str]:
        """A space that stood at the break stays, unseen, where it cannot shift the line.

        That is after a line set from the left, before one set from the right, nowhere in the
        middle.
        """
        before = ""
        for row in text.rows:
            after = row.joint if text.align is Align.START else ""
            yield self._runs(row, size, before, after)
            before = row.joint if text.align is Align.END and not text.is_right_to_left else ""

    def _runs(self, row: Row, size: str, before: str, after: str) -> str:
        last = len(row.spans) - 1
        return "".join(
            f"<a:r><a:rPr {size}>{self._face(span.font, span.colour)}</a:rPr><a:t>"
            f"{xml_text(('' if place else before) + span.text + (after if place == last else ''))}"
            "</a:t></a:r>"
            for place, span in enumerate(row.spans)
        )

    def _face(self, font: str, colour: Colour) -> str:
        if (font, colour) not in self.faces:
            name = escape(FONTS[font].family)
            effects = "" if self.design.is_plain else "<a:effectLst/>"
            self.faces[font, colour] = (
                f'{self.design.fills[colour]}{effects}<a:latin typeface="{name}"/>'
                f'<a:ea typeface="{name}"/><a:cs typeface="{name}"/><a:sym typeface="{name}"/>'
            )
        return self.faces[font, colour]


def _top(text: Paragraph) -> float:
    """Answer where the box of a text begins, for its first baseline to fall where foreseen."""
    if not text.rows:
        return text.y
    return text.rows[0].baseline + FOOT * text.size - text.leading


def _named(name: str, said: str) -> str:
    return f"{name}: {said}" if said else name


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
