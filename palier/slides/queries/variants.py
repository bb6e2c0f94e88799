"""The two versions of a line, as they are shown beside it."""

from dataclasses import dataclass

from palier.organisation.models import Person
from palier.slides.models import KeyResult, Objective, Slide, Variant
from palier.slides.queries.lines import Line, text_of
from palier.slides.rules.difference import Fate, Piece, difference
from palier.slides.rules.measure import retold


@dataclass(frozen=True, slots=True)
class Choice:
    """Words kept beside a line, and those of the line; `is_gone` where the line was removed."""

    pk: int
    ref: str
    field: str
    text: str
    now: str
    author: Person | None
    burst: str
    is_gone: bool

    @property
    def there(self) -> list[Piece]:
        """The words of the line: kept where both agree, gone where only it has them."""
        return [piece for piece in difference(self.now, self.text) if piece.fate != Fate.NEW]

    @property
    def here(self) -> list[Piece]:
        """The words kept beside it: new where only they have them."""
        return [piece for piece in difference(self.now, self.text) if piece.fate != Fate.GONE]


def variants_of(slide: Slide, language: str) -> list[Choice]:
    """Return the variants to choose from, oldest first (one query; four where there are any)."""
    rows = list(slide.variants.open().prefetch_related("author"))
    lines = _lines(slide, rows) if rows else {}
    return [_choice(row, lines.get(row.line), language) for row in rows]


def _choice(row: Variant, line: Line | None, language: str) -> Choice:
    return Choice(
        pk=row.pk,
        ref=row.line,
        field=row.field,
        text=_text(row, language),
        now=text_of(line, row.field, language) if line else "",
        author=row.author,
        burst=row.burst,
        is_gone=line is None,
    )


def _text(row: Variant, language: str) -> str:
    if row.field != "measure":
        return row.text
    return retold(row.text, written=row.slide.unit.organisation.language, read=language)


def _lines(slide: Slide, rows: list[Variant]) -> dict[str, Line]:
    numbers = [int(row.line.rpartition("-")[2]) for row in rows]
    objectives = Objective.objects.filter(slide=slide, pk__in=numbers)
    key_results = KeyResult.objects.filter(objective__slide=slide, pk__in=numbers)
    return {line.ref: line for lines in (objectives, key_results) for line in lines}
