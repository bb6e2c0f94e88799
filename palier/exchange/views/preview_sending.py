"""What people say of a file by hand: where its pieces belong, what its columns are."""

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from palier.exchange.actions import bringing
from palier.exchange.document import Leftover
from palier.exchange.placing import ROLES, UNIT, Sending, Target, may_be_person, may_send
from palier.exchange.previews import Preview, preview_of
from palier.exchange.refusals import not_sent_sentence
from palier.exchange.views.imports import runner_required
from palier.exchange.views.preview import back_to, find_import, preview_page, refused_page
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused

MOST_AT_ONCE = 2_000
ALONE = ("head", "measure")  # there is one of them


@require_POST
@runner_required
def send(request: PersonRequest, pk: int) -> HttpResponse:
    """Send pieces to a unit, an objective or a key result; or take them back."""
    row, refs = find_import(request, pk), request.POST.getlist("place")[:MOST_AT_ONCE]
    if not row.is_draft:
        return back_to(request, row)
    try:
        if "back" in request.POST:
            bringing.take_back(row, refs, by=request.person)
            return back_to(request, row)
        to, role = request.POST.get("to", ""), request.POST.get("role", "")
        why_not = _why_not(preview_of(row, today=timezone.localdate()), refs, to, role)
        if why_not:
            return preview_page(request, row, sentence=not_sent_sentence(why_not), status=422)
        bringing.send(row, [Sending(ref, to, role) for ref in refs], by=request.person)
    except Refused as refused:
        return refused_page(request, row, refused)
    return back_to(request, row)


@require_POST
@runner_required
def name_column(request: PersonRequest, pk: int) -> HttpResponse:
    """Say what a column is: a role, "" for nothing; without a role, take that back."""
    row, role = find_import(request, pk), request.POST.get("role", "")
    said = None if role == "back" else "" if role == "nothing" else role
    try:
        bringing.name_column(row, request.POST.get("heading", ""), said, by=request.person)
    except Refused as refused:
        return refused_page(request, row, refused)
    return back_to(request, row)


def _why_not(preview: Preview, refs: list[str], to: str, role: str) -> str:
    """Return why pieces cannot be sent so: a code, "" where they can."""
    target = preview.placed.targets.get(to)
    if target is None and to not in preview.units:
        return "nowhere" if refs else "nothing"
    kind = target.kind if target else UNIT
    if role not in ROLES[kind]:
        return kind
    if role in ALONE and len(refs) > 1:
        return f"{role}-several"
    known = {question.ref: question.leftover for question in preview.questions}
    if not refs or any(ref not in known for ref in refs):
        return "nothing"
    language = preview.row.language
    is_fit = all(_fits(known[ref], target, role, language) for ref in refs)
    return "" if is_fit else role


def _fits(leftover: Leftover, target: Target | None, role: str, language: str) -> bool:
    if target is None:  # a unit that the file does not name: nothing is there yet
        return role != "head" or may_be_person(leftover.text)
    return may_send(leftover, target, role, language)
