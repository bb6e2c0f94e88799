"""Files taken away: pptx against python-pptx, PDF against typst, on as much text."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache

import pptx
import typst
from pptx.util import Emu

from bench.harness import Reading, ratio, row
from palier.branding.drawing.design import Ground
from palier.branding.reading import read_template
from palier.sheets.content import Block, Dots, Line, Run, Sheet, Tone
from palier.sheets.draw_pptx import Design, write_pptx
from palier.sheets.draw_typst import write_pdf
from palier.sheets.fit import fit
from palier.sheets.layout import Layout

FEW, MANY = 12, 1000
BLANK = 7  # of the layouts of python-pptx, counted from 1
TURNS = 10  # small decks written in a row, long enough to be timed


def sheet(number: int) -> Sheet:
    """Return a full sheet, its words its own, so that nothing is measured for the one before."""
    lines = [
        Line(
            f"Signer {number + n} contrats-cadres avec des groupes de plus de mille personnes",
            measure=(Run("1,2 → "), Run(f"{number % 90 + n}", Tone.STRONG), Run(" RDV/sem.")),
            dots=Dots(n % 4),
        )
        for n in range(4)
    ]
    blocks = [
        Block(
            f"Gagner la confiance des grands comptes de la région {number * 3 + n}",
            tuple(lines),
            colour=n + 1,
        )
        for n in range(3)
    ]
    return Sheet(f"Équipe {number}", "T1 2027 · Marie Laurent", tuple(blocks), (("Croissance", 1),))


@cache
def sheets(count: int) -> list[tuple[Sheet, Layout]]:
    return [(one, fit(one)) for one in map(sheet, range(count))]


def rows_of(layout: Layout) -> Iterator[tuple[float, float, str]]:
    """Yield (x, y, words) of every line of text: what the bare documents hold too."""
    for page in layout.pages:
        for paragraph in page.paragraphs:
            for line in paragraph.rows:
                yield line.x, line.baseline, line.text


def our_pptx(count: int) -> None:
    write_pptx(sheets(count), io.BytesIO(), title="Deck", language="fr")


def their_pptx(count: int, template: bytes = b"") -> None:
    """Write as many text boxes with python-pptx, one paragraph and one run each."""
    deck = pptx.Presentation(io.BytesIO(template) if template else None)
    blank = deck.slide_layouts[6]
    for _sheet, layout in sheets(count):
        for page in layout.pages:
            shapes = deck.slides.add_slide(blank).shapes
            for paragraph in page.paragraphs:
                frame = shapes.add_textbox(Emu(0), Emu(0), Emu(914400), Emu(914400)).text_frame
                frame.text = paragraph.text
    deck.save(io.BytesIO())


def our_pptx_on_a_template(count: int) -> None:
    write_pptx(sheets(count), io.BytesIO(), title="Deck", language="fr", design=_design())


def their_pptx_on_a_template(count: int) -> None:
    their_pptx(count, _template())


@cache
def _template() -> bytes:
    """Return what python-pptx begins with: eleven layouts, which each deck carries."""
    target = io.BytesIO()
    pptx.Presentation().save(target)
    return target.getvalue()


@cache
def _design() -> Design:
    return Ground(read_template(_template()), BLANK).design()


def our_pdf(count: int) -> None:
    write_pdf(sheets(count), language="fr", title="Deck")


def stream_pdf(count: int) -> None:
    """Write a deck whose sheets are made one after the other, as an export reads them."""
    write_pdf(((one, fit(one)) for one in map(sheet, range(count))), language="fr", title="Deck")


def their_pdf(count: int) -> None:
    """Write as many placed lines with typst alone."""
    source = ["#set page(width: 960pt, height: 540pt, margin: 0pt)\n"]
    for number, (_sheet, layout) in enumerate(sheets(count)):
        source.append("#pagebreak()\n" if number else "")
        source += [
            f'#place(dx: {x:.2f}pt, dy: {y:.2f}pt, text("{words}"))\n'
            for x, y, words in rows_of(layout)
        ]
    typst.compile("".join(source).encode())


@row("pptx of 12 slides: time, in as many boxes of python-pptx")
def pptx_time() -> Reading:
    return ratio(lambda: our_pptx(FEW), lambda: their_pptx(FEW), bound=3)


@row("pptx: one of 1,000 slides in one of 12, by slide")
def pptx_growth() -> Reading:
    return growth(our_pptx)


@row("pptx of 12 slides on a template: time, in as many boxes of python-pptx on it")
def template_time() -> Reading:
    return ratio(
        lambda: our_pptx_on_a_template(FEW), lambda: their_pptx_on_a_template(FEW), bound=3
    )


@row("pptx on a template: one of 1,000 slides in one of 12, by slide")
def template_growth() -> Reading:
    return growth(our_pptx_on_a_template)


@row("PDF of 12 slides: time, in as many lines of bare typst")
def pdf_time() -> Reading:
    return ratio(lambda: our_pdf(FEW), lambda: their_pdf(FEW), bound=2, pairs=31)


@row("PDF of 1,000 slides: time, in as many lines of bare typst")
def large_pdf_time() -> Reading:
    return ratio(lambda: our_pdf(MANY), lambda: their_pdf(MANY), bound=2, pairs=7, warm=1)


@row("PDF: one of 1,000 slides in one of 12, by slide")
def pdf_growth() -> Reading:
    return growth(our_pdf)


@row("PDF of 1,000 slides: memory of the whole process")
def pdf_memory() -> Reading:
    # Not what getrusage says: a new process inherits there the most its parent ever held.
    code = (
        "from bench.decks import stream_pdf; stream_pdf(1000);"
        "print(open('/proc/self/status').read().partition('VmHWM:')[2].split()[0])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, check=True, capture_output=True, text=True
    )
    return Reading(int(done.stdout) / 1024, 150, "MB")


def growth(write: Callable[[int], None]) -> Reading:
    """Return the time of a slide among 1,000 / that of a slide among 12: 1 is linear."""

    def several_small() -> None:
        for _turn in range(TURNS):
            write(FEW)

    per = MANY / FEW / TURNS
    return ratio(lambda: write(MANY), several_small, bound=1.5, pairs=3, warm=1, per=per)
