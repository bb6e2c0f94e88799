"""A text document of slides, for Word and its like: good to read, to print, to comment upon.

The words are those of `exchange/form.py`: a heading per unit and objective, a table of key
results, each field a line of its own. python-docx makes the package and the styles; the body is
written straight into the file, slide after slide: a thousand cost a thousand times one.
"""

from collections.abc import Callable, Iterator
from typing import IO

from palier.comments.rules.marking import plain_text
from palier.exchange import document as doc
from palier.exchange.form import COMMENTS, FRENCH, opened
from palier.exchange.writing import docx_style as style
from palier.exchange.writing.docx_xml import Run, paragraph, table
from palier.exchange.writing.fields import Fields, Told, kept
from palier.exchange.writing.lines import (
    OF_KEY_RESULT,
    OF_OBJECTIVE,
    OF_SLIDE,
    line_of,
    told_lines,
    with_measure,
)
from palier.sheets.layout import PALETTE, Colour

WIDTHS = (5100, 4500)  # of the two columns, in twentieths of a point: 170 mm
_STATES = {"ok": Colour.OK, "partial": Colour.PARTIAL, "ko": Colour.KO}


def write_docx(
    document: doc.Document,
    target: IO[bytes],
    *,
    language: str,
    title: str,
    advance: Callable[[], None] = lambda: None,
) -> None:
    """Write the slides of a document into `target`; `advance` is called once a slide."""
    told = Told(document, language)
    comments: dict[str, list[doc.Comment]] = {}
    for comment in document.comments:
        if not comment.is_deleted:
            comments.setdefault(comment.slide, []).append(comment)
    with style.opened_body(kept(title), language, target) as body:
        body.write(paragraph(style.TITLE, [Run(kept(title))]).encode())
        pole = ""
        for index, slide in enumerate(document.slides):
            here = told.pole(slide)
            is_first = bool(here) and here != pole
            under = comments.get(f"{slide.unit}/{slide.cycle}", [])
            xml = [paragraph(style.POLE, [Run(kept(here))], on_new_page=True)] if is_first else []
            xml += _slide(slide, told, on_new_page=bool(index) and not is_first)
            xml += _comments(under, told)
            body.write("".join(xml).encode())
            pole = here
            advance()


def _slide(slide: doc.Slide, told: Told, *, on_new_page: bool) -> Iterator[str]:
    language, fields = told.language, told.slide(slide)
    yield paragraph(style.UNIT, [Run(str(fields["unit"]))], on_new_page=on_new_page)
    yield from _fields(fields, OF_SLIDE, language)
    for objective, said, lines in told.lines(slide):
        colour = PALETTE[Colour.of_category(told.colours.get(objective.category, 0))]
        words = opened(str(said["number"]), str(said.get("objective", "")))
        yield paragraph(style.OBJECTIVE, [Run(words)], bar=colour)
        yield from _fields(said, OF_OBJECTIVE, language, colour)
        rows = [
            _key_result(row, line, language)
            for row, line in zip(objective.key_results, lines, strict=True)
        ]
        if rows:
            yield table(style.TABLE, WIDTHS, rows)


def _key_result(row: doc.KeyResult, line: Fields, language: str) -> tuple[str, str]:
    number, _dot, words = opened(str(line["number"]), str(line.get("key_result", ""))).partition(
        " "
    )
    runs = [Run(number, colour=style.MUTED), *([Run(f" {words}")] if words else [])]
    line = with_measure(line, row.measure, language)
    state = row.end.state if row.end else ""
    tone = PALETTE[_STATES.get(state, Colour.DROPPED)]
    fields = "".join(_fields(line, OF_KEY_RESULT, language, tone))
    return paragraph(style.KEY_RESULT, runs), fields or paragraph(style.FIELD, [])


def _fields(
    fields: Fields, roles: tuple[str, ...], language: str, colour: str = ""
) -> Iterator[str]:
    """Yield a paragraph for each line: its label quiet, its value plain; what a category or an
    end state says takes their colour.
    """
    for role, value in told_lines(fields, roles, language):
        line = line_of(role, value, language)
        label = line[: len(line) - len(value)]
        is_coloured = role in ("category", "state")
        yield paragraph(
            style.FIELD,
            [
                Run(label, colour=style.MUTED),
                Run(value, is_bold=role in ("measure", "state", "category"),
                    is_italic=role == "why", colour=colour if is_coloured else ""),
            ],
        )  # fmt: skip


def _comments(comments: list[doc.Comment], told: Told) -> Iterator[str]:
    """Yield what was said under a slide, in its order: who, when, about which line, the words."""
    if comments:
        words = COMMENTS[told.language != FRENCH]
        yield paragraph(style.COMMENTS, [Run(words)])
    for comment in comments:
        day = comment.at.strftime("%d/%m/%Y" if told.language == FRENCH else "%Y-%m-%d")
        who = told.people.get(comment.author, comment.author)
        about = f" · {comment.line_title}" if comment.line_title else ""
        head = Run(kept(f"{who}, {day}{about}"), colour=style.MUTED)
        yield paragraph(style.COMMENT, [head])
        said = [comment.suggestion.after] if comment.suggestion else []
        said += plain_text(comment.body).splitlines()
        for line in said:
            if line.strip():
                yield paragraph(style.COMMENT, [Run(kept(line))])
