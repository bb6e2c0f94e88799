"""What a link opens, for whoever holds it."""

from dataclasses import dataclass, field
from datetime import date

from palier.sharing.models import Link
from palier.sharing.rules import mark_of
from palier.slides.models import Slide, SlideQuerySet
from palier.slides.queries.drawings import Drawing, drawings_of
from palier.slides.queries.order import in_order

SCREEN = 24  # sheets of one screen; the next is fetched when it comes near


@dataclass(frozen=True, slots=True)
class Reading:
    """One screen of what a link opens."""

    link: Link
    title: str  # "Sales France · T1 2027"
    quarter: str
    count: int  # slides in all
    drawings: list[Drawing] = field(default_factory=list)
    next_offset: int | None = None

    @property
    def is_deck(self) -> bool:
        return self.link.slide is None


def find(token: str, today: date) -> Link | None:
    """Return the link of a token while it opens (one query), else None, whatever the reason."""
    links = Link.objects.living(today).select_related(
        "organisation", "cycle", "slide__cycle", "slide__unit"
    )
    return links.filter(token_mark=mark_of(token)).first()


def reading_of(link: Link, language: str, *, offset: int = 0) -> Reading:
    """Return one screen of the slides that a link opens, in the order of the wall.

    Two queries for a deck, none for a slide, and three more for sheets that are not in memory yet.
    """
    if link.slide:
        quarter = link.slide.cycle.label_in(language)
        drawings = drawings_of([link.slide], language)
        title = f"{link.slide.unit_name} · {quarter}"
        return Reading(link, title, quarter, 1, list(drawings.values()))
    slides = slides_of(link)
    count = slides.count()
    rows = list(in_order(slides)[offset : offset + SCREEN])
    found = drawings_of(rows, language)
    following = offset + SCREEN
    quarter = link.cycle.label_in(language) if link.cycle else ""
    return Reading(
        link=link,
        title=f"{link.organisation.name} · {quarter}",
        quarter=quarter,
        count=count,
        drawings=[found[row.pk] for row in rows if row.pk in found],
        next_offset=following if following < count else None,
    )


def slides_of(link: Link) -> SlideQuerySet:
    """Return the slides that a link opens: its one slide, or those of its quarter."""
    ours = Slide.objects.filter(unit__organisation_id=link.organisation_id)
    return ours.filter(cycle=link.cycle) if link.cycle else ours.filter(links=link)
