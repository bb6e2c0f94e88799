"""What a save costs: it is made while somebody types, and by many at once."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from palier.organisation.rules import Stage
from palier.slides.actions.words import edit
from palier.slides.models import KeyResult, Slide
from tests.cast import NOW, Cast, make_slide

# Session, user, person, line; savepoint and release for BEGIN and COMMIT; standing, version,
# was it sent before, the line, the journal; objectives, key results, variants.
SAVE = 14
SHEET = 6  # session, user, person, slide, standing, variants


@pytest.fixture
def slide(cast: Cast) -> Slide:
    cast.acme.stages = [Stage.DEFINE, Stage.SHARE]
    cast.acme.save()
    return make_slide(cast.sales_france, cast.coming, {"Vendre": ["Rendez-vous", "Contrats"]})


def save(client: Client, line: KeyResult, text: str, name: str) -> str:
    form = {"field": "title", "text": text, "before": line.title, "id": name, "burst": "b1"}
    line.title = text
    response = client.post(f"/lines/{line.ref}/words/", form)
    assert response.status_code == 200
    return response.headers["X-Version"]


def test_a_save_asks_little_of_the_database(
    client: Client, cast: Cast, slide: Slide, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert cast.marie.user
    client.force_login(cast.marie.user)
    line = KeyResult.objects.filter(objective__slide=slide)[0]
    save(client, line, "Signer trois contrats", "a1")  # what is asked once is asked here
    with django_assert_num_queries(SAVE):
        version = save(client, line, "Signer quatre contrats", "a2")
    slide.refresh_from_db()
    assert version == str(slide.version)


def test_more_lines_ask_no_more(
    client: Client, cast: Cast, slide: Slide, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert cast.marie.user
    client.force_login(cast.marie.user)
    line = KeyResult.objects.filter(objective__slide=slide)[0]
    objective = line.objective
    KeyResult.objects.bulk_create(
        KeyResult(objective=objective, key=f"more-{n}", position=9 + n, title=f"Ligne {n}")
        for n in range(10)
    )
    save(client, line, "Signer trois contrats", "a1")
    with django_assert_num_queries(SAVE):
        save(client, line, "Signer quatre contrats", "a2")


def test_whoever_read_the_slide_before_others_changed_it_gives_it_the_next_version(
    cast: Cast, slide: Slide
) -> None:
    lines = KeyResult.objects.select_related("objective__slide__unit")
    early, late = lines.all()[0], lines.all()[0]
    for text in ("Signer", "Signer trois contrats"):
        edit(early, "title", text, by=cast.marie, at=NOW)
    edit(late, "measure", "0 → 3", by=cast.jo, at=NOW)
    now = KeyResult.objects.select_related("objective__slide").get(pk=late.pk)
    assert now.title == "Signer trois contrats"
    assert now.target == 3
    assert now.objective.slide.version == late.objective.slide.version == slide.version + 3


def test_a_line_that_somebody_changed_since_it_was_read_is_read_again(
    cast: Cast, slide: Slide
) -> None:
    lines = KeyResult.objects.select_related("objective__slide__unit")
    early, late = lines.all()[0], lines.all()[0]
    before, as_of = late.title, slide.version
    edit(early, "title", "Signer trois contrats", by=cast.marie, at=NOW, as_of=as_of)
    done = edit(late, "title", "Partir", by=cast.jo, at=NOW, before=before, as_of=as_of)
    assert done.text == "Signer trois contrats"
    assert done.variant
    assert done.variant.text == "Partir"


def test_a_line_that_is_older_than_its_slide_is_read_again(cast: Cast, slide: Slide) -> None:
    lines = KeyResult.objects.select_related("objective__slide__unit")
    early, late = lines.all()[0], lines.all()[0]
    edit(early, "title", "Signer", by=cast.marie, at=NOW)
    late.objective.slide = early.objective.slide
    before, as_of = late.title, slide.version
    done = edit(late, "title", "Partir", by=cast.jo, at=NOW, before=before, as_of=as_of)
    assert done.text == "Signer"


def test_a_sheet_in_memory_is_not_read_again(
    client: Client, cast: Cast, slide: Slide, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert cast.marie.user
    client.force_login(cast.marie.user)
    address = f"/slides/{slide.pk}/sheet/"
    first = client.get(address)
    with django_assert_num_queries(SHEET):
        again = client.get(address)
    assert again.content == first.content
