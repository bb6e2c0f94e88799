"""What is in a file that somebody asked for, and whether they may still have it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import IO

from palier.exchange.writing.archive import PARTS, archive_name, write_archive
from palier.exchange.writing.files import (
    Advance,
    Deck,
    deck_of,
    deck_under,
    palier_json,
    write_deck,
)
from palier.exports.models import Export
from palier.organisation.models import Person
from palier.slides.models import Slide

Write = Callable[[IO[bytes], Advance], str]


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds, and what writes it: `write(file, advance)` returns its ending."""

    stem: str  # its name without the ending
    total: int  # steps
    write: Write
    slides: list[int] = field(default_factory=list)
    names_addresses: bool = False


def content_of(row: Export) -> Content | None:
    """Return what its person may have of what they asked for; None: nothing, or no longer."""
    person = row.person
    if row.is_archive:
        return _archive(person) if person.is_pilot else None
    cycle = person.organisation.cycles.filter(key=row.cycle_key).first()
    unit = person.organisation.units.filter(key=row.unit_key).first() if row.unit_key else None
    if cycle is None or (row.unit_key and unit is None):
        return None
    slides = Slide.objects.visible_to(person).filter(cycle=cycle)
    if unit is not None:
        deck = deck_under(unit, cycle, slides, row.language)
    else:
        deck = deck_of(person.organisation, cycle, slides, row.language)
    if not deck.slides:
        return None
    return _json(row, deck) if row.kind == "json" else _deck(row, deck)


def may_have(row: Export, person: Person) -> bool:
    """Test if a person may still see all that is in a file they asked for (two queries)."""
    if row.person_id != person.pk:
        return False
    if row.is_archive:
        return person.is_pilot
    if row.names_addresses and not person.standing.may_run_the_process:
        return False
    there = Slide.objects.filter(pk__in=row.slides)
    return there.count() == Slide.objects.visible_to(person).filter(pk__in=row.slides).count()


def _archive(person: Person) -> Content:
    organisation = person.organisation

    def write(file: IO[bytes], advance: Advance) -> str:
        write_archive(organisation, file, advance)
        return "zip"

    stem = archive_name(organisation).removesuffix(".zip")
    return Content(stem, PARTS, write, names_addresses=True)


def _deck(row: Export, deck: Deck) -> Content:
    def write(file: IO[bytes], advance: Advance) -> str:
        return write_deck(deck, row.kind, file, advance)

    return Content(deck.stem, len(deck.slides), write, [slide.pk for slide in deck.slides])


def _json(row: Export, deck: Deck) -> Content:
    with_emails = row.person.standing.may_run_the_process
    pks = [slide.pk for slide in deck.slides]

    def write(file: IO[bytes], advance: Advance) -> str:
        del advance  # it is written in one piece
        rows = Slide.objects.filter(pk__in=pks)
        file.write(palier_json(row.person.organisation, rows, with_emails=with_emails))
        return "json"

    return Content(deck.stem, 1, write, pks, names_addresses=with_emails)
