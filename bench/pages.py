"""Pages: their time against the emptiest page, their queries, their weight."""

from functools import cache
from itertools import count

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.companies import client_of, company
from bench.harness import Reading, ratio, row
from palier.organisation.models import Unit
from palier.slides.models import Objective, Slide

FEW, MANY = 12, 1000


@cache
def visitor(teams: int) -> Client:
    return client_of(company(teams))


def get(teams: int, address: str) -> bytes:
    response = visitor(teams).get(address)
    if response.status_code != 200:
        raise RuntimeError(f"{address} answered {response.status_code}")
    return response.content


def empty() -> bytes:
    return get(FEW, reverse("bench-empty"))


def queries(teams: int, address: str) -> int:
    """Return how many queries a page makes once it is warm."""
    get(teams, address)
    with CaptureQueriesContext(connection) as captured:
        get(teams, address)
    return len(captured)


def slide_address(teams: int) -> str:
    slide = Slide.objects.filter(unit__organisation=company(teams)).earliest("pk")
    return reverse("slide", args=[slide.pk])


def unit_address(teams: int) -> str:
    unit = Unit.objects.filter(organisation=company(teams), kind="team").earliest("pk")
    return reverse("unit", args=[unit.pk])


def more_queries(few: str, many: str) -> Reading:
    """Return by how many queries the page of the large company exceeds that of the small one."""
    small, large = queries(FEW, few), queries(MANY, many)
    return Reading(large - small, 0, "queries more", f"{small} and {large}")


@row("wall of 12 units: time, in empty pages")
def wall_time() -> Reading:
    return ratio(lambda: get(FEW, reverse("wall")), empty, bound=3, pairs=31)


@row("wall of 12 units: queries")
def wall_queries() -> Reading:
    return Reading(queries(FEW, reverse("wall")), 15, "queries")


@row("wall of 12 units: weight")
def wall_weight() -> Reading:
    return Reading(len(get(FEW, reverse("wall"))) / 1000, 100, "kB")


@row("wall of 1,000 units: first screen, in walls of 12")
def large_wall() -> Reading:
    address = reverse("wall")
    return ratio(lambda: get(MANY, address), lambda: get(FEW, address), bound=2, pairs=31)


@row("wall: queries for 1,000 units beyond those for 12")
def wall_growth() -> Reading:
    return more_queries(reverse("wall"), reverse("wall"))


@row("slide page: queries for 1,000 units beyond those for 12")
def slide_growth() -> Reading:
    return more_queries(slide_address(FEW), slide_address(MANY))


@row("organisation page: queries for 1,000 units beyond those for 12")
def organisation_growth() -> Reading:
    return more_queries(reverse("organisation"), reverse("organisation"))


@row("saving one field, its fit included: time, in empty pages")
def saving() -> Reading:
    objective = Objective.objects.filter(slide__unit__organisation=company(FEW)).earliest("pk")
    address, numbers = reverse("words", args=[objective.ref]), count(1)
    words = [objective.title]

    def save() -> None:
        words.append(f"Gagner la confiance de {next(numbers)} grands comptes du Sud")
        form = {"field": "title", "text": words[-1], "before": words[-2]}
        response = visitor(FEW).post(address, form, headers={"hx-request": "true"})
        if response.status_code != 200:
            raise RuntimeError(f"a save answered {response.status_code}")

    return ratio(save, empty, bound=5, pairs=31)
