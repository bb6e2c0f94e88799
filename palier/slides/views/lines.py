"""Changing a slide line by line: each address answers with the sheet as it is now."""

from django.http import Http404, HttpResponse
from django.utils import translation
from django.views.decorators.http import require_GET, require_POST

from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest
from palier.slides.actions import carrying, choosing, lines, serving, undo, words
from palier.slides.forms import EditForm, LineForm, ParentsForm, number_of
from palier.slides.models import Objective, Slide
from palier.slides.queries.lines import Line, slide_of
from palier.slides.views.acting import acting
from palier.slides.views.answers import answer, sheet_answer
from palier.slides.views.finding import find_line, find_objective, find_slide


@require_GET
@person_required
def sheet(request: PersonRequest, pk: int) -> HttpResponse:
    return sheet_answer(request, find_slide(request, pk))


@require_POST
@person_required
def add_objective(request: PersonRequest, pk: int) -> HttpResponse:
    slide = find_slide(request, pk)
    form = LineForm.read(request.POST)

    def change() -> str:
        after = slide.objectives.filter(pk=form.after).first() if form.after else None
        return lines.add_objective(
            slide,
            key=form.key,
            after=after,
            title=form.title,
            **acting(request),
        ).ref

    return answer(request, pk, change)


@require_POST
@person_required
def add_key_result(request: PersonRequest, ref: str) -> HttpResponse:
    objective = find_line(request, ref)
    if not isinstance(objective, Objective):
        raise Http404
    form = LineForm.read(request.POST)

    def change() -> str:
        after = objective.key_results.filter(pk=form.after).first() if form.after else None
        return lines.add_key_result(
            objective,
            key=form.key,
            after=after,
            title=form.title,
            **acting(request),
        ).ref

    return answer(request, objective.slide_id, change)


@require_POST
@person_required
def edit(request: PersonRequest, ref: str) -> HttpResponse:
    try:
        line = find_line(request, ref)
    except Http404:
        return _keep_for_gone_line(request, ref)
    form, slide = EditForm.read(request.POST), slide_of(line)

    def change() -> str:
        try:
            words.edit(
                line,
                form.field,
                form.text,
                before=form.before,
                language=translation.get_language() or "",
                as_of=slide.version,
                **acting(request),
            )
        except choosing.GONE:  # since it was found
            _keep(request, slide, ref, form)
        return ""

    return answer(request, slide.pk, change, held=slide)


def _keep_for_gone_line(request: PersonRequest, ref: str) -> HttpResponse:
    """Somebody removed the line meanwhile: its words are kept on the slide that is named."""
    slide = find_slide(request, number_of(request.POST.get("slide", "")))
    form = EditForm.read(request.POST)

    def change() -> str:
        _keep(request, slide, ref, form)
        return ""

    return answer(request, slide.pk, change)


def _keep(request: PersonRequest, slide: Slide, ref: str, form: EditForm) -> None:
    choosing.keep_for_gone_line(
        slide,
        ref,
        form.field,
        form.text,
        before=form.before,
        language=translation.get_language() or "",
        **acting(request),
    )


@require_POST
@person_required
def move(request: PersonRequest, ref: str) -> HttpResponse:
    line = find_line(request, ref)
    step = -1 if request.POST.get("step") == "-1" else 1

    def change() -> str:
        lines.move(line, step, **acting(request))
        return line.ref

    return answer(request, slide_of(line).pk, change)


@require_POST
@person_required
def remove(request: PersonRequest, ref: str) -> HttpResponse:
    line = find_line(request, ref)
    pk = slide_of(line).pk

    def change() -> str:
        lines.remove(line, seen=number_of(request.POST.get("seen", "")) or None, **acting(request))
        return ""

    return answer(request, pk, change)


@require_POST
@person_required
def set_parents(request: PersonRequest, pk: int) -> HttpResponse:
    objective = find_objective(request, pk)

    def change() -> str:
        form = ParentsForm.read(request.POST)
        serving.set_parents(objective, form.refs, before=form.before, **acting(request))
        return ""

    return answer(request, objective.slide_id, change)


@require_POST
@person_required
def take_back(request: PersonRequest, pk: int) -> HttpResponse:
    slide = find_slide(request, pk)
    return answer(request, pk, lambda: undo.undo(slide, **acting(request)))


@require_POST
@person_required
def do_again(request: PersonRequest, pk: int) -> HttpResponse:
    slide = find_slide(request, pk)
    return answer(request, pk, lambda: undo.redo(slide, **acting(request)))


@require_POST
@person_required
def carry_over(request: PersonRequest, pk: int) -> HttpResponse:
    slide = find_slide(request, pk)
    line: Line = find_line(request, request.POST.get("line", ""))

    def change() -> str:
        return carrying.carry_over(line, slide, **acting(request)).ref

    return answer(request, pk, change)
