"""Making links and closing them."""

import secrets
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from palier.cycles.models import Cycle
from palier.journal.record import record
from palier.organisation.models import Organisation, Person
from palier.organisation.rules import Refused
from palier.sharing import rules
from palier.sharing.models import Link, LinkQuerySet
from palier.sharing.rules import Term
from palier.slides.models import Slide

NONCE_BYTES = 16


@transaction.atomic
def share_slide(slide: Slide, *, term: Term, label: str, by: Person, at: datetime) -> Link:
    """Make a link that opens one slide, as it is whenever it is read.

    :raises Refused: "other-organisation", "not-writer", "quarter-over" or "too-many-links"
    """
    organisation = slide.unit.organisation
    _check_ours(organisation, by)
    if not rules.may_share_slide(by.standing, has_right_to_write=slide.has_writer(by)):
        raise Refused("not-writer")
    _check_room(slide.links.all(), at)
    until = rules.last_day(term, today=_day(at), ends_on=slide.cycle.ends_on)
    link = Link(organisation=organisation, slide=slide, label=label, expires_on=until)
    return _made(link, by=by, at=at, slide=slide.pk)


@transaction.atomic
def share_deck(cycle: Cycle, *, term: Term, label: str, by: Person, at: datetime) -> Link:
    """Make a link that opens all slides of a quarter, those that come later too.

    :raises Refused: "other-organisation", "not-pilot", "quarter-over" or "too-many-links"
    """
    _check_ours(cycle.organisation, by)
    if not rules.may_share_deck(by.standing):
        raise Refused("not-pilot")
    _check_room(cycle.links.all(), at)
    until = rules.last_day(term, today=_day(at), ends_on=cycle.ends_on)
    link = Link(organisation=cycle.organisation, cycle=cycle, label=label, expires_on=until)
    return _made(link, by=by, at=at, cycle=cycle.key)


@transaction.atomic
def revoke(link: Link, *, by: Person, at: datetime) -> None:
    """Close a link: it opens nothing from now on.

    :raises Refused: "other-organisation" or "not-maker"
    """
    _check_ours(link.organisation, by)
    if not rules.may_revoke(by.standing, link.created_by_id):
        raise Refused("not-maker")
    if not Link.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at, revoked_by=by):
        return  # closed already: twice is the same as once
    link.revoked_at, link.revoked_by = at, by
    _note("link.revoked", link, by=by, at=at)


def _made(link: Link, *, by: Person, at: datetime, **leads_to: Any) -> Link:
    link.nonce = secrets.token_urlsafe(NONCE_BYTES)
    link.token_mark = rules.mark_of(rules.token_of(link.nonce, settings.SECRET_KEY))
    link.created_by, link.created_at = by, at
    link.save()
    _note("link.made", link, by=by, at=at, until=link.expires_on, label=link.label, **leads_to)
    return link


def _check_ours(organisation: Organisation, by: Person) -> None:
    if organisation.pk != by.organisation_id:
        raise Refused("other-organisation")


def _check_room(links: LinkQuerySet, at: datetime) -> None:
    if links.current(_day(at)).count() >= rules.MOST:
        raise Refused("too-many-links", most=rules.MOST)


def _note(verb: str, link: Link, *, by: Person, at: datetime, **details: Any) -> None:
    # Neither the token nor what it follows from: the journal is read by more people than a link.
    record(
        verb,
        subject=link.topic,
        organisation_id=link.organisation_id,
        actor=by,
        at=at,
        topics=(f"links-{link.organisation_id}",),
        **details,
    )


def _day(at: datetime) -> date:
    return timezone.localtime(at).date()
