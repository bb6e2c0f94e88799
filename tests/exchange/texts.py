"""What a document made of a text says, in few words, for the tests."""

from pathlib import Path

from palier.exchange.document import Document, KeyResult
from palier.exchange.reading.markdown import read_markdown
from palier.exchange.reading.told import read_told
from palier.slides.rules.measure import Mark, Measure, format_measure

SOURCEGRAPH = Path(__file__).parents[1] / "data" / "sourcegraph"


def markdown(text: str, *, file: str = "notes.md") -> Document:
    """Return what a Markdown text says."""
    return read_told(read_markdown(text.encode()), file=file)


def outline(document: Document) -> dict[str, list[tuple[str, list[str]]]]:
    """Return {"Sales 2027-Q1": [(objective, [key results])]}, each with how it ended."""
    return {
        f"{slide.unit} {slide.cycle}".strip(): [
            (
                one.title + (f" = {one.end.state}" if one.end else ""),
                [line(row) for row in one.key_results],
            )
            for one in slide.objectives
        ]
        for slide in document.slides
    }


def line(row: KeyResult) -> str:
    """Return "Appels | 12 → 30 par semaine = partial: un seul"."""
    held = row.measure
    marks = tuple(Mark(mark.name, mark.percent) for mark in held.marks)
    measure = Measure(held.kind, held.baseline, held.target, held.unit, marks, held.note)
    told = format_measure(measure).replace("\u00a0", " ").replace("\u202f", " ")
    reason = f": {row.end.reason}" if row.end and row.end.reason else ""
    end = f" = {row.end.state}{reason}" if row.end else ""
    return row.title + (f" | {told}" if told else "") + end


def left(document: Document) -> list[tuple[str, str, str]]:
    """Return (place, why, words) of each leftover."""
    return [(str(one.place), one.about, one.text) for one in document.leftovers]
