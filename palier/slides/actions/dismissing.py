"""Putting a remark of the writing checks aside, and taking it up again."""

from datetime import datetime

from django.db import transaction

from palier.journal.record import record
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.models import Dismissal, Slide
from palier.slides.queries.findings import Findings, Remark, findings_of, words_of


@transaction.atomic
def dismiss(slide: Slide, code: str, line: str, *, language: str, by: Person, at: datetime) -> bool:
    """Put one remark aside for as long as its line says much the same.

    Returns False where it is aside already, or is no longer made.

    :raises Refused: "must-be-mended" for what refuses, "not-writer" or "locked"
    """
    _check(slide, by)
    found = findings_of(slide, language)
    remark = _find([*found.shown, *found.others], code, line)
    if remark is None:
        return False
    if remark.finding.refuses:
        raise Refused("must-be-mended")
    words = words_of(remark.finding, {line: remark.line})
    Dismissal.objects.update_or_create(
        slide=slide, code=code, line=line, defaults={"words": words, "by": by, "at": at}
    )
    _note("slide.remark-dismissed", slide, remark, by=by, at=at)
    return True


@transaction.atomic
def bring_back(
    slide: Slide, code: str, line: str, *, language: str, by: Person, at: datetime
) -> bool:
    """Make a remark again that was put aside; returns False where it is not aside.

    :raises Refused: "not-writer" or "locked"
    """
    _check(slide, by)
    found: Findings = findings_of(slide, language)
    remark = _find(found.dismissed, code, line)
    if remark is None:
        return False
    Dismissal.objects.filter(slide=slide, code=code, line=line).delete()
    _note("slide.remark-brought-back", slide, remark, by=by, at=at)
    return True


def _check(slide: Slide, by: Person) -> None:
    if not slide.has_writer(by):
        raise Refused("not-writer")
    # The row is held: a remark that is put aside twice at once is written once.
    locked = Slide.objects.select_for_update().only("state").get(pk=slide.pk)
    if not locked.is_open:
        raise Refused("locked", state=locked.state)


def _find(remarks: list[Remark], code: str, line: str) -> Remark | None:
    return next(
        (row for row in remarks if (row.finding.check, row.finding.ref) == (code, line)), None
    )


def _note(verb: str, slide: Slide, remark: Remark, *, by: Person, at: datetime) -> None:
    record(
        verb,
        subject=slide.topic,
        organisation_id=by.organisation_id,
        actor=by,
        at=at,
        check=remark.finding.check,
        line=remark.finding.ref,
        title=remark.line,
    )
