"""The fit: the largest scale at which a sheet is whole, and on how many pages."""

from collections.abc import Callable, Sequence

from palier.sheets import metrics as m
from palier.sheets.content import Sheet
from palier.sheets.frame import Frame, frame
from palier.sheets.layout import Fit, Layout, Page
from palier.sheets.place import place
from palier.sheets.prepare import Part, ReadyBlock, ReadyLine, prepare

_STEPS = round((m.SCALE_MOST - m.SCALE_LEAST) / m.SCALE_STEP)
_ROUNDING = 1e-6


def fit(sheet: Sheet) -> Layout:
    """Measure a sheet, break its lines and place them on as few pages as stay readable.

    The same sheet always gives the same layout. Nothing is cut, whatever the text holds.
    """
    blocks = prepare(sheet)
    whole = [Part(block, block.lines) for block in blocks]
    single = frame(sheet, "")
    scale = _largest(lambda scale: _total(whole, scale) <= single.free)
    if scale is not None:
        return _layout([(single, whole)], scale)
    parted = frame(sheet, "9/9")
    fewest = len(paginate(blocks, m.SCALE_LEAST, parted.free))
    scale = _largest(lambda scale: len(paginate(blocks, scale, parted.free)) <= fewest)
    pages = paginate(blocks, scale or m.SCALE_LEAST, parted.free)
    if len(pages) == 1:  # one key result longer than a page: it has nowhere to go
        return _layout([(single, pages[0])], m.SCALE_LEAST)
    signs = [f"{number}/{len(pages)}" for number in range(1, len(pages) + 1)]
    framed = [(frame(sheet, sign), parts) for sign, parts in zip(signs, pages, strict=True)]
    return _layout(framed, scale or m.SCALE_LEAST)


def paginate(blocks: Sequence[ReadyBlock], scale: float, free: float) -> list[list[Part]]:
    """Share objectives out over pages: whole if they can be, else between key results."""
    pages: list[list[Part]] = [[]]
    for block in blocks:
        whole = Part(block, block.lines)
        if _fits([*pages[-1], whole], scale, free):
            pages[-1].append(whole)
        elif _fits([whole], scale, free):
            pages.append([whole])
        else:
            _pour(block, pages, scale, free)
    return pages


def _pour(block: ReadyBlock, pages: list[list[Part]], scale: float, free: float) -> None:
    """Lay the lines of an objective longer than a page one by one."""
    taken: list[ReadyLine] = []
    is_continued = False
    if pages[-1] and not _fits([*pages[-1], Part(block, block.lines[:1])], scale, free):
        pages.append([])
    for line in block.lines:
        part = Part(block, (*taken, line), is_continued)
        if taken and not _fits([*pages[-1], part], scale, free):
            pages[-1].append(Part(block, tuple(taken), is_continued))
            pages.append([])
            taken, is_continued = [], True
        taken.append(line)
    pages[-1].append(Part(block, tuple(taken), is_continued))


def _fits(parts: Sequence[Part], scale: float, free: float) -> bool:
    return _total(parts, scale) <= free


def _total(parts: Sequence[Part], scale: float) -> float:
    gaps = m.BLOCK_GAP * min(1.0, scale) * max(0, len(parts) - 1)
    return sum(part.height(scale) for part in parts) + gaps - _ROUNDING


def _largest(is_good: Callable[[float], bool]) -> float | None:
    """Find the largest scale that is good: the larger, the worse, so halving finds it."""

    def scale(step: int) -> float:
        return round(m.SCALE_LEAST + step * m.SCALE_STEP, 2)

    if not is_good(scale(0)):
        return None
    good, bad = 0, _STEPS + 1
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (middle, bad) if is_good(scale(middle)) else (good, middle)
    return scale(good)


def _layout(framed: Sequence[tuple[Frame, Sequence[Part]]], scale: float) -> Layout:
    pages = []
    for number, (around, parts) in enumerate(framed, 1):
        own = scale
        while not _fits(parts, own, around.free):
            own *= 0.93  # a text longer than a page alone: whole all the same
        pages.append(_page(number, around, parts, own))
    smallest = min(page.scale for page in pages)
    verdict = _verdict(smallest, len(pages))
    shorten = () if verdict is Fit.COMFORTABLE else _shorten(pages)
    return Layout(tuple(pages), smallest, verdict, shorten)


def _page(number: int, around: Frame, parts: Sequence[Part], scale: float) -> Page:
    return Page(
        number=number,
        scale=scale,
        title=around.title,
        subtitle=around.subtitle,
        blocks=place(parts, scale, around),
        legend=around.legend,
        levels=around.levels,
        mark=around.mark,
        empty=None if parts else around.empty,
    )


def _verdict(scale: float, pages: int) -> Fit:
    if pages > 1:
        return Fit.SPLIT
    if scale >= m.SCALE_SMALL:
        return Fit.COMFORTABLE
    return Fit.SMALL if scale >= m.SCALE_FLOOR else Fit.TOO_SMALL


def _shorten(pages: Sequence[Page]) -> tuple[str, ...]:
    """Name what takes more than one row, the most height to win first."""
    savings: dict[str, float] = {}
    for page in pages:
        for paragraph in page.paragraphs:
            if paragraph.ref and len(paragraph.rows) > 1:
                saved = paragraph.height - paragraph.leading
                savings[paragraph.ref] = savings.get(paragraph.ref, 0.0) + saved
    return tuple(sorted(savings, key=lambda ref: -savings[ref]))
