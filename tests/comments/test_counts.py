"""What is open under slides, counted on the wall; and what all this costs."""

from django.test import Client
from pytest_django import DjangoAssertNumQueries

from palier.comments.actions import saying, settling
from palier.organisation.models import Person
from tests.cast import NOW, Cast, make_slide
from tests.comments.builders import line_of, make_sheet, say


def read(client: Client, person: Person, address: str) -> str:
    client.force_login(person.user)  # type: ignore[arg-type]
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_wall_counts_open_threads(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    wall = "/quarters/2027-Q1/slides/"
    assert "fil ouvert" not in read(client, cast.marie, wall)
    questions = [say(slide, f"Question {number}", by=cast.hugo) for number in range(4)]
    say(slide, "Réponse", by=cast.marie, thread=questions[0])
    settling.resolve(questions[1], by=cast.marie, at=NOW)
    saying.delete(questions[2], by=cast.hugo, at=NOW)
    assert "2 fils ouverts" in read(client, cast.marie, wall)
    assert "2 fils ouverts" in read(client, cast.marie, f"{wall}?outline=24")
    assert "fils ouverts" not in read(client, cast.beta_marie, wall)


def test_the_wall_asks_as_much_for_ten_more_slides_with_threads(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    say(make_sheet(cast), "Quand ?", by=cast.hugo)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    counts = []
    for _ in range(2):
        with django_assert_max_num_queries(30) as queries:
            client.get("/quarters/2027-Q1/slides/?outline=24")
        counts.append(len(queries))
        for unit in (cast.platform, cast.support, cast.company):
            if not unit.slides.exists():
                slide = make_slide(unit, cast.coming, {"Un": ["a"]})
                for number in range(4):
                    say(slide, f"Question {number}", by=cast.hugo)
    assert counts[0] == counts[1]


def test_ten_more_comments_cost_the_page_no_query(
    client: Client, cast: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    slide = make_sheet(cast)
    ref = line_of(slide).ref
    question = say(slide, "@Jo Petit ?", by=cast.hugo, line=ref, naming=(cast.jo,))
    say(slide, "Oui", by=cast.jo, thread=question)
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    counts = []
    for _ in range(2):
        client.get(f"/slides/{slide.pk}/")  # the sheet is in memory from here on
        with django_assert_max_num_queries(40) as queries:
            client.get(f"/slides/{slide.pk}/")
        counts.append(len(queries))
        for person in (cast.marie, cast.hugo, cast.luc, cast.dora, cast.pia):
            thread = say(slide, "@Jo Petit ?", by=person, line=ref, naming=(cast.jo,))
            say(slide, "Oui", by=person, thread=thread)
            settling.resolve(thread, by=cast.marie, at=NOW)
    assert counts[0] == counts[1]
