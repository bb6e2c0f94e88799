"""Slides as Markdown: pleasant to read as it stands, and read back by Palier.

The words are those of `exchange/form.py`: a heading per pole, unit and objective, a list of key
results, each field a line of its own.
"""

import re
from collections.abc import Callable, Iterator
from typing import IO

from palier.exchange.document import Document, KeyResult, Slide
from palier.exchange.form import opened
from palier.exchange.writing.fields import Fields, Told
from palier.exchange.writing.lines import (
    OF_KEY_RESULT,
    OF_OBJECTIVE,
    OF_SLIDE,
    line_of,
    told_lines,
    with_measure,
)

_MARKS = re.compile(
    r"[\\`*<~]|&(?=#?\w+;)|(?<=\])[(\[:]|#+$"  # a link needs what follows its bracket
    r"|(?<![^\W_])_|_(?![^\W_])"  # no emphasis inside a word
)


def write_markdown(
    document: Document,
    target: IO[bytes],
    *,
    language: str,
    title: str,
    advance: Callable[[], None] = lambda: None,
) -> None:
    """Write the slides of a document into `target`; `advance` is called once a slide."""
    told = Told(document, language)
    target.write(f"# {_plainly(title)}\n".encode())
    pole = ""
    for slide in document.slides:
        here = told.pole(slide)
        if here and here != pole:
            target.write(f"\n## {_plainly(here)}\n".encode())
        pole = here
        target.write("".join(f"{line}\n" for line in _slide(slide, told)).encode())
        advance()


def _slide(slide: Slide, told: Told) -> Iterator[str]:
    language, fields = told.language, told.slide(slide)
    yield ""
    yield f"### {_plainly(str(fields['unit']))}"
    yield ""
    yield from _paragraph(fields, OF_SLIDE, language)
    for objective, said, lines in told.lines(slide):
        yield ""
        words = _plainly(str(said.get("objective", "")))
        yield f"#### {opened(str(said['number']), words)}"
        yield ""
        yield from _paragraph(said, OF_OBJECTIVE, language)
        if any(role in said for role in OF_OBJECTIVE):
            yield ""
        for row, line in zip(objective.key_results, lines, strict=True):
            yield from _key_result(row, line, language)


def _key_result(row: KeyResult, line: Fields, language: str) -> Iterator[str]:
    words = _plainly(str(line.get("key_result", "")))
    yield f"- **{line['number']}.** {words}" if words else f"- **{line['number']}.**"
    line = with_measure(line, row.measure, language)
    for role, value in told_lines(line, OF_KEY_RESULT, language):
        yield f"  - {_plainly(line_of(role, value, language))}"


def _paragraph(fields: Fields, roles: tuple[str, ...], language: str) -> Iterator[str]:
    """Yield one paragraph, a line for each field: two spaces at its end keep it a line."""
    lines = [line_of(role, value, language) for role, value in told_lines(fields, roles, language)]
    yield from (f"{_plainly(line)}  " for line in lines[:-1])
    yield from map(_plainly, lines[-1:])


def _plainly(text: str) -> str:
    """Return words with a backslash before each sign that Markdown would take for its own."""
    return _MARKS.sub(r"\\\g<0>", text)
