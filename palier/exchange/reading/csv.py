"""A text with delimiters (.csv, .tsv) as one tab: what parts its cells is found, not asked."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath

from palier.exchange.document import Document, Unreadable
from palier.exchange.form import as_written
from palier.exchange.reading.encoding import decoded
from palier.exchange.reading.figures import decimal_sign_of, number_in
from palier.exchange.reading.form_table import form_in
from palier.exchange.reading.tabular import document_of
from palier.exchange.reading.workbook import MAX_CELLS, Count, Tab, Workbook, worded
from palier.exchange.words import heading_of

DELIMITERS = ";,\t|"
_NONE = "\x00"  # of a text of one column; `decoded` leaves no such character
_SAMPLE = 200  # lines that are looked at to find the delimiter
_SAMPLE_SIZE = 100_000  # characters
_MOST_COLUMNS = 100_000  # of one line, blank ones too
_SAID = re.compile(r'"?sep=(.)"?[^\n]*\n?', re.IGNORECASE)


def read_csv(
    data: bytes, *, name: str, language: str | None = None, most_cells: int = MAX_CELLS
) -> Document:
    """Return what a text with delimiters says, with each piece's place in it (`B14`).

    The encoding and the delimiter are found, or said by a first line `sep=;`; line breaks inside
    quotation marks belong to their cell. A figure is a number where its column tells its decimal
    sign, and is shown as the file writes it; elsewhere it stays words. `name` and `language` are
    those of `document_of`.

    :raises Unreadable: "empty", "too-large", "unknown-format" for what is no text,
        "too-many-cells"
    """
    text = decoded(data)
    if not text.strip(f"{DELIMITERS} \n"):
        raise Unreadable("empty")
    workbook = Workbook([_tab(text, PurePath(name).stem or "csv", most_cells)])
    return document_of(workbook, name=name, language=language)


def is_table(data: bytes) -> bool:
    """Tell whether a plain text is a table that was copied: its lines part at tabs, and one of
    them holds the headings of OKRs.
    """
    if b"\t" not in data:
        return False
    try:
        text = decoded(data)
    except Unreadable:
        return False
    return _headings(_sample(text, "\t")) > 1


def delimiter_of(text: str) -> str:
    """Return what parts the cells of a text: what it says itself, else what parts its lines
    alike, known headings first; a text of one column has none.
    """
    said = _SAID.match(text)
    if said and said[1] in DELIMITERS:
        return said[1]
    scored = [(_score(_sample(text, delimiter)), delimiter) for delimiter in DELIMITERS]
    score, delimiter = max(scored, key=lambda pair: pair[0])
    return delimiter if score > (0, 0.5, 0) else _NONE


def _tab(text: str, name: str, most_cells: int) -> Tab:
    delimiter = delimiter_of(text)
    said = _SAID.match(text)
    if said and said[1] == delimiter:
        text = text[said.end() :]
    tab = Tab(name, is_of_file=True)
    count = Count(most_cells)
    for row, texts in enumerate(rows_in(text, delimiter)):
        for column, piece in enumerate(texts):
            cell = worded(as_written(piece)) if piece else None
            if cell is not None:
                count.add()
                tab.cells[row, column] = cell
    if form_in(tab) is None:  # ours says in which language its figures are
        _find_numbers(tab)
    return tab


def _find_numbers(tab: Tab) -> None:
    """Make numbers of the figures of each column whose decimal sign is sure."""
    columns: dict[int, list[str]] = {}
    for (_, column), cell in tab.cells.items():
        columns.setdefault(column, []).append(cell.text)
    signs = {column: decimal_sign_of(texts) for column, texts in columns.items()}
    for at, cell in tab.cells.items():
        found = number_in(cell.text, signs[at[1]])
        if found is not None:
            number, is_plain = found
            # What reads two ways is shown as it was understood, the rest as it was written.
            written = cell.text if is_plain else ""
            tab.cells[at] = replace(cell, text="", number=number, written=written)


# ---- the delimiter ----


def _sample(text: str, delimiter: str) -> list[list[str]]:
    head = text[:_SAMPLE_SIZE]
    if len(head) < len(text):
        head = head.rpartition("\n")[0] or head
    rows = []
    for row in rows_in(head, delimiter):
        if any(piece.strip() for piece in row):
            rows.append(row)
        if len(rows) >= _SAMPLE:
            break
    return rows


def _score(rows: list[list[str]]) -> tuple[int, float, int]:
    """Return how well a delimiter parts these rows: known headings, lines alike, columns."""
    counts = Counter(len(row) for row in rows if len(row) > 1)
    if not counts:
        return (0, 0.0, 0)
    columns, lines = max(counts.items(), key=lambda pair: (pair[1], pair[0]))
    known = _headings(rows)
    if known < 2 and _is_prose(rows):
        return (0, 0.0, 0)
    return (known if known > 1 else 0, lines / len(rows), columns)


def _is_prose(rows: list[list[str]]) -> bool:
    """Tell whether blanks follow the sign, as they do in sentences."""
    after = [piece for row in rows for piece in row[1:] if piece]
    return 2 * sum(piece[0] == " " for piece in after) > len(after)


def _headings(rows: list[list[str]]) -> int:
    """Return how many headings of OKRs stand in the row that holds the most."""
    return max((sum(map(_is_heading, row)) for row in rows), default=0)


def _is_heading(text: str) -> bool:
    heading = heading_of(text.strip()) if 0 < len(text) <= 40 else None
    return heading is not None and heading.is_exact


# ---- the cells ----


def rows_in(text: str, delimiter: str) -> Iterator[list[str]]:
    """Yield the cells of each line. A quotation mark that is never closed is a character.

    :raises Unreadable: "too-many-cells" for a line of more than 100,000
    """
    quoted = re.compile(r' *"((?:[^"]|"")*+)" *(?=[\n' + re.escape(delimiter) + r"]|\Z)")
    position = 0
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end]
        if line.count(delimiter) > _MOST_COLUMNS:
            raise Unreadable("too-many-cells")
        if '"' not in line:
            yield line.split(delimiter)
            position = end + 1
            continue
        row, position = _quoted_row(text, position, delimiter, quoted)
        yield row


def _quoted_row(
    text: str, position: int, delimiter: str, quoted: re.Pattern[str]
) -> tuple[list[str], int]:
    """Return a line that holds quotation marks, and where the next one begins."""
    row: list[str] = []
    ends = re.compile(rf"[\n{re.escape(delimiter)}]")
    while True:
        match = quoted.match(text, position)
        if match:
            row.append(match[1].replace('""', '"'))
            stop = match.end()
        else:
            found = ends.search(text, position)
            stop = found.start() if found else len(text)
            row.append(text[position:stop])
        if stop >= len(text) or text[stop] == "\n":
            return row, stop + 1
        if len(row) > _MOST_COLUMNS:
            raise Unreadable("too-many-cells")
        position = stop + 1
