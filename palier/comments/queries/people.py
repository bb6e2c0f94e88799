"""Whom one may name under a slide."""

from django.db.models import Q

from palier.organisation.models import Person, PersonQuerySet
from palier.organisation.queries import fold
from palier.organisation.rules import Stage
from palier.slides.models import Slide

OFFERED = 8  # people of one list of completions


def who_may_see(slide: Slide) -> PersonQuerySet:
    """Return the people of the organisation who see a slide: the other side of `visible_to`."""
    organisation = slide.unit.organisation
    people = Person.objects.present().filter(organisation=organisation)
    if organisation.has_stage(Stage.SHARE):
        return people
    heads = Person.objects.filter(headed_units__closed_on=None, headed_units__isnull=False)
    members = Person.objects.filter(memberships__unit_id=slide.unit_id)
    return people.filter(
        Q(is_direction=True)
        | Q(is_pilot=True)
        | Q(pk__in=heads.values("pk"))
        | Q(pk__in=members.values("pk"))
    )


def offered(slide: Slide, typed: str) -> list[Person]:
    """Return who may be named after "@" and these letters: the slide's own people first.

    At most eight; accents and capitals are set aside, and any word of a name may begin with
    the letters (three queries).
    """
    wanted = fold(typed).strip()
    own = _own(slide)
    found = sorted(
        (
            (pk not in own, not folded.startswith(wanted), folded, pk)
            for pk, name in who_may_see(slide).values_list("pk", "name")
            if _begins(folded := fold(name), wanted)
        ),
    )
    ids = [pk for *_order, pk in found[:OFFERED]]
    people = Person.objects.in_bulk(ids)
    return [people[pk] for pk in ids]


def _own(slide: Slide) -> set[int]:
    members = slide.unit.memberships.values_list("person_id", flat=True)
    return {*members, *([slide.head_id] if slide.head_id else [])}


def _begins(name: str, wanted: str) -> bool:
    return f" {wanted}" in " " + name.replace("-", " ") or name.startswith(wanted)
