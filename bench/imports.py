"""A workbook taken in, whole, against openpyxl merely reading the same file."""

import os
from functools import cache
from itertools import count
from pathlib import Path

import openpyxl
from click.testing import CliRunner

from bench.harness import Reading, ratio, row
from palier.cli.commands import palier

TABS, KEY_RESULTS = 12, 150
OBJECTIVES = 3  # of each tab
HEADINGS = ["Objectif", "Key result", "Niveau", "Départ", "Cible", "Unité"]
LEVELS = ["input", "output", "outcome"]


@cache
def workbook() -> Path:
    """Write a workbook as companies keep them: one tab per team, a table under a title."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for tab in range(TABS):
        sheet = book.create_sheet(f"Équipe {tab + 1}")
        sheet.append([f"OKR de l'équipe {tab + 1}"])
        sheet.append([])
        sheet.append(HEADINGS)
        lines = (tab + 1) * KEY_RESULTS // TABS - tab * KEY_RESULTS // TABS
        for line in range(lines):
            sheet.append(_line(tab, line, is_first=line % -(-lines // OBJECTIVES) == 0))
    path = Path(os.environ["PALIER_DATA"], "workbook.xlsx")
    book.save(path)
    return path


def _line(tab: int, line: int, *, is_first: bool) -> list[str | int | None]:
    objective = f"Gagner la confiance de la région {tab}-{line}" if is_first else None
    return [
        objective,
        f"Signer {line + 2} contrats-cadres dans la région {tab}",
        LEVELS[line % 3],
        line,
        line + 10,
        "contrats",
    ]


def read_with_openpyxl() -> int:
    book = openpyxl.load_workbook(workbook(), data_only=True)
    return sum(cell is not None for tab in book for values in tab.values for cell in values)


@row("import of 12 tabs and 150 key results: time, in readings by openpyxl")
def importing() -> Reading:
    companies = count(1)

    def take_in() -> None:
        key = f"imported-{next(companies)}"
        arguments = ["import", str(workbook()), "--organisation", key, "--cycle", "2027-Q1"]
        done = CliRunner().invoke(palier, [*arguments, "--create"], catch_exceptions=False)
        if done.exit_code:
            raise RuntimeError(f"the import answered {done.exit_code}: {done.output.strip()}")

    return ratio(take_in, read_with_openpyxl, bound=5)
