"""The lines of one part of a text, from top to bottom: what each of them is, and where it goes."""

from dataclasses import dataclass, field, replace

from palier.exchange.phrases import compared
from palier.exchange.reading.cells import Cell
from palier.exchange.reading.context import Context
from palier.exchange.reading.lines import Value, end_of
from palier.exchange.reading.sheet import Sheet
from palier.exchange.reading.slides import Slides
from palier.exchange.reading.tabs import read_tab
from palier.exchange.reading.told_lines import (
    UNKNOWN,
    Claim,
    Opened,
    Owner,
    Scope,
    Writer,
    cycle_said,
    fits,
    serve,
)
from palier.exchange.reading.told_shape import (
    GROUP,
    OBJECTIVE,
    is_sentence,
    kinds_of,
    named_headings,
    stands_over_lines,
    stands_over_objectives,
)
from palier.exchange.reading.told_states import measure_in, status_in
from palier.exchange.reading.told_tree import Node
from palier.exchange.reading.told_words import (
    OF_LINE,
    OF_OBJECTIVE,
    Title,
    field_of,
    is_beside,
    structure_of,
)
from palier.exchange.words import names_unit


@dataclass(slots=True)
class Whole:
    """What the parts of one text share."""

    slides: Slides
    base: Scope
    fallback: str  # the unit of lines under no name
    units: set[str]  # names said of units, as they are compared
    kinds: dict[int, str]  # of headings, by their `id`
    is_deck: bool = False
    current: Scope | None = None  # of the last unit named, for parts that go on
    claims: list[Claim] = field(default_factory=list)
    heads: list[Owner] = field(default_factory=list)
    owners: list[Owner] = field(default_factory=list)


