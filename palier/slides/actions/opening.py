"""Giving a unit its slide, and keeping open slides in step with the tree."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from palier.cycles.models import Cycle
from palier.live.publish import publish
from palier.organisation.models import Organisation, Person, Unit
from palier.organisation.rules import Refused
from palier.slides.actions.change import note
from palier.slides.models import Slide, SlideQuerySet
from palier.slides.rules import writing


@transaction.atomic
def open_slide(unit: Unit, cycle: Cycle, *, by: Person, at: datetime) -> Slide:
    """Return the unit's slide for the quarter, made now where there is none.

    :raises Refused: "not-writer"
    """
    existing = Slide.objects.filter(unit=unit, cycle=cycle).first()
    if existing:
        return existing
    if not writing.may_write(by.standing, line=unit.line, is_company=unit.is_company):
        raise Refused("not-writer")
    slide, is_new = Slide.objects.get_or_create(unit=unit, cycle=cycle, defaults=as_it_stands(unit))
    if is_new:
        note("slide.opened", slide, by=by, at=at)
    return slide


def as_it_stands(unit: Unit) -> dict[str, object]:
    """Return what a slide keeps of its unit: name, unit above, head."""
    return {"unit_name": unit.name, "parent_id": unit.parent_id, "head_id": unit.head_id}


def follow_unit(unit: Unit, today: date) -> None:
    """Bring the slides of quarters that are not over in step with their unit; the past stays."""
    open_slides = Slide.objects.filter(unit=unit, cycle__ends_on__gte=today)
    _renew(open_slides, **as_it_stands(unit))


def refresh_all(organisation: Organisation) -> None:
    """Give every slide a next version, because something all of them show has changed."""
    _renew(Slide.objects.filter(unit__organisation=organisation))


def follow_person(person: Person) -> None:
    """Give the slides that show this person's name a next version."""
    _renew(Slide.objects.filter(head=person))


def _renew(slides: SlideQuerySet, **fields: object) -> None:
    """Write what slides show besides their own words, and wake the pages that show them."""
    rows = list(slides.values_list("pk", "cycle_id"))
    slides.update(**fields, version=F("version") + 1)
    topics = [f"slide-{pk}" for pk, _ in rows]
    topics += dict.fromkeys(f"wall-{cycle_id}" for _, cycle_id in rows)

    def announce() -> None:
        publish(*topics)

    # The journal tells of the unit, the person or the legend: nobody changed these slides.
    transaction.on_commit(announce, robust=True)
