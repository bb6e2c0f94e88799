"""Two people write the same words: both versions are kept until somebody chooses."""

from decimal import Decimal
from itertools import pairwise

import pytest
from django.test import Client

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions import choosing, lines, undo
from palier.slides.actions.words import edit
from palier.slides.models import KeyResult, Objective, Slide, Variant
from palier.slides.rules.sending import AlreadyDone, Sent
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_slide


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Vendre le produit X": ["Rendez-vous"]})


@pytest.fixture
def objective(slide: Slide) -> Objective:
    return Objective.objects.select_related("slide__unit").get(slide=slide)


@pytest.fixture
def key_result(objective: Objective) -> KeyResult:
    return KeyResult.objects.select_related("objective__slide__unit").get(objective=objective)


@pytest.fixture
def variant(cast: Cast, objective: Objective) -> Variant:
    """Marie was faster; Jo's words are kept."""
    start = objective.title
    edit(objective, "title", "Vendre le produit Y", before=start, by=cast.marie, at=NOW)
    sent = Sent(burst="b1")
    edited = edit(
        objective, "title", "Vendre le produit Z", before=start, by=cast.jo, at=NOW, sent=sent
    )
    assert edited.variant
    return edited.variant


def test_the_faster_words_stand_and_the_others_are_kept(
    objective: Objective, variant: Variant
) -> None:
    objective.refresh_from_db()
    assert objective.title == "Vendre le produit Y"
    assert (variant.text, variant.line) == ("Vendre le produit Z", objective.ref)


def test_only_the_words_that_collide_are_kept_apart(cast: Cast, objective: Objective) -> None:
    start = objective.title
    edit(objective, "title", "Vendre bien le produit Y", before=start, by=cast.marie, at=NOW)
    edited = edit(
        objective, "title", "Vendre le produit Z à Lyon", before=start, by=cast.jo, at=NOW
    )
    assert edited.text == "Vendre bien le produit Y"
    assert edited.variant
    assert edited.variant.text == "Vendre bien le produit Z à Lyon"


def test_a_measure_is_one_value(cast: Cast, key_result: KeyResult) -> None:
    edit(key_result, "measure", "0 → 10", before="", by=cast.marie, at=NOW)
    edited = edit(key_result, "measure", "0 → 20", before="", by=cast.jo, at=NOW)
    key_result.refresh_from_db()
    assert key_result.target == Decimal(10)
    assert edited.variant
    assert edited.variant.text == "0 → 20"


def test_who_writes_on_writes_in_the_variant(
    cast: Cast, objective: Objective, variant: Variant
) -> None:
    edited = edit(
        objective,
        "title",
        "Vendre le produit Z partout",
        before="Vendre le produit Z",
        by=cast.jo,
        at=NOW,
        sent=Sent(burst="b1"),
    )
    assert edited.variant == variant
    assert edited.text == "Vendre le produit Y"
    assert [row.text for row in Variant.objects.open()] == ["Vendre le produit Z partout"]


def test_who_was_offline_for_long_goes_on_in_one_variant(cast: Cast, objective: Objective) -> None:
    start = objective.title
    edit(objective, "title", "Vendre vite le service", before=start, by=cast.marie, at=NOW)
    words = [start, "Vendre le produit Z", "Vendre le produit Z partout", "Tout vendre partout"]
    for stretch, (before, after) in enumerate(pairwise(words)):
        sent = Sent(burst=f"b{stretch}")  # a pause of some seconds ends a stretch
        edit(objective, "title", after, before=before, by=cast.jo, at=NOW, sent=sent)
    objective.refresh_from_db()
    assert objective.title == "Vendre vite le service"
    assert [row.text for row in Variant.objects.open()] == ["Tout vendre partout"]


def test_words_for_a_removed_line_go_on_in_one_variant(cast: Cast, key_result: KeyResult) -> None:
    slide, ref = key_result.objective.slide, key_result.ref
    lines.remove(key_result, by=cast.marie, at=NOW)
    for before, after in pairwise(["Rendez-vous", "Rendez-vous pris", "Rendez-vous pris à Lyon"]):
        choosing.keep_for_gone_line(slide, ref, "title", after, before=before, by=cast.jo, at=NOW)
    assert [row.text for row in Variant.objects.open()] == ["Rendez-vous pris à Lyon"]


def test_a_variant_that_comes_to_say_the_same_is_settled(
    cast: Cast, objective: Objective, variant: Variant
) -> None:
    sent = Sent(burst="b1")
    words = "Vendre le produit Y "
    edit(objective, "title", words, before="Vendre le", by=cast.jo, at=NOW, sent=sent)
    assert not Variant.objects.open().exists()