class PartReader:
    """Reads the tree of one part."""

    def __init__(self, sheet: Sheet, whole: Whole) -> None:
        self.sheet, self.whole = sheet, whole
        self.writer = Writer(sheet, whole.slides, whole.owners)

    def read(self, root: Node) -> None:
        """Take what each line says; what is not taken is left over."""
        current = self.whole.current
        scope = replace(current or self.whole.base, opened=None, line=None, expects="")
        self._under(root.children, scope)

    def _under(self, nodes: list[Node], scope: Scope) -> None:
        for node in nodes:
            if node.is_table:
                self._table(node, scope)
            elif node.is_heading:
                self._heading(node, scope)
            elif node.field:
                self._field(node, scope)
            elif node.label:
                self._labelled(node, scope)
            elif node.is_unit_prefix and not _is_of_heading(node, nodes, scope):
                self._prefixed(node, scope)
            elif node.is_item:
                self._item(node, scope)
            else:
                self._text(node, scope)

    # ---- headings ----

    def _heading(self, node: Node, scope: Scope) -> None:
        title = node.title
        structure = structure_of(node.text)
        named = field_of(node.text)
        if title.when == "past" and scope.past == UNKNOWN and not title.cycle:
            self.sheet.leave((node.row, 0), "unknown-cycle")  # nor what stands under it
        elif structure is not None:
            self._structure(node, structure.role, scope)
        elif named is not None:
            node.field = named
            is_of_unit = named[0] in ("unit", "pole", "cycle")
            inner = replace(scope, line=None) if is_of_unit else scope
            self._field(node, inner)
            self._under(node.children, inner)
        elif not title.name:
            self._take(node, "title")
            inner = self._quartered(node, scope)
            if self.whole.is_deck and not stands_over_lines(node):
                self.whole.base = replace(inner, uses=[])
                self.whole.current = None
            if not node.children:  # it is said of all that follows
                scope.cycle, scope.is_plainly = inner.cycle, inner.is_plainly
                scope.past, scope.coming = inner.past, inner.coming
            self._under(node.children, inner)
        elif is_beside(title.name) and not node.is_unit_prefix:
            self.sheet.leave((node.row, 0), "title")
        else:
            self._named(node, title, scope)

    def _structure(self, node: Node, role: str, scope: Scope) -> None:
        """Go on under a heading such as `Objectifs`: it says what the lines below are."""
        self._take(node, "heading")
        self._settle_kinds(node)
        before, above = scope.expects, scope.opened
        if role == "objective":
            scope.expects = OBJECTIVE
            self._under(node.children, scope)
        else:
            scope.expects = "key_result"
            if above is None and not scope.several:
                scope.opened = scope.beside
            self._under(node.children, scope)
            scope.opened, scope.beside, scope.several = above, None, False
        scope.expects = before

    def _named(self, node: Node, title: Title, scope: Scope) -> None:
        kind = self.whole.kinds.get(id(node), "")
        is_asked = scope.expects == OBJECTIVE and kind != GROUP and not names_unit(title.name)
        if node.is_unit_prefix:
            self._prefixed(node, scope)
        elif kind == OBJECTIVE or is_asked:
            self._open(node, node.text, scope.unit, scope)
        elif kind == GROUP:
            self._group(node, title, scope)
        else:
            self._unit(node, title.name, self._quartered(node, scope))

    def _quartered(self, node: Node, scope: Scope) -> Scope:
        """Return what holds under a heading that may say quarters."""
        inner = scope.under(node.title)
        inner.find_quarters([child.title for child in node.children if child.is_heading])
        self._settle_kinds(node)
        return inner

    def _settle_kinds(self, node: Node) -> None:
        self.whole.kinds |= kinds_of(named_headings(node.children), self.whole.units)

    def _group(self, node: Node, title: Title, scope: Scope) -> None:
        """Go on under a heading over several units: a pole, or the title of the whole."""
        inner = self._quartered(node, scope)
        is_title = node.rank == 1 and not names_unit(title.name) and self._is_alone(node)
        if is_title:
            self.sheet.leave((node.row, 0), "title")
        else:
            inner.pole, inner.uses = title.name, []
            self.whole.claims.append(Claim(self.sheet, node.row, title.name))
        self._under(node.children, inner)

    def _is_alone(self, node: Node) -> bool:
        return self.sheet.tab.name == " ".join(node.text.split())

    def _unit(self, node: Node, name: str, scope: Scope) -> None:
        """Go on under the name of a unit."""
        known = self.whole.current
        is_known = known is not None and compared(known.unit) == compared(name)
        scope.uses = known.uses if known is not None and is_known else []
        if known is not None and not is_known and not (node.title.cycle or node.title.when):
            scope.cycle = self.whole.base.cycle or scope.cycle
        scope.unit, scope.expects = name, ""
        scope.opened, scope.beside, scope.several = None, None, False
        self.whole.claims.append(Claim(self.sheet, node.row, name))
        if self.whole.is_deck:
            self.whole.current = replace(scope)
        self._under(node.children, scope)

    # ---- lines ----

    def _labelled(self, node: Node, scope: Scope) -> None:
        label = node.label
        assert label is not None  # noqa: S101 - asked of such lines alone
        if not label.rest:
            self._label_alone(node, label.kind, scope)
        elif label.kind == OBJECTIVE:
            self._open(node, label.rest, label.unit or scope.unit, scope)
        else:
            opened = scope.opened
            is_ours = opened is None or not label.unit or _is_same(opened, label.unit)
            self._key_result(node, label.rest if is_ours else node.text, scope)

    def _label_alone(self, node: Node, kind: str, scope: Scope) -> None:
        """Take the first line under a label such as `Objectif 1` for its words."""
        lines = [child for child in node.children if child.field is None and not child.is_table]
        if not lines:
            self.sheet.leave((node.row, 0), "no-title")
            return
        self._take(node, "heading")
        first = lines[0]
        first.children += [child for child in node.children if child is not first]
        if kind == OBJECTIVE:
            self._open(first, first.text, scope.unit, scope)
        else:
            self._key_result(first, first.text, scope)

    def _prefixed(self, node: Node, scope: Scope) -> None:
        assert node.prefix is not None  # noqa: S101 - asked of such lines alone
        unit, words = node.prefix
        self._open(node, words, unit, scope)

    def _item(self, node: Node, scope: Scope) -> None:
        prefix = node.prefix
        words = prefix[1] if prefix and compared(prefix[0]) == compared(scope.unit) else node.text
        if scope.expects == OBJECTIVE:
            self._open(node, words, scope.unit, scope)
        elif scope.opened is not None:
            self._key_result(node, words, scope)
        elif self._is_unit(node, scope):
            self._unit(node, node.title.name, self._quartered(node, scope))
        elif node.items and scope.expects != "key_result":
            self._open(node, words, scope.unit, scope)
        elif scope.expects == "key_result" or not scope.unit or not scope.is_plainly:
            self.sheet.leave((node.row, 0), "no-objective")
        else:
            self._open(node, words, scope.unit, scope)

    def _is_unit(self, node: Node, scope: Scope) -> bool:
        """Tell whether an item is the name of a unit, over its objectives."""
        if not node.items or is_sentence(node.title.name):
            return False
        is_said = names_unit(node.title.name) or compared(node.title.name) in self.whole.units
        return is_said or (not scope.unit and stands_over_objectives(node))

    def _text(self, node: Node, scope: Scope) -> None:
        """Read a paragraph that a heading says to be an objective or a key result."""
        if scope.expects == OBJECTIVE and not node.text.endswith(":"):
            self._open(node, node.text, scope.unit, scope)
        elif scope.expects == "key_result" and scope.opened and not node.text.endswith(":"):
            self._key_result(node, node.text, scope)

    def _open(self, node: Node, words: str, unit: str, scope: Scope) -> None:
        """Open an objective, and read the lines under it."""
        cycle = scope.cycle
        title = node.title
        inner = replace(scope, expects="", line=None, beside=None, several=False)
        if node.is_heading and title.cycle and not title.others:
            words, inner.cycle = title.name, title.cycle
        inner.unit = unit or self.whole.fallback
        opened = self.writer.objective(node, words, inner.unit, inner)
        if compared(inner.unit) == compared(scope.unit) or not scope.unit:
            scope.uses.append(opened.found)
        else:
            inner.uses = [opened.found]
        if scope.opened is not None and inner.cycle == cycle:
            serve(opened, scope.opened)
        scope.several = scope.expects == OBJECTIVE and scope.beside is not None
        inner.opened = scope.beside = opened
        self._settle_kinds(node)
        self._under(node.children, inner)

    def _key_result(self, node: Node, words: str, scope: Scope) -> None:
        """Add a key result, with what stands under it."""
        if scope.opened is None:
            self.sheet.leave((node.row, 0), "no-objective")
            return
        scope.line = self.writer.key_result(node, words, scope.opened)
        for child in node.children:
            if child.is_unit_prefix or (child.label and child.label.kind == OBJECTIVE):
                self._under([child], replace(scope, line=None))

    # ---- fields and tables ----

    def _field(self, node: Node, scope: Scope) -> None:
        assert node.field is not None  # noqa: S101 - asked of such lines alone
        role, value = node.field
        if role in OF_LINE:
            self._field_of_line(node, role, value, scope)
        elif role in OF_OBJECTIVE:
            self._of_objective(node, role, value, scope)
        elif role == "cycle":
            if cycle := cycle_said(value):
                scope.cycle = cycle
                self._take(node, "cycle")
        elif role in ("unit", "pole"):
            self._of_unit(node, role, value, scope)
        elif role == "owner" and scope.opened is not None:
            opened = scope.opened
            owner = Owner(self.sheet, node.row, value, [opened.found], opened.objective)
            self.whole.owners.append(owner)
        else:
            self.whole.heads.append(Owner(self.sheet, node.row, value, scope.uses))

    def _field_of_line(self, node: Node, role: str, value: str, scope: Scope) -> None:
        """Add to the key result above; `Délai : 6 h → 2 h` in a list of them is one itself."""
        if self.writer.add_field(node, scope):
            return
        is_line = (
            node.is_item and scope.opened is not None and _moves(node.text, self.sheet.language)
        )
        if is_line and not fits(role, value, self.sheet.language):
            self._key_result(node, node.text, scope)
        else:
            self._state(node, role, value, scope)

    def _of_unit(self, node: Node, role: str, value: str, scope: Scope) -> None:
        setattr(scope, role, value)
        scope.uses = []
        if role == "unit":
            scope.opened, scope.beside, scope.line = None, None, None
        if self.whole.is_deck and role == "unit":
            self.whole.current = replace(scope)
        self.whole.claims.append(Claim(self.sheet, node.row, value))

    def _of_objective(self, node: Node, role: str, value: str, scope: Scope) -> None:
        opened = scope.opened or scope.beside
        if opened is None or getattr(opened.objective, role):
            self.sheet.leave((node.row, 0), role)
            return
        setattr(opened.objective, role, value)
        self._take(node, role)

    def _state(self, node: Node, role: str, value: str, scope: Scope) -> None:
        """Take the state of an objective that has no line yet."""
        if role != "state" or scope.opened is None or scope.line is not None:
            return
        objective = scope.opened.objective
        said = Value(value, (node.row, 0), Cell(value))
        if objective.end is None:
            objective.end = end_of(self.sheet, said, None)

    def _table(self, node: Node, scope: Scope) -> None:
        inset = self.sheet.insets[node.row]
        opened = scope.opened
        above = Context(unit=scope.unit, cycle=scope.cycle, pole=scope.pole)
        above.objective = opened.objective.title if opened else ""
        slides = self.whole.slides
        before = {key: found.lines for key, found in slides.found.items()}
        fallback = scope.unit or self.whole.fallback
        inset.has_okrs = read_tab(inset, slides, fallback, above)
        for key, found in slides.found.items():
            if found.lines == before.get(key):
                continue
            if not found.slide.place.spot:
                found.slide.place = self.sheet.place((node.row, 0))
            if key[0] == compared(scope.unit):
                scope.uses.append(found)

    def _take(self, node: Node, role: str) -> None:
        self.sheet.take((node.row, 0), role)


def _is_of_heading(node: Node, nodes: list[Node], scope: Scope) -> bool:
    """Tell whether the words before a colon are no unit beside the one that a heading names.

    Under `Operations`, where each line begins with `Business:`, they are the heading's.
    """
    assert node.prefix is not None  # noqa: S101 - asked of such lines alone
    own = compared(node.prefix[0])
    if not scope.unit or scope.opened is not None or own == compared(scope.unit):
        return False
    return {compared(one.prefix[0]) for one in nodes if one.prefix and one.is_unit_prefix} == {own}


def _moves(text: str, language: str) -> bool:
    """Tell whether a line says from where to where something goes."""
    measured = measure_in(status_in(text).title, language)
    return measured is not None and measured[1].baseline is not None


def _is_same(opened: Opened, unit: str) -> bool:
    return compared(opened.found.slide.unit) == compared(unit)
