"""What the writing checks say of a slide now, without what people have put aside."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from palier.sheets.layout import Fit
from palier.slides import remarks
from palier.slides.models import Dismissal, KeyResult, Objective, Slide
from palier.slides.queries.contents import with_lines
from palier.slides.queries.drawings import drawings_of
from palier.slides.queries.levels import Share, shares_of
from palier.slides.queries.lines import measure_of
from palier.slides.rules.checks import (
    Finding,
    Limits,
    WrittenKeyResult,
    WrittenObjective,
    WrittenSlide,
    check_slide,
    in_order,
)
from palier.slides.rules.checks.likeness import KEPT, is_alike
from palier.slides.rules.words import SlideState

IN_VIEW = 2  # remarks shown at once; the others are a click away

Source = Callable[[Slide], Iterable[Finding]]
_sources: list[Source] = []


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding in words, and the line that it is about."""

    finding: Finding
    line: str  # the words of the line, "" for the whole slide
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What is said beside a slide: what is fine, what is worth a thought, what was put aside."""

    slide: Slide
    fine: list[str]
    shown: list[Remark]
    others: list[Remark]
    dismissed: list[Remark]
    shares: list[Share]
    is_begun: bool  # an objective has words; before that nothing is wrong yet

    @property
    def count(self) -> int:
        """How many remarks are not put aside."""
        return len(self.shown) + len(self.others)

    @property
    def is_draft(self) -> bool:
        """Test if the slide is still on its way to be submitted."""
        return self.slide.state == SlideState.DRAFT

    @property
    def may_be_submitted(self) -> bool:
        """Test if no remark refuses."""
        return not any(remark.finding.refuses for remark in (*self.shown, *self.others))

    @property
    def spoken(self) -> str:
        """What a screen reader says when it changes: how many remarks there are, no more."""
        count = self.count
        if not count:
            return _("No remark.")
        return ngettext("%(count)s remark.", "%(count)s remarks.", count) % {"count": count}


def register(source: Source, sentences: Mapping[str, remarks.Sentences]) -> None:
    """Add checks of another concept: what they find on a slide, and their sentences by check.

    `source` is given a slide loaded `with_lines`.

    :raises ValueError: if a check of this name is known already
    """
    remarks.add(sentences)
    _sources.append(source)


def findings_of(slide: Slide, language: str) -> Findings:
    """Return what is to be said of a slide, the most useful first (five queries).

    The sheet is the drawn one of `language`; the sentences are in the active language.
    """
    loaded = with_lines(Slide.objects.filter(pk=slide.pk)).get()
    fit = drawings_of([loaded], language)[loaded.pk].layout.fit
    found = raw_findings(loaded, fit)
    texts = _texts(loaded)
    aside = {(row.code, row.line): row.words for row in Dismissal.objects.filter(slide=loaded)}
    current: list[Remark] = []
    dismissed: list[Remark] = []
    for finding in in_order(found):
        words = words_of(finding, texts)
        key = (finding.check, finding.ref)
        is_aside = not finding.refuses and key in aside and is_alike(aside[key], words)
        (dismissed if is_aside else current).append(_remark(finding, texts))
    return Findings(
        slide=loaded,
        fine=_fine(loaded, found, fit),
        shown=current[:IN_VIEW],
        others=current[IN_VIEW:],
        dismissed=dismissed,
        shares=shares_of(_key_results(loaded)),
        is_begun=any(objective.title.strip() for objective in loaded.objectives.all()),
    )


def raw_findings(slide: Slide, fit: Fit) -> list[Finding]:
    """Return every finding on a slide loaded `with_lines`, those put aside too, in no order."""
    found = check_slide(_written(slide, fit))
    return found + [finding for source in _sources for finding in source(slide)]


def words_of(finding: Finding, texts: Mapping[str, str]) -> str:
    """Return what a remark is about: the words of its line, or the count that it tells."""
    count = finding.data.get("count")
    return str(count) if finding.check in COUNTED else texts.get(finding.ref, "")[:KEPT]


COUNTED = frozenset({"O1", "K1b", "K6"})


def _written(slide: Slide, fit: Fit) -> WrittenSlide:
    organisation = slide.unit.organisation
    return WrittenSlide(
        objectives=tuple(
            WrittenObjective(
                text=objective.title,
                ref=objective.ref,
                key_results=tuple(_line(row) for row in objective.key_results.all()),
            )
            for objective in slide.objectives.all()
        ),
        language=organisation.language,
        limits=Limits(
            objectives=organisation.max_objectives,
            key_results=organisation.max_key_results,
            objective_characters=organisation.max_objective_characters,
            key_result_characters=organisation.max_key_result_characters,
        ),
        has_head=slide.head_id is not None,
        may_be_submitted=fit.may_be_submitted,
        is_small=fit == Fit.SMALL,
        ends_on=slide.cycle.ends_on,
    )


def _line(row: KeyResult) -> WrittenKeyResult:
    return WrittenKeyResult(
        text=row.title, ref=row.ref, measure=measure_of(row), level=row.level, due_on=row.due_on
    )


def _key_results(slide: Slide) -> list[KeyResult]:
    return [row for objective in slide.objectives.all() for row in objective.key_results.all()]


def _texts(slide: Slide) -> dict[str, str]:
    lines: list[Objective | KeyResult] = [*slide.objectives.all(), *_key_results(slide)]
    return {line.ref: line.title for line in lines}


def _remark(finding: Finding, texts: Mapping[str, str]) -> Remark:
    text, reason = remarks.sentences_of(finding)
    return Remark(finding=finding, line=texts.get(finding.ref, ""), text=text, reason=reason)


def _fine(slide: Slide, found: list[Finding], fit: Fit) -> list[str]:
    checks = {finding.check for finding in found}
    objectives, lines = len(slide.objectives.all()), len(_key_results(slide))
    fine = []
    if objectives and lines and not checks & {"O1", "K1", "K1b"}:
        counts = {
            "objectives": ngettext("%(n)s objective", "%(n)s objectives", objectives)
            % {"n": objectives},
            "key_results": ngettext("%(n)s key result", "%(n)s key results", lines) % {"n": lines},
        }
        fine.append(_("%(objectives)s, %(key_results)s") % counts)
    if lines and not checks & {"K2", "K3"}:
        fine.append(_("Every key result has a figure"))
    if lines and fit == Fit.COMFORTABLE:
        fine.append(_("The sheet can be read from the back of a room"))
    return fine
