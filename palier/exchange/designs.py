"""The design that an organisation's decks stand on: what concepts above keep, registered here."""

from collections.abc import Callable

from palier.organisation.models import Organisation
from palier.sheets.draw_pptx import Design

DesignOf = Callable[[Organisation], Design | None]
_sources: list[DesignOf] = []


def register(design_of: DesignOf) -> None:
    """Have decks of an organisation stand on what `design_of` returns, if anything."""
    if design_of not in _sources:
        _sources.append(design_of)


def design_of(organisation: Organisation) -> Design | None:
    """Return the design of an organisation's own, None where decks have Palier's."""
    found = (source(organisation) for source in _sources)
    return next(filter(None, found), None)
