"""The design that an organisation's decks stand on."""

from palier.branding.models import DeckTemplate
from palier.organisation.models import Organisation
from palier.sheets.draw_pptx import Design


def design_of(organisation: Organisation) -> Design | None:
    """Return what the template that is on makes of a deck (one query)."""
    row = DeckTemplate.objects.filter(organisation=organisation, is_on=True).first()
    return row.ground().design() if row else None
