"""What a heading of a text stands over: a unit, an objective, several units, something else.

Told by what stands below first, by its own words last; headings side by side are alike.
"""

import re
from collections.abc import Iterator

from palier.exchange.phrases import compared
from palier.exchange.reading.outline import Table
from palier.exchange.reading.tables import find_tables, rows_of
from palier.exchange.reading.told_tree import Node
from palier.exchange.reading.told_words import is_beside, structure_of
from palier.exchange.words import names_unit
from palier.slides.rules.checks.deeds import ENGLISH_VERBS, FRENCH_VERBS

UNIT, OBJECTIVE, GROUP = "unit", "objective", "group"
_LONG_NAME = 6  # words
_VERBS = frozenset({"become", "win", "lead", "keep", "get", "be", "give", "ensure", "delight"})
# Words of names of units that end as French verbs do.
_NAMES = frozenset({
    "customer", "partner", "developer", "developers", "power", "user", "computer", "software",
    "hardware", "store", "core", "care", "infrastructure", "centre", "center", "cadre", "atelier",
    "papier", "courrier", "immobilier", "financier", "infrastructures", "architecture", "culture",
    "mer", "hiver", "other", "super", "server", "manager", "leader", "her", "offre", "autre",
    "territoire", "laboratoire", "trésorerie", "notre", "votre", "loire", "titre",
    "maire", "commissaire", "secondaire", "primaire", "premier", "dernier", "scolaire", "foncier",
})  # fmt: skip
_INFINITIVE = re.compile(r"(?:s['’]|se\s|ne\s)?[^\W\d_]{2,}(?:er|ir|re)\Z")


def kinds_of(headings: list[Node], units: set[str]) -> dict[int, str]:
    """Return the kind of each of these headings, side by side, by its `id`.

    `units` are the names that the text says elsewhere of units, as they are compared.
    """
    told = {id(heading): _evidence(heading, units) for heading in headings}
    open_ones = [heading for heading in headings if not told[id(heading)]]
    sure = set(told.values()) - {"", GROUP}
    sentences = sum(is_sentence(heading.title.name) for heading in open_ones)
    common = OBJECTIVE if OBJECTIVE in sure or 2 * sentences > len(open_ones) else UNIT
    for heading in open_ones:
        is_sought = is_sentence(heading.title.name) if UNIT in sure else common == OBJECTIVE
        told[id(heading)] = OBJECTIVE if is_sought else UNIT
    return told


def named_headings(nodes: list[Node]) -> list[Node]:
    """Return the headings among some lines that name something, those under mere words too."""
    found: list[Node] = []
    for node in nodes:
        if not node.is_heading:
            continue
        if structure_of(node.text) or is_quarter(node):
            found += named_headings(node.children)
        elif not is_beside(node.title.name):
            found.append(node)
    return found


def is_quarter(node: Node) -> bool:
    """Tell whether a heading says a quarter, or that these are OKRs, and names nothing."""
    return not node.title.name


def lines_under(node: Node) -> Iterator[Node]:
    """Yield the items and labelled lines right under a heading, or under its mere words."""
    for child in node.children:
        if child.is_heading and (structure_of(child.text) or is_quarter(child)):
            yield from lines_under(child)
        elif child.field is None and (child.is_item or child.label or child.is_unit_prefix):
            yield child


def is_sentence(name: str) -> bool:
    """Tell whether some words say what is sought rather than who seeks it."""
    words = name.split()
    if len(words) < 2:
        return False
    first = words[0].lower()
    is_verb = first in ENGLISH_VERBS | FRENCH_VERBS | _VERBS or (
        _INFINITIVE.match(first) is not None and first not in _NAMES
    )
    is_long = len(words) >= _LONG_NAME
    return is_verb or is_long or name.endswith((".", "!", "?")) or "%" in name


def stands_over_lines(node: Node) -> bool:
    """Tell whether something below a heading may be OKRs."""
    has_lines = any(True for _ in lines_under(node)) or any(c.is_table for c in node.children)
    return has_lines or bool(named_headings(node.children))


def stands_over_objectives(node: Node) -> bool:
    """Tell whether most lines under this one have lines of their own, or say that they are
    objectives.
    """
    lines = list(lines_under(node))
    labels = [line.label.kind for line in lines if line.label]
    if "objective" in labels or any(line.is_unit_prefix for line in lines):
        return True
    over = sum(bool(line.items) for line in lines if line.label is None)
    return "key_result" not in labels and 2 * over > len(lines)


def _evidence(heading: Node, units: set[str]) -> str:
    """Return what a heading surely is: "unit", "objective", "group", "" where it is open."""
    if heading.is_unit_prefix:
        return OBJECTIVE
    below = named_headings(heading.children)
    if below and UNIT in kinds_of(below, units).values():
        return GROUP
    if names_unit(heading.title.name) or compared(heading.title.name) in units:
        return UNIT
    asked = _structures(heading)
    if below or stands_over_objectives(heading) or OBJECTIVE in asked:
        return UNIT
    return _by_lines(heading, is_asked=bool(asked)) or (UNIT if heading.title.is_plain else "")


def _by_lines(heading: Node, *, is_asked: bool) -> str:
    labels = {line.label.kind for line in lines_under(heading) if line.label}
    if "key_result" in labels or is_asked:
        return OBJECTIVE
    table = next((child.piece for child in heading.children if child.is_table), None)
    return _of_table(table) if isinstance(table, Table) else ""


def _structures(heading: Node) -> set[str]:
    found = {structure_of(child.text) for child in heading.children if child.is_heading}
    return {one.role for one in found if one is not None}


def _of_table(table: Table) -> str:
    tables = find_tables(table.tab, rows_of(table.tab))
    if not tables:
        return ""
    return UNIT if any(one.has("objective") or one.has("text") for one in tables) else OBJECTIVE
