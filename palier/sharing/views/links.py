"""Making links to a slide or a deck, closing them, and the list of all for who runs the process."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from palier.cycles.models import Cycle
from palier.organisation.access import editor_required, may, person_required
from palier.organisation.middleware import PersonRequest
from palier.organisation.rules import Refused
from palier.sharing import actions
from palier.sharing.forms import LinkForm
from palier.sharing.models import Link
from palier.sharing.queries.links import (
    Made,
    links_of_deck,
    links_of_organisation,
    links_of_slide,
    may_share_deck,
    may_share_slide,
    seen_by,
)
from palier.sharing.refusals import sentence
from palier.slides.models import Slide

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

PER_PAGE = 50
UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Shared:
    """What is shared, where its links are listed, how one more is made."""

    title: "StrOrPromise"
    address: str
    back: str  # address of its page
    ends_on: date
    is_deck: bool
    links: Callable[[date], list[Made]]
    share: Callable[..., Link]


@require_http_methods(["GET", "POST"])
@person_required
def of_slide(request: PersonRequest, pk: int) -> HttpResponse:
    """List the links of a slide; POST makes one more."""
    slides = Slide.objects.visible_to(request.person)
    slide = get_object_or_404(slides.select_related("unit__organisation", "cycle"), pk=pk)
    if not may_share_slide(slide, request.person):
        raise PermissionDenied
    shared = Shared(
        title=f"{slide.unit_name} · {slide.cycle}",
        address=reverse("slide-links", args=[slide.pk]),
        back=reverse("slide", args=[slide.pk]),
        ends_on=slide.cycle.ends_on,
        is_deck=False,
        links=partial(links_of_slide, slide, request.person),
        share=partial(actions.share_slide, slide),
    )
    return _answer(request, shared)


@require_http_methods(["GET", "POST"])
@person_required
def of_deck(request: PersonRequest, key: str) -> HttpResponse:
    """List the links of a quarter; POST makes one more."""
    cycles = Cycle.objects.visible_to(request.person).select_related("organisation")
    cycle = get_object_or_404(cycles, key=key)
    if not may_share_deck(request.person):
        raise PermissionDenied
    shared = Shared(
        title=_("All slides · %(quarter)s") % {"quarter": cycle},
        address=reverse("cycle-links", args=[cycle.key]),
        back=reverse("cycle-wall", args=[cycle.key]),
        ends_on=cycle.ends_on,
        is_deck=True,
        links=partial(links_of_deck, cycle, request.person),
        share=partial(actions.share_deck, cycle),
    )
    return _answer(request, shared)


@require_GET
@editor_required
def of_organisation(request: PersonRequest) -> HttpResponse:
    """List every link that opens something, and those whose makers have left."""
    found = links_of_organisation(request.person, timezone.localdate())
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    rows = [seen_by(request.person, link) for link in page.object_list]
    context = {
        "organisation": request.person.organisation,
        "links": _with_addresses(request, rows),
        "pages": page,
        "may": may(request.person),
        "here": {"links": True},
    }
    part = "#list" if request.headers.get("HX-Target") == "links" else ""
    return render(request, f"sharing/links.html{part}", context)


@require_POST
@person_required
def revoke(request: PersonRequest, pk: int) -> HttpResponse:
    """Close a link; the page that asked refreshes its list."""
    links = Link.objects.revocable_by(request.person)
    link = get_object_or_404(links.select_related("organisation", "cycle"), pk=pk)
    try:
        actions.revoke(link, by=request.person, at=timezone.now())
    except Refused as refused:
        raise PermissionDenied from refused
    if "HX-Request" in request.headers:
        return HttpResponse(status=204, headers={"HX-Trigger": "links-changed"})
    if link.cycle:
        return redirect("cycle-links", link.cycle.key)
    return redirect("slide-links", link.slide_id)


def _answer(request: PersonRequest, shared: Shared) -> HttpResponse:
    today = timezone.localdate()
    data = request.POST if request.method == "POST" else None
    form = LinkForm(data, today=today, ends_on=shared.ends_on)
    context = {"shared": shared, "form": form, "refusal": "", "said": ""}
    is_script = "HX-Request" in request.headers
    if form.is_valid():
        try:
            shared.share(**form.cleaned_data, by=request.person, at=timezone.now())
        except Refused as refused:
            context["refusal"] = sentence(refused)
        else:
            if not is_script:
                return redirect(shared.address)
            context["form"] = LinkForm(today=today, ends_on=shared.ends_on)
            context["said"] = _("The link is ready: copy it.")
    context["links"] = _with_addresses(request, shared.links(today))
    status = UNPROCESSABLE if data is not None and not context["said"] else 200
    return render(request, f"sharing/share.html{'#links' * is_script}", context, status=status)


def _with_addresses(request: PersonRequest, rows: list[Made]) -> list[tuple[Made, str]]:
    """Return each link with its whole address, empty where it opens nothing any more."""
    return [(made, _address(request, made.token) if made.token else "") for made in rows]


def _address(request: PersonRequest, token: str) -> str:
    return request.build_absolute_uri(reverse("reading", args=[token]))
