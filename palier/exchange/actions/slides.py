"""Writing the slides of an import, if nobody was faster."""

from collections.abc import Sequence

from django.db.models import F

from palier.exchange.actions.rows import Ids, update_in_bulk
from palier.exchange.matching import PlannedSlide
from palier.organisation.models import Unit
from palier.organisation.rules import Refused
from palier.slides.models import Slide


def check_versions(slides: Sequence[PlannedSlide]) -> None:
    """Hold the slides that are to change, and check that they are those the plan was made from.

    :raises Refused: "changed-meanwhile"
    """
    planned = {slide.pk: slide.version for slide in slides if slide.pk is not None}
    held = Slide.objects.select_for_update().filter(pk__in=planned).order_by("pk")
    if dict(held.values_list("pk", "version")) != planned:
        raise Refused("changed-meanwhile")


def write_slides(slides: Sequence[PlannedSlide], ids: Ids) -> None:
    """Make the new slides as their units stand, and give the others their next version."""
    _add([slide for slide in slides if slide.is_new], ids)
    known = [slide for slide in slides if not slide.is_new]
    Slide.objects.filter(pk__in=[slide.pk for slide in known]).update(version=F("version") + 1)
    update_in_bulk(
        Slide, [(slide.pk, _columns(slide, ids)) for slide in known if slide.pk is not None]
    )


def _add(slides: Sequence[PlannedSlide], ids: Ids) -> None:
    pks = [ids.units[slide.unit] for slide in slides]
    units = Unit.objects.in_bulk(pks)
    rows = Slide.objects.bulk_create(
        Slide(
            unit_id=pk,
            cycle_id=ids.cycles[slide.cycle],
            state=slide.state,
            unit_name=units[pk].name,
            parent_id=units[pk].parent_id,
            head_id=ids.people[slide.head] if slide.head else None,
        )
        for pk, slide in zip(pks, slides, strict=True)
    )
    ids.slides |= {slide.path: row.pk for slide, row in zip(slides, rows, strict=True)}
    ids.note_made("slides", [row.pk for row in rows])


def _columns(slide: PlannedSlide, ids: Ids) -> dict[str, object]:
    columns: dict[str, object] = {}
    if "head" in slide.changes:
        columns["head_id"] = ids.people[slide.changes["head"][1]]
    if "state" in slide.changes:
        columns["state"] = slide.changes["state"][1]
    return columns
