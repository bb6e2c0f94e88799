"""What surrounds the tables of a tab: titles, names of units, quarters, heads."""

import re
from dataclasses import dataclass

from palier.exchange.phrases import compared, is_numbering, plain, title_in, without_numbering
from palier.exchange.reading.cells import Cell
from palier.exchange.reading.workbook import Position, Tab
from palier.exchange.words import heading_of, is_generic, is_note, is_numbered

LABELS = {"head", "owner", "unit", "unit_or_measure", "pole", "cycle", "objective", "why"}
MAX_NAME = 60  # characters of the name of a unit
_LABELLED = re.compile(r"\s*([^:\n]{1,40}?)\s*:\s*(\S.*)", re.DOTALL)


@dataclass(slots=True)
class Context:
    """What holds for the lines that follow, each with the cell that said it."""

    unit: str = ""
    cycle: str = ""
    pole: str = ""
    head: str = ""
    objective: str = ""
    why: str = ""  # of that objective
    unit_at: Position | None = None
    is_by_default: bool = False  # the unit is named by the file, for want of better
    head_at: Position | None = None
    objective_at: Position | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """One cell around a table that was understood."""

    role: str  # "title", "head", "unit", "pole", "cycle", "objective"
    value: str
    at: Position
    label_at: Position | None = None  # the cell beside it that holds the label
    cycle: str = ""


def read_around(tab: Tab, positions: list[Position], *, labels: bool = False) -> list[Said]:
    """Return what the cells around a table say, in their order; remarks say nothing here.

    `labels` alone: only what says itself what it is, as `Manager : Marie Laurent`.
    """
    said: list[Said] = []
    taken: set[Position] = set()
    for position in positions:
        if position in taken or tab.cells[position].about:
            continue
        found = _labelled(tab, position) or (None if labels else _title(tab, position))
        if found is not None:
            said.append(found)
            taken |= {found.at} | ({found.label_at} if found.label_at else set())
    return said


def unit_of_tab(tab_name: str, titles: list[str], *, plainly: str = "") -> str:
    """Return the name of the unit of a tab: its own name, or that of its title where the tab's
    says nothing, or is that name cut or in initials. `plainly`, the title of its OKRs, says more
    than a number such as `Équipe 3`.
    """
    own = title_in(tab_name)[0]
    if is_numbered(own) and plainly and not is_generic(plainly):
        return plainly
    if not own or is_generic(own):
        return titles[0] if titles else ""
    for title in titles:
        if _is_short_for(own, title):
            return title
    return own


def says_the_same(name: str, other: str) -> bool:
    """Tell whether two names differ by case, accents or punctuation only."""
    return compared(name) == compared(other)


def _is_short_for(name: str, title: str) -> bool:
    short, long = plain(name), plain(title)
    initials = "".join(word[0] for word in long.split())
    is_cut = len(short) >= 8 and long.startswith(short)
    return short == long or is_cut or (len(short) > 1 and short.replace(" ", "") == initials)


def _labelled(tab: Tab, position: Position) -> Said | None:
    """Read `Manager : Marie Laurent`, in one cell or in two side by side."""
    text = tab.cells[position].text
    match = _LABELLED.fullmatch(text)
    role = _label(match[1]) if match else ""
    if match and role:
        return _said(role, match[2], position)
    role = _label(text.rstrip(" :\u00a0"))
    width = tab.spans.get(position, (1, 1))[1]
    beside = (position[0], position[1] + width)
    if role and beside in tab.cells and _is_value(tab.cells[beside]):
        return _said(role, tab.cells[beside].shown("fr"), beside, position)
    return None


def _is_value(cell: Cell) -> bool:
    heading = heading_of(cell.text)
    return not cell.about and not (heading and heading.is_exact)


def _label(text: str) -> str:
    if re.fullmatch(r"(?:objectif|objective)s?\s*[0-9]{0,2}", text.strip(), re.IGNORECASE):
        return "objective"
    heading = heading_of(text)
    if heading is None or not heading.is_exact or heading.role not in LABELS:
        return ""
    return {"owner": "head", "unit_or_measure": "unit"}.get(heading.role, heading.role)


def _said(role: str, value: str, at: Position, label_at: Position | None = None) -> Said | None:
    value = value.strip()
    if role == "cycle":
        name, cycle, _ = title_in(value)
        return None if name or not cycle else Said("cycle", cycle, at, label_at, cycle)
    if role == "why":
        return Said(role, value, at, label_at)
    if role == "objective":
        return Said(role, without_numbering(value), at, label_at)
    return Said(role, value, at, label_at) if len(value) <= MAX_NAME and value else None


def _title(tab: Tab, position: Position) -> Said | None:
    text = tab.cells[position].text
    if not text or is_note(text) or is_numbering(text):
        return None
    name, cycle, is_plain = title_in(text)
    if "\n" in text and not is_plain:
        return None
    if len(name) > MAX_NAME or text.endswith((".", "!", "?", ":")):
        return None
    return Said("title" if is_plain else "words", name, position, cycle=cycle)
