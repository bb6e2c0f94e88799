"""Sheets to be measured: the usual one, what is odd, and what a real company wrote."""

import json
from dataclasses import replace
from functools import cache
from pathlib import Path

from palier.sheets.content import Block, Dots, Line, Run, Sheet, Tone

REAL = Path(__file__).parent.parent / "data" / "sourcegraph" / "okrs.json"
LEGEND = (("Croissance", 1), ("Fidélité", 3), ("Équipe", 2))
LEVELS = ((Dots.INPUT, "input"), (Dots.OUTPUT, "output"), (Dots.OUTCOME, "outcome"))


def measure(before: str, target: str, after: str = "") -> tuple[Run, ...]:
    return (Run(f"{before} → "), Run(target, Tone.STRONG), Run(after))


def usual() -> Sheet:
    grow = (
        Line("Une heure de cold call tous les matins de la semaine", measure("0", "60", " matins")),
        Line("Rendez-vous qualifiés pris par semaine", measure("1,2", "3", " RDV/sem.")),
        Line("Vendre le produit X sur le trimestre", measure("0", "100\u202f000", " €")),
    )
    stay = (
        Line("Point physique avec nos clients du portefeuille", measure("35", "70", " %")),
        Line("NPS des clients rencontrés", measure("48", "60")),
        Line("Taux de renouvellement", measure("86", "90", " %")),
    )
    hire = (
        Line("Candidats reçus en entretien", measure("8", "30")),
        Line("Sales recrutés", measure("0", "3"), tag="⇠ Ressources humaines"),
    )
    blocks = (
        Block("Faire du produit X la première raison de nous choisir", grow, colour=1),
        Block("Donner envie à nos clients de rester", stay, colour=3),
        Block("Une équipe au complet avant l’été", hire, colour=2),
    )
    return named(Sheet("Sales France", "T1 2027 · Marie Laurent", blocks, LEGEND, LEVELS))


def named(sheet: Sheet) -> Sheet:
    """Give each objective and key result the name and the level it would have in a page."""
    blocks = tuple(
        replace(
            block,
            ref=f"objective-{at}",
            lines=tuple(
                replace(line, ref=f"key-result-{at}{row}", dots=Dots(1 + row % 3))
                for row, line in enumerate(block.lines)
            ),
        )
        for at, block in enumerate(sheet.blocks)
    )
    return replace(sheet, blocks=blocks)


def results() -> Sheet:
    """A past quarter: end states, reasons, a why."""
    states = (("OK", Tone.OK), ("Partiel", Tone.PARTIAL), ("KO", Tone.KO))
    sheet = usual()
    blocks = []
    for at, block in enumerate(sheet.blocks):
        word, tone = states[at]
        lines = tuple(
            replace(line, measure=(*line.measure, Run(word, tone)), reason="La release a glissé.")
            for line in block.lines
        )
        why = "Un client sur sept nous quitte sans nous le dire."
        blocks.append(replace(block, lines=lines, state=Run(word, tone), why=why))
    return replace(sheet, blocks=tuple(blocks))


def of_size(objectives: int, key_results: int, length: int = 90) -> Sheet:
    words = ("Réduire le temps moyen entre la première demande et la mise en service " * 80)[
        :length
    ]
    line = Line(words, measure("12", "3,5", " jours"))
    block = Block(
        f"Simplifier la vie de nos clients, {words[:40]}", (line,) * key_results, colour=1
    )
    return named(Sheet("Opérations", "T1 2027", (block,) * objectives, LEGEND, LEVELS))


def right_to_left() -> Sheet:
    hebrew = "שעה של שיחות בכל בוקר של השבוע עם לקוחות חדשים, כולל מעקב אחרי כל פנייה שלא נענתה"
    lines = (
        Line(hebrew, measure("0", "60")),
        Line("Emoji 🎉🚀👩‍👩‍👧 et العربية مع English", measure("0", "1")),
    )
    return named(Sheet("צוות מכירות", "T1 2027", (Block("תחסין רضا العملاء", lines, colour=4),)))


def odd() -> dict[str, Sheet]:
    """What people paste."""
    long_word = "https://example.org/" + "a" * 5_000
    return {
        "one word of 5,000": named(Sheet("U", "S", (Block("O", (Line(long_word),)),))),
        "words of 5,000": of_size(2, 2, 5_000),
        "a title of 5,000": replace(usual(), title="Ventes " * 700, subtitle="Marie " * 300),
        "a long legend": replace(
            usual(),
            legend=tuple((f"Catégorie numéro {i}", i) for i in range(1, 9)),
            mark="Brouillon",
        ),
        "right to left": right_to_left(),
    }


@cache
def real() -> tuple[Sheet, ...]:
    """Every sheet of the quarters a real company published (MIT licence beside the file)."""
    quarters = json.loads(REAL.read_text(encoding="utf-8"))
    return tuple(
        named(
            Sheet(
                unit,
                quarter,
                tuple(Block(title, tuple(map(Line, lines)), colour=1) for title, lines in blocks),
                language="en",
            )
        )
        for quarter, units in quarters.items()
        for unit, blocks in units.items()
    )
