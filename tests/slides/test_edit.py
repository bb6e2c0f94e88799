"""POST /lines/<ref>/words/, and the action behind it."""

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client

from palier.journal.models import Entry
from palier.organisation.rules import Refused
from palier.slides.actions.words import edit
from palier.slides.models import KeyResult, Objective, Slide
from palier.slides.queries.lines import text_of
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_slide


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Vendre le produit X": ["Rendez-vous"]})


@pytest.fixture
def key_result(slide: Slide) -> KeyResult:
    return KeyResult.objects.select_related("objective__slide__unit").get()


@pytest.fixture
def objective(slide: Slide) -> Objective:
    return slide.objectives.select_related("slide__unit").get()


def save(client: Client, person: object, ref: str, **data: str) -> int:
    client.force_login(person.user)  # type: ignore[attr-defined]
    return client.post(f"/lines/{ref}/words/", data).status_code


def test_head_types_a_measure_as_people_write_it(cast: Cast, key_result: KeyResult) -> None:
    edit(key_result, "measure", "1,2 → 3 RDV/sem.", by=cast.marie, at=NOW)
    key_result.refresh_from_db()
    assert (key_result.baseline, key_result.target) == (Decimal("1.2"), Decimal(3))
    assert key_result.measure_unit == "RDV/sem."
    assert text_of(key_result, "measure", "fr") == "1,2 → 3\u00a0RDV/sem."


def test_what_is_no_figure_is_kept_whole(cast: Cast, key_result: KeyResult) -> None:
    edit(key_result, "measure", "à définir avec le pôle", by=cast.marie, at=NOW)
    key_result.refresh_from_db()
    assert key_result.target is None
    assert text_of(key_result, "measure", "fr") == "à définir avec le pôle"


@pytest.mark.parametrize("who", ["marie", "jo", "luc", "dora", "pia"])
def test_head_members_heads_above_and_pilot_write(
    client: Client, cast: Cast, key_result: KeyResult, who: str
) -> None:
    status = save(client, getattr(cast, who), key_result.ref, field="title", text="Signatures")
    assert status == 200
    key_result.refresh_from_db()
    assert key_result.title == "Signatures"


@pytest.mark.parametrize("who", ["hugo", "tess"])
def test_others_of_the_company_are_refused(
    client: Client, cast: Cast, key_result: KeyResult, who: str
) -> None:
    status = save(client, getattr(cast, who), key_result.ref, field="title", text="Non")
    assert status == 422
    key_result.refresh_from_db()
    assert key_result.title == "Rendez-vous"
    assert not Entry.objects.exists()


def test_another_company_finds_nothing(client: Client, cast: Cast, key_result: KeyResult) -> None:
    assert save(client, cast.beta_marie, key_result.ref, field="title", text="x") == 404


def test_the_journal_says_before_and_after(cast: Cast, key_result: KeyResult) -> None:
    edit(key_result, "title", "Signatures", by=cast.marie, at=NOW)
    entry = Entry.objects.get()
    assert entry.verb == "slide.edited"
    assert entry.actor == cast.marie
    assert entry.details["fields"] == {"title": ["Rendez-vous", "Signatures"]}


def test_saving_the_same_words_changes_nothing(cast: Cast, key_result: KeyResult) -> None:
    edit(key_result, "title", "Rendez-vous", by=cast.marie, at=NOW)
    assert not Entry.objects.exists()


def test_two_people_change_different_words_and_both_stay(cast: Cast, objective: Objective) -> None:
    start = objective.title
    edit(objective, "title", "Vendre bien le produit X", before=start, by=cast.marie, at=NOW)
    edited = edit(
        objective, "title", "Vendre le produit X en France", before=start, by=cast.jo, at=NOW
    )
    assert edited.variant is None
    assert edited.text == "Vendre bien le produit X en France"


def test_five_thousand_characters_come_in_whole(cast: Cast, objective: Objective) -> None:
    text = ("mot " * 1250).strip()
    edit(objective, "title", text, by=cast.marie, at=NOW)
    objective.refresh_from_db()
    assert objective.title == text


