"""GET /slides/<pk>/history/: who changed what, and the slide as it was."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django import DjangoAssertNumQueries

from palier.journal.models import Entry
from palier.journal.queries import about
from palier.organisation.models import Person
from palier.pages.queries.story import ROWS, STEPS, Step, Wanted, story_of
from palier.slides.actions import dismissing, lines, undo, words
from palier.slides.actions.restoring import restore
from palier.slides.models import KeyResult, Slide
from palier.slides.rules.sending import Sent
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_slide
from tests.exchange.imports import imported, sales_workbook
from tests.pages.test_desk import read
from tests.slides.test_lines import key_result, objective
from tests.ui.test_accessibility import LOOKS, faults

SignIn = Callable[..., Page]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Vendre": ["Rendez-vous", "Appels"]})


def typed(slide: Slide, title: str, *texts: str, by: Person, at: datetime = NOW) -> datetime:
    """Write texts one after the other into the line of this title, a second apart."""
    pk = key_result(slide, title).pk
    for text in texts:
        line = KeyResult.objects.select_related("objective__slide__unit").get(pk=pk)
        words.edit(line, "title", text, by=by, at=at)
        at += timedelta(seconds=1)
    return at


def entries(slide: Slide) -> list[Entry]:
    return list(about(slide.topic, organisation_id=slide.unit.organisation_id))


def shown(page: str) -> str:
    """Return a page as it reads, differences marked."""
    main = page.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r'<span class="only-spoken">[^<]*</span>', "", main)
    main = main.replace("<del>", "[-").replace("</del>", "-]")
    main = main.replace("<ins>", "[+").replace("</ins>", "+]")
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def test_typing_is_one_step_told_word_by_word(client: Client, cast: Cast, slide: Slide) -> None:
    typed(slide, "Rendez-vous", "R", "Ren", "Rendez-vous pris", by=cast.jo)
    page = read(client, cast.hugo, f"/slides/{slide.pk}/history/")
    assert "Rendez-vous[+ pris+]" in shown(page)
    assert "1 changement" in shown(page)
    assert "Ajouté" in page


def test_somebody_else_in_the_same_words_parts_the_steps(cast: Cast, slide: Slide) -> None:
    typed(slide, "Rendez-vous", "Rendez-vous pris", by=cast.jo)
    typed(slide, "Rendez-vous pris", "Rendez-vous tenus", by=cast.marie)
    typed(slide, "Rendez-vous tenus", "Rendez-vous tenus ici", by=cast.jo)
    steps = steps_of(slide)
    assert [step.first.actor for step in steps] == [cast.jo, cast.marie, cast.jo]


def test_two_who_type_at_once_have_a_step_each(cast: Cast, slide: Slide) -> None:
    first, second = "Rendez-vous", "Appels"
    for letter in "abc":
        typed(slide, first, first + letter, by=cast.jo)
        typed(slide, second, second + letter, by=cast.marie)
        first, second = first + letter, second + letter
    assert [step.first.actor for step in steps_of(slide)] == [cast.marie, cast.jo]


def test_after_ten_minutes_it_is_another_step(cast: Cast, slide: Slide) -> None:
    typed(slide, "Rendez-vous", "un", by=cast.jo)
    typed(slide, "un", "deux", by=cast.jo, at=NOW + 10 * MINUTE)
    typed(slide, "deux", "trois", by=cast.jo, at=NOW + 11 * MINUTE)
    assert len(steps_of(slide)) == 2


def test_a_pause_parts_what_one_person_did(client: Client, cast: Cast, slide: Slide) -> None:
    typed(slide, "Rendez-vous", "un", by=cast.jo)
    typed(slide, "Appels", "deux", by=cast.jo, at=NOW + 12 * MINUTE)
    typed(slide, "un", "trois", by=cast.jo, at=NOW + 50 * MINUTE)
    page = shown(read(client, cast.jo, f"/slides/{slide.pk}/history/"))
    assert "10:00 – 10:12 · 2 changements" in page
    assert "10:50 · 1 changement" in page


def test_figures_levels_and_names_are_written_as_they_are_read(
    client: Client, cast: Cast, slide: Slide
) -> None:
    line = key_result(slide, "Rendez-vous")
    words.edit(line, "measure", "0 → 100 000 €", by=cast.jo, at=NOW)
    words.edit(line, "measure", "0 → 200 000 €", by=cast.jo, at=NOW + 20 * MINUTE)
    words.edit(line, "level", "outcome", by=cast.jo, at=NOW)
    words.edit(line, "due_on", "2027-02-05", by=cast.jo, at=NOW)
    page = shown(read(client, cast.hugo, f"/slides/{slide.pk}/history/"))
    assert "[+0 → 100 000 €+]" in page
    assert "[-100 000-][+200 000+]" in page
    assert "outcome" in page
    assert "vendredi 5 février" in page


def test_an_import_tells_each_line_it_changed(client: Client, cast: Cast) -> None:
    imported(sales_workbook(), cast.acme, by=cast.pia, cycle="2027-Q1")
    imported(
        sales_workbook((3, 2, "Output"), (3, 3, "80")), cast.acme, by=cast.pia, cycle="2027-Q1"
    )
    slide = Slide.objects.get(unit=cast.sales_france)
    page = shown(read(client, cast.hugo, f"/slides/{slide.pk}/history/"))
    assert "[-60-][+80+]" in page
    assert "[-input-][+output+]" in page
    assert "6 lignes ajoutées" in page


def test_what_was_undone_is_told_with_its_words(client: Client, cast: Cast, slide: Slide) -> None:
    typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    undo.undo(slide, by=cast.jo, at=NOW)
    page = shown(read(client, cast.hugo, f"/slides/{slide.pk}/history/"))
    assert "a annulé un changement" in page
    assert "[-Signatures-][+Rendez-vous+]" in page


@pytest.mark.parametrize(
    ("language", "ignored", "shown_again"),
    [
        ("fr", "a ignoré une remarque Appels", "a réaffiché une remarque Appels"),
        ("en", "ignored a remark Appels", "showed a remark again Appels"),
    ],
)
def test_a_remark_put_aside_is_told_with_its_line(
    client: Client, cast: Cast, slide: Slide, language: str, ignored: str, shown_again: str
) -> None:
    line = key_result(slide, "Appels").ref
    dismissing.dismiss(slide, "K2", line, language="fr", by=cast.jo, at=NOW)
    dismissing.bring_back(slide, "K2", line, language="fr", by=cast.jo, at=NOW)
    client.cookies["django_language"] = language
    page = shown(read(client, cast.hugo, f"/slides/{slide.pk}/history/"))
    assert ignored in page
    assert shown_again in page


def test_a_restoration_is_one_step_that_tells_all_it_did(
    client: Client, cast: Cast, slide: Slide
) -> None:
    typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    moment = entries(slide)[0]
    lines.remove(key_result(slide, "Appels"), by=cast.jo, at=NOW)
    lines.add_objective(slide, title="Recruter", by=cast.jo, at=NOW)
    typed(slide, "Signatures", "Contrats", by=cast.jo)
    restore(slide, moment, by=cast.marie, at=NOW)
    page = shown(read(client, cast.hugo, f"/slides/{slide.pk}/history/"))
    assert "a rétabli toute la slide dans son état du 25 nov. à 10:00" in page
    for words_told in ("[+Appels+]", "[-Recruter-]", "[-Contrats-][+Signatures+]"):
        assert words_told in page
    undo.undo(slide, by=cast.marie, at=NOW)
    last = steps_of(slide)[0]
    told = {(piece.fate, piece.words) for part in last.parts for piece in part.pieces}
    assert told == {
        *(("gone", "Appels"), ("new", "Recruter")),
        *(("gone", "Signatures"), ("new", "Contrats")),
    }


def test_a_line_that_is_gone_keeps_its_name(client: Client, cast: Cast, slide: Slide) -> None:
    words.edit(key_result(slide, "Appels"), "level", "input", by=cast.jo, at=NOW)
    lines.remove(objective(slide, "Vendre"), by=cast.jo, at=NOW)
    page = shown(read(client, cast.hugo, f"/slides/{slide.pk}/history/"))
    assert "Appels · niveau" in page


def test_it_is_told_by_person_and_by_line(client: Client, cast: Cast, slide: Slide) -> None:
    line = key_result(slide, "Appels")
    typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    typed(slide, "Appels", "Visites", by=cast.marie)
    lines.remove(objective(slide, "Vendre"), by=cast.marie, at=NOW)
    by_jo = story_of(slide, Wanted(person=cast.jo.pk), "fr")
    assert [step.verb for _, rows in by_jo.days for row in rows for step in row.steps] == ["edited"]
    of_line = shown(read(client, cast.hugo, f"/slides/{slide.pk}/history/?line={line.ref}"))
    assert "Visites" in of_line and "a retiré Vendre" in of_line
    assert "Signatures" not in of_line


@pytest.mark.parametrize(
    "query", ["person=x", "person=" + "9" * 30, "line=%00", "line=objective-", "before=-1"]
)
def test_a_question_about_nothing_finds_nothing(
    client: Client, cast: Cast, slide: Slide, query: str
) -> None:
    typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    assert client.get(f"/slides/{slide.pk}/history/?{query}").status_code == 200


def test_old_changes_come_page_by_page_none_twice_none_missing(cast: Cast, slide: Slide) -> None:
    for number in range(2 * STEPS):
        last = "Rendez-vous" if not number else f"Texte {number - 1}"
        typed(slide, last, f"Texte {number}", by=cast.jo, at=NOW + number * 11 * MINUTE)
    told, before = [], 0
    while True:
        story = story_of(slide, Wanted(before=before), "fr")
        told += [step.last.pk for _, rows in story.days for row in rows for step in row.steps]
        before = story.before
        if not before:
            break
    assert told == [entry.pk for entry in entries(slide)]


def test_a_long_history_costs_what_a_short_one_does(
    client: Client,
    cast: Cast,
    slide: Slide,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    typed(slide, "Rendez-vous", "Texte", by=cast.jo)
    first = entries(slide)[0]
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    address = f"/slides/{slide.pk}/history/?at={first.pk}"
    with django_assert_max_num_queries(40) as short:
        client.get(address)
    Entry.objects.bulk_create(
        Entry(
            organisation=cast.acme,
            actor=(cast.jo, cast.marie)[number % 2],
            verb="slide.edited",
            subject=slide.topic,
            at=NOW + number * MINUTE,
            details={
                "line": key_result(slide, "Appels").ref,
                "field": "title",
                "fields": {"title": ["Appels", f"Appels {number}"]},
            },
        )
        for number in range(ROWS + 100)
    )
    with django_assert_max_num_queries(40) as long:
        page = client.get(address).content.decode()
    assert len(long) <= len(short) + 1
    assert page.count('class="step"') <= STEPS
    assert "Changements plus anciens" in page


def test_the_sheet_is_shown_as_it_was(client: Client, cast: Cast, slide: Slide) -> None:
    typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    moment = entries(slide)[0]
    typed(slide, "Signatures", "Contrats", by=cast.jo, at=NOW + 20 * MINUTE)
    page = read(client, cast.marie, f"/slides/{slide.pk}/history/?at={moment.pk}")
    sheet = page.partition('<article class="slide')[2].partition("</article>")[0]
    assert "Signatures" in sheet and "Contrats" not in sheet
    assert "telle qu’elle était le 25 nov. à 10:00" in sheet
    assert "Rétablir cette ligne" in page


def test_who_only_reads_sees_the_past_without_buttons(
    client: Client, cast: Cast, slide: Slide
) -> None:
    typed(slide, "Rendez-vous", "Signatures", "Contrats", by=cast.jo)
    moment = entries(slide)[1]
    address = f"/slides/{slide.pk}/history/?at={moment.pk}"
    assert "Rétablir" not in read(client, cast.hugo, address)
    assert "Rétablir" in read(client, cast.jo, address)
    Slide.objects.update(state=SlideState.SUBMITTED)
    locked = read(client, cast.jo, address)
    assert "Rétablir" not in locked and "Cette slide est soumise" in locked


def test_what_the_journal_does_not_know_is_said(client: Client, cast: Cast, slide: Slide) -> None:
    typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    moment = entries(slide)[0]
    Entry.objects.create(
        organisation=cast.acme,
        actor=cast.jo,
        verb="slide.line-removed",
        subject=slide.topic,
        at=NOW,
        details={"line": "objective-99999", "title": "Sans trace"},
    )
    page = read(client, cast.jo, f"/slides/{slide.pk}/history/?at={moment.pk}")
    assert "On ne sait pas" in page and "Rétablir" not in page
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    answer = client.post(f"/slides/{slide.pk}/restoration/", {"entry": moment.pk})
    assert answer.status_code == 422


def test_a_line_whose_words_were_not_kept_says_so(client: Client, cast: Cast, slide: Slide) -> None:
    typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    moment = entries(slide)[0]
    line = key_result(slide, "Signatures")
    Entry.objects.create(
        organisation=cast.acme,
        actor=cast.jo,
        verb="slide.edited",
        subject=slide.topic,
        at=NOW,
        details={"line": line.ref, "field": "title"},
    )
    page = read(client, cast.jo, f"/slides/{slide.pk}/history/?at={moment.pk}")
    assert "On ne sait pas ce que disait cette ligne" in page
    assert "Appels" in page


def test_a_slide_without_a_past_says_so(client: Client, cast: Cast, slide: Slide) -> None:
    assert "Rien n’a encore changé" in read(client, cast.jo, f"/slides/{slide.pk}/history/")


def test_an_undo_of_a_restoration_never_takes_anything_else(
    client: Client, cast: Cast, slide: Slide
) -> None:
    typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    moment = entries(slide)[0]
    typed(slide, "Signatures", "Contrats", by=cast.jo)
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    client.post(f"/slides/{slide.pk}/restoration/", {"entry": moment.pk})
    burst = entries(slide)[0].details["burst"]
    typed(slide, "Appels", "Visites", by=cast.jo)
    address = f"/slides/{slide.pk}/restoration/undo/"
    answer = client.post(address, {"entry": moment.pk, "burst": burst})
    assert answer.status_code == 422
    assert KeyResult.objects.filter(title="Visites").exists()


def test_one_click_brings_a_line_back_and_another_undoes_it(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn
) -> None:
    at = typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    words.edit(
        key_result(slide, "Appels"), "level", "input", by=cast.jo, at=at, sent=Sent(burst="b")
    )
    typed(slide, "Signatures", "Contrats", by=cast.marie, at=at + 20 * MINUTE)
    page = sign_in(cast.jo.user)
    page.goto(f"{server}/slides/{slide.pk}/history/")
    page.locator(".step a").last.click()
    expect(page.locator(".moment .slide")).to_contain_text("Signatures")
    page.get_by_role("button", name="Rétablir cette ligne").first.click()
    expect(page.get_by_text("C’est rétabli.")).to_be_visible()
    assert KeyResult.objects.filter(title="Signatures").exists()
    page.locator("#toasts").get_by_role("button", name="Annuler").click()
    expect(page.get_by_text("La slide est de nouveau comme avant.")).to_be_visible()
    assert KeyResult.objects.filter(title="Contrats").exists()


@pytest.mark.parametrize(("scheme", "width"), LOOKS)
def test_the_history_can_be_used_by_all(
    server: str, cast: Cast, slide: Slide, sign_in: SignIn, scheme: str, width: int
) -> None:
    at = typed(slide, "Rendez-vous", "Signatures", by=cast.jo)
    moment = entries(slide)[0]
    lines.remove(key_result(slide, "Appels"), by=cast.marie, at=at)
    typed(slide, "Signatures", "Contrats " + "très" * 60, by=cast.marie, at=at)
    restore(slide, moment, by=cast.jo, at=at)
    undo.undo(slide, by=cast.jo, at=at)
    page = sign_in(cast.jo.user, color_scheme=scheme, viewport={"width": width, "height": 900})
    for query in ("", f"?at={moment.pk}"):
        page.goto(f"{server}/slides/{slide.pk}/history/{query}")
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def steps_of(slide: Slide) -> list[Step]:
    story = story_of(slide, Wanted(), "fr")
    return [step for _, rows in story.days for row in rows for step in row.steps]