def test_the_kept_words_are_taken(cast: Cast, objective: Objective, variant: Variant) -> None:
    ref = choosing.take(variant, before="Vendre le produit Y", by=cast.marie, at=NOW)
    objective.refresh_from_db()
    assert (ref, objective.title) == (objective.ref, "Vendre le produit Z")
    assert not Variant.objects.open().exists()
    undo.undo(objective.slide, by=cast.marie, at=NOW)
    objective.refresh_from_db()
    assert objective.title == "Vendre le produit Y"


def test_what_was_written_since_the_choice_was_shown_is_not_overwritten(
    cast: Cast, objective: Objective, variant: Variant
) -> None:
    edit(objective, "title", "Vendre le produit Y demain", by=cast.jo, at=NOW)
    choosing.take(variant, before="Vendre le produit Y", by=cast.marie, at=NOW)
    objective.refresh_from_db()
    said = {objective.title, *Variant.objects.open().values_list("text", flat=True)}
    assert "demain" in " ".join(said)
    assert "produit Z" in " ".join(said)


def test_the_words_of_the_line_stay(cast: Cast, objective: Objective, variant: Variant) -> None:
    choosing.leave(variant, by=cast.marie, at=NOW)
    objective.refresh_from_db()
    assert objective.title == "Vendre le produit Y"
    assert not Variant.objects.open().exists()
    left = Entry.objects.first()
    assert left
    assert (left.verb, left.details["text"]) == ("slide.variant-left", "Vendre le produit Z")


def test_two_people_choose_and_the_second_finds_it_done(cast: Cast, variant: Variant) -> None:
    choosing.leave(variant, by=cast.marie, at=NOW)
    with pytest.raises(AlreadyDone):
        choosing.take(variant, by=cast.jo, at=NOW)
    assert Variant.objects.get().choice == "left"


@pytest.mark.parametrize("act", [choosing.take, choosing.leave])
@pytest.mark.parametrize("who", ["hugo", "tess"])
def test_only_writers_choose(cast: Cast, variant: Variant, act: object, who: str) -> None:
    with pytest.raises(Refused, match="not-writer"):
        act(variant, by=getattr(cast, who), at=NOW)  # type: ignore[operator]
    assert Variant.objects.open().exists()


def test_nobody_chooses_on_a_locked_slide(cast: Cast, variant: Variant) -> None:
    Slide.objects.update(state=SlideState.SUBMITTED)
    with pytest.raises(Refused, match="locked"):
        choosing.take(variant, by=cast.marie, at=NOW)
    assert Variant.objects.open().exists()


def test_words_for_a_removed_line_are_kept_and_bring_it_back(
    cast: Cast, slide: Slide, key_result: KeyResult, client: Client
) -> None:
    ref = key_result.ref
    lines.remove(key_result, by=cast.marie, at=NOW)
    response = save(client, cast.jo, ref, slide, text="Rendez-vous pris à Lyon")
    assert response == 200
    variant = Variant.objects.get()
    choosing.take(variant, by=cast.marie, at=NOW)
    assert [row.title for row in KeyResult.objects.all()] == ["Rendez-vous pris à Lyon"]
    undo.undo(slide, by=cast.marie, at=NOW)
    assert not KeyResult.objects.exists()


def test_words_for_a_line_that_went_with_its_objective(
    cast: Cast, slide: Slide, objective: Objective, key_result: KeyResult, client: Client
) -> None:
    ref = key_result.ref
    lines.remove(objective, by=cast.marie, at=NOW)
    assert save(client, cast.jo, ref, slide, text="Rendez-vous pris") == 200
    choosing.take(Variant.objects.get(), by=cast.jo, at=NOW)
    assert [row.title for row in KeyResult.objects.all()] == ["Rendez-vous pris"]
    assert Objective.objects.get().title == "Vendre le produit X"


def test_a_line_that_never_was_on_the_slide_is_refused(
    cast: Cast, slide: Slide, client: Client
) -> None:
    assert save(client, cast.jo, "key-result-987654", slide, text="x") == 422
    assert save(client, cast.beta_marie, "key-result-987654", slide, text="x") == 404
    assert not Variant.objects.exists()


def test_the_choice_is_shown_to_writers_with_both_texts(
    cast: Cast, slide: Slide, variant: Variant, client: Client
) -> None:
    assert cast.marie.user
    client.force_login(cast.marie.user)
    page = client.get(f"/slides/{slide.pk}/").content.decode()
    assert "produit <mark>Y</mark>" in page
    assert "produit <mark>Z</mark>" in page
    taken = client.post(f"/variants/{variant.pk}/taking/", {"before": "Vendre le produit Y"})
    assert taken.status_code == 200
    page = client.get(f"/slides/{slide.pk}/").content.decode()
    assert "<mark>" not in page


def save(client: Client, who: Person, ref: str, slide: Slide, *, text: str) -> int:
    assert who.user
    client.force_login(who.user)
    fields = {"field": "title", "text": text, "before": "Rendez-vous", "slide": slide.pk}
    return client.post(f"/lines/{ref}/words/", fields).status_code
