"""The links of a slide, of a deck, of an organisation."""

from dataclasses import dataclass
from datetime import date

from palier.cycles.models import Cycle
from palier.organisation.models import Person
from palier.sharing import rules
from palier.sharing.models import Link, LinkQuerySet
from palier.slides.models import Slide


@dataclass(frozen=True, slots=True)
class Made:
    """One link as a person sees it in a list."""

    link: Link
    may_revoke: bool

    @property
    def token(self) -> str:
        """Return the secret of the address; empty where the link opens nothing."""
        return "" if self.has_left else self.link.token

    @property
    def has_left(self) -> bool:
        """Test if who made it has left: it opens nothing any more."""
        return not self.link.created_by.is_present


def may_share_slide(slide: Slide, person: Person) -> bool:
    """Test if a person makes links to a slide that is loaded with its unit."""
    has_right = slide.has_writer(person)
    return rules.may_share_slide(person.standing, has_right_to_write=has_right)


def may_share_deck(person: Person) -> bool:
    """Test if a person makes links to all slides of a quarter."""
    return rules.may_share_deck(person.standing)


def links_of_slide(slide: Slide, person: Person, today: date) -> list[Made]:
    """Return the links of one slide that are not closed or over, the newest first (one query)."""
    return _listed(Link.objects.filter(slide=slide).current(today), person)


def links_of_deck(cycle: Cycle, person: Person, today: date) -> list[Made]:
    """Return the links of a quarter that are not closed or over, the newest first (one query)."""
    return _listed(Link.objects.filter(cycle=cycle).current(today), person)


def links_of_organisation(person: Person, today: date) -> LinkQuerySet:
    """Return all links of the person's organisation that are not closed or over."""
    mine = Link.objects.filter(organisation_id=person.organisation_id)
    return mine.current(today).select_related("slide__cycle", "cycle", "created_by")


def seen_by(person: Person, link: Link) -> Made:
    """Return a link, loaded with who made it, as a person sees it."""
    return Made(link, rules.may_revoke(person.standing, link.created_by_id))


def _listed(links: LinkQuerySet, person: Person) -> list[Made]:
    return [seen_by(person, link) for link in links.select_related("created_by")]