def test_a_book_is_refused_with_a_sentence(client: Client, cast: Cast, slide: Slide) -> None:
    objective = slide.objectives.get()
    assert save(client, cast.marie, objective.ref, field="title", text="x" * 10_001) == 422


@pytest.mark.parametrize("text", ["שלום עולם", "🚀 Décoller 🚀", "a\u0000b", "deux\nlignes"])
def test_any_script_is_stored_on_one_line(cast: Cast, objective: Objective, text: str) -> None:
    edit(objective, "title", text, by=cast.marie, at=NOW)
    objective.refresh_from_db()
    assert "\n" not in objective.title
    assert "\u0000" not in objective.title
    assert objective.title


@pytest.mark.parametrize("state", [SlideState.SUBMITTED, SlideState.CLOSED])
def test_a_slide_that_is_not_open_keeps_its_words(
    cast: Cast, slide: Slide, key_result: KeyResult, state: SlideState
) -> None:
    Slide.objects.update(state=state)
    key_result.objective.slide.refresh_from_db()
    with pytest.raises(Refused, match="locked"):
        edit(key_result, "title", "Trop tard", by=cast.marie, at=NOW)


def test_current_value_is_set_while_the_slide_is_submitted(
    cast: Cast, slide: Slide, key_result: KeyResult
) -> None:
    Slide.objects.update(state=SlideState.SUBMITTED)
    key_result.objective.slide.refresh_from_db()
    edit(key_result, "current", "12,5", by=cast.jo, at=NOW)
    key_result.refresh_from_db()
    assert key_result.current == Decimal("12.5")


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("current", "beaucoup"),
        ("due_on", "demain"),
        ("level", "étrange"),
        ("end_state", "ok"),
        ("category_id", "1"),
    ],
)
def test_what_a_field_cannot_hold_is_refused(
    client: Client, cast: Cast, key_result: KeyResult, field: str, text: str
) -> None:
    assert save(client, cast.marie, key_result.ref, field=field, text=text) == 422


@pytest.mark.parametrize("text", ["999999999999999999", "abc", "-1"])
def test_a_category_that_is_none_is_refused(
    client: Client, cast: Cast, objective: Objective, text: str
) -> None:
    assert save(client, cast.marie, objective.ref, field="category_id", text=text) == 422


def test_level_due_date_and_category(
    cast: Cast, objective: Objective, key_result: KeyResult
) -> None:
    category = cast.acme.categories.create(name="Croissance", colour=1)
    edit(objective, "category_id", str(category.pk), by=cast.marie, at=NOW)
    edit(key_result, "level", "outcome", by=cast.marie, at=NOW)
    edit(key_result, "due_on", "2027-02-28", by=cast.marie, at=NOW)
    objective.refresh_from_db()
    key_result.refresh_from_db()
    assert objective.category == category
    assert (key_result.level, key_result.due_on) == ("outcome", date(2027, 2, 28))


def test_figures_are_read_in_the_language_they_were_shown_in(
    client: Client, cast: Cast, key_result: KeyResult
) -> None:
    edit(key_result, "measure", "0 → 100 000 €", by=cast.marie, at=NOW)  # a French organisation
    user = cast.marie.user
    user.language = "en"  # type: ignore[union-attr]
    user.save()  # type: ignore[union-attr]
    client.force_login(user)  # type: ignore[arg-type]
    panel = client.get(f"/lines/{key_result.ref}/").content.decode()
    assert "0 → €100,000" in panel
    typed = {"field": "measure", "text": "0 → €250,000", "before": "0 → €100,000"}
    assert save(client, cast.marie, key_result.ref, **typed) == 200
    key_result.refresh_from_db()
    assert (key_result.target, key_result.measure_unit) == (Decimal(250_000), "€")


@pytest.mark.parametrize("stored", ["\u202eVendre\u202c mieux", "Vendre  mieux"])
def test_a_text_with_what_no_sheet_shows_can_be_edited(
    cast: Cast, objective: Objective, stored: str
) -> None:
    edit(objective, "title", stored, by=cast.marie, at=NOW)
    edit(objective, "title", "Louer moins", before="Vendre mieux", by=cast.marie, at=NOW)
    objective.refresh_from_db()
    assert objective.title == "Louer moins"
