"""The lines of a text as a tree: headings over objectives, objectives over their key results."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from palier.exchange.phrases import compared
from palier.exchange.reading.context import MAX_NAME
from palier.exchange.reading.outline import Paragraph, Table
from palier.exchange.reading.told_words import (
    Label,
    Title,
    field_of,
    heading_title,
    label_of,
    prefix_of,
    structure_of,
)
from palier.exchange.words import is_note, names_unit

DEEPEST = 40  # levels of a list; what lies deeper is read as if it lay there
# How deep a line stands: a line is under the last one before it that stands less deep.
_TITLE, _UNIT, _BOLD, _OVER_LIST, _OBJECTIVE, _KEY_RESULT = 30, 40, 50, 60, 70, 80
ITEMS = 100
_UNDER_ITS_LIKE = 0.5  # a key result in the same list as its objective
LONGEST_TITLE = 160  # characters of a line over a list
LONGEST_LABEL = 400  # what is looked at of a line to tell its label


@dataclass(slots=True)
class Node:
    """One line, or one table, with what stands under it."""

    row: int
    piece: Paragraph | Table
    text: str = ""
    rank: float = 0
    label: Label | None = None
    prefix: tuple[str, str] | None = None  # what may be a unit, and the words after it
    is_unit_prefix: bool = False  # it surely is
    children: list["Node"] = field(default_factory=list)
    field: tuple[str, str] | None = None  # role and value

    @property
    def is_heading(self) -> bool:
        return 0 < self.rank <= _OVER_LIST and self.label is None and not self.is_table

    @property
    def is_table(self) -> bool:
        return isinstance(self.piece, Table)

    @property
    def is_item(self) -> bool:
        return self.rank >= ITEMS

    @property
    def is_bold(self) -> bool:
        return isinstance(self.piece, Paragraph) and self.piece.is_bold

    @property
    def title(self) -> Title:
        return heading_title(self.text)

    @property
    def items(self) -> list["Node"]:
        """The lines under this one that may be objectives or key results."""
        return [child for child in self.children if child.is_item and child.field is None]

    def walk(self) -> Iterator["Node"]:
        """Yield this line and every one under it, from top to bottom."""
        left = [self]
        while left:
            node = left.pop()
            yield node
            left += reversed(node.children)


def tree_of(lines: list[Node]) -> Node:
    """Put each line under the one it belongs to; return the root over all of them."""
    root = Node(-1, Paragraph("", ""), rank=-1)
    stack = [root]
    for index, node in enumerate(lines):
        _look_at(node, lines[index + 1] if index + 1 < len(lines) else None)
        if node.rank == 0:  # a text: it goes on from what stands above it
            while node.is_table and stack[-1].rank >= _OBJECTIVE:
                stack.pop()
            stack[-1].children.append(node)
            continue
        if node.is_item and _goes_on(node, stack):
            node.rank += _UNDER_ITS_LIKE
        while stack[-1].rank >= node.rank:
            stack.pop()
        stack[-1].children.append(node)
        stack.append(node)
    return root


def _look_at(node: Node, following: Node | None) -> None:
    """Decide how deep a line stands, by its kind, its label and what comes after it."""
    piece = node.piece
    if isinstance(piece, Table):
        return
    if piece.kind != "heading" and len(node.text) <= LONGEST_LABEL:
        node.field = field_of(node.text)
    if node.field is None:
        _find_label(node, piece)
    if piece.kind == "heading":
        node.rank = max(1, min(piece.level, 9))
    elif piece.kind == "item":
        node.rank = ITEMS + max(1, min(piece.level, DEEPEST))
    elif node.field is None:
        node.rank = _rank_of_text(node, following)


def _find_label(node: Node, piece: Paragraph) -> None:
    """Note what a line says it is, or the words before its colon."""
    start, rest = node.text[:LONGEST_LABEL], node.text[LONGEST_LABEL:]
    label = label_of(start)
    is_over = piece.kind == "heading" and structure_of(start) is not None
    if label and not is_over:  # "Objectif" alone says what stands below it
        node.label = Label(label.kind, label.rest + rest, label.unit, label.number)
        return
    prefix = prefix_of(start)
    if prefix:
        node.prefix = prefix[0], prefix[1] + rest


def _rank_of_text(node: Node, following: Node | None) -> float:
    """Return how deep a paragraph stands that is no heading, 0 for a mere remark."""
    if node.label:
        return _OBJECTIVE if node.label.kind == "objective" else _KEY_RESULT
    text = node.text
    is_remark = is_note(text) or text.endswith((".", "!", "?", ";", ","))
    if is_remark or len(text) > LONGEST_TITLE:
        return 0
    if len(text) <= MAX_NAME and (names_unit(text) or node.title.is_plain):
        return _TITLE
    return _over(node, following)


def _over(node: Node, following: Node | None) -> float:
    """Return how deep a line stands that has something to head, 0 for one that has not."""
    if node.is_bold:
        return _BOLD
    if following is None or isinstance(following.piece, Table):
        return 0
    if following.piece.kind == "item":
        return 0 if node.text.endswith(":") and len(node.text.split()) > 3 else _OVER_LIST
    ahead = label_of(following.text[:LONGEST_LABEL])
    is_over_objective = ahead is not None and ahead.kind == "objective"
    return _UNIT if is_over_objective and len(node.text) <= MAX_NAME else 0


def _goes_on(node: Node, stack: list[Node]) -> bool:
    """Tell whether an item is a key result of the objective above it in the same list."""
    above = next((one for one in reversed(stack) if one.rank == node.rank), None)
    if above is None:
        return False
    if node.label is not None:
        return node.label.kind == "key_result" and not (
            above.label is not None and above.label.kind == "key_result"
        )
    if above.label is not None:
        return above.label.kind == "objective"
    return above.is_bold and not node.is_bold


# ---- units before a colon ----


def find_units(roots: list[Node]) -> None:
    """Tell which words before a colon name units, from all that the file says.

    `Product: Increase engagement` is one where the file says `Product KR: …` too, or where such
    words stand over other lines more than once; then so are those beside it and under it.
    """
    nodes = [node for root in roots for node in root.walk()]
    named = {compared(node.label.unit) for node in nodes if node.label and node.label.unit}
    named |= {compared(node.title.name) for node in nodes if node.is_heading}
    prefixed = [node for node in nodes if node.prefix]
    counts = Counter(compared(node.prefix[0]) for node in prefixed if node.prefix)
    heads = Counter(compared(node.prefix[0]) for node in prefixed if node.prefix and node.items)
    sure = {name for name in counts if name in named or (counts[name] > 1 and heads[name])}
    for node in prefixed:
        assert node.prefix is not None  # noqa: S101 - filtered above
        node.is_unit_prefix = compared(node.prefix[0]) in sure or names_unit(node.prefix[0])
    for node in nodes:
        _spread_among(node, counts)


def units_said(roots: list[Node]) -> set[str]:
    """Return the names that lines say of units before a colon, as names are compared."""
    nodes = [node for root in roots for node in root.walk()]
    named = {node.label.unit for node in nodes if node.label and node.label.unit}
    named |= {node.prefix[0] for node in nodes if node.prefix and node.is_unit_prefix}
    return {compared(name) for name in named}


def _spread_among(node: Node, counts: Counter[str]) -> None:
    """Take the words before a colon for units in a list where some surely are, or where most lines
    have them, some of them said elsewhere, under a line of a unit.
    """
    items = node.items
    told = sum(bool(item.prefix or item.label) for item in items)
    if len(items) < 2 or 3 * told < 2 * len(items):
        return
    prefixed = [item for item in items if item.prefix]
    is_repeated = any(counts[compared(item.prefix[0])] > 1 for item in prefixed if item.prefix)
    if any(item.is_unit_prefix for item in prefixed) or (node.is_unit_prefix and is_repeated):
        for item in prefixed:
            item.is_unit_prefix = True
