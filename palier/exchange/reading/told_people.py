"""What is settled once all lines are known: who answers for a slide, which names are units."""

from palier.exchange.phrases import compared
from palier.exchange.reading.slides import Found, Slides
from palier.exchange.reading.told_lines import Claim, Owner


def settle_people(slides: Slides, heads: list[Owner], owners: list[Owner]) -> None:
    """Give each slide its head: who is said of the unit, else the one owner of all its lines.

    Anybody else stays where the text has them, among the leftovers.
    """
    for owner in heads:
        for found in owner.slides:
            if not found.slide.head:
                found.slide.head, found.slide.head_place = owner.name, owner.place
        if any(compared(found.slide.head) == compared(owner.name) for found in owner.slides):
            owner.take()
        elif owner.slides:
            owner.leave()
    by_slide: dict[int, list[Owner]] = {}
    for owner in owners:
        by_slide.setdefault(id(owner.slides[0]), []).append(owner)
    for each in by_slide.values():
        _settle(each[0].slides[0], each)
    slides.settle_owners()


def _settle(found: Found, owners: list[Owner]) -> None:
    names = {compared(owner.name) for owner in owners}
    speaks_for_all = len(names) == 1 and sum(owner.lines for owner in owners) >= found.lines
    if speaks_for_all and not found.slide.head:
        found.slide.head, found.slide.head_place = owners[0].name, owners[0].place
    for owner in owners:
        if names == {compared(found.slide.head)}:
            owner.take()
        else:
            owner.leave()


def settle_names(slides: Slides, claims: list[Claim]) -> None:
    """Take the headings that name a unit of some slide, or a pole of some unit."""
    names = {key[0] for key, found in slides.found.items() if found.slide.objectives}
    names |= {compared(unit.parent) for unit in slides.units.values() if unit.parent}
    for claim in claims:
        at = claim.row, 0
        if compared(claim.name) in names:
            claim.sheet.take(at, "title")
        else:
            claim.sheet.leave(at, "title")
