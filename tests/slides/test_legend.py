"""/legend/: the colours of objectives, in the words of the organisation."""

from collections.abc import Callable

import pytest
from django.test import Client
from playwright.sync_api import Page, expect

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Stage
from palier.slides.actions import legend
from palier.slides.models import COLOURS, Category, Objective, Slide
from tests.cast import NOW, Cast, make_cast, make_slide


def post(client: Client, person: Person, address: str, **data: object) -> int:
    client.force_login(person.user)  # type: ignore[arg-type]
    return client.post(address, data).status_code


def test_the_pilot_makes_renames_and_removes_a_category(client: Client, cast: Cast) -> None:
    assert post(client, cast.pia, "/legend/categories/", name="Croissance", colour=3) == 302
    category = Category.objects.get()
    slide = make_slide(cast.sales_france, cast.coming, {"Vendre": []})
    Objective.objects.update(category=category)
    address = f"/legend/categories/{category.pk}/"
    assert post(client, cast.pia, address, name="Élan", colour=4) == 302
    assert Slide.objects.get().version > slide.version  # its sheet is drawn anew
    assert "Élan" in client.get(f"/slides/{slide.pk}/").content.decode()
    assert post(client, cast.pia, f"{address}removal/") == 302
    assert Objective.objects.get().category is None
    verbs = list(Entry.objects.order_by("id").values_list("verb", flat=True))
    assert verbs == ["category.added", "category.changed", "category.removed"]


def test_a_legend_holds_eight_colours(client: Client, cast: Cast) -> None:
    for colour in range(1, COLOURS + 1):
        name = f"Catégorie {colour}"
        assert post(client, cast.pia, "/legend/categories/", name=name, colour=colour) == 302
    assert post(client, cast.pia, "/legend/categories/", name="De trop", colour=1) == 422
    assert Category.objects.count() == COLOURS


def test_a_name_is_taken_once_and_colours_are_ours(client: Client, cast: Cast) -> None:
    assert post(client, cast.pia, "/legend/categories/", name="Équipe", colour=1) == 302
    assert post(client, cast.pia, "/legend/categories/", name="Équipe", colour=2) == 422
    assert post(client, cast.pia, "/legend/categories/", name="Autre", colour=9) == 422
    assert post(client, cast.pia, "/legend/categories/", name=" ", colour=2) == 422


def test_others_see_the_legend_and_change_nothing(client: Client, cast: Cast) -> None:
    category = Category.objects.create(organisation=cast.acme, name="Croissance", colour=1)
    address = f"/legend/categories/{category.pk}/"
    assert post(client, cast.marie, address, name="Autre", colour=2) == 422
    assert post(client, cast.marie, f"{address}removal/") == 422
    assert post(client, cast.beta_dora, address, name="Autre", colour=2) == 404
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    assert "Croissance" in client.get("/legend/").content.decode()
    category.refresh_from_db()
    assert (category.name, category.colour) == ("Croissance", 1)


@pytest.mark.django_db(transaction=True)
def test_the_legend_follows_and_takes_away_nothing_that_is_typed(
    server: str, sign_in: Callable[..., Page]
) -> None:
    cast = make_cast()
    page = sign_in(cast.pia.user)
    page.goto("/legend/")
    expect(page.locator("html")).to_have_attribute("data-connected", "yes")
    legend.add_category("Croissance", 3, by=cast.dora, at=NOW)
    names = page.locator(".legend-list input[name=name]")
    expect(names).to_have_value("Croissance")
    page.locator(".legend-add input[name=name]").fill("Équ")
    legend.add_category("Fidélité", 4, by=cast.dora, at=NOW)
    page.wait_for_timeout(600)
    expect(names).to_have_count(1)
    page.locator("h1").click()
    expect(page.locator(".legend-add input[name=name]")).to_have_value("Équ")
    page.locator(".legend-add input[name=name]").fill("")
    page.locator("h1").click()
    expect(names).to_have_count(2)


def test_before_sharing_a_member_reads_the_legend_and_watches_nothing(
    client: Client, cast: Cast
) -> None:
    cast.acme.stages = [Stage.DEFINE]
    cast.acme.save()
    for person, is_told in ((cast.jo, False), (cast.marie, True)):
        client.force_login(person.user)  # type: ignore[arg-type]
        assert ("data-live=" in client.get("/legend/").content.decode()) is is_told
