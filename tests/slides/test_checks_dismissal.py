"""GET /slides/<pk>/findings/, POST /slides/<pk>/dismissals/ and …/removal/, and what is behind."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from palier.journal.models import Entry
from palier.organisation.models import Person
from palier.organisation.rules import Refused
from palier.slides.actions.dismissing import bring_back, dismiss
from palier.slides.actions.words import edit
from palier.slides.models import Dismissal, KeyResult, Objective, Slide
from palier.slides.queries import findings as findings_module
from palier.slides.queries.findings import Findings, findings_of, register
from palier.slides.remarks import SENTENCES
from palier.slides.rules.checks import Finding
from palier.slides.rules.words import SlideState
from tests.cast import NOW, Cast, make_key_result, make_objective, make_slide


@pytest.fixture
def slide(cast: Cast) -> Slide:
    return make_slide(cast.sales_france, cast.coming, {"Vendre mieux": ["Lancer le site"]})


@pytest.fixture
def line(slide: Slide) -> KeyResult:
    return KeyResult.objects.select_related("objective__slide__unit").get()


def shown(slide: Slide) -> list[str]:
    found = findings_of(slide, "fr")
    return [remark.finding.check for remark in (*found.shown, *found.others)]


def aside(slide: Slide, line: KeyResult | None, by: Person, code: str = "K16") -> bool:
    return dismiss(slide, code, line.ref if line else "", language="fr", by=by, at=NOW)


def post(client: Client, person: Person, address: str, **data: str) -> int:
    client.force_login(person.user)  # type: ignore[arg-type]
    return client.post(address, data).status_code


def test_a_remark_is_put_aside_and_the_journal_says_which(
    cast: Cast, slide: Slide, line: KeyResult
) -> None:
    assert shown(slide) == ["K16"]
    assert aside(slide, line, cast.jo)
    assert shown(slide) == []
    assert [row.finding.check for row in findings_of(slide, "fr").dismissed] == ["K16"]
    entry = Entry.objects.get(verb="slide.remark-dismissed")
    assert (entry.subject, entry.actor) == (slide.topic, cast.jo)
    assert entry.details["check"] == "K16"
    assert (entry.details["line"], entry.details["title"]) == (line.ref, "Lancer le site")


def test_twice_is_once_and_so_is_what_is_not_said(
    cast: Cast, slide: Slide, line: KeyResult
) -> None:
    assert aside(slide, line, cast.jo)
    assert not aside(slide, line, cast.marie)
    assert not aside(slide, line, cast.marie, "K4")
    assert Dismissal.objects.count() == Entry.objects.count() == 1


def test_it_comes_back_when_the_line_says_something_else(
    cast: Cast, slide: Slide, line: KeyResult
) -> None:
    aside(slide, line, cast.jo)
    edit(line, "title", "Lancer le site.", by=cast.jo, at=NOW)
    assert shown(slide) == []
    edit(line, "title", "Publier une offre pour les artisans", by=cast.jo, at=NOW)
    assert shown(slide) == ["K16"]
    assert aside(slide, line, cast.marie)
    assert Dismissal.objects.get().by == cast.marie


def test_it_can_be_shown_again(cast: Cast, slide: Slide, line: KeyResult) -> None:
    aside(slide, line, cast.jo)
    assert bring_back(slide, "K16", line.ref, language="fr", by=cast.marie, at=NOW)
    assert not bring_back(slide, "K16", line.ref, language="fr", by=cast.marie, at=NOW)
    assert shown(slide) == ["K16"]
    assert Entry.objects.filter(verb="slide.remark-brought-back").count() == 1


def test_a_draft_without_words_is_not_told_in_red(client: Client, cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming, {"": [""]})
    Slide.objects.filter(pk=slide.pk).update(head=None)
    client.force_login(cast.jo.user)  # type: ignore[arg-type]
    address = f"/slides/{slide.pk}/findings/"
    assert shown(slide) == ["O7", "K1"]
    page = client.get(address).content.decode()
    assert ("sign refuses" in page, "data-refuses" in page) == (False, False)
    Objective.objects.update(title="Vendre mieux")
    page = client.get(address).content.decode()
    assert ("sign refuses" in page, "data-refuses" in page) == (True, True)


def test_what_refuses_is_not_put_aside(cast: Cast, slide: Slide, line: KeyResult) -> None:
    KeyResult.objects.update(kind="number", target=None, title="Pannes")
    with pytest.raises(Refused, match="must-be-mended"):
        aside(slide, line, cast.marie, "K3")
    address = f"/slides/{slide.pk}/dismissals/"
    client = Client()
    assert post(client, cast.marie, address, check="K3", line=line.ref) == 422
    assert not Dismissal.objects.exists()


def test_a_count_that_changes_is_told_again(cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming, {f"But {n}": [] for n in "abcd"})
    for objective in slide.objectives.all():
        make_key_result(objective, "Rendez-vous", kind="number", target=3)
    assert aside(slide, None, cast.marie, "O1")
    assert shown(slide) == []
    make_key_result(make_objective(slide, "But e"), "Ventes", kind="number", target=3)
    assert shown(slide) == ["O1"]


@pytest.mark.parametrize("who", ["hugo", "tess"])
def test_who_does_not_write_is_refused(
    client: Client, cast: Cast, slide: Slide, line: KeyResult, who: str
) -> None:
    person: Person = getattr(cast, who)
    for address in ("dismissals/", "dismissals/removal/"):
        where = f"/slides/{slide.pk}/{address}"
        assert post(client, person, where, check="K16", line=line.ref) == 422
    assert client.get(f"/slides/{slide.pk}/findings/").status_code == 403
    assert not Dismissal.objects.exists()


def test_another_company_finds_nothing(client: Client, cast: Cast, slide: Slide) -> None:
    for address in ("findings/", "dismissals/", "dismissals/removal/"):
        client.force_login(cast.beta_marie.user)  # type: ignore[arg-type]
        assert client.get(f"/slides/{slide.pk}/{address}").status_code in {404, 405}
        assert post(client, cast.beta_marie, f"/slides/{slide.pk}/{address}") in {404, 405}


def test_a_slide_that_is_locked_keeps_its_remarks(
    cast: Cast, slide: Slide, line: KeyResult
) -> None:
    Slide.objects.update(state=SlideState.SUBMITTED)
    with pytest.raises(Refused, match="locked"):
        aside(slide, line, cast.marie)


def test_the_page_shows_two_remarks_and_folds_the_others(client: Client, cast: Cast) -> None:
    lines = ["Lancer le site", "Participer au salon", "Publier un guide", "Analyser les départs"]
    slide = make_slide(cast.sales_france, cast.coming, {"Vendre mieux": lines})
    client.force_login(cast.marie.user)  # type: ignore[arg-type]
    page = client.get(f"/slides/{slide.pk}/").content.decode()
    fragment = client.get(f"/slides/{slide.pk}/findings/").content.decode()
    for html in (page, fragment):
        first, _, rest = html.partition('data-fold="others"')
        assert (first.count('data-dismiss="K'), rest.count('data-dismiss="K')) == (2, 2)
        assert "2 autres remarques" in rest
        assert "Prêt à soumettre" in first
    # The activities come first: nothing is known of what they change.
    assert fragment.index("Participer au salon") < fragment.index("Lancer le site")
    client.force_login(cast.hugo.user)  # type: ignore[arg-type]
    assert 'data-dismiss="K' not in client.get(f"/slides/{slide.pk}/").content.decode()


def test_a_good_slide_is_told_what_is_fine(cast: Cast) -> None:
    slide = make_slide(cast.sales_france, cast.coming, {"Vendre mieux": []})
    objective = Objective.objects.get()
    for title in ("Rendez-vous", "Ventes"):
        make_key_result(objective, title, kind="number", target=3, level="output")
    found: Findings = findings_of(slide, "fr")
    assert [*found.shown, *found.others, *found.dismissed] == []
    assert found.fine == [
        "1 objectif, 2 key results",
        "Chaque key result porte un chiffre",
        "La feuille se lit du fond de la salle",
    ]
    assert found.may_be_submitted
    assert [(share.level, share.count) for share in found.shares] == [("output", 2)]


def test_queries_do_not_grow_with_lines(
    cast: Cast, slide: Slide, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(10):
        make_key_result(make_objective(slide, f"But {number}"), "Lancer le site")
    with django_assert_max_num_queries(8):
        findings_of(slide, "fr")


def test_later_concepts_add_checks_with_their_sentences(
    cast: Cast, slide: Slide, line: KeyResult, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(findings_module, "_sources", [])
    monkeypatch.setattr("palier.slides.remarks.SENTENCES", dict(SENTENCES))
    pair = SENTENCES["K7"]
    register(lambda slide: [Finding("D1", line.ref)], {"D1": pair})
    assert shown(slide) == ["K16", "D1"]
    with pytest.raises(ValueError, match="D1"):
        register(lambda slide: [], {"D1": pair})


def test_every_check_has_its_sentences_in_both_languages(cast: Cast, slide: Slide) -> None:
    from django.utils import translation

    for what, why in SENTENCES.values():
        for sentence in (what, why):
            with translation.override("en"):
                english = str(sentence)
            with translation.override("fr"):
                assert str(sentence) != english
