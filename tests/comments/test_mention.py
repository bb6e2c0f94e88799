"""Naming people: who is offered, who is kept, how it is shown."""

import pytest
from django.test import Client

from palier.comments.actions import saying
from palier.comments.models import Mention
from palier.comments.queries.people import offered, who_may_see
from palier.organisation.models import Person
from palier.organisation.rules import Stage
from palier.slides.models import Slide
from tests.cast import NOW, Cast, make_person
from tests.comments.builders import make_sheet, say


@pytest.mark.parametrize("stages", [[Stage.DEFINE], [Stage.DEFINE, Stage.SHARE]])
def test_who_may_be_named_is_who_sees_the_slide(cast: Cast, stages: list[Stage]) -> None:
    slide = make_sheet(cast)
    cast.acme.stages = stages
    cast.acme.save(update_fields=["stages"])
    cast.support.closed_on = NOW.date()  # Hugo still heads Platform
    cast.support.save(update_fields=["closed_on"])
    slide = Slide.objects.get(pk=slide.pk)
    seeing = {
        person
        for person in Person.objects.all()
        if Slide.objects.visible_to(person).filter(pk=slide.pk).exists()
    }
    assert set(who_may_see(slide)) == seeing
    assert (cast.sam in seeing) is (Stage.SHARE in stages)


def test_who_left_is_not_offered(cast: Cast) -> None:
    slide = make_sheet(cast)
    cast.jo.is_present = False
    cast.jo.save(update_fields=["is_present"])
    assert cast.jo not in who_may_see(slide)


def test_the_people_of_the_slide_come_first_eight_at_most(cast: Cast) -> None:
    slide = make_sheet(cast)
    for number in range(9):
        make_person(cast.acme, f"Abel{number} Zed")
    people = offered(slide, "")
    assert people[:2] == [cast.jo, cast.marie]
    assert len(people) == 8


@pytest.mark.parametrize("typed", ["eloise", "ÉLO", "tour", "de la", "Éloïse De"])
def test_any_word_of_a_name_is_found_accents_aside(cast: Cast, typed: str) -> None:
    person = make_person(cast.acme, "Éloïse de La Tour")
    assert offered(make_sheet(cast), typed) == [person]
    assert offered(make_sheet_of(cast), "loise") == []


def make_sheet_of(cast: Cast) -> Slide:
    return Slide.objects.get(unit=cast.sales_france)


def test_the_list_is_for_who_sees_the_slide(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    page = client.get(f"/slides/{slide.pk}/people/?q=mar").content.decode()
    assert f'data-person="{cast.marie.pk}"' in page
    assert "Luc Martin" in page
    assert str(cast.beta_marie.pk) not in page
    client.force_login(cast.beta_marie.user)  # type: ignore[arg-type]
    assert client.get(f"/slides/{slide.pk}/people/?q=mar").status_code == 404


def test_a_person_named_is_shown_as_such(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    say(slide, "Voyez @Marie Laurent.", by=cast.hugo, naming=(cast.marie,))
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    page = client.get(f"/slides/{slide.pk}/").content.decode()
    assert f'<span class="mention" data-person="{cast.marie.pk}">@Marie Laurent</span>.' in page


def test_somebody_of_another_organisation_stays_plain_words(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    data = {"body": "@Marie Laurent ?", "mention": [str(cast.beta_marie.pk), "x", "9" * 30]}
    page = client.post(f"/slides/{slide.pk}/comments/", data).content.decode()
    assert "@Marie Laurent ?" in page
    assert 'class="mention"' not in page
    assert not Mention.objects.exists()


def test_who_is_no_longer_in_the_words_is_not_named(cast: Cast) -> None:
    comment = say(make_sheet(cast), "Voyez @Marie Laurent", by=cast.hugo, naming=(cast.marie,))
    say(comment.slide, "Voyez Marie", by=cast.hugo, naming=(cast.marie,))
    assert list(Mention.objects.values_list("comment", flat=True)) == [comment.pk]
    saying.edit(comment, "Voyez @Jo Petit", by=cast.hugo, at=NOW, mentions={cast.jo.pk})
    assert [row.person for row in Mention.objects.all()] == [cast.jo]


def test_a_person_is_shown_under_the_name_they_bore(client: Client, cast: Cast) -> None:
    slide = make_sheet(cast)
    say(slide, "Voyez @Marie Laurent", by=cast.hugo, naming=(cast.marie,))
    Person.objects.filter(pk=cast.marie.pk).update(name="Marie Blanc")
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    page = client.get(f"/slides/{slide.pk}/").content.decode()
    assert ">@Marie Laurent</span>" in page
