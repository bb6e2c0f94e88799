"""A sheet as HTML: semantic, in the flow that sheet.css describes, its lines broken as measured.

One editable text is one element with `data-field`; its rows are parted by <br>, with the space
they were broken at kept, so that a phone (or an editor) that drops the <br> reads the sentence.
"""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from palier.sheets.content import Dots, Sheet
from palier.sheets.layout import Colour, Label, Layout, Page, Paragraph, PlacedBlock, PlacedLine
from palier.sheets.metrics import FOOT, SUBTITLE, TITLE

_BY_COLOUR = {  # what surrounds a span that has not the colour of its paragraph
    Colour.INK: ("<b>", "</b>"),
    Colour.MUTED: ("<i>", "</i>"),
    Colour.ACCENT: ('<span class="tag">', "</span>"),
    Colour.OK: ('<b class="ok">', "</b>"),
    Colour.PARTIAL: ('<b class="partial">', "</b>"),
    Colour.KO: ('<b class="ko">', "</b>"),
    Colour.DROPPED: ('<b class="dropped">', "</b>"),
}


def sheet_html(sheet: Sheet, layout: Layout, *, heading: int = 2, classes: str = "") -> str:
    """Draw a sheet: one <article> a page.

    `heading` is the level of its title on the page that shows it; objectives are one below.
    `classes` are added to each article ("whole" keeps it 16:9 on a phone).
    """
    words = dict(sheet.levels)
    return "".join(_page(sheet, page, words, heading, classes) for page in layout.pages)


def _page(sheet: Sheet, page: Page, words: dict[Dots, str], heading: int, classes: str) -> str:
    css = f"slide {classes}".strip()
    plain = "" if any(line.dots for block in sheet.blocks for line in block.lines) else " plain"
    label = escape(
        f"{page.title.text} · {page.subtitle.text}" if page.subtitle else page.title.text
    )
    blocks = "".join(_block(block, words, heading + 1) for block in page.blocks)
    empty = f'<p class="nothing"{_dir(page.empty)}>{_rows(page.empty)}</p>' if page.empty else ""
    return (
        f'<article class="{css}" lang="{escape(sheet.language)}" aria-label="{label}">'
        f'<div class="sheet{plain}" style="{_style(page)}">'
        f"{_header(page, heading)}"
        f'<div class="objectives">{blocks}{empty}</div>'
        f"{_foot(page)}</div></article>"
    )


def _style(page: Page) -> str:
    sizes = [f"--scale:{page.scale:.4g}"]
    if page.title.size != TITLE:
        sizes.append(f"--title:{page.title.size / 10:.4g}")
    if page.subtitle and page.subtitle.size != SUBTITLE:
        sizes.append(f"--subtitle:{page.subtitle.size / 10:.4g}")
    label = next((label.text for label in (*page.legend, *page.levels)), page.mark)
    if label and label.size != FOOT:
        sizes.append(f"--foot:{label.size / 10:.4g}")
    if page.empty:
        sizes.append(f"--empty:{page.empty.size / 10:.4g}")
    return ";".join(sizes)


def _header(page: Page, heading: int) -> str:
    aside = page.subtitle
    span = f"<span{_dir(aside)}>{_rows(aside)}</span>" if aside else ""
    title = f"<h{heading}{_dir(page.title)}>{_rows(page.title)}</h{heading}>"
    return f"<header>{title}{span}</header>"


def _block(block: PlacedBlock, words: dict[Dots, str], heading: int) -> str:
    field = "" if block.is_continued else ' data-field="title"'
    state = f'<span class="state">{_rows(block.state)}</span>' if block.state else ""
    why = ""
    if block.why:
        why = f'<p class="why" data-field="why"{_dir(block.why)}>{_rows(block.why)}</p>'
    lines = "".join(_line(line, words) for line in block.lines)
    return (
        f'<section class="objective {block.colour}"{_ref(block.ref)}>'
        f'<div class="top"><h{heading}{field}{_dir(block.title)}>{_rows(block.title)}</h{heading}>'
        f"{state}</div>{why}{f'<ol>{lines}</ol>' if lines else ''}</section>"
    )


def _line(line: PlacedLine, words: dict[Dots, str]) -> str:
    level = ""
    if line.dots:
        word = escape(words.get(line.dots, line.dots.name.lower()))
        level = f'<b class="level n{int(line.dots)}" role="img" aria-label="{word}"></b>'
    measure = reason = ""
    if line.measure:
        measure = f'<span class="measure" data-field="measure">{_rows(line.measure)}</span>'
    if line.reason:
        reason = f'<p class="reason"{_dir(line.reason)}>{_rows(line.reason)}</p>'
    title, tag = _title_and_tag(line.text)
    return (
        f'<li class="kr"{_ref(line.ref)}>{level}<p class="words"{_dir(line.text)}>'
        f'<span data-field="title">{title}</span>{tag}</p>{measure}{reason}</li>'
    )


def _title_and_tag(text: Paragraph) -> tuple[str, str]:
    """Part the words of a key result from its tag, which is not theirs to edit."""
    title, _, rest = _rows(text).partition(_BY_COLOUR[Colour.ACCENT][0])
    if not rest:
        return title, ""
    bare = title.removesuffix("<br>").rstrip(" ")
    return bare, title[len(bare) :] + _BY_COLOUR[Colour.ACCENT][0] + rest


def _foot(page: Page) -> str:
    mark = f"<span>{_rows(page.mark)}</span>" if page.mark else ""
    legend, levels = _labels(page.legend), _labels(page.levels)
    return (
        f'<footer><span class="legend">{legend}</span>{mark}'
        f'<span class="legend levels">{levels}</span></footer>'
    )


def _labels(labels: Iterable[Label]) -> str:
    rows = groupby(labels, key=lambda label: label.text.y)
    return "".join(f"<span>{''.join(map(_label, row))}</span>" for _, row in rows)


def _label(label: Label) -> str:
    sign = f"level n{int(label.dots)}" if label.dots else f"swatch {label.colour}"
    return f'<span{_dir(label.text)}><b class="{sign}"></b><span>{_rows(label.text)}</span></span>'


def _rows(paragraph: Paragraph) -> str:
    """Draw the rows of a paragraph, spans of one colour joined whatever their fonts."""
    drawn: list[str] = []
    last = paragraph.colour
    for number, row in enumerate(paragraph.rows):
        if number:
            drawn.append(paragraph.rows[number - 1].joint + "<br>")
        for span in row.spans:
            if span.colour is not last:
                drawn.append(_closing(last, paragraph) + _opening(span.colour, paragraph))
                last = span.colour
            drawn.append(escape(span.text, quote=False))
    drawn.append(_closing(last, paragraph))
    return "".join(drawn)


def _opening(colour: Colour, paragraph: Paragraph) -> str:
    return "" if colour is paragraph.colour else _BY_COLOUR[colour][0]


def _closing(colour: Colour, paragraph: Paragraph) -> str:
    return "" if colour is paragraph.colour else _BY_COLOUR[colour][1]


def _ref(ref: str) -> str:
    return f' data-ref="{escape(ref)}"' if ref else ""


def _dir(paragraph: Paragraph) -> str:
    return ' dir="auto"' if paragraph.is_right_to_left else ""
