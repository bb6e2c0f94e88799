"""Slides as workbooks, tables, text documents and Markdown, against the bare libraries."""

import csv
import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache

import docx
import xlsxwriter

from bench.decks import FEW, growth
from bench.harness import Reading, ratio, row
from palier.exchange.document import Document, KeyResult, Measure, Objective, Slide, Unit
from palier.exchange.writing import csv as palier_csv
from palier.exchange.writing.docx import write_docx
from palier.exchange.writing.fields import Fields, Told
from palier.exchange.writing.lines import OF_KEY_RESULT, told_lines
from palier.exchange.writing.markdown import write_markdown
from palier.exchange.writing.xlsx import write_xlsx

LANGUAGE = "fr"
SOME = 200  # slides whose memory is compared: python-docx grows with the square of them
COPY = 20  # times a table of 12 slides is written, long enough to be timed


@cache
def document(count: int) -> Document:
    """Return as many full slides, their words their own."""
    units = [Unit(f"Équipe {n}", f"u{n}") for n in range(count)]
    return Document(units=units, slides=[_slide(n) for n in range(count)])


def _slide(n: int) -> Slide:
    measure = Measure("number", Decimal("1.2"), Decimal(n), "RDV/sem.")
    objectives = [
        Objective(
            f"Gagner la confiance des grands comptes de la région {3 * n + o}",
            why="Deux contrats sur trois viennent encore d’un appel entrant",
            key_results=[
                KeyResult(
                    f"Signer {n + k} contrats-cadres avec des groupes de plus de mille personnes",
                    level="output", measure=measure, current=Decimal(k), landing="ok",
                )
                for k in range(4)
            ],
        )
        for o in range(3)
    ]  # fmt: skip
    return Slide(f"u{n}", "2027-Q1", objectives=objectives)


def rows(count: int) -> Iterator[tuple[str, list[Fields]]]:
    """Yield the name of each unit with the fields of its lines: what bare libraries write too."""
    told = Told(document(count), LANGUAGE)
    for slide in told.document.slides:
        found = []
        for _objective, fields, lines in told.lines(slide):
            found += [fields, *lines]
        yield told.unit(slide), found


def our_xlsx(count: int) -> None:
    write_xlsx(document(count), io.BytesIO(), language=LANGUAGE)


def their_xlsx(count: int) -> None:
    book = xlsxwriter.Workbook(io.BytesIO())
    for name, lines in rows(count):
        sheet = book.add_worksheet(name)
        for at, fields in enumerate(lines):
            for column, value in enumerate(fields.values()):
                sheet.write(at, column, value)
    book.close()


def our_docx(count: int) -> None:
    write_docx(document(count), io.BytesIO(), language=LANGUAGE, title="Acme")


def their_docx(count: int) -> None:
    """Write the same lines with python-docx: a heading, a paragraph each, two runs."""
    made = docx.Document()
    for name, lines in rows(count):
        made.add_heading(name, 1)
        for fields in lines:
            made.add_paragraph(str(fields.get("objective") or fields["key_result"]))
            for role, value in told_lines(fields, OF_KEY_RESULT, LANGUAGE):
                paragraph = made.add_paragraph()
                paragraph.add_run(role)
                paragraph.add_run(value)
    made.save(io.BytesIO())


def our_csv(count: int) -> None:
    palier_csv.write_csv(document(count), io.BytesIO(), language=LANGUAGE)


def their_csv(count: int) -> None:
    text = io.TextIOWrapper(io.BytesIO(), "utf-8", newline="")
    writer = csv.writer(text)
    for name, lines in rows(count):
        writer.writerows([name, *fields.values()] for fields in lines)


def our_markdown(count: int) -> None:
    write_markdown(document(count), io.BytesIO(), language=LANGUAGE, title="Acme")


@row("xlsx of 12 slides: time, in as many cells of XlsxWriter")
def xlsx_time() -> Reading:
    return ratio(lambda: our_xlsx(FEW), lambda: their_xlsx(FEW), bound=3)


@row("xlsx of 200 slides: memory, in as many cells of XlsxWriter")
def xlsx_memory() -> Reading:
    return memory("xlsx")


@row("xlsx: one of 1,000 slides in one of 12, by slide")
def xlsx_growth() -> Reading:
    return growth(our_xlsx)


@row("docx of 12 slides: time, in as many lines of python-docx")
def docx_time() -> Reading:
    return ratio(lambda: our_docx(FEW), lambda: their_docx(FEW), bound=3)


@row("docx of 200 slides: memory, in as many lines of python-docx")
def docx_memory() -> Reading:
    return memory("docx")


@row("docx: one of 1,000 slides in one of 12, by slide")
def docx_growth() -> Reading:
    return growth(our_docx)


@row("csv of 12 slides: time, in as many cells of Python’s csv")
def csv_time() -> Reading:
    def several(write: Callable[[int], None]) -> None:
        for _turn in range(COPY):
            write(FEW)

    return ratio(lambda: several(our_csv), lambda: several(their_csv), bound=3, pairs=5)


@row("csv of 200 slides: memory, in as many cells of Python’s csv")
def csv_memory() -> Reading:
    return memory("csv")


@row("csv: one of 1,000 slides in one of 12, by slide")
def csv_growth() -> Reading:
    return growth(our_csv)


@row("Markdown: one of 1,000 slides in one of 12, by slide")
def markdown_growth() -> Reading:
    return growth(our_markdown)


def memory(kind: str) -> Reading:
    """Return what a process held at most that wrote ours / theirs, both with the same imports."""
    ours, theirs = (_held(f"{whose}_{kind}({SOME})") for whose in ("our", "their"))
    return Reading(ours / theirs, 1.3, detail=f"{ours:.0f} MB against {theirs:.0f} MB")


def _held(call: str) -> float:
    # Not what getrusage says: a new process inherits there the most its parent ever held.
    code = (
        f"import django; django.setup(); from bench.writers import *; {call};"
        "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, check=True, capture_output=True, text=True
    )
    return int(done.stdout) / 1024
