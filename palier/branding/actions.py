"""Bringing a template, having decks stand on it, taking it away."""

import io
from datetime import datetime

from django.db import transaction

from palier.branding.drawing.area import preferred
from palier.branding.drawing.design import Ground, grounds_of
from palier.branding.models import NAME_LENGTH, DeckTemplate
from palier.branding.reading import Template, read_template
from palier.journal.record import record
from palier.organisation.models import Organisation, Person
from palier.organisation.rules import Refused, check_may_run
from palier.sheets.draw_pptx import write_pptx


@transaction.atomic
def bring(
    organisation: Organisation, name: str, data: bytes, *, by: Person, at: datetime
) -> DeckTemplate:
    """Keep the template that a file holds, cleaned, to be looked at; no deck changes yet.

    It takes the place of another one that waits.

    :raises Refused: "not-pilot" or "no-room"
    :raises Unreadable: whatever `read_template` raises
    """
    check_may_run(by.standing)
    template = read_template(data)
    layout = best_layout(template)
    DeckTemplate.objects.filter(organisation=organisation, is_on=False).delete()
    return DeckTemplate.objects.create(
        organisation=organisation,
        name=name[-NAME_LENGTH:] or "template.pptx",
        data=packed(template),
        layout=layout,
        left_out=dict(template.dropped),
        brought_by=by,
        brought_at=at,
    )


@transaction.atomic
def switch_on(row: DeckTemplate, layout: int, *, by: Person, at: datetime) -> None:
    """Have the decks of the organisation stand on a layout of this template, from now on.

    The template that was on is taken away.

    :raises Refused: "not-pilot", "no-such-layout" or "no-room"
    """
    check_may_run(by.standing)
    _check_layout(row, layout)
    if row.is_on and row.layout == layout:
        return  # on already: twice is the same as once
    Organisation.objects.select_for_update().get(pk=row.organisation_id)
    mine = DeckTemplate.objects.filter(organisation_id=row.organisation_id)
    mine.filter(is_on=True).exclude(pk=row.pk).delete()
    row.is_on, row.layout = True, layout
    row.save(update_fields=["is_on", "layout"])
    record(
        "organisation.template-set",
        subject=row.organisation.topic,
        organisation_id=row.organisation_id,
        actor=by,
        at=at,
        name=row.name,
        layout=row.ground().name,
    )


@transaction.atomic
def remove(row: DeckTemplate, *, by: Person, at: datetime) -> None:
    """Take a template away: decks have Palier's own look again.

    :raises Refused: "not-pilot"
    """
    check_may_run(by.standing)
    gone, _ = DeckTemplate.objects.filter(pk=row.pk).delete()
    if gone and row.is_on:
        record(
            "organisation.template-removed",
            subject=row.organisation.topic,
            organisation_id=row.organisation_id,
            actor=by,
            at=at,
            name=row.name,
        )


def best_layout(template: Template) -> int:
    """Return the layout that is offered first.

    :raises Refused: "no-room" if no layout has room for a sheet
    """
    grounds = {ground.layout: ground for ground in grounds_of(template)}
    areas = {number: ground.area for number, ground in grounds.items()}
    number = preferred({number: ground.kind for number, ground in grounds.items()}, areas)
    if not areas[number].is_enough:
        raise Refused("no-room")
    return number


def packed(template: Template) -> bytes:
    """Return a template as a deck without a slide: opened, it is what colleagues would get."""
    target = io.BytesIO()
    design = Ground(template, 1).design()
    write_pptx([], target, title="Palier", language="en", design=design)
    return target.getvalue()


def _check_layout(row: DeckTemplate, layout: int) -> None:
    try:
        area = row.ground(layout).area
    except KeyError as fault:
        raise Refused("no-such-layout") from fault
    if not area.is_enough:
        raise Refused("no-room")
