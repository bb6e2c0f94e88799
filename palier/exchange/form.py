"""How Palier itself writes what a slide holds, so that it reads back every word of it.

Files of people are read by likeness (`words.py`); what Palier wrote is read by these words alone,
literally. A file is ours by its labels, and stays ours when people fill it in or correct it.

In a table (xlsx, csv) each field has a column, and a line says what it is by its number: `O1` is
an objective, `KR2` the second key result of the objective above it. In a text (Markdown, docx)
the unit is a heading with `Quarter: Q1 2027` under it, an objective a heading `O1. Its words`, a
key result a line `KR2. Its words`, and each field a line of its own, `Label: value`.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from palier.cycles.rules import parse_key
from palier.exchange.document import Mark
from palier.exchange.phrases import cycle_in, plain
from palier.slides.rules.number import format_number, parse_number

FRENCH, ENGLISH = "fr", "en"

# role -> what its column or its line is called, in French and in English
LABELS: dict[str, tuple[str, str]] = {
    "unit": ("Périmètre", "Unit"),
    "cycle": ("Trimestre", "Quarter"),
    "pole": ("Pôle", "Pole"),
    "head": ("Responsable", "Head"),
    "number": ("N°", "No."),
    "objective": ("Objectif", "Objective"),
    "key_result": ("Key result", "Key result"),
    "level": ("Niveau", "Level"),
    "kind": ("Type de mesure", "Kind of measure"),
    "baseline": ("Départ", "Baseline"),
    "target": ("Cible", "Target"),
    "measure_unit": ("Unité", "Unit of measure"),
    "detail": ("Précision", "Detail"),
    "measure": ("Mesure", "Measure"),
    "current": ("Valeur actuelle", "Current value"),
    "due": ("Échéance", "Due"),
    "landing": ("Atterrissage", "Landing"),
    "state": ("État final", "End state"),
    "value": ("Valeur finale", "Final value"),
    "reason": ("Raison", "Reason"),
    "decided_by": ("Décidé par", "Decided by"),
    "why": ("Pourquoi", "Why"),
    "category": ("Catégorie", "Category"),
    "serves": ("Sert", "Serves"),
    "carried_from": ("Reporté de", "Carried over from"),
    "baseline_due": ("Départ mesuré le", "Baseline due"),
}
SIGNATURE = frozenset({"objective", "key_result", "kind", "detail"})  # no other table has all four
KINDS = {
    "number": ("nombre", "number"),
    "yes_no": ("oui/non", "yes/no"),
    "milestone": ("jalons", "milestones"),
}
LEVELS = {
    "input": ("input", "input"),
    "output": ("output", "output"),
    "outcome": ("outcome", "outcome"),
}
STATES = {
    "ok": ("OK", "OK"),
    "partial": ("Partiel", "Partial"),
    "ko": ("KO", "KO"),
    "deprioritised": ("Dépriorisé", "Deprioritised"),
}
COMMENTS = ("Commentaires", "Comments")  # the heading over what is said under a slide

_BETWEEN = " · "
_NUMBER = re.compile(r"(O|KR)([0-9]{1,4})")
_OPENING = re.compile(r"(O|KR)([0-9]{1,4})\.(?:\s+|$)(.*)", re.DOTALL)
_REFERENCE = re.compile(r"(?:^|\s)\[(.+)\]\s*$")
_RUN = re.compile(r"'*[=+\-@\t\r]")
_LETTERS = {"O": "o", "KR": "k"}


def said_in(words: dict[str, tuple[str, str]], code: str, language: str) -> str:
    """Return the word of a code in a language, "" for no code."""
    return words[code][language != FRENCH] if code else ""


def code_in(words: dict[str, tuple[str, str]], text: str) -> str:
    """Return the code whose word this is, in either language; "" for none."""
    folded = plain(text)
    return next((code for code, said in words.items() if folded in map(plain, said)), "")


def role_of(label: str) -> tuple[str, str]:
    """Return the role of a label, and its language where it is of one alone; "" for none."""
    return _ROLES.get(plain(label), ("", ""))


def labelled(line: str, language: str) -> tuple[str, str] | None:
    """Return the role and the value of a line `Label: value`, None for any other line."""
    label, colon, value = line.partition(":")
    role, own = role_of(label) if colon and len(label) <= 40 else ("", "")
    return (role, value.strip()) if role and own in ("", language) else None


def with_label(role: str, value: str, language: str) -> str:
    """Return `Label: value`, with the no-break space of French before the colon."""
    colon = "\u00a0:" if language == FRENCH else ":"
    return f"{said_in(LABELS, role, language)}{colon} {value}"


# ---- numbers of lines ----


def key_of(number: str) -> str:
    """Return the key that `O1` or `KR2` is for references in the file: "o1", "k2"."""
    match = _NUMBER.fullmatch(number.strip())
    return f"{_LETTERS[match[1]]}{match[2]}" if match else ""


def opening_of(text: str) -> tuple[str, str] | None:
    """Return the number and the words of `KR2. Its words`, None for any other text."""
    match = _OPENING.fullmatch(text)
    return (f"{match[1]}{match[2]}", match[3].strip()) if match else None


def opened(number: str, words: str) -> str:
    """Return `KR2. Its words`."""
    return f"{number}. {words}" if words else f"{number}."


# ---- references ----


def reference(path: tuple[str, ...], title: str, language: str) -> str:
    """Return a line of another slide as people read it: `Its words [Acme · T1 2027 · O1]`.

    `path` is the name of the unit, the key of the quarter, those of the objective and of the key
    result.
    """
    unit, cycle, *keys = path
    told = [unit, cycle_label(cycle, language), *map(_shown_key, keys)]
    place = f"[{_BETWEEN.join(told)}]"
    return place if not title or "[" in title else f"{title} {place}"


def path_in(text: str) -> str:
    """Return the path that a reference says, its unit by name: "Acme/2027-Q1/o1"; "" for none."""
    match = _REFERENCE.search(text)
    parts = match[1].split(_BETWEEN) if match else []
    for at in range(len(parts) - 1, 0, -1):
        cycle, rest = cycle_in(parts[at])
        if cycle and not rest.strip() and 1 <= len(parts) - at - 1 <= 2:
            keys = [key_of(key) or key for key in parts[at + 1 :]]
            return "/".join([_BETWEEN.join(parts[:at]), cycle, *keys])
    return ""


def cycle_label(key: str, language: str) -> str:
    """Return a quarter as people write it, its key where it is none."""
    try:
        return parse_key(key).label(language)
    except ValueError:
        return key


def _shown_key(key: str) -> str:
    match = re.fullmatch(r"([ok])([0-9]{1,4})", key)
    return ({"o": "O", "k": "KR"}[match[1]] + match[2]) if match else key


# ---- marks ----


def marks_told(marks: list[Mark], language: str) -> str:
    """Return the marks of a milestone, one a line: `Pilote : 40 %`."""
    space, colon = ("\u00a0", "\u00a0:") if language == FRENCH else ("", ":")
    return "\n".join(
        f"{mark.name}{colon} {format_number(mark.percent, language)}{space}%" for mark in marks
    )


def marks_in(text: str, language: str) -> list[Mark] | None:
    """Return the marks that lines say, None where one of them says none."""
    marks = list(_marks(text, language))
    return [mark for mark in marks if mark] if marks and all(marks) else None


def _marks(text: str, language: str) -> Iterator[Mark | None]:
    for line in text.split("\n"):
        name, _colon, percent = line.rpartition(":")
        worth = parse_number(percent.strip().removesuffix("%"), language=language)
        is_share = worth is not None and Decimal(0) <= worth <= Decimal(100)
        yield Mark(name.strip(" \u00a0"), worth) if worth is not None and is_share else None


# ---- texts that a spreadsheet would take for formulas ----


def harmless(text: str) -> str:
    """Return a text of a csv file with an apostrophe before what would be run as a formula."""
    return f"'{text}" if _RUN.match(text) else text


def as_written(text: str) -> str:
    """Return what `harmless` was given."""
    return text[1:] if text[:1] == "'" and _RUN.match(text[1:]) else text


_ROLES: dict[str, tuple[str, str]] = {}
for _role, (_french, _english) in LABELS.items():
    _is_alike = plain(_french) == plain(_english)
    _ROLES[plain(_french)] = (_role, "" if _is_alike else FRENCH)
    _ROLES[plain(_english)] = (_role, "" if _is_alike else ENGLISH)
