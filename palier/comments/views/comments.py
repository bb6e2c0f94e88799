"""Saying something, changing it, settling it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palier.comments.actions import saying, settling, suggesting
from palier.comments.forms import CommentForm
from palier.comments.models import Comment
from palier.comments.queries.people import offered
from palier.comments.queries.wordings import wordings_of
from palier.comments.views.answers import answer, find_comment, find_slide
from palier.organisation.access import person_required
from palier.organisation.middleware import PersonRequest


@require_POST
@person_required
def write(request: PersonRequest, pk: int) -> HttpResponse:
    slide = find_slide(request, pk)
    form = CommentForm.read(request.POST)
    threads = Comment.objects.filter(slide=slide).select_related("thread")
    thread = get_object_or_404(threads, pk=form.thread) if form.thread else None

    def change() -> None:
        saying.write(
            slide,
            form.words,
            line=form.line,
            thread=thread,
            by=request.person,
            at=timezone.now(),
        )

    return answer(request, pk, change)


@require_POST
@person_required
def suggest(request: PersonRequest, pk: int) -> HttpResponse:
    slide = find_slide(request, pk)
    form = CommentForm.read(request.POST)

    def change() -> None:
        suggesting.suggest(
            slide, form.line, form.proposed, form.words, by=request.person, at=timezone.now()
        )

    return answer(request, pk, change)


@require_http_methods(["GET", "POST"])
@person_required
def words(request: PersonRequest, pk: int) -> HttpResponse:
    """Give the author a form with the words as they were typed; POST changes them."""
    comment = find_comment(request, pk)
    if request.method == "GET":
        if comment.author_id != request.person.pk or comment.deleted_at:
            raise Http404
        mentions = comment.mentions.values_list("person_id", flat=True)
        context = {"comment": comment, "mentions": mentions}
        return render(request, "comments/_edit.html", context)
    form = CommentForm.read(request.POST).words

    def change() -> None:
        saying.edit(
            comment, form.body, mentions=form.mentions, by=request.person, at=timezone.now()
        )

    return answer(request, comment.slide_id, change)


@require_POST
@person_required
def remove(request: PersonRequest, pk: int) -> HttpResponse:
    comment = find_comment(request, pk)
    return answer(
        request,
        comment.slide_id,
        lambda: saying.delete(comment, by=request.person, at=timezone.now()),
    )


@require_POST
@person_required
def settle(request: PersonRequest, pk: int) -> HttpResponse:
    """Settle the thread of a comment, or with `reopen` open it again."""
    comment = find_comment(request, pk)
    act = settling.reopen if "reopen" in request.POST else settling.resolve
    return answer(
        request, comment.slide_id, lambda: act(comment, by=request.person, at=timezone.now())
    )


@require_POST
@person_required
def decide(request: PersonRequest, pk: int) -> HttpResponse:
    """Take the suggestion of a comment, or with `leave` let the line stand."""
    comment = find_comment(request, pk)
    act = suggesting.leave if "leave" in request.POST else suggesting.take
    return answer(
        request, comment.slide_id, lambda: act(comment, by=request.person, at=timezone.now())
    )


@require_GET
@person_required
def wordings(request: PersonRequest, pk: int) -> HttpResponse:
    comment = find_comment(request, pk)
    context = {"comment": comment, "wordings": wordings_of(comment)}
    return render(request, "comments/_wordings.html", context)


@require_GET
@person_required
def people(request: PersonRequest, pk: int) -> HttpResponse:
    slide = find_slide(request, pk)
    context = {"people": offered(slide, request.GET.get("q", "")[:100])}
    return render(request, "comments/_people.html", context)
