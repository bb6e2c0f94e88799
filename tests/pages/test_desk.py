"""GET /slides/<pk>/ and the ways to it."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from palier.organisation.models import Person
from palier.slides.actions import words
from palier.slides.models import KeyResult, Slide
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_key_result, make_objective, make_person, make_slide


def read(client: Client, person: Person, address: str) -> str:
    client.force_login(person.user)  # type: ignore[arg-type]
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_number_of_queries_does_not_grow_with_lines_or_members(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    slide = make_slide(cast.sales_france, cast.coming, {"Un": ["a"]})
    past = make_slide(cast.sales_france, cast.current, {"Avant": ["x"]})
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    counts: list[int] = []
    for _ in range(2):
        Slide.objects.update(version=len(counts) + 50)  # not in memory
        with django_assert_max_num_queries(25) as queries:
            client.get(f"/slides/{slide.pk}/?beside")
        counts.append(len(queries))
        for number in range(10):
            objective = make_objective(slide, f"Objectif {number}")
            make_key_result(objective, "k", target=number, kind="number")
            make_key_result(make_objective(past, f"P {number}"), "k", end_state="ko")
            person = make_person(cast.acme, f"Membre{len(counts)}-{number} Nom")
            cast.sales_france.memberships.create(person=person)
    assert counts[0] == counts[1]


def test_the_menu_of_quarters_holds_the_one_that_is_shown(client: Client, cast: Cast) -> None:
    past = make_slide(cast.sales_france, cast.past)
    slide = make_slide(cast.sales_france, cast.current)
    coming = make_slide(cast.sales_france, cast.coming)
    page = read(client, cast.jo, f"/slides/{slide.pk}/")
    menu = page.partition('<summary class="button">T4 2026</summary>')[2].partition("</div>")[0]
    addresses = [menu.find(f"/slides/{row.pk}/") for row in (coming, slide, past)]
    assert -1 not in addresses and addresses == sorted(addresses)
    assert menu.count('aria-current="true"') == 1


def test_unfinished_lines_of_the_past_are_offered(client: Client, cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming)
    make_slide(cast.sales_france, cast.current, {"Avant": ["Fini", "Raté"]})
    KeyResult.objects.filter(title="Fini").update(end_state="ok")
    KeyResult.objects.filter(title="Raté").update(end_state="ko", end_reason="trop court")
    page = read(client, cast.marie, f"/slides/{slide.pk}/")
    assert page.count('data-act="carry"') == 1
    assert 'data-act="carry"' not in read(client, cast.hugo, f"/slides/{slide.pk}/")


def test_my_slide_leads_to_the_coming_one(client: Client, cast: Cast) -> None:
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    response = client.get("/slides/mine/", follow=True)
    assert "Commencer la slide" in response.content.decode()
    client.post(f"/units/{cast.sales_france.pk}/slides/2027-Q1/")
    slide = Slide.objects.get()
    assert (slide.unit_name, slide.parent, slide.head) == ("Sales France", cast.sales, cast.marie)
    response = client.get("/slides/mine/", follow=True)
    assert response.redirect_chain[-1][0] == f"/slides/{slide.pk}/"


def test_who_heads_two_units_chooses(client: Client, cast: Cast) -> None:
    page = read(client, cast.hugo, "/slides/mine/")
    assert "Platform" in page
    assert "Support" in page


def test_a_slide_is_started_once_however_often_the_button_is_pressed(
    client: Client, cast: Cast
) -> None:
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    for _ in range(2):
        client.post(f"/units/{cast.sales_france.pk}/slides/2027-Q1/")
    assert Slide.objects.count() == 1


def test_somebody_else_does_not_start_it(client: Client, cast: Cast) -> None:
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    assert client.post(f"/units/{cast.sales_france.pk}/slides/2027-Q1/").status_code == 422
    assert not Slide.objects.exists()


def test_the_journal_tells_who_changed_what(client: Client, cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming, {"Vendre": ["Rendez-vous"]})
    line = KeyResult.objects.select_related("objective__slide__unit").get()
    words.edit(line, "title", "Signatures", by=cast.jo, at=NOW)
    words.edit(line, "measure", "0 → 100 000 €", by=cast.jo, at=NOW)
    words.edit(line, "level", "outcome", by=cast.jo, at=NOW)
    page = read(client, cast.hugo, f"/slides/{slide.pk}/history/")
    for word in ("Jo Petit", "Rendez-vous", "Signatures", "0 → 100\u202f000 €", "outcome"):
        assert word in page


def test_an_overfull_slide_is_shown_and_says_so(client: Client, cast: Cast) -> None:
    lines = [f"Un key result assez long pour prendre de la place {n}" for n in range(9)]
    slide = make_slide(cast.sales_france, cast.coming, {f"Objectif {n}": lines for n in range(5)})
    page = read(client, cast.marie, f"/slides/{slide.pk}/")
    assert "5 objectifs" in page
    assert "9 key results" in page
    assert 'data-fit="comfortable"' not in page


def test_the_page_of_a_unit_leads_to_its_slides(client: Client, cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming, {"Vendre": []})
    other = make_slide(cast.platform, cast.coming, {"Tenir": []})
    page = read(client, cast.jo, f"/units/{cast.sales_france.pk}/")
    assert f"/slides/{slide.pk}/" in page
    assert f"/slides/{other.pk}/" not in page


def test_a_writer_is_told_why_a_slide_is_locked(client: Client, cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming, state=SlideState.SUBMITTED)
    assert "Cette slide est soumise" in read(client, cast.marie, f"/slides/{slide.pk}/")
    assert "Cette slide est soumise" not in read(client, cast.hugo, f"/slides/{slide.pk}/")
